"""What it costs to draw the live view of ``anamctl listen`` once more, after few turns and after many."""

from __future__ import annotations

import asyncio
import time
from statistics import median
from typing import TYPE_CHECKING

from anamctl.listening.status import About, Status
from anamctl.stt import heard
from anamctl.view.listen.view import ListenView

if TYPE_CHECKING:
    from anamctl.listening.events import Event

LANGUAGES = ("fr", "de", "es", "it", "pt")
WORDS = ("je", "voudrais", "savoir", "si", "vous", "avez", "une", "table", "pour", "quatre", "demain", "soir")
ABOUT = About("assemblyai", "AssemblyAI", "universal-streaming-multilingual", 0.15)
_READY = heard.Ready(t=0.1, session=1, provider="AssemblyAI", model=ABOUT.model, rate=16000)


def refreshes(turns: int, *, times: int) -> float:
    """
    Give the seconds that it takes to show a partial text, the median of so many.

    Args:
        turns: how many were committed before.
        times: how many partial texts are shown.
    """
    return asyncio.run(_refreshes(turns, times))


def ratio(few: int, many: int, *, times: int = 400, rounds: int = 5) -> tuple[float, float, float]:
    """Give the seconds of a refresh after few turns, after many, and the ratio; medians of runs in turns."""
    pairs = [(refreshes(few, times=times), refreshes(many, times=times)) for _ in range(rounds)]
    one, other = (median(pair[number] for pair in pairs) for number in (0, 1))
    return one, other, median(late / early for early, late in pairs)


async def _refreshes(turns: int, times: int) -> float:
    is_drawn = asyncio.Event()

    def write(text: str) -> None:
        if text:
            is_drawn.set()

    # A second passes between any two pictures, so that each is drawn at once.
    seconds = iter(range(1_000_000))
    view = ListenView(color=True, size=lambda: (100, 30), write=write, clock=lambda: float(next(seconds)))
    status = Status(ABOUT)
    took: list[float] = []
    with view:
        view.begin(status)
        committed: list[Event] = [_READY, *map(_final, range(turns))]
        for event in committed:
            status.see(event)
            view.show(event)
        await is_drawn.wait()
        for number in range(times):
            partial = _partial(turns, number)
            is_drawn.clear()
            began = time.perf_counter()
            status.see(partial)
            view.show(partial)
            await is_drawn.wait()
            took.append(time.perf_counter() - began)
    return median(took)


def _final(number: int) -> heard.Final:
    return heard.Final(
        t=4.0 * number + 3.4,
        key=heard.TurnKey(1, number),
        text=" ".join(WORDS),
        language=LANGUAGES[number % len(LANGUAGES)],
        confidence=0.97,
        start=4000.0 * number,
        end=4000.0 * number + 3000,
    )


def _partial(turn: int, number: int) -> heard.Partial:
    """Make a text that differs from the one before, and is as long as any other."""
    at = number % len(WORDS)
    words = [*WORDS[at:], *WORDS[:at]]
    return heard.Partial(t=5.0, key=heard.TurnKey(1, turn), stable=" ".join(words[:-1]), unstable=words[-1])
