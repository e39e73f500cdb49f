"""The way of a voice over WebRTC: 48 kHz, two channels, Opus, 20 ms."""

from __future__ import annotations

import fractions

import av
import numpy as np
import pytest

from anamctl.sandbox.speech import clips
from tests.unit.sandbox.speech.sounds import Sound, assert_heard, events, quiet, spoken

SIZE = 960


def through_opus(sound: Sound, bits: int, lost: frozenset[int] = frozenset()) -> bytes:
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = 48_000, "stereo", "s16"
    encoder.bit_rate, encoder.time_base = bits, fractions.Fraction(1, 48_000)
    encoder.options = {"application": "voip"}
    decoder = av.CodecContext.create("libopus", "r")
    decoder.sample_rate, decoder.layout, decoder.format = 48_000, "stereo", "s16"
    samples = np.round(sound * 32767).astype("<i2")
    result = []
    for number in range(len(samples) // SIZE):
        stereo = np.repeat(samples[number * SIZE : (number + 1) * SIZE], 2).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(stereo, format="s16", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = 48_000, number * SIZE, fractions.Fraction(1, 48_000)
        for packet in encoder.encode(frame):
            if number in lost:
                result.append(bytes(4 * SIZE))
            else:
                result.extend(
                    out.to_ndarray().astype("<i2").tobytes() for out in decoder.decode(av.Packet(bytes(packet)))
                )
    return b"".join(result)


@pytest.mark.parametrize("code", clips.languages())
def test_every_language_is_recognised_after_opus(code):
    clip = clips.by_language(code)[0]
    sound = np.concatenate([quiet(211, 48_000), spoken(clip, 48_000) * 0.5, quiet(300, 48_000)])

    assert_heard(events(through_opus(sound, 32_000), 48_000, 20, channels=2), clip, confidence=0.9)


def test_lost_packets_do_not_matter():
    clip = clips.named("fr-greeting")
    sound = np.concatenate([quiet(211, 48_000), spoken(clip, 48_000), quiet(300, 48_000)])

    assert_heard(events(through_opus(sound, 24_000, frozenset({25, 60, 80})), 48_000, 20, channels=2), clip)
