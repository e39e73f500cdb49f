"""An utterance that goes on, and what can be said of its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from anamctl.sandbox.speech.events import Word
from anamctl.sandbox.speech.matching import LEAD_MS, frames
from anamctl.sandbox.speech.spectrum import FRAME_MS, Floats

if TYPE_CHECKING:
    from anamctl.sandbox.speech.candidate import Candidate
    from anamctl.sandbox.speech.clips import Clip, ClipWord

MARGIN = 0.1
"""By so much the next best clip must be worse before a word is told as final."""

LIKE = 0.6
"""Score of a word by itself before it is told as final."""

BEGUN_MS = 80
"""Milliseconds of a word that are heard before it is told."""

AROUND = 30 // FRAME_MS
"""Frames before and after a word that are compared with it: short words are unsteady."""

CONFIDENCES = ((0.3, 0.05), (0.45, 0.2), (0.6, 0.45), (0.68, 0.6), (0.8, 0.8), (0.9, 0.93), (1.0, 1.0))
"""From score to confidence."""

UNKNOWN_AT_MOST = 0.45
"""The highest confidence of an utterance that is not known."""

GUESSED = 0.45
"""Score from which unknown speech gets a guess at its language."""


def confidence_of(score: float) -> float:
    """Tell how sure a score makes."""
    scores, confidences = zip(*CONFIDENCES, strict=True)
    return round(float(np.interp(score, scores, confidences)), 3)


@dataclass
class Ending:
    """A clip that has been heard to its end."""

    clip: Clip
    row: int
    score: float
    origin: int
    """Frame of the stream at which its template begins."""
    at: int


@dataclass
class Utterance:
    """An utterance that goes on."""

    start: int
    """Frame of the stream."""
    candidate: Candidate | None = None
    adopted: int = 0
    """Frame at which this candidate was taken."""
    committed: list[Word] = field(default_factory=list)
    """Words that were told as final."""
    language: str | None = None
    best: float = 0.0
    """Best score so far; above, the language of that clip."""
    told: tuple[tuple[str, bool], ...] | None = None
    ending: Ending | None = None

    @property
    def unsure(self) -> float:
        """Tell the confidence of an utterance that is not known."""
        return min(UNKNOWN_AT_MOST, confidence_of(self.best))

    def words_so_far(
        self, candidate: Candidate, frame: int, scores: Floats, known: tuple[Clip, ...]
    ) -> tuple[Word, ...]:
        """
        Return the words that have been heard, of which those before the last may now be final.

        Args:
            candidate: the clip that is being spoken.
            frame: of the stream, the newest.
            scores: of all clips at that frame.
            known: the clips, in the order of the scores.
        """
        words = list(self.committed)
        origin = (frame - candidate.position) * FRAME_MS + LEAD_MS
        now = candidate.position * FRAME_MS - LEAD_MS
        for word in candidate.clip.words[len(words) :]:
            if word.start_ms + BEGUN_MS > now:
                break
            alone = _alone(candidate, word)
            is_over = (
                word.end_ms <= now
                and len(self.committed) == len(words)
                and alone >= LIKE
                and _is_beyond_doubt(candidate, len(words) + 1, scores, known)
            )
            start = max(0, origin + word.start_ms)
            end = max(start, origin + min(word.end_ms, now))
            words.append(Word(word.text, start, end, confidence_of((alone + candidate.score) / 2), is_over))
            if is_over:
                self.committed.append(words[-1])
        return tuple(words)

    def words_at_end(self, candidate: Candidate, ending: Ending) -> tuple[Word, ...]:
        """Return all words of a clip that has been heard to its end."""
        words = list(self.committed)
        origin = ending.origin * FRAME_MS + LEAD_MS
        for word in ending.clip.words[len(words) :]:
            sure = confidence_of((_alone(candidate, word) + ending.score) / 2)
            start, end = max(0, origin + word.start_ms), max(0, origin + word.end_ms)
            words.append(Word(word.text, start, end, sure, is_final=True))
        return tuple(words)


def _alone(candidate: Candidate, word: ClipWord) -> float:
    """Return the score of a word and a little around it, as far as it has been heard."""
    first = max(0, frames(word.start_ms) - AROUND)
    score = candidate.piece(first, frames(word.end_ms) + AROUND)
    return candidate.score if score is None else score


def _is_beyond_doubt(candidate: Candidate, count: int, scores: Floats, known: tuple[Clip, ...]) -> bool:
    """Tell whether no clip that begins with other words is nearly as good."""
    mine = [word.text for word in candidate.clip.words[:count]]
    near = scores[:, max(0, candidate.position - 3) : candidate.position + 4].max(axis=1)
    limit = candidate.score - MARGIN
    return all(
        near[row] < limit or [word.text for word in clip.words[:count]] == mine for row, clip in enumerate(known)
    )
