"""A microphone whose sound a service does not take: memory is bounded, and what is lost is said."""

from __future__ import annotations

import asyncio
import time

from anamctl.audio.blocks import Block
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.cli.listen.serving import RATE, SCENARIOS, events, serving

SECONDS = 20


class Hasty:
    """Sound at once, which does not wait for anybody."""

    name, is_live = "hasty", True

    def __init__(self, rate=RATE, seconds=SECONDS):
        self.rate = rate
        self._blocks = seconds * 20

    async def __aiter__(self):
        for number in range(self._blocks):
            yield Block(bytes(self.rate // 10), number * self.rate // 20, time.monotonic())

    def discard(self) -> None:
        pass

    async def aclose(self) -> None:
        pass


def test_sound_that_is_lost_is_told_and_counted(anamctl, monkeypatch):
    async def open_microphone(*_arguments, **_options):
        return Hasty()

    monkeypatch.setattr("anamctl.audio.microphone.open_microphone", open_microphone)
    monkeypatch.setitem(Stream.__init__.__kwdefaults__, "policy", Policy(ring=2, ending=1))
    with serving(SCENARIOS / "19-slow-reader.yaml", monkeypatch):
        lines = anamctl("listen", "--mic", "--max-length", "1s")
        told = anamctl("listen", "--mic", "--max-length", "1s", "--json")
    dropped = [event for event in events(told.out) if event["type"] == "dropped"]

    assert "lost" in lines.err or "dropped" in lines.err
    assert dropped
    assert dropped[-1]["total"] == events(told.out)[-1]["dropped"]
    assert SECONDS - 10 < dropped[-1]["total"] <= SECONDS
    assert [event["total"] for event in dropped] == sorted(event["total"] for event in dropped)


def test_a_microphone_at_another_rate_has_one_session_at_that_rate(anamctl, monkeypatch):
    with serving({}, monkeypatch) as served:

        async def open_microphone(*_arguments, rate, **_options):
            await asyncio.to_thread(served.wait, lambda: served.records.all)  # it opens while we connect
            return Hasty(rate, 1)

        monkeypatch.setattr("anamctl.audio.microphone.open_microphone", open_microphone)
        found = anamctl("listen", "--mic", "--rate", "48k", "--json")

    assert [(event["session"], event["rate"]) for event in events(found.out) if event["type"] == "ready"] == [
        (1, 48000)
    ]
    assert len(served.records.all) == 1
