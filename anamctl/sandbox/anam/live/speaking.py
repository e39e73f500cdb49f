"""A persona speaks: one line after the other, in pieces, until it has said all or is interrupted."""

from __future__ import annotations

import asyncio
import contextlib
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from anamctl.sandbox.anam.live.replies import pieces

if TYPE_CHECKING:
    from collections.abc import Callable

_QUEUE = 32
"""Lines that wait at most; a user who says more meanwhile gets no answer to it."""


class Line(NamedTuple):
    """Something to be said."""

    words: Callable[[], tuple[str, str]]
    """Gives its language and its text when its time has come: both may have changed meanwhile."""
    delay: float = 0.0
    """Seconds before the first word."""
    can_be_interrupted: bool = True


class Hooks(Protocol):
    """What speaking leads to."""

    def chunk(self, data: dict[str, Any]) -> None:
        """Send a piece: the data of a ``speechText``."""
        ...

    def sound(self, language: str, text: str) -> None:
        """Let a line be heard, as it begins."""
        ...

    def hush(self) -> None:
        """Let nothing be heard any more."""
        ...

    def half_said(self) -> None:
        """Note that half of a line has been said."""
        ...


class Speaker:
    """
    Says lines in turn.

    Args:
        hooks: what it leads to.
        pace: seconds from one piece to the next.
    """

    def __init__(self, hooks: Hooks, pace: float) -> None:
        self._hooks = hooks
        self._pace = pace
        self._lines: asyncio.Queue[Line] = asyncio.Queue(_QUEUE)
        self._cut = asyncio.Event()
        self._line: Line | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a line is being said or waits."""
        return self._line is not None or not self._lines.empty()

    def say(self, line: Line) -> bool:
        """Say a line after those that wait; False when too many wait."""
        with contextlib.suppress(asyncio.QueueFull):
            self._lines.put_nowait(line)
            return True
        return False

    def interrupt(self) -> None:
        """
        Cut the line that is being said, and forget those that wait.

        A line whose text is out but which can still be heard only falls silent: its last piece has been sent.
        """
        if self._line is not None and not self._line.can_be_interrupted:
            return
        while not self._lines.empty():
            self._lines.get_nowait()
        self._cut.set()
        self._hooks.hush()

    async def run(self) -> None:
        """Speak until cancelled."""
        while True:
            self._line = await self._lines.get()
            self._cut.clear()
            await self._say(self._line)
            self._line = None

    async def _say(self, line: Line) -> None:
        if await self._is_cut_within(line.delay):
            return  # before the first word: there is nothing that could be marked
        language, text = line.words()
        parts = pieces(text)
        message = str(uuid.uuid4())
        self._hooks.sound(language, text)
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            self._hooks.chunk(piece(message, index, part, is_last=is_last))
            if index == len(parts) // 2:
                self._hooks.half_said()
            if not is_last and await self._is_cut_within(self._pace):
                self._hooks.chunk(piece(message, index + 1, "", is_last=True, interrupted=True))
                return

    async def _is_cut_within(self, seconds: float) -> bool:
        if seconds <= 0:
            await asyncio.sleep(0)
            return self._cut.is_set()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._cut.wait(), seconds)
        return self._cut.is_set()


def piece(message: str, index: int, content: str, *, is_last: bool, interrupted: bool = False) -> dict[str, Any]:
    """Give the data of a ``speechText`` of a persona."""
    return {
        "message_id": message,
        "content_index": index,
        "content": content,
        "role": "persona",
        "end_of_speech": is_last,
        "interrupted": interrupted,
    }
