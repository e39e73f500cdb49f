"""Sounds to listen to, and a listener that hears a whole one."""

from __future__ import annotations

import os
import wave
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.events import Event, Heard
from anamctl.sandbox.speech.listener import Listener

if TYPE_CHECKING:
    from anamctl.sandbox.speech.clips import Clip

Sound = NDArray[np.float64]

STRANGE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "strange")
STRANGERS = sorted(os.listdir(STRANGE))


def quiet(milliseconds: int, rate: int = 16_000) -> Sound:
    return np.zeros(rate * milliseconds // 1000)


def spoken(clip: Clip, rate: int = 16_000) -> Sound:
    return np.frombuffer(clips.pcm(clip, rate), "<i2") / 32768


def strange(name: str) -> Sound:
    with wave.open(os.path.join(STRANGE, name)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


def pcm(*sounds: Sound) -> bytes:
    return np.clip(np.round(np.concatenate(sounds) * 32767), -32768, 32767).astype("<i2").tobytes()


def noise(length: int, seed: int = 1, *, pink: bool = False) -> Sound:
    """Noise of strength 1."""
    white = np.random.default_rng(seed).normal(0, 1, length)
    if not pink:
        return white
    spectrum = np.fft.rfft(white) / np.sqrt(np.arange(length // 2 + 1) + 1)
    sound = np.fft.irfft(spectrum, length)
    return sound / np.sqrt((sound**2).mean())


def with_noise(sound: Sound, ratio_db: float, seed: int = 1, *, pink: bool = False) -> Sound:
    """Lay noise under a sound; the ratio is to the strength of the sound where it is not silent."""
    strength = np.sqrt((sound[sound != 0] ** 2).mean())
    return sound + noise(len(sound), seed, pink=pink) * strength * 10 ** (-ratio_db / 20)


def events(data: bytes, rate: int = 16_000, block_ms: int = 50, channels: int = 1) -> list[Event]:
    listener = Listener(rate, channels=channels)
    size = 2 * channels * (rate * block_ms // 1000)
    told = [event for begin in range(0, len(data), size) for event in listener.feed(data[begin : begin + size])]
    return told + listener.end()


def partials(told: list[Event]) -> list[Heard]:
    return [event for event in told if isinstance(event, Heard) and not event.is_final]


def finals(told: list[Event]) -> list[Heard]:
    return [event for event in told if isinstance(event, Heard) and event.is_final]


def assert_heard(told: list[Event], *expected: Clip, confidence: float = 0.6) -> None:
    """Exactly these utterances were recognised, in this order."""
    found = finals(told)

    assert [one.text for one in found] == [clip.text for clip in expected]
    assert [one.language for one in found] == [clip.language for clip in expected]
    assert all(one.known for one in found)
    assert min(one.confidence for one in found) >= confidence
