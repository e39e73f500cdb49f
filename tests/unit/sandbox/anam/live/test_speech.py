"""What is said aloud to a persona, over a real peer."""

from __future__ import annotations

import asyncio
from fractions import Fraction

import pytest
from aiortc import MediaStreamTrack
from av import AudioFrame

from anamctl.sandbox.speech.clips import named, pcm
from tests.unit.sandbox.anam.live.clients import connected, run


class Recording(MediaStreamTrack):
    """Somebody says a clip, and then nothing."""

    kind = "audio"

    def __init__(self, name):
        super().__init__()
        self._pcm = bytes(16000) + pcm(named(name), 48_000)
        self._at = 0
        self._began = None

    async def recv(self):
        loop = asyncio.get_running_loop()
        self._began = self._began or loop.time()
        await asyncio.sleep(self._began + self._at / 50 - loop.time())
        part = self._pcm[self._at * 1920 : (self._at + 1) * 1920]
        frame = AudioFrame(format="s16", layout="mono", samples=960)
        frame.planes[0].update(part + bytes(1920 - len(part)))
        frame.sample_rate, frame.pts, frame.time_base = 48_000, self._at * 960, Fraction(1, 48_000)
        self._at += 1
        return frame


@pytest.mark.parametrize(
    ("persona", "clip", "expected"),
    [
        ({"languageCode": "fr"}, "fr-table", "Une table pour deux, s’il vous plaît."),
        ({"languageCode": "fr"}, "es-table", "[?] mesa [?] dos, [?] favor."),
        ({"languageCode": None}, "es-hours", "¿A qué hora abren mañana?"),
    ],
)
def test_what_is_said_aloud_comes_back_as_text_and_is_answered(persona, clip, expected):
    async def talk(sandbox):
        async with connected(sandbox, speak=Recording(clip), **persona) as client:
            await client.wait(lambda: bool(client.told("userSpeechEnded")), "end of speech")
            await client.answered()
            return client

    client = run(talk)
    (began,), (ended,) = client.told("userSpeechStarted"), client.told("userSpeechEnded")
    (heard,) = [piece for piece in client.told("speechText") if piece["role"] == "user"]

    assert client.turns("user") == [expected]
    assert began == ended
    assert heard["user_action_correlation_id"] == began["user_action_correlation_id"]


def test_speaking_interrupts_the_persona():
    async def talk(sandbox):
        words = "un deux trois quatre cinq six sept huit neuf dix"
        speak = Recording("fr-hours")
        async with connected(sandbox, speak=speak, skipGreeting=False, initialMessage=words) as client:
            await client.answered()
            return [piece["interrupted"] for piece in client.told("speechText")][-1]

    assert run(talk, latencies={"word": 1, "greeting": 0}) is True
