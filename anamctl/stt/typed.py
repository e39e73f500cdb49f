"""
How a service shall hear, as options for people: one name each, whatever the services call it.

The options of ``anamctl listen``, its help, its plain parser and the keys of a suite are all made of this table.
Limits are not here but in the tables of the services, which read the values.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.parameters import Parameter

Kind = Literal["flag", "text", "list", "number", "integer", "silence", "time"]
"""What is written. A silence is a short time, of which nobody means more than a minute."""
Given = bool | str | tuple[str, ...]
"""A flag, a text as it was written, or those of a list."""

LONGEST_SILENCE = 60.0
"""Seconds beyond which somebody has meant milliseconds."""


class Typed(NamedTuple):
    """One option."""

    name: str
    """``--keyterm``; a flag can also be taken back: ``--no-…``."""
    kind: Kind
    metavar: str
    """What help writes for the value; empty for a flag."""
    help: str
    group: str
    """The heading it stands under."""
    names: Mapping[str, str]
    """
    Service to what it is called there; one that is missing has nothing like it. ``redact=pii``: a flag that puts
    ``pii`` on the list ``redact``.
    """

    @property
    def negation(self) -> str:
        """Give what takes a flag back."""
        return f"--no-{self.name[2:]}"


WORDS, TURNS, VOICES, PRIVATE, OTHER = "Words", "Turns", "Voices", "Private data", "Other settings"
_SERVICES = ("assemblyai", "deepgram", "whisperlivekit")


def _typed(name: str, kind: Kind, metavar: str, help_: str, group: str, *names: str) -> Typed:
    """Make an option from what the services call it, in their order."""
    return Typed(name, kind, metavar, help_, group, dict(zip(_SERVICES, names, strict=False)))


TYPED: tuple[Typed, ...] = (
    _typed(
        "--keyterm", "list", "WORD", "A name or product to listen for; repeatable.", WORDS, "keyterms_prompt", "keyterm"
    ),
    _typed(
        "--hint",
        "list",
        "CODE",
        "A language that is likely; repeatable.",
        WORDS,
        "language_codes",
        "language_hint",
        "language",
    ),
    _typed("--language-detection", "flag", "", "Name the language of each turn; on.", WORDS, "language_detection"),
    _typed("--formatting", "flag", "", "Write punctuation and capitals; on.", WORDS, "format_turns", "punctuate"),
    _typed("--profanity-filter", "flag", "", "Mask swear words.", WORDS, "filter_profanity", "profanity_filter"),
    _typed("--domain", "text", "NAME", "A field with words of its own: medical-v1.", WORDS, "domain"),
    _typed("--prompt", "text", "TEXT", "What the talk is about.", WORDS, "prompt"),
    _typed("--agent-context", "text", "TEXT", "What the other side just said.", WORDS, "agent_context"),
    _typed(
        "--previous-context-turns",
        "integer",
        "N",
        "Turns before that count as context: 0 to 100.",
        WORDS,
        "previous_context_n_turns",
    ),
    _typed(
        "--min-turn-silence",
        "silence",
        "TIME",
        "Silence that may end a turn: 400ms.",
        TURNS,
        "min_turn_silence",
        "endpointing",
    ),
    _typed("--max-turn-silence", "silence", "TIME", "Silence that always ends a turn: 2s.", TURNS, "max_turn_silence"),
    _typed(
        "--end-of-turn-confidence",
        "number",
        "N",
        "How sure it must be of the end: 0 to 1.",
        TURNS,
        "end_of_turn_confidence_threshold",
    ),
    _typed("--vad-threshold", "number", "N", "How sure it must be of a voice: 0 to 1.", TURNS, "vad_threshold"),
    _typed("--mode", "text", "MODE", "min_latency, balanced or max_accuracy.", TURNS, "mode"),
    _typed("--continuous-partials", "flag", "", "Send partial texts all the time.", TURNS, "continuous_partials"),
    _typed(
        "--interruption-delay",
        "silence",
        "TIME",
        "Wait before the first partial text: 0 to 1s.",
        TURNS,
        "interruption_delay",
    ),
    _typed("--speaker-labels", "flag", "", "Tell speakers apart.", VOICES, "speaker_labels", "diarize"),
    _typed("--max-speakers", "integer", "N", "How many speakers there are at most: 1 to 10.", VOICES, "max_speakers"),
    _typed("--voice-focus", "text", "WHICH", "Which to follow: near-field or far-field.", VOICES, "voice_focus"),
    _typed(
        "--voice-focus-threshold",
        "number",
        "N",
        "How strictly to follow them: 0 to 1.",
        VOICES,
        "voice_focus_threshold",
    ),
    _typed("--redact-pii", "flag", "", "Hide personal data.", PRIVATE, "redact_pii", "redact=pii"),
    _typed(
        "--redact-policy",
        "list",
        "NAME",
        "Which of it, by its name there; repeatable.",
        PRIVATE,
        "redact_pii_policies",
        "redact",
    ),
    _typed("--redact-with", "text", "HOW", "What stands in its place: hash or entity_name.", PRIVATE, "redact_pii_sub"),
    _typed(
        "--inactivity-timeout",
        "time",
        "TIME",
        "End when no audio comes for so long: 5s to 1h.",
        OTHER,
        "inactivity_timeout",
    ),
    _typed("--heartbeat", "flag", "", "Let the service send something every 5 s.", OTHER, "session_heartbeat"),
    _typed("--acknowledge-silence", "flag", "", "Let it also send something in silence.", OTHER, "acknowledge_silence"),
)
BY_NAME: Mapping[str, Typed] = {typed.name: typed for typed in TYPED}
GROUPS = tuple(dict.fromkeys(typed.group for typed in TYPED))


def check(given: Mapping[str, Given]) -> None:
    """
    Make sure that values are some, whoever will hear.

    Raises:
        UsageError: one is empty, or no time.
    """
    for typed in TYPED:
        value = given.get(typed.name)
        for text in (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ():
            if not text.strip():
                raise UsageError(f"{typed.name} is empty.", hint="write what it is for, or leave it out.")
            if typed.kind in ("silence", "time"):
                _milliseconds(typed, text)


def read(values: Mapping[str, object]) -> dict[str, Given]:
    """
    Give options as a file has them: ``{"vad-threshold": 0.5, "speaker-labels": true, "keyterm": ["Ana"]}``.

    Raises:
        UsageError: there is none of a name, or a value is of another kind.
    """
    found: dict[str, Given] = {}
    for name, value in values.items():
        typed = BY_NAME.get(f"--{name}")
        if typed is None:
            from anamctl.settings import nearest_key

            known = [option[2:] for option in BY_NAME]
            hint = nearest_key(name, known) or f"options are {', '.join(known)}."
            raise UsageError(f'no option is called "{name}".', hint=hint)
        found[typed.name] = _of_kind(typed, value)
    check(found)
    return found


def _of_kind(typed: Typed, value: object) -> Given:
    if typed.kind == "flag":
        if isinstance(value, bool):
            return value
        raise UsageError(f"{typed.name[2:]} is true or false.", hint=f"write {typed.name[2:]}: true")
    items = value if isinstance(value, list) and typed.kind == "list" else [value]
    if not items or any(isinstance(item, bool) or not isinstance(item, (str, int, float)) for item in items):
        what = "a list of texts" if typed.kind == "list" else "one value"
        raise UsageError(f"{typed.name[2:]} is {what}.", hint=f"write {typed.name[2:]}: {typed.metavar}")
    texts = tuple(str(item) for item in items)
    return texts if typed.kind == "list" else texts[0]


def settings(given: Mapping[str, Given], service: str) -> dict[str, object]:
    """
    Give what options mean to a service, by its own names.

    Raises:
        UsageError: it knows nothing like one of them, or not this value.
    """
    from anamctl.stt.parameters import table
    from anamctl.stt.providers import about, parameters

    known = table(parameters(service))
    found: dict[str, object] = {}
    for typed in TYPED:
        value = given.get(typed.name)
        if value is None:
            continue
        called = typed.names.get(service)
        if called is None:
            others = " and ".join(about(name).shown for name in typed.names)
            raise UsageError(
                f"{about(service).shown} knows nothing like {typed.name}.", hint=f"leave it out; it is for {others}."
            )
        name, _, item = called.partition("=")
        if item:
            read: object = (item,) if value else ()
        else:
            read = _read(typed, value, known[name], about(service).shown)
        before = found.get(name)
        found[name] = before + read if isinstance(before, tuple) and isinstance(read, tuple) else read
    return {name: value for name, value in found.items() if value != ()}


def written(given: Mapping[str, Given], service: str) -> dict[str, str]:
    """Give by which option each setting of a service was asked for."""
    return {
        typed.names[service].partition("=")[0]: typed.name
        for typed in TYPED
        if typed.name in given and service in typed.names
    }


def _read(typed: Typed, given: Given, parameter: Parameter, shown: str) -> object:
    from anamctl.stt.parameters import read

    value: object = given
    if typed.kind in ("silence", "time"):
        time = _milliseconds(typed, str(given))
        value = round(time / 1000 if parameter.kind == "seconds" else time)
        if parameter.kind == "text":
            value = str(value)
    elif parameter.kind == "text" and isinstance(given, tuple):
        if len(given) > 1:
            raise UsageError(f"{shown} takes one {typed.name} only.", hint="leave the others out.")
        value = given[0]
    return read(parameter._replace(name=typed.name), value)


def _milliseconds(typed: Typed, text: str) -> float:
    from anamctl.durations import seconds

    try:
        found = seconds(text)
    except ValueError as error:
        raise UsageError(f"{typed.name}: {error}.") from error
    if typed.kind == "silence" and found > LONGEST_SILENCE:
        is_bare = text.strip().isdecimal()
        hint = f"a plain number is seconds; did you mean {text.strip()}ms?" if is_bare else "write 800ms."
        raise UsageError(f"{typed.name} {text} is more than a minute.", hint=hint)
    return found * 1000
