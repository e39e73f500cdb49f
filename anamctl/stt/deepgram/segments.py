"""
Turns out of Deepgram's segments: complete segments are put together until the service says that the turn is over.

The service says a language of each word, and nothing about how sure it is. What is given as confidence is the share of
the words that are in the language: no probability, and `Provider.language_is_share` says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.stt.events import Final, Partial, Word, speaker_of
from anamctl.stt.joining import joined
from anamctl.stt.reading import integer, number, objects, share, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.stt.events import ServiceEvent


class Segment(NamedTuple):
    """One result."""

    text: str
    words: tuple[Word, ...]
    languages: tuple[str, ...]
    """The most present one first."""
    start: float
    end: float
    """Milliseconds."""

    @classmethod
    def read(cls, data: dict[str, Any], *, is_final: bool) -> Segment:
        """Read a ``Results``."""
        channel = data.get("channel")
        alternatives = objects(channel.get("alternatives")) if isinstance(channel, dict) else []
        best = alternatives[0] if alternatives else {}
        languages = best.get("languages")
        start = _milliseconds(data.get("start"))
        return cls(
            text(best.get("transcript")).strip(),
            _words(best, is_final=is_final),
            tuple(found for code in languages if (found := text(code))) if isinstance(languages, list) else (),
            start,
            start + _milliseconds(data.get("duration")),
        )


class Segments:
    """Puts turns together."""

    def __init__(self) -> None:
        self._turn = 0
        self._done: list[Segment] = []
        """Complete segments of the turn that is open."""
        self._interim: Segment | None = None
        self._is_shown = False

    def result(self, data: dict[str, Any]) -> list[ServiceEvent]:
        """Take a ``Results``."""
        is_final = data.get("is_final") is True
        segment = Segment.read(data, is_final=is_final)
        if not is_final:
            self._interim = segment if segment.text else None
            return self._partial()
        self._interim = None
        if segment.text:
            self._done.append(segment)
        if data.get("speech_final") is True or data.get("from_finalize") is True:
            return self.end()
        return self._partial()

    def end(self) -> list[ServiceEvent]:
        """Complete the turn: the service says that it is over."""
        done, self._done, was_shown = self._done, [], self._is_shown
        if not done:
            if not was_shown or self._interim is not None:
                return []
            self._is_shown = False
            self._turn += 1
            return [Final(turn=self._turn - 1, text="", is_speech=False)]
        finals = [self._final(turn, part) for turn, part in enumerate(_by_speaker(done), self._turn)]
        self._turn += len(finals)
        self._is_shown = False
        # A text that may still change belongs to what comes next.
        return [*finals, *self._partial()]

    @staticmethod
    def _final(turn: int, done: list[Segment]) -> Final:
        code, part = _language(done)
        words = tuple(word for segment in done for word in segment.words)
        return Final(
            turn=turn,
            text=joined(segment.text for segment in done),
            language=code,
            confidence=part,
            start=words[0].start if words else done[0].start,
            end=words[-1].end if words else done[-1].end,
            words=words,
            speaker=speaker_of(words),
        )

    def close(self) -> list[ServiceEvent]:
        """Complete whatever there is: nothing more will come."""
        if self._interim is not None:
            # It is the best that will ever be known of these words.
            self._done.append(self._interim)
            self._interim = None
        return self.end()

    def _partial(self) -> list[ServiceEvent]:
        segments = [*self._done, *([self._interim] if self._interim else [])]
        if not segments and not self._is_shown:
            return []
        self._is_shown = True
        code, part = _language(segments)
        return [
            Partial(
                turn=self._turn,
                stable=joined(segment.text for segment in self._done),
                unstable=self._interim.text if self._interim else "",
                words=tuple(word for segment in segments for word in segment.words),
                language=code,
                confidence=part,
            )
        ]


def _by_speaker(done: list[Segment]) -> list[list[Segment]]:
    """Part a turn where somebody else begins to speak, which the service does not."""
    runs: list[list[Word]] = []
    speaker = ""
    for word in (word for segment in done for word in segment.words):
        if not runs or (word.speaker and speaker and word.speaker != speaker):
            runs.append([])
        runs[-1].append(word)
        speaker = word.speaker or speaker
    if len(runs) < 2 or any(segment.text and not segment.words for segment in done):
        return [done]
    languages = done[0].languages
    return [
        [Segment(joined(word.text for word in run), tuple(run), languages, run[0].start, run[-1].end)] for run in runs
    ]


def _language(segments: Iterable[Segment]) -> tuple[str | None, float | None]:
    """Give the language of most words, and its share of those that have one."""
    found = list(segments)
    counted = Counter(word.language for segment in found for word in segment.words if word.language)
    if counted:
        code, count = counted.most_common(1)[0]
        return code, round(count / counted.total(), 4)
    listed = Counter(segment.languages[0] for segment in found if segment.languages)
    return (listed.most_common(1)[0][0] if listed else None), None


def _words(best: dict[str, Any], *, is_final: bool) -> tuple[Word, ...]:
    found: list[Word] = []
    for item in objects(best.get("words")):
        shown = (text(item.get("punctuated_word")) or text(item.get("word"))).strip()
        if not shown:
            continue
        start = _milliseconds(item.get("start"))
        end = number(item.get("end"))
        speaker = integer(item.get("speaker"))
        found.append(
            Word(
                text=shown,
                start=start,
                end=start if end is None else round(end * 1000, 3),
                confidence=share(item.get("confidence")),
                is_final=is_final,
                speaker="" if speaker is None else str(speaker),
                language=text(item.get("language")),
            )
        )
    if all(word.confidence == 0.0 for word in found):
        # Servers that imitate the service write zero where they know nothing.
        return tuple(replace(word, confidence=None) for word in found)
    return tuple(found)


def _milliseconds(value: Any) -> float:  # noqa: ANN401  # JSON
    found = number(value)
    return 0.0 if found is None else round(found * 1000, 3)
