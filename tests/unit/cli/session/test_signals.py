"""A loop that hangs in writing, because nobody reads."""

from __future__ import annotations

import asyncio
import os
import signal
import threading

import pytest

from anamctl.cli.session import signals as session_signals
from anamctl.cli.session.signals import HungError, handed_over
from anamctl.cli.signals import stoppable

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(session_signals, "LOOK", 0.02)


@pytest.fixture
def pipe():
    read, write = os.pipe()
    yield read, write
    os.close(read)
    os.close(write)


def hang(write, *, is_writing=True, before=lambda: None):
    """Fill a pipe in a loop, and tell how often a signal was handed over meanwhile."""
    taken = []

    async def main():
        with handed_over(asyncio.get_running_loop(), lambda: taken.append(1), lambda: is_writing):
            before()
            while True:
                os.write(write, b"x" * 65536)

    with pytest.raises(HungError):
        asyncio.run(main())
    return len(taken)


def test_writing_that_hangs_is_given_up(pipe):
    assert hang(pipe[1]) == 0


def test_a_signal_makes_that_quicker(pipe, monkeypatch):
    monkeypatch.setattr(session_signals, "PATIENCE", 100_000)
    hang(pipe[1], before=lambda: signal.raise_signal(signal.SIGTERM))


def test_a_loop_that_hangs_elsewhere_is_left_alone(monkeypatch, pipe):
    """It may be in the middle of anything."""
    read, write = pipe
    monkeypatch.setattr(session_signals, "PATIENCE", 1)
    timer = threading.Timer(0.3, os.write, (write, b"x"))

    async def main():
        with handed_over(asyncio.get_running_loop(), lambda: None):
            timer.start()
            return os.read(read, 1)

    assert asyncio.run(main()) == b"x"
    timer.join()


def test_a_loop_that_goes_on_is_left_alone(monkeypatch):
    monkeypatch.setattr(session_signals, "PATIENCE", 3)

    async def main():
        with handed_over(asyncio.get_running_loop(), lambda: None, lambda: True):
            await asyncio.sleep(0.3)

    asyncio.run(main())


def test_signals_are_handed_over_and_handlers_come_back():
    before = signal.getsignal(signal.SIGTERM)
    taken = asyncio.Event()

    async def main():
        with handed_over(asyncio.get_running_loop(), taken.set, lambda: True):
            signal.raise_signal(signal.SIGTERM)
            async with asyncio.timeout(2):
                await taken.wait()

    asyncio.run(main())
    assert signal.getsignal(signal.SIGTERM) == before
    assert not [thread for thread in threading.enumerate() if thread.name == "anamctl-watch"]


@pytest.mark.parametrize("is_last", [False, True])
def test_after_a_signal_the_rest_of_a_process_is_left_in_peace(is_last):
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}

    async def main():
        with handed_over(asyncio.get_running_loop(), lambda: None, is_last=is_last):
            signal.raise_signal(signal.SIGTERM)

    try:
        with stoppable():
            asyncio.run(main())
        found = [signal.getsignal(number) for number in before]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

    assert found == ([signal.SIG_IGN] * 3 if is_last else [*before.values()])
