"""
What WhisperLiveKit tells: lines of committed text, the last of which grows, and a buffer behind it.

The language of a session is that of its address, or the first one that was detected (WhisperLiveKit API reference).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.speech.clips import joined
from anamctl.sandbox.speech.events import Heard, Started, Word
from anamctl.sandbox.stt.understanding import understood

if TYPE_CHECKING:
    from collections.abc import Iterable

_SILENCE = -2
_SPEAKER = 1


@dataclass
class _Line:
    start_ms: int
    end_ms: int
    texts: list[str] = field(default_factory=list)
    """One for each utterance; none for a silence."""
    now: str = ""
    """Committed words of the utterance that goes on."""
    is_silence: bool = False


class Lines:
    """
    Keeps the lines of a session.

    Args:
        language: of the address; None: the first one that is detected.
        pause_ms: silence after which a new line begins; 0: never.
        hundredths: write times with them.
        scripted: what is heard is understood as it is written, in whatever language.
    """

    def __init__(self, language: str | None, pause_ms: int, *, hundredths: bool = True, scripted: bool = False) -> None:
        self._scripted = scripted
        self.language = language
        self._pause_ms = pause_ms
        self._hundredths = hundredths
        self._lines: list[_Line] = []
        self._buffer = ""
        self._position = 0
        self._committed_ms = 0

    def take(self, events: Iterable[Heard | Started], position_ms: int) -> None:
        """Take what is heard up to a time of the sound."""
        self._position = position_ms
        for event in events:
            if isinstance(event, Heard):
                self._hear(event)

    def state(self) -> dict[str, Any]:
        """Give everything, as an update in full mode."""
        lag = max(0, self._position - self._committed_ms) / 1000 if self._buffer else 0.0
        return {
            "status": "active_transcription" if self._lines or self._buffer else "no_audio_detected",
            "lines": [self._shown(line) for line in self._lines],
            "buffer_transcription": self._buffer,
            "buffer_diarization": "",
            "buffer_translation": "",
            "remaining_time_transcription": round(lag, 2),
            "remaining_time_diarization": 0.0,
        }

    def _hear(self, event: Heard) -> None:
        if self.language is None and event.known and event.words:
            self.language = event.language
        heard = understood(event, None if self.language is None or self._scripted else {self.language})
        if not heard.words:
            self._buffer = ""
            return
        line = self._line(heard)
        count = len(heard.words) if heard.is_final else self._final(heard.words)
        line.end_ms = max(line.end_ms, heard.words[max(0, count - 1)].end_ms)
        text = joined(tuple(word.text for word in heard.words[:count]), heard.language)
        if heard.is_final:
            line.texts.append(text)
            line.now, self._buffer = "", ""
            self._committed_ms = line.end_ms
        else:
            line.now = text
            self._buffer = joined(tuple(word.text for word in heard.words[count:]), heard.language)

    def _line(self, heard: Heard) -> _Line:
        last = self._lines[-1] if self._lines else None
        if last is not None and last.now:
            return last
        start = heard.words[0].start_ms
        silence = start - last.end_ms if last is not None else 0
        if last is not None and not (self._pause_ms and silence > self._pause_ms):
            return last
        if last is not None:
            self._lines.append(_Line(last.end_ms, start, is_silence=True))
        self._lines.append(_Line(start, start))
        return self._lines[-1]

    @staticmethod
    def _final(words: tuple[Word, ...]) -> int:
        """Count the words that are committed."""
        return next((index for index, word in enumerate(words) if not word.is_final), len(words))

    def _shown(self, line: _Line) -> dict[str, Any]:
        text = " ".join(part for part in (*line.texts, line.now) if part)
        found = {
            "speaker": _SILENCE if line.is_silence else _SPEAKER,
            "text": text,
            "start": self._time(line.start_ms),
            "end": self._time(line.end_ms),
        }
        if self.language is not None and not line.is_silence:
            found["detected_language"] = self.language
        return found

    def _time(self, milliseconds: int) -> str:
        seconds, rest = divmod(milliseconds, 1000)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        whole = f"{hours}:{minutes:02}:{seconds:02}"
        return f"{whole}.{rest // 10:02}" if self._hundredths else whole


class Differences:
    """Tells updates in diff mode: a snapshot first, and then what is different."""

    def __init__(self) -> None:
        self._number = 0
        self._before: list[dict[str, Any]] = []

    def message(self, state: dict[str, Any]) -> dict[str, Any]:
        """
        Give the message for a state.

        A client drops `lines_pruned` lines in front, keeps of the others what makes `n_lines` with `new_lines`, and
        appends these. A first line that has changed counts as pruned, with all behind it.
        """
        self._number += 1
        before, now = self._before, state["lines"]
        self._before = now
        if self._number == 1:
            return {"type": "snapshot", "seq": self._number, **state}
        volatile = {key: value for key, value in state.items() if key not in {"status", "lines"}}
        message = {"type": "diff", "seq": self._number, "status": state["status"], "n_lines": len(now), **volatile}
        same = 0
        while same < min(len(before), len(now)) and before[same] == now[same]:
            same += 1
        if before and not same:
            message["lines_pruned"] = len(before)
        if now[same:]:
            message["new_lines"] = now[same:]
        return message
