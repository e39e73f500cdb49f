"""A microphone whose sound a service does not take: memory is bounded, and what is lost is said."""

from __future__ import annotations

import time

from anamctl.audio.blocks import Block
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.cli.listen.serving import RATE, SCENARIOS, events, serving

SECONDS = 20


class Hasty:
    """Twenty seconds of sound at once, which does not wait for anybody."""

    rate, name, is_live = RATE, "hasty", True

    async def __aiter__(self):
        for number in range(SECONDS * 20):
            yield Block(bytes(RATE // 10), number * RATE // 20, time.monotonic())

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
