"""Hours of listening with the view and the files, without waiting: memory, times, and what a picture costs."""

from __future__ import annotations

import asyncio
import gc
import time
import tracemalloc
from functools import partial as bound
from typing import Any

import pytest

from anamctl.listening.runner import Plan, Runner
from anamctl.listening.saving import open_savers
from anamctl.listening.status import Status
from anamctl.listening.verdict import Wish
from anamctl.stt import heard
from anamctl.view.listen.view import ListenView
from tests.unit.stt.world import Mic, Service, World, broken, final, now, partial, run, stream
from tests.unit.view.heard import ABOUT, Clock

HOURS = 3.0
EVERY = 4.0
"""Seconds of sound in a turn."""


async def talks(wire: Any, *, lasts: float) -> None:
    """Close a turn with every four seconds of sound, in two languages, and break after a while."""
    wire.begin()
    turn = 0
    while await wire.hear((turn + 1) * EVERY):
        start = turn * EVERY * 1000
        wire.say(partial(turn, "five words", start, start + 600))
        language = "fr" if turn % 5 else "de"
        wire.say(
            final(turn, "five words in this turn", start, start + EVERY * 1000, language=language, confidence=0.97)
        )
        turn += 1
        if turn * EVERY >= lasts:
            wire.break_()
            return
    if await wire.until_finished():
        wire.end()


class Watching(ListenView):
    """The view, and what memory there is after 2,400 and 2,600 turns."""

    def __init__(self, world: World) -> None:
        self.written = 0
        super().__init__(size=lambda: (100, 24), write=self._count, clock=now)
        self._world = world
        self.finals = 0
        self.wrong: list[float] = []
        self.marks: list[int] = []

    def _count(self, text: str) -> None:
        self.written += len(text)

    def show(self, event: Any) -> None:
        super().show(event)
        if isinstance(event, heard.Final):
            self.finals += 1
            first = sum(wire.seconds for wire in self._world.wires[:-1])
            off = abs(event.start - (first + event.key.turn * EVERY) * 1000)
            if off >= 100:
                self.wrong.append(off)
            if self.finals == 2350:
                tracemalloc.start()
            elif self.finals in (2400, 2600):
                gc.collect()
                self.marks.append(tracemalloc.get_traced_memory()[0])


def test_three_hours_with_view_and_files_stay_in_time_and_in_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("anamctl.view.listen.bottom._TICK", 5.0)  # pictures of a clock and a meter

    async def main():
        scripts: list[Any] = []
        for number in range(20):
            scripts += [bound(talks, lasts=300 + number * 10), broken()]
        world = World(*scripts, bound(talks, lasts=1e9))
        world.keeps_sound = False
        view = Watching(world)
        savers = open_savers([str(tmp_path / f"heard.{kind}") for kind in ("txt", "jsonl", "srt", "vtt")])
        status = Status(ABOUT, Wish("fr"), clock=now)
        runner = Runner(
            stream(world, Mic(HOURS * 3600, 1000, says=None), Service()), view, status, Plan(), savers=savers
        )
        with view:
            summary = await runner.run()
            view.finish(summary)
        await world.close()
        return view, summary

    began = time.monotonic()
    try:
        view, summary = run(main())
    finally:
        tracemalloc.stop()
    took = time.monotonic() - began

    assert HOURS * 3600 / took >= 20
    assert view.finals > 2600
    assert view.wrong == []
    assert summary.sessions == 21
    assert summary.dropped == 0
    assert view.written > view.finals * 50
    before, after = view.marks
    assert after - before < 200 * 1024  # a kilobyte for each turn
    assert len((tmp_path / "heard.txt").read_text(encoding="utf-8").splitlines()) == view.finals
    assert summary.verdict is not None
    assert summary.verdict.share == pytest.approx(0.8, abs=0.01)


def cost(turns: int) -> float:
    """Give the seconds that a picture takes with so many turns, at best."""

    async def measured() -> float:
        clock = Clock()
        status = Status(ABOUT, Wish("fr"), clock=clock)
        view = ListenView(size=lambda: (100, 24), write=lambda _: None, clock=clock)
        view.begin(status)
        for number in range(turns):
            event = heard.Final(
                t=number * 4.0,
                key=heard.TurnKey(1, number),
                text="Bonjour à tous, je voudrais une table.",
                start=number * 4000.0,
                end=number * 4000.0 + 3000,
                language="fr" if number % 5 else "de",
                confidence=0.97,
            )
            status.see(event)
            view.show(event)
        best = 1.0
        for _ in range(40):
            began = time.perf_counter()
            for _ in range(10):
                view.picture(100, 24)
            best = min(best, time.perf_counter() - began)
        return best

    return asyncio.run(measured())


def test_a_picture_costs_the_same_with_a_thousand_turns_as_with_ten():
    cost(10)
    ratios = [cost(1000) / cost(10) for _ in range(3)]

    assert min(ratios) <= 1.2, ratios
