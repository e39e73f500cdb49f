"""What is heard in the sound of a session: known utterances by the sound itself, or what a scenario says."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from anamctl.sandbox.speech.events import Heard, Started, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from anamctl.sandbox.scenario.stt_faults import Utterance
    from anamctl.sandbox.speech.events import Event
    from anamctl.sandbox.speech.listener import Listener

WORD_MS = 300
"""A word of a scripted utterance."""


class Ears(Protocol):
    """What hears."""

    async def feed(self, sound: bytes, position_ms: int) -> list[Event]:
        """Take sound that ends at a time of the session, and give what is heard."""
        ...

    async def end(self) -> list[Event]:
        """Give what is left at the end of the sound."""
        ...


def ears(hears: Sequence[Utterance] | None, rate: int, *, mulaw: bool = False, channels: int = 1) -> Ears:
    """Give ears for a session: scripted ones, or those that listen."""
    return Listening(rate, mulaw=mulaw, channels=channels) if hears is None else Scripted(hears)


class Listening:
    """
    Hears by the sound.

    Args:
        rate: samples a second, any from 8000 on.
        mulaw: eight bits a sample, in the place of s16le.
        channels: interleaved.
    """

    def __init__(self, rate: int, *, mulaw: bool = False, channels: int = 1) -> None:
        self._rate = rate
        self._mulaw = mulaw
        self._channels = channels
        self._listener: Listener | None = None
        self._resampler: _Resampler | None = None

    async def feed(self, sound: bytes, position_ms: int) -> list[Event]:  # noqa: ARG002  # it counts by itself
        """Take sound."""
        if self._listener is None:
            # Only now, and in a thread: the first listener takes a quarter of a second.
            self._listener = await asyncio.to_thread(self._open)
        if self._mulaw:
            sound = _from_mulaw(sound)
        if self._resampler is not None:
            sound = self._resampler.feed(sound)
        return self._listener.feed(sound)

    async def end(self) -> list[Event]:
        """Give what is left."""
        return [] if self._listener is None else self._listener.end()

    def _open(self) -> Listener:
        from anamctl.sandbox.speech.listener import Listener
        from anamctl.sandbox.speech.spectrum import RATES

        rate = self._rate
        if rate not in RATES:
            # A rate above adds nothing that is wrong; what lies above the highest is no speech.
            rate = min((one for one in RATES if one > rate), default=max(RATES))
            self._resampler = _Resampler(self._rate, rate, self._channels)
        return Listener(rate, channels=self._channels)


class _Resampler:
    """Brings a stream to another rate, in straight lines from sample to sample: enough for a recogniser."""

    def __init__(self, rate: int, wanted: int, channels: int) -> None:
        self._step = rate / wanted
        self._channels = channels
        self._last: NDArray[np.float64] | None = None
        self._place = 0.0
        """Of the next sample, in samples of the stream after the last one that was kept."""
        self._odd = b""

    def feed(self, pcm: bytes) -> bytes:
        import numpy as np

        data = self._odd + pcm
        whole = len(data) - len(data) % (2 * self._channels)
        self._odd = data[whole:]
        samples = np.frombuffer(data[:whole], "<i2").reshape(-1, self._channels).astype(float)
        if self._last is not None:
            samples = np.concatenate([self._last, samples])
        if len(samples) < 2:
            self._last = samples
            return b""
        count = max(0, int((len(samples) - 1 - self._place) / self._step) + 1)
        places = self._place + np.arange(count) * self._step
        known = np.arange(len(samples))
        sound = np.stack([np.interp(places, known, samples[:, one]) for one in range(self._channels)], axis=1)
        self._place += count * self._step - (len(samples) - 1)
        self._last = samples[-1:]
        return sound.round().astype("<i2").tobytes()


def _from_mulaw(sound: bytes) -> bytes:
    """Give s16le for sound by ITU-T G.711 (mu-law)."""
    import numpy as np

    code = ~np.arange(256, dtype=np.uint8)
    size = (((code & 0x0F).astype(int) << 3) + 0x84 << ((code & 0x70) >> 4)) - 0x84
    table = np.where(code & 0x80, -size, size).astype("<i2")
    return table[np.frombuffer(sound, np.uint8)].tobytes()


class Scripted:
    """
    Hears what a scenario says, word by word while sound comes.

    Args:
        utterances: in any order; those that overlap are heard one after the other.
    """

    def __init__(self, utterances: Sequence[Utterance]) -> None:
        self._waiting = sorted(utterances, key=lambda one: one.at, reverse=True)
        self._now: Utterance | None = None
        self._start = 0
        self._told = 0
        self._free_from = 0

    async def feed(self, sound: bytes, position_ms: int) -> list[Event]:  # noqa: ARG002  # whatever it is
        """Give what is heard up to a time."""
        events: list[Event] = []
        while True:
            if self._now is None:
                if not self._waiting or max(self._free_from, round(self._waiting[-1].at * 1000)) >= position_ms:
                    return events
                self._now = self._waiting.pop()
                self._start = max(self._free_from, round(self._now.at * 1000))
                self._told = 0
                events.append(Started(self._start))
            words = _words(self._now)
            heard = min(len(words), (position_ms - self._start) // WORD_MS)
            if heard == len(words):
                events.append(self._finish(self._now))
                continue
            if heard > self._told and self._now.known:
                events.append(self._heard(self._now, heard))
                self._told = heard
            return events

    async def end(self) -> list[Event]:
        """Give what has begun to its end."""
        return [] if self._now is None else [self._finish(self._now)]

    def _finish(self, said: Utterance) -> Heard:
        self._now = None
        self._free_from = self._start + WORD_MS * len(_words(said))
        return self._heard(said, None)

    def _heard(self, said: Utterance, count: int | None) -> Heard:
        """Give the first words, the last of which is not final; all of them at the end."""
        texts = _words(said) if said.known else []
        words = tuple(
            Word(text, at, at + WORD_MS, said.confidence, is_final=count is None or index < count - 1)
            for index, (text, at) in enumerate(
                (text, self._start + index * WORD_MS) for index, text in enumerate(texts[:count])
            )
        )
        length = len(_words(said)) if count is None else count
        return Heard(
            said.text if count is None and said.known else " ".join(word.text for word in words),
            words,
            said.language,
            said.confidence,
            is_final=count is None,
            known=said.known,
            start_ms=self._start,
            end_ms=self._start + WORD_MS * length,
            speaker=said.speaker or "",
        )


def _words(said: Utterance) -> list[str]:
    return said.text.split() or [""]
