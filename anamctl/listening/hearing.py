"""Hearing something to its end without showing it: one clip, one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.listening.runner import Runner
from anamctl.listening.saving import Savers
from anamctl.listening.status import Status
from anamctl.stt.heard import Final
from anamctl.stt.joining import joined

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from anamctl.audio.blocks import Block, Source
    from anamctl.listening.events import Event
    from anamctl.listening.runner import Hearing
    from anamctl.listening.status import About
    from anamctl.listening.summary import Summary
    from anamctl.listening.verdict import Wish
    from anamctl.stt.heard import TurnKey

    MakeStream = Callable[[Source], Hearing]
    Opened = AbstractAsyncContextManager[Source]


class Transcript:
    """Collects what is said, as a file would (`anamctl.listening.saving.Saver`)."""

    path = ""

    def __init__(self) -> None:
        self._finals: dict[TurnKey, Final] = {}

    @property
    def text(self) -> str:
        """Give all of it in a line, by time."""
        return joined(final.text for final in sorted(self._finals.values(), key=lambda one: (one.start, one.key)))

    def see(self, event: Event) -> None:
        """Take a turn that is complete."""
        if isinstance(event, Final):
            self._finals[event.key] = event

    def sound(self, block: Block, rate: int) -> None:
        """Nothing: this is text."""

    def settle(self, *, was_heard: bool) -> bool:  # noqa: ARG002  # there is no file
        """Keep it in any case."""
        return True

    def finish(self, summary: Summary) -> None:
        """Nothing: nobody waits for it."""

    def close(self) -> None:
        """Nothing: there is no file."""


class Quiet:
    """A screen that shows nothing, and where nobody types."""

    def begin(self, status: Status) -> None:
        """Nothing."""

    def show(self, event: Event) -> None:
        """Nothing."""

    def note(self, line: str) -> None:
        """Nothing."""

    async def keys(self) -> AsyncIterator[str]:
        """Give nothing."""
        nothing: tuple[str, ...] = ()
        for key in nothing:
            yield key

    def stop_reading(self) -> None:
        """Nothing."""

    def finish(self, summary: Summary) -> None:
        """Nothing."""


class Outcome(NamedTuple):
    """What came of it."""

    summary: Summary
    text: str
    """All that was understood, in a line."""


async def hear(source: Opened, make_stream: MakeStream, about: About, wish: Wish | None = None) -> Outcome:
    """
    Hear a source to its end.

    Args:
        source: what is heard, not yet entered.
        make_stream: makes the stream that hears it.
        about: the service.
        wish: what is expected.

    Raises:
        AnamctlError: the source cannot be opened.
    """
    transcript = Transcript()
    async with source as opened:
        stream: Any = make_stream(opened)
        summary = await Runner(stream, Quiet(), Status(about, wish), savers=Savers((transcript,))).run()
    return Outcome(summary._replace(saved=()), transcript.text)
