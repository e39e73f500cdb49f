"""Signals while a session runs: the first ends it properly, another one hurries."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from anamctl.cli.signals import SIGNALS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator


@contextmanager
def handed_over(loop: asyncio.AbstractEventLoop, take: Callable[[], None]) -> Iterator[None]:
    """
    Let signals call a function in the loop, instead of raising wherever the program happens to be.

    Args:
        loop: the running loop.
        take: is called for each.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def handle(number: int, frame: Any) -> None:  # noqa: ANN401, ARG001  # as signals call it
        loop.call_soon_threadsafe(take)

    numbers = [one for one in (signal.SIGINT, *SIGNALS) if signal.getsignal(one) is not signal.SIG_IGN]
    before = {number: signal.signal(number, handle) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
