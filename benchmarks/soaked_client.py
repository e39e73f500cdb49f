"""
``anamctl session start`` in a process that looks at itself, for `benchmarks/soak.py`.

    soaked_client.py FILE SECONDS TRACES PERSONA

Writes JSON lines to FILE: a sample every so many SECONDS, then the tasks that are left, then what was complained of.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import sys
import threading
import time
import tracemalloc
from os import sysconf
from typing import TYPE_CHECKING, Any

from anamctl.__main__ import run

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

_PAGE = sysconf("SC_PAGE_SIZE") / 1024**2


class _Kept(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(f"{record.name}: {record.getMessage()}"[:500])


def main(path: str, every: float, persona: str, *, traces: bool) -> None:
    """Run the command, and tell how it was."""
    kept = _Kept()
    logging.getLogger().addHandler(kept)
    sys.unraisablehook = lambda found: kept.texts.append(f"not raised: {found.exc_value!r} in {found.object!r}")
    threading.excepthook = lambda found: kept.texts.append(f"thread: {found.exc_value!r}")
    with open(path, "w", encoding="utf-8", buffering=1) as file:

        def tell(**told: object) -> None:
            file.write(json.dumps(told) + "\n")

        asyncio.run = _watching(asyncio.run, tell, every, traces=traces)
        options = ["--lang", "fr", "--watch", "--json", "--debug", "--max-length", "4h"]
        sys.argv = ["anamctl", "session", "start", persona, *options]
        try:
            run()
        finally:
            gc.collect()  # a task that was forgotten with its error says so now
            tell(complaints=kept.texts)


def _watching(run_: Callable[..., Any], tell: Callable[..., None], every: float, *, traces: bool) -> Callable[..., Any]:
    """Give an `asyncio.run` that takes samples beside what it runs."""

    async def look() -> None:
        loop, begun = asyncio.get_running_loop(), time.monotonic()
        if traces:
            tracemalloc.start()
        while True:
            await asyncio.sleep(every)
            if traces:
                gc.collect()
            heap = tracemalloc.get_traced_memory()[0] / 1024 if traces else None
            tell(t=time.monotonic() - begun, mib=_memory(), tasks=len(asyncio.all_tasks(loop)), heap_kib=heap)

    async def both(work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401  # whatever it gives
        looking = asyncio.create_task(look(), name="looking")
        try:
            return await work
        finally:
            looking.cancel()
            known = {asyncio.current_task(), looking}
            tell(left=[task.get_name() for task in asyncio.all_tasks() - known])

    return lambda work: run_(both(work), debug=False)


def _memory() -> float:
    """Give the resident memory of this process, in MiB."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * _PAGE


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), sys.argv[4], traces=sys.argv[3] == "1")
