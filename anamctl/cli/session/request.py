"""What ``anamctl session start`` was asked for, and whether it goes together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli.durations import duration
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from anamctl.live.plan import Plan

MAX_LENGTH = "3m"
"""The default of ``--max-length``."""


class StartRequest(NamedTuple):
    """What to start, and what to do then."""

    persona: str = ""
    lang: str = ""
    document: str = ""
    settings: tuple[str, ...] = ()
    """Each ``path=value``."""
    says: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    mic: bool = False
    audio: str = ""
    speaker: bool = False
    record: str = ""
    device: str = ""
    max_length: str = MAX_LENGTH
    duration: str = ""
    detach: bool = False
    watch: bool = False
    reply_lang: str = ""
    heard: tuple[str, ...] = ()
    json: bool = False
    color: str = "auto"
    debug: bool = False
    background: bool = False
    """Whether this is the process of a session that was detached: nobody types, and nobody reads."""

    @property
    def has_script(self) -> bool:
        """Whether it is known what will be said, so that the session ends by itself."""
        return bool(self.says or self.audio)

    @property
    def stays(self) -> bool:
        """Whether the session goes on until it is told to end."""
        return self.mic or self.watch or self.detach or self.background


def check(request: StartRequest) -> None:
    """
    Make sure that the options go together and mean something.

    Raises:
        UsageError: they do not.
    """
    if request.mic and request.audio:
        raise UsageError("--mic and --audio exclude each other.", hint="the persona has one ear.")
    if request.device and not (request.mic or request.speaker):
        raise UsageError("--device needs --mic or --speaker.", hint="it says which one.")
    if request.detach and (request.mic or request.speaker):
        raise UsageError("--detach goes without --mic and --speaker.", hint="they belong to a terminal.")
    if any(not text.strip() for text in request.heard):
        raise UsageError("--expect-heard expects an empty text.", hint="write what the persona should hear.")
    if any(not text.strip() for text in (*request.says, *request.contexts)):
        raise UsageError("there is nothing to say in an empty text.", hint="write something between the quotes.")
    if request.heard and not (request.mic or request.audio):
        raise UsageError("--expect-heard needs --audio or --mic.", hint="text that is sent is not heard.")
    _check_reply_lang(request)
    duration(request.max_length, "--max-length")
    if request.duration:
        duration(request.duration, "--for")


def _check_reply_lang(request: StartRequest) -> None:
    from anamctl.languages.iso639 import is_iso639

    if request.reply_lang and not is_iso639(request.reply_lang):
        from anamctl.languages.suggestions import suggest

        guess = suggest(request.reply_lang)
        hint = f"did you mean {guess.code}?" if guess else "write two lower-case letters, like fr."
        raise UsageError(f'--expect-reply-lang: "{request.reply_lang}" is no language code.', hint=hint)
    if request.reply_lang and request.detach:
        raise UsageError("--expect-reply-lang goes without --detach.", hint="nobody would see what came of it.")


def plan(request: StartRequest, *, max_length: float, is_conversation: bool, skips_greeting: bool) -> Plan:
    """
    Say what is to happen.

    Args:
        request: what was asked for.
        max_length: seconds that it lasts at most.
        is_conversation: whether a person types.
        skips_greeting: whether the persona waits for the user.
    """
    from anamctl.live.expectations import Wishes
    from anamctl.live.plan import Plan

    has_end = bool(request.has_script or request.duration)
    # Nobody types where there is no terminal, so a pipe is read only when nothing else says what happens.
    reads = not request.background and (is_conversation or not (has_end or request.stays))
    return Plan(
        says=request.says,
        contexts=request.contexts,
        duration=duration(request.duration, "--for") if request.duration else None,
        max_length=max_length,
        wishes=Wishes(request.reply_lang, request.heard),
        reads=reads and not (request.has_script and not request.stays and not request.duration),
        is_conversation=is_conversation,
        stays=request.stays,
        skips_greeting=skips_greeting,
    )
