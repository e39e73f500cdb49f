"""What the formats of subtitles have in common."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from anamctl.listening.saving.cues import cues
from anamctl.listening.saving.files import KEPT, EntryFile
from anamctl.stt.heard import Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.audio.blocks import Block
    from anamctl.listening.events import Event
    from anamctl.listening.saving.cues import Cue
    from anamctl.listening.summary import Summary


class _Written(NamedTuple):
    final: Final
    number: int
    """Of the cue before it."""
    latest: int
    """When the cue before it begins."""


class SubtitleSaver:
    """
    Writes cues.

    Args:
        path: of the file.
        write: gives a cue as the format has it, from its number (counted from 1) and itself.
        head: what the file begins with.
        replace: the file may exist.

    Raises:
        UsageError: the file exists, or cannot be made.
    """

    def __init__(self, path: str, write: Callable[[int, Cue], str], *, head: str = "", replace: bool = False) -> None:
        self.path = path
        self._write = write
        self._file = EntryFile(path, head=head, replace=replace)
        self._number = 0
        self._latest = 0
        """When the last cue begins."""
        self._recent: deque[_Written] = deque(maxlen=KEPT)

    def see(self, event: Event) -> None:
        """Write a turn that is complete; one that is corrected in its place, which may renumber the few after it."""
        if not isinstance(event, Final):
            return
        keys = [written.final.key for written in self._recent]
        if event.key in keys:
            at = keys.index(event.key)
            self._number, self._latest = self._recent[at].number, self._recent[at].latest
            again = [event, *(written.final for written in list(self._recent)[at + 1 :])]
            self._recent = deque(list(self._recent)[:at], KEPT)
            for final in again:
                self._put(final)
        elif not event.replaces:
            self._put(event)

    def _put(self, final: Final) -> None:
        self._recent.append(_Written(final, self._number, self._latest))
        found = cues(final, self._latest)
        self._file.put(final.key, "".join(self._write(self._number + at, cue) for at, cue in enumerate(found, 1)))
        self._number += len(found)
        self._latest = found[-1].start if found else self._latest

    def sound(self, block: Block, rate: int) -> None:
        """Nothing: this is text."""

    def finish(self, summary: Summary) -> None:
        """Nothing: this is what was said, and no more."""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def clock(milliseconds: int, point: str) -> str:
    """Write a time: ``01:02:03,004``; hours may have more digits."""
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}"
