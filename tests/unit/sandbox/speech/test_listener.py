from __future__ import annotations

import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.events import Heard
from anamctl.sandbox.speech.listener import Listener


def quiet(milliseconds: int, rate: int = 16_000) -> bytes:
    return bytes(2 * (rate * milliseconds // 1000))


def heard(pcm: bytes, rate: int = 16_000, block_ms: int = 50) -> list[Heard]:
    listener = Listener(rate)
    size = 2 * rate * block_ms // 1000
    events = [event for begin in range(0, len(pcm), size) for event in listener.feed(pcm[begin : begin + size])]
    return [event for event in events + listener.end() if isinstance(event, Heard) and event.is_final]


@pytest.mark.parametrize("clip", clips.all_clips(), ids=lambda clip: clip.name)
def test_every_clip_is_recognised(clip):
    (found,) = heard(quiet(137) + clips.pcm(clip) + quiet(300))

    assert (found.text, found.language, found.known) == (clip.text, clip.language, True)
    assert found.confidence > 0.95
