"""What the formats of subtitles have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.listening.saving.cues import Turn, apart, cues, in_order
from anamctl.listening.saving.files import KEPT, EntryFile
from anamctl.stt.heard import Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.audio.blocks import Block
    from anamctl.listening.events import Event
    from anamctl.listening.saving.cues import Cue
    from anamctl.listening.summary import Summary


class SubtitleSaver:
    """
    Writes cues, one after the other.

    The last few turns are written again when one is corrected, or begins before the one before it has ended.

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
        self._recent: list[Turn] = []
        self._number = 0
        """Of the last cue before those."""
        self._after = 0
        """When that one ends."""

    def see(self, event: Event) -> None:
        """Write a turn that is complete; one that is corrected in the place of what it was."""
        if not isinstance(event, Final):
            return
        keys = [turn.key for turn in self._recent]
        turn = Turn(event.key, cues(event))
        if event.key in keys:
            self._recent[keys.index(event.key)] = turn
        elif event.replaces:
            return
        else:
            self._recent.append(turn)
        self._recent = in_order(self._recent)
        self._put()

    def _put(self) -> None:
        """Write the last turns as they stand now; the first of more than are kept stays so."""
        together = apart([cue for turn in self._recent for cue in turn.cues], self._after)
        number, entries = self._number, []
        for turn in self._recent:
            own = together[number - self._number :][: len(turn.cues)]
            entries.append((turn.key, "".join(self._write(number + at, cue) for at, cue in enumerate(own, 1))))
            number += len(own)
        self._file.put_last(entries)
        if len(self._recent) > KEPT:
            gone = len(self._recent.pop(0).cues)
            self._number += gone
            self._after = together[gone - 1].end if gone else self._after

    def sound(self, block: Block, rate: int) -> None:
        """Nothing: this is text."""

    def settle(self, *, was_heard: bool) -> bool:
        """Say what it means that there is nothing in it."""
        return self._file.settle(was_heard=was_heard)

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
