"""
The lines of a WhisperLiveKit session: the server repeats or amends a list, we tell what changed.

A line that is not the last one any more is complete. The server may drop lines from the front of its list, and in diff
mode it says "dropped one, added one" also when the only line grew; so lines are matched by where they begin.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from anamctl.stt.events import Final, Partial
from anamctl.stt.joining import joined
from anamctl.stt.reading import integer, objects, text
from anamctl.stt.whisperlivekit.times import milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.stt.events import ServiceEvent

_SILENCE = -2


@dataclass(frozen=True, slots=True)
class Line:
    """One line."""

    text: str
    start: float | None
    end: float | None
    """Milliseconds."""
    language: str | None
    is_silence: bool
    speaker: int = 0
    """Counted from 1; without diarization everything is said by the first. 0 when the server does not say."""

    @classmethod
    def read(cls, data: dict[str, Any]) -> Line:
        """Read a line, whatever it lacks."""
        speaker = integer(data.get("speaker")) or 0
        return cls(
            text(data.get("text")).strip(),
            milliseconds(data.get("start")),
            milliseconds(data.get("end")),
            text(data.get("detected_language")).strip() or None,
            speaker == _SILENCE,
            max(speaker, 0),
        )

    @property
    def is_speech(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.text) and not self.is_silence


_NOTHING = Line("", None, None, None, is_silence=False)


class Lines:
    """Keeps the list that the server has, and what was said of it."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._before = 0
        """Lines that the server has dropped from the front: the first one of the list is the turn of this number."""
        self._buffers = ("", "")
        self._finals: dict[int, Final] = {}
        self._has_speakers = False
        """Whether there was a second speaker: then the server tells them apart."""
        self._open: Partial | None = None
        """What was shown last and is not complete."""

    def full(self, data: dict[str, Any]) -> list[ServiceEvent]:
        """Take the whole list: full mode, and the first message of diff mode."""
        return self._take([Line.read(item) for item in objects(data.get("lines"))], data)

    def diff(self, data: dict[str, Any]) -> tuple[list[ServiceEvent], bool]:
        """Take changes; also tell whether our list is as long as the server's then."""
        pruned = min(max(integer(data.get("lines_pruned")) or 0, 0), len(self._lines))
        added = [Line.read(item) for item in objects(data.get("new_lines"))]
        kept = self._lines[pruned:]
        count = integer(data.get("n_lines"))
        if count is not None and count >= len(added):
            # Lines that are added may stand for lines that changed.
            kept = kept[: count - len(added)]
        lines = [*kept, *added]
        return self._take(lines, data), count is None or count == len(lines)

    def close(self) -> list[ServiceEvent]:
        """Complete what is open: the server has no more."""
        buffer, self._buffers = joined(self._buffers), ("", "")
        end = self._before + len(self._lines)
        last = self._lines[-1] if self._lines else _NOTHING
        if buffer and last.is_speech and end - 1 not in self._finals:
            # What was still uncertain is the best that will ever be known of it.
            self._lines[-1] = replace(last, text=joined((last.text, buffer)))
            buffer = ""
        events = self._complete(len(self._lines))
        if buffer:
            end = self._free(end)
            self._finals[end] = Final(turn=end, text=buffer, start=last.end or 0.0, end=last.end or 0.0)
            events.append(self._finals[end])
        return [*events, *self._settle(None)]

    # ---- how it is done ------------------------------------------------------------------------------------------

    def _take(self, lines: list[Line], data: dict[str, Any]) -> list[ServiceEvent]:
        self._shift(lines)
        self._lines = lines
        self._has_speakers = self._has_speakers or any(line.speaker > 1 for line in lines)
        diarization, transcription = self._buffers
        self._buffers = (
            text(data.get("buffer_diarization", diarization)).strip(),
            text(data.get("buffer_transcription", transcription)).strip(),
        )
        events = self._complete(len(lines) - 1)
        last, turn = (lines[-1], self._before + len(lines) - 1) if lines else (_NOTHING, self._before)
        if turn in self._finals:
            # It was complete before a later line was taken back, and stays so.
            events += self._complete(len(lines))
        if turn in self._finals or (lines and not last.is_speech):
            last, turn = _NOTHING, self._free(turn + 1)
        partial = Partial(turn=turn, stable=last.text, unstable=joined(self._buffers), language=last.language)
        events += self._settle(turn)
        was_shown = self._open is not None
        if partial != self._open and (partial.stable or partial.unstable or was_shown):
            self._open = partial
            events.append(partial)
        return events

    def _free(self, turn: int) -> int:
        """Give the first turn from here on that is not complete."""
        while turn in self._finals:
            turn += 1
        return turn

    def _shift(self, lines: Sequence[Line]) -> None:
        """Find out how many lines were dropped from the front."""
        old = self._lines
        first = lines[0].start if lines else None
        if not old or first is None or first == old[0].start:
            return
        starts = [line.start for line in old]
        if first in starts:
            dropped = starts.index(first)
        else:
            end = old[-1].end if old[-1].end is not None else old[-1].start
            dropped = len(old) if end is not None and first >= end else 0
        self._before += dropped
        for turn in [turn for turn in self._finals if turn < self._before]:
            del self._finals[turn]

    def _complete(self, count: int) -> list[ServiceEvent]:
        """Give the first so many lines as complete, as far as that is news."""
        events: list[ServiceEvent] = []
        for index, line in enumerate(self._lines[: max(count, 0)]):
            turn = self._before + index
            if not line.is_speech:
                continue
            final = Final(
                turn=turn,
                text=line.text,
                language=line.language,
                start=line.start or 0.0,
                end=(line.start or 0.0) if line.end is None else line.end,
                speaker=self._speaker(turn, line),
            )
            if final != self._finals.get(turn):
                self._finals[turn] = final
                events.append(final)
        return events

    def _speaker(self, turn: int, line: Line) -> str:
        """Name who said a line; one that was complete before there were several speakers is not told once more."""
        before = self._finals.get(turn)
        is_late = before is not None and not before.speaker
        return str(line.speaker) if self._has_speakers and line.speaker and not is_late else ""

    def _settle(self, turn: int | None) -> list[ServiceEvent]:
        """Close what is shown as open when something else is open now."""
        shown = self._open
        if shown is None or shown.turn == turn:
            return []
        self._open = None
        if shown.turn in self._finals:
            return []
        if shown.turn < self._before and shown.stable:
            # The server dropped the line before it said that it was complete.
            return [Final(turn=shown.turn, text=shown.stable, language=shown.language)]
        return [Final(turn=shown.turn, text="", is_speech=False)]
