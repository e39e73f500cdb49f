"""
Recognises known utterances in a stream, from the sound alone, while it arrives.

Two things are followed frame by frame: how well the stream goes with the beginning of each clip (matching) and whether
there is any sound (activity). A clip that is matched makes a known utterance, exactly as long as the clip; sound
that goes with no clip makes an unknown one, from its first loud frame to a pause.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from anamctl.sandbox.speech import clips as shipped
from anamctl.sandbox.speech.activity import Activity
from anamctl.sandbox.speech.events import Event, Heard, Started, Word
from anamctl.sandbox.speech.matching import LEAD_MS, Match, Matcher, frames, templates
from anamctl.sandbox.speech.spectrum import FRAME_MS, Floats, Spectrum

if TYPE_CHECKING:
    from anamctl.sandbox.speech.clips import Clip

EARLIEST = 600 // FRAME_MS
"""Frames of a clip before it can be known: shorter beginnings are too much alike."""

CANDIDATE = 0.75
"""Score from which the beginning of a clip is taken for it."""

KEPT = 0.6
"""Score below which a candidate is given up."""

COMPLETE = 0.68
"""Score of a whole clip from which it is known. Other speech stays below 0.6."""

NEARLY = 0.9
"""Part of a clip that is enough when the sound ends."""

RECENT = 300 // FRAME_MS
RECENT_KEPT = 0.35
"""A candidate whose last 300 ms score less has gone another way."""

SETTLE = 60 // FRAME_MS
"""Frames after the end of a clip before it is told: a little later it may match better."""

TOLERANCE = 100 // FRAME_MS
"""Frames by which an utterance may seem to begin before the one before it has ended."""

APART = 400 // FRAME_MS
"""Unknown sound of that length before a clip is an utterance of its own."""

LONGEST = 15_000 // FRAME_MS
"""Unknown sound is cut there: nobody waits longer for a word."""

CONFIDENCES = ((0.3, 0.05), (0.45, 0.2), (0.6, 0.45), (0.68, 0.6), (0.8, 0.8), (0.9, 0.93), (1.0, 1.0))
"""From score to confidence."""

UNKNOWN_AT_MOST = 0.45
GUESSED = 0.45
"""Score from which unknown speech gets a guess at its language."""


def confidence_of(score: float) -> float:
    """Tell how sure a score makes."""
    scores, confidences = zip(*CONFIDENCES, strict=True)
    return round(float(np.interp(score, scores, confidences)), 3)


@dataclass
class Utterance:
    """An utterance that goes on."""

    start: int
    """Frame of the stream."""
    match: Match | None = None
    committed: list[Word] = field(default_factory=list)
    """Words that were told as final."""
    language: str | None = None
    best: float = 0.0
    """Best score so far, and above the language of that clip."""
    told: tuple[object, ...] = ()
    whole: Match | None = None
    """The candidate at its end, when that was reached."""
    whole_at: int = 0


class Listener:
    """
    Hears one stream of mono PCM.

    Args:
        rate: samples a second, one of `spectrum.RATES`.
        clips: what to listen for; None: all that are shipped.
        channels: interleaved in what is fed; they are mixed.

    Raises:
        ValueError: the rate is not among those.
    """

    def __init__(self, rate: int, clips: tuple[Clip, ...] | None = None, channels: int = 1) -> None:
        self._spectrum = Spectrum(rate)
        self._rate = rate
        self._channels = channels
        self._known = templates(shipped.all_clips() if clips is None else tuple(clips))
        self._matcher = Matcher(self._known)
        self._activity = Activity()
        self._utterance: Utterance | None = None
        self._odd = b""
        self._fed = 0
        self._frame = -1
        self._free_from = 0
        """Frame from which an utterance may begin: where the last one ended."""
        self._quiet = 0
        positions = np.arange(self._known.frames)
        self._lengths = np.where(positions >= EARLIEST, np.sqrt(positions), 0).astype(np.float32)

    @property
    def position_ms(self) -> int:
        """Tell how much has been fed."""
        return self._fed * 1000 // self._rate

    def feed(self, pcm: bytes) -> list[Event]:
        """Take samples (s16le, any number of bytes) and tell what they bring."""
        data = self._odd + pcm
        whole = len(data) - len(data) % (2 * self._channels)
        self._odd = data[whole:]
        samples: Floats = np.asarray(np.frombuffer(data[:whole], "<i2") / 32768, dtype=np.float32)
        if self._channels > 1:
            samples = np.asarray(samples.reshape(-1, self._channels).mean(axis=1), dtype=np.float32)
        self._fed += len(samples)
        return self._take(samples)

    def end(self) -> list[Event]:
        """Tell what the last samples bring and end the utterance that goes on."""
        events = self._take(np.zeros(self._rate // 10, dtype=np.float32))
        if self._utterance is not None:
            events += self._finish(self._utterance)
        return events

    # --- frame by frame ---------------------------------------------------------------------------

    def _take(self, samples: Floats) -> list[Event]:
        events: list[Event] = []
        features, levels = self._spectrum.feed(samples)
        for begin in range(0, len(features), 32):  # bounded memory, whatever the size of a block
            part = features[begin : begin + 32]
            products = self._matcher.products(part)
            for index, feature in enumerate(part):
                self._frame += 1
                self._activity.take(self._frame, float(levels[begin + index]))
                self._matcher.advance(feature, products[index])
                events += self._judge()
        return events

    def _judge(self) -> list[Event]:
        scores = self._matcher.scores()
        events: list[Event] = []
        utterance = self._utterance
        match = self._candidate(scores, utterance)
        if match is not None:
            start = self._start_of(match)
            if utterance is not None and utterance.match is None and start - utterance.start > APART:
                events += self._finish(utterance, end=start)
                utterance = self._utterance
            if utterance is None:
                utterance, begun = self._begin(start)
                events += begun
            utterance.match = match
        elif utterance is None and self._activity.is_active and self._activity.last_loud >= self._free_from + TOLERANCE:
            utterance, begun = self._begin(max(self._activity.since, self._free_from))
            events += begun
        if utterance is not None:
            events += self._follow(utterance, scores)
        return events

    def _candidate(self, scores: Floats, utterance: Utterance | None) -> Match | None:
        """Return the match that explains most of the sound, or None."""
        evidence = np.where(scores >= CANDIDATE, scores * self._lengths, 0)
        reach = self._frame - self._free_from + TOLERANCE
        best = int(evidence[:, : reach + 1].argmax()) if reach < evidence.shape[1] else int(evidence.argmax())
        row, position = divmod(best, min(reach + 1, evidence.shape[1]))
        found = Match(row, position, float(scores[row, position])) if evidence[row, position] > 0 else None
        if utterance is None or utterance.match is None:
            return found
        # The candidate of the frame before, one frame on, unless another explains more.
        old = utterance.match
        position = old.position + 1
        if utterance.whole is not None or position >= self._known.lengths[old.row]:
            return None
        kept = Match(old.row, position, float(scores[old.row, position]))
        if found is not None and evidence[found.row, found.position] > kept.score * self._lengths[position]:
            return found
        return kept

    def _follow(self, utterance: Utterance, scores: Floats) -> list[Event]:
        """Look at the utterance that goes on."""
        match = utterance.match
        if utterance.whole is not None:
            return self._finish(utterance) if self._frame >= utterance.whole_at + SETTLE else []
        if match is None:
            return self._follow_unknown(utterance, scores)
        utterance.language = self._known.clips[match.row].language
        utterance.best = max(utterance.best, match.score)
        if match.position == self._known.lengths[match.row] - 1 and match.score >= COMPLETE:
            utterance.whole, utterance.whole_at = match, self._frame
            return []
        recent = self._matcher.piece(match.row, max(0, match.position - RECENT), match.position + 1, match.position)
        if match.score < KEPT or (recent is not None and recent < RECENT_KEPT):
            return self._lose(utterance, match)
        return self._partial(utterance, match)

    def _lose(self, utterance: Utterance, match: Match) -> list[Event]:
        """Give a candidate up."""
        if match.position >= NEARLY * self._known.lengths[match.row] and match.score >= COMPLETE:
            utterance.whole, utterance.whole_at = match, self._frame - SETTLE
            return self._finish(utterance)
        utterance.match = None
        return []

    def _follow_unknown(self, utterance: Utterance, scores: Floats) -> list[Event]:
        row, position = divmod(int(np.where(self._lengths > 0, scores, 0).argmax()), scores.shape[1])
        score = float(scores[row, position])
        if score > utterance.best:
            utterance.best = score
            utterance.language = self._known.clips[row].language if score >= GUESSED else None
        if not self._activity.is_active or self._frame - utterance.start >= LONGEST:
            return self._finish(utterance)
        if self._frame - utterance.start >= EARLIEST and not utterance.told:
            return self._tell(utterance, (), known=False, is_final=False, confidence=self._unsure(utterance), end=None)
        return []

    # --- telling ----------------------------------------------------------------------------------

    def _begin(self, start: int) -> tuple[Utterance, list[Event]]:
        self._utterance = Utterance(start)
        return self._utterance, [Started(max(0, start) * FRAME_MS)]

    def _start_of(self, match: Match) -> int:
        return max(0, self._frame - match.position + LEAD_MS // FRAME_MS)

    def _words(self, utterance: Utterance, match: Match, *, is_final: bool) -> tuple[Word, ...]:
        """Return the words of a clip that have been heard; those told as final stay."""
        clip = self._known.clips[match.row]
        origin = (self._frame - match.position) * FRAME_MS + LEAD_MS
        now = match.position * FRAME_MS - LEAD_MS
        words = list(utterance.committed)
        for word in clip.words[len(words) :]:
            if not is_final and word.start_ms + 80 > now:
                break
            is_over = is_final or word.end_ms <= now
            last = min(frames(word.end_ms), match.position + 1)
            score = self._matcher.piece(match.row, frames(word.start_ms), last, match.position)
            sure = confidence_of(match.score if score is None else score)
            start, end = (
                max(0, origin + word.start_ms),
                max(0, origin + min(word.end_ms, now if not is_over else word.end_ms)),
            )
            words.append(Word(word.text, start, end, sure, is_over))
            if is_over:
                utterance.committed.append(words[-1])
        return tuple(words)

    def _partial(self, utterance: Utterance, match: Match) -> list[Event]:
        words = self._words(utterance, match, is_final=False)
        told = tuple((word.text, word.is_final) for word in words)
        if told == utterance.told:
            return []
        return self._tell(utterance, words, known=True, is_final=False, confidence=confidence_of(match.score), end=None)

    def _finish(self, utterance: Utterance, end: int | None = None) -> list[Event]:
        """End the utterance that goes on."""
        match = utterance.whole or utterance.match
        whole = utterance.whole
        if whole is None and match is not None and match.position >= NEARLY * self._known.lengths[match.row]:
            whole = match if match.score >= COMPLETE else None
        self._utterance = None
        if whole is None:
            last = end if end is not None else max(self._activity.last_loud + 1, utterance.start + 1)
            self._free_from = last
            words = tuple(utterance.committed)
            return self._tell(
                utterance, words, known=False, is_final=True, confidence=self._unsure(utterance), end=last
            )
        since = self._frame - utterance.whole_at if utterance.whole is not None else 0
        position = whole.position + since
        words = self._words(utterance, Match(whole.row, position, whole.score), is_final=True)
        clip = self._known.clips[whole.row]
        self._free_from = self._frame - position + frames(clip.duration_ms)
        return self._tell(
            utterance, words, known=True, is_final=True, confidence=confidence_of(whole.score), end=self._free_from
        )

    def _unsure(self, utterance: Utterance) -> float:
        return min(UNKNOWN_AT_MOST, confidence_of(utterance.best))

    def _tell(
        self,
        utterance: Utterance,
        words: tuple[Word, ...],
        *,
        known: bool,
        is_final: bool,
        confidence: float,
        end: int | None,
    ) -> list[Event]:
        utterance.told = tuple((word.text, word.is_final) for word in words) or ("nothing",)
        language = utterance.language
        text = shipped.joined(tuple(word.text for word in words), language)
        now = min((self._frame + 1 if end is None else end) * FRAME_MS, max(self.position_ms, 1))
        start = max(0, utterance.start) * FRAME_MS
        return [Heard(text, words, language, confidence, is_final, known, start, max(start, now))]
