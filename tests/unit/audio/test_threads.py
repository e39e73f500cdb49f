"""Calls that may block for ever."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time

import pytest

from anamctl.audio.threads import Pumped, StuckError, in_thread, stuck, within
from tests.unit.audio.samples import run


class Gate:
    """A call that waits until it is let through."""

    def __init__(self):
        self.opened = threading.Event()
        self.entered = threading.Event()

    def __call__(self):
        self.entered.set()
        assert self.opened.wait(20)
        return "through"


@pytest.fixture
def gate():
    gate = Gate()
    yield gate
    gate.opened.set()
    end = time.monotonic() + 10
    while stuck() and time.monotonic() < end:
        time.sleep(0.001)
    assert stuck() == 0


def test_a_result_and_an_error_come_back():
    async def failing():
        await in_thread(lambda: 1 / 0)

    assert within(10, lambda: 7) == 7
    assert run(in_thread(lambda: 7, limit=10)) == 7
    with pytest.raises(ZeroDivisionError):
        within(10, lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(failing())


def test_waiting_ends_at_the_limit_and_the_call_is_counted_until_it_returns(gate):
    with pytest.raises(StuckError):
        within(0.01, gate)

    assert stuck() == 1


def test_the_same_in_a_loop_which_goes_on_meanwhile(gate):
    async def wait():
        ticks = 0
        call = asyncio.create_task(in_thread(gate, limit=0.05))
        while not call.done():
            ticks += 1
            await asyncio.sleep(0.005)
        with pytest.raises(StuckError):
            await call
        return ticks

    assert run(wait()) > 3
    assert stuck() == 1


def test_what_comes_late_is_undone(gate):
    undone: list[str] = []
    with pytest.raises(StuckError):
        within(0.01, gate, late=undone.append)
    gate.opened.set()
    end = time.monotonic() + 10
    while not undone and time.monotonic() < end:
        time.sleep(0.001)

    assert undone == ["through"]


def test_what_comes_after_a_cancellation_is_undone(gate):
    undone: list[str] = []

    async def cancel():
        call = asyncio.create_task(in_thread(gate, late=undone.append))
        await asyncio.to_thread(gate.entered.wait, 10)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    run(cancel())
    assert undone == []
    gate.opened.set()
    end = time.monotonic() + 10
    while not undone and time.monotonic() < end:
        time.sleep(0.001)
    assert undone == ["through"]


@pytest.mark.parametrize(("is_stuck", "code"), [(False, 3), (True, 4)])
def test_leaving_needs_no_call_to_return(is_stuck, code):
    script = f"""
import sys, threading
from anamctl.audio.threads import StuckError, leave, within
if {is_stuck}:
    try:
        within(0.01, threading.Event().wait)
    except StuckError:
        threading.Thread(target=threading.Event().wait).start()  # keeps the usual exit from ending
print("flushed", end="")
leave({code})
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)

    assert (done.returncode, done.stdout, done.stderr) == (code, "flushed", "")


def test_items_come_in_order_and_only_a_few_ahead():
    taken: list[int] = []

    def numbers():
        for number in range(50):
            taken.append(number)
            yield number

    async def read():
        found = []
        async for number in Pumped(numbers(), 3).items():
            assert len(taken) <= number + 5
            found.append(number)
            await asyncio.sleep(0)
        return found

    assert run(read()) == list(range(50))


def test_an_error_comes_after_what_came_before_it():
    def failing():
        yield 1
        raise OSError("broken")

    async def read():
        items = Pumped(failing()).items()
        first = await anext(items)
        with pytest.raises(OSError, match="broken"):
            await anext(items)
        return first

    assert run(read()) == 1
