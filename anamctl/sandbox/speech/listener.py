"""
Recognises known utterances in a stream, from the sound alone, while it arrives.

Two things are followed frame by frame: how well the stream goes with the beginning of each clip (matching) and whether
there is any sound (activity). A clip that is matched makes a known utterance, exactly as long as the clip; sound
that goes with no clip makes an unknown one, from its first loud frame to a pause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anamctl.sandbox.speech import clips as shipped
from anamctl.sandbox.speech.activity import Activity
from anamctl.sandbox.speech.candidate import Candidate
from anamctl.sandbox.speech.events import Event, Heard, Started
from anamctl.sandbox.speech.matching import LEAD_MS, Match, Matcher, frames, templates
from anamctl.sandbox.speech.spectrum import FRAME_MS, Floats, Spectrum
from anamctl.sandbox.speech.utterance import GUESSED, Ending, Utterance, confidence_of

if TYPE_CHECKING:
    from anamctl.sandbox.speech.clips import Clip
    from anamctl.sandbox.speech.events import Word

EARLIEST = 600 // FRAME_MS
"""Frames of a clip before it can be known: shorter beginnings are too much alike."""

CANDIDATE = 0.75
"""Score from which the beginning of a clip is taken for it."""

WITHIN = 0.85
"""The same in the middle of unknown speech, which offers many places to be mistaken at."""

KEPT = 0.6
"""Score below which a candidate is given up."""

COMPLETE = 0.68
"""Score of a whole clip from which it is known. Other speech stays below 0.6."""

STEADY = 30 // FRAME_MS
"""Frames that a candidate must last: the very first is often aligned a frame too early."""

SETTLE = 60 // FRAME_MS
"""Frames after the end of a clip before it is told: a little later it may match better."""

TOLERANCE = 100 // FRAME_MS
"""Frames by which an utterance may seem to begin before the one before it has ended."""

APART = 400 // FRAME_MS
"""Unknown sound of that length before a clip is an utterance of its own."""

UNCLEAR = 900 // FRAME_MS
"""Frames of unknown sound before it is told that nothing is understood."""

LONGEST = 15_000 // FRAME_MS
"""Unknown sound is cut there: nobody waits longer for a word."""

SILENCE_DB = -75.0
"""Nothing is compared while it is more silent than that for longer than any clip."""

MORE = 1.005
"""By that factor another candidate must explain more than the one that is followed, which may be a frame beside it."""


class Listener:
    """
    Hears one stream of PCM.

    Args:
        rate: samples a second, one of `spectrum.RATES`.
        clips: what to listen for; None: all that are shipped. None may begin with the whole of another.
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
        self._silence = 0
        self._free_from = 0
        """Frame from which an utterance may begin: where the last one ended."""
        positions = np.arange(self._known.frames)
        self._lengths = np.where(positions >= EARLIEST, np.sqrt(positions), 0).astype(np.float32)

    @property
    def position_ms(self) -> int:
        """Tell how much has been fed."""
        return self._fed * 1000 // self._rate

    def feed(self, pcm: bytes) -> list[Event]:
        """
        Take samples (s16le, any number of bytes) and tell what they bring.

        What is told does not depend on how a stream is cut into blocks, only when it is.
        """
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
        for begin in range(0, len(samples), self._rate):  # bounded memory for a block of any size
            block = self._spectrum.feed(samples[begin : begin + self._rate])
            for feature, level in zip(block.features, block.levels, strict=True):
                events += self._next(feature, float(level))
        return events

    def _next(self, feature: Floats, level: float) -> list[Event]:
        self._frame += 1
        self._activity.take(self._frame, level)
        self._silence = self._silence + 1 if level < SILENCE_DB else 0
        if self._utterance is None and self._silence > self._known.frames:
            if self._silence == self._known.frames + 1:
                self._matcher.clear()
            return []
        self._matcher.advance(feature)
        return self._judge()

    def _judge(self) -> list[Event]:
        scores = self._matcher.scores()
        utterance = self._utterance
        if utterance is not None and utterance.ending is not None:
            return self._settle(utterance, utterance.ending, scores)
        if utterance is not None and utterance.candidate is not None:
            utterance.candidate.advance()
        match = self._best(scores, utterance)
        if match is not None:
            events = self._adopt(match)
        elif utterance is None and self._activity.is_active:
            events = self._begin(Utterance(max(self._activity.since, self._free_from)))
        else:
            events = []
        utterance = self._utterance
        if utterance is None:
            return events
        if utterance.candidate is None:
            return events + self._follow_unknown(utterance, scores)
        return events + self._follow(utterance, utterance.candidate, scores)

    def _best(self, scores: Floats, utterance: Utterance | None) -> Match | None:
        """Return the match that explains most of the sound, if it explains more than what is followed."""
        evidence = np.where(scores >= CANDIDATE, scores * self._lengths, 0)
        reach = max(1, min(self._frame - self._free_from + TOLERANCE + 1, evidence.shape[1]))
        row, position = divmod(int(evidence[:, :reach].argmax()), reach)
        if evidence[row, position] <= 0:
            return None
        followed = utterance.candidate if utterance is not None else None
        if followed is not None:
            place = min(followed.position, followed.length - 1)
            if evidence[row, position] <= MORE * followed.score * self._lengths[place]:
                return None
        return Match(row, position, float(scores[row, position]))

    def _adopt(self, match: Match) -> list[Event]:
        """Follow a match from now on, if it bears a closer look."""
        candidate = Candidate(self._matcher, match)
        if candidate.sounds_otherwise or candidate.has_stopped:
            return []
        events: list[Event] = []
        start = max(0, self._frame - match.position + LEAD_MS // FRAME_MS)
        utterance = self._utterance
        if utterance is not None and utterance.candidate is None and start - utterance.start > APART:
            if match.score < WITHIN:
                return []
            events += self._finish(utterance, end=start)
            utterance = None
        if utterance is None:
            utterance = Utterance(start)
            events += self._begin(utterance)
        utterance.candidate, utterance.adopted = candidate, self._frame
        words = candidate.clip.words[: len(utterance.committed)]
        if [word.text for word in words] != [word.text for word in utterance.committed]:
            utterance.committed = []  # MARGIN is there so that this does not happen
        return events

    def _follow(self, utterance: Utterance, candidate: Candidate, scores: Floats) -> list[Event]:
        """Look at what became of a candidate."""
        utterance.language = candidate.clip.language
        utterance.best = max(utterance.best, candidate.score)
        if candidate.is_at_end or candidate.has_stopped:
            utterance.ending = self._ending(candidate)
        if utterance.ending is None and (
            candidate.is_at_end or candidate.has_stopped or candidate.sounds_otherwise or candidate.score < KEPT
        ):
            utterance.candidate = None
        if utterance.candidate is None or utterance.ending is not None:
            return []
        if self._frame < utterance.adopted + STEADY:
            return []
        return self._partial(utterance, candidate, scores)

    def _ending(self, candidate: Candidate) -> Ending | None:
        """Return how a clip has ended, if it was all there or nearly so."""
        if candidate.score < COMPLETE or candidate.sounds_otherwise or not candidate.is_nearly_whole:
            return None
        origin = self._frame - candidate.position
        return Ending(candidate.clip, candidate.row, candidate.score, origin, self._frame)

    def _settle(self, utterance: Utterance, ending: Ending, scores: Floats) -> list[Event]:
        """Wait a little after the end of a clip, in case that it fits better then."""
        if utterance.candidate is not None:
            utterance.candidate.advance()
        last = int(self._known.lengths[ending.row]) - 1
        score = float(scores[ending.row, last])
        if score > ending.score:
            ending.score, ending.origin = score, self._frame - last
        return self._finish(utterance) if self._frame >= ending.at + SETTLE else []

    def _follow_unknown(self, utterance: Utterance, scores: Floats) -> list[Event]:
        reach = max(1, min(self._frame - utterance.start + TOLERANCE, scores.shape[1]))
        within = np.where(self._lengths[:reach] > 0, scores[:, :reach], 0)
        row, position = divmod(int(within.argmax()), reach)
        score = float(within[row, position])
        if score > utterance.best and not utterance.committed:
            utterance.best = score
            utterance.language = self._known.clips[row].language if score >= GUESSED else None
        if not self._activity.is_active or self._frame + 1 - utterance.start >= LONGEST:
            return self._finish(utterance)
        if self._frame - utterance.start >= UNCLEAR and utterance.told is None:
            return self._tell(utterance, (), known=False, is_final=False, confidence=utterance.unsure)
        return []

    # --- telling ----------------------------------------------------------------------------------

    def _begin(self, utterance: Utterance) -> list[Event]:
        self._utterance = utterance
        return [Started(utterance.start * FRAME_MS)]

    def _partial(self, utterance: Utterance, candidate: Candidate, scores: Floats) -> list[Event]:
        """Tell the words so far, if there is something new in them."""
        words = utterance.words_so_far(candidate, self._frame, scores, self._known.clips)
        if tuple((word.text, word.is_final) for word in words) == utterance.told:
            return []
        return self._tell(utterance, words, known=True, is_final=False, confidence=confidence_of(candidate.score))

    def _finish(self, utterance: Utterance, end: int | None = None) -> list[Event]:
        """End the utterance that goes on, an unknown one at a frame if that is given."""
        self._utterance = None
        candidate = utterance.candidate
        ending = utterance.ending
        if ending is None and candidate is not None:
            ending = self._ending(candidate)
        if ending is None or candidate is None:
            self._free_from = end if end is not None else max(self._activity.last_loud, utterance.start) + 1
            words = tuple(utterance.committed)
            return self._tell(utterance, words, known=False, is_final=True, confidence=utterance.unsure)
        words = utterance.words_at_end(candidate, ending)
        self._activity.settle()
        self._free_from = ending.origin + frames(ending.clip.duration_ms)
        return self._tell(utterance, words, known=True, is_final=True, confidence=confidence_of(ending.score))

    def _tell(
        self, utterance: Utterance, words: tuple[Word, ...], *, known: bool, is_final: bool, confidence: float
    ) -> list[Event]:
        utterance.told = tuple((word.text, word.is_final) for word in words)
        text = shipped.joined(tuple(word.text for word in words), utterance.language)
        start = words[0].start_ms if known and words else utterance.start * FRAME_MS
        end = (self._free_from if is_final else self._frame + 1) * FRAME_MS
        end = max(start, min(end, self.position_ms))
        return [Heard(text, words, utterance.language, confidence, is_final, known, start, end)]
