"""Whatever way a session is left, and however often: it is ended, in time, and nothing stays behind."""

from __future__ import annotations

import asyncio
import time

import pytest

from anamctl.anam.events import ChannelOpen, Closed, Connected, Engine, Minted, Ready
from tests.unit.anam.stub import (
    QUICK,
    Rest,
    Stub,
    Witness,
    complaints,
    left_over,
    on_loopback,
    opened,
    until,
    with_another_password,
)

SLOW = QUICK._replace(answer=5, connect=5, ready=5)


@pytest.fixture(autouse=True)
def _loopback(monkeypatch, caplog):
    on_loopback(monkeypatch)
    yield
    assert complaints(caplog) == []


class State:
    """Brings a session into a state, and says when it is in it."""

    def __init__(self, name):
        self.name = name
        self.stub = Stub()
        self.rest = Rest(self.stub)
        self.stub.announces = name == "ready"
        if name == "minting":
            self.rest.hold_mint = asyncio.Event()
        if name == "starting":
            self.rest.hold_start = asyncio.Event()
        if name in ("offered", "socket lost"):
            self.stub.answers = False
        if name == "connecting":
            self.stub.breaks_answer = with_another_password

    async def reached(self, witness):
        match self.name:
            case "begun":
                return
            case "minting":
                await until(lambda: bool(self.rest.minted))
            case "minted":
                await witness.until(Minted)
            case "starting":
                await self.rest.is_starting.wait()
            case "engine":
                await witness.until(Engine)
            case "offered":
                await until(lambda: bool(self.stub.of("offer")))
            case "socket lost":
                await until(lambda: bool(self.stub.of("offer")))
                self.stub.refuses = 503
                await self.stub.sockets[-1].close(1000)
                await asyncio.sleep(0.01)
            case "connecting":
                await until(lambda: bool(self.stub.peers))
            case "connected":
                await witness.until(Connected)
            case "open":
                await witness.until(ChannelOpen)
            case "ready":
                await witness.until(Ready)

    def check(self, witness):
        """The service holds nothing open."""
        [closed] = witness.of(Closed)
        assert closed.is_ended
        if self.name not in ("begun", "minting", "minted"):
            assert self.rest.started == 1
            assert self.stub.is_over.is_set() or self.rest.stopped == ["5e55-10n"]


STATES = (
    "begun",
    "minting",
    "minted",
    "starting",
    "engine",
    "offered",
    "socket lost",
    "connecting",
    "connected",
    "open",
    "ready",
)


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("times", [1, 3])
def test_a_cancellation_in_any_state_ends_it(name, times):
    async def main():
        state = State(name)
        seen: list[Witness] = []
        inside = asyncio.Event()

        async def use():
            async with opened(state.rest, SLOW._replace(reconnect_step=0.5)) as session:
                seen.append(Witness(session))
                inside.set()
                await asyncio.sleep(60)

        async with state.stub.running():
            task = asyncio.create_task(use())
            await inside.wait()
            await state.reached(seen[0])
            began = time.monotonic()
            for _ in range(times):
                task.cancel()
                await asyncio.sleep(0.01)
            if state.rest.hold_start is not None:
                state.rest.hold_start.set()  # the answer comes while nobody wants it any more
            with pytest.raises(asyncio.CancelledError):
                await task
            took = time.monotonic() - began
            assert left_over() == []
            await seen[0].done()
            state.check(seen[0])
            assert took < 2

    asyncio.run(main())


@pytest.mark.parametrize("name", STATES)
def test_leaving_in_any_state_ends_it(name):
    async def main():
        state = State(name)
        async with state.stub.running():
            async with opened(state.rest, SLOW._replace(reconnect_step=0.5)) as session:
                witness = Witness(session)
                await state.reached(witness)
                if state.rest.hold_start is not None:
                    asyncio.get_running_loop().call_later(0.05, state.rest.hold_start.set)
            await witness.done()
            assert left_over() == []
            state.check(witness)
            assert witness.failure is None

    asyncio.run(main())


def test_an_engine_that_never_answers_is_waited_for_in_bounds_and_told_as_uncertain():
    async def main():
        state = State("starting")
        async with state.stub.running():
            began = time.monotonic()
            async with opened(state.rest) as session:
                witness = Witness(session)
                await state.reached(witness)
            assert time.monotonic() - began < 4
            await witness.done()
            assert left_over() == []
            return witness.of(Closed)[0].is_ended

    assert asyncio.run(main()) is False


def test_a_cancellation_while_it_ends_is_not_lost():
    async def main():
        stub = Stub()

        async def use():
            async with opened(Rest(stub), QUICK._replace(sign=0.3)) as session:
                await until(lambda: session.is_open)

        async with stub.running():
            task = asyncio.create_task(use())
            await stub.is_over.wait()
            task.cancel()
            await asyncio.wait({task})
            assert left_over() == []
            return task.cancelled()

    assert asyncio.run(main())


def test_an_exception_ends_it_and_goes_on():
    async def main():
        stub = Stub()
        async with stub.running():
            seen: list[Witness] = []

            async def use():
                async with opened(Rest(stub)) as session:
                    seen.append(Witness(session))
                    await seen[0].until(Ready)
                    raise ZeroDivisionError

            with pytest.raises(ZeroDivisionError):
                await use()
            [witness] = seen
            await witness.done()
            assert stub.is_over.is_set()
            return witness.of(Closed)[0].by

    assert asyncio.run(main()) == "error"


def test_a_reader_that_breaks_off_ends_it():
    async def main():
        stub = Stub()
        async with stub.running():
            async with opened(Rest(stub)) as session:
                async for event in session.events():
                    if isinstance(event, Ready):
                        break
            assert left_over() == []
            return stub.is_over.is_set()

    assert asyncio.run(main())


@pytest.mark.parametrize("times", [1, 2])
def test_a_loop_that_cancels_everything_ends_it(times):
    stub = Stub()
    rest = Rest(stub)
    told: list[bool] = []
    seen: list[Witness] = []

    async def use():
        async with opened(rest, QUICK._replace(sign=0.5)) as session:
            seen.append(Witness(session))
            await seen[0].until(Ready)
            told.append(False)
            try:
                await asyncio.sleep(60)
            finally:
                told.append(True)

    async def main():
        async with stub.running():
            task = asyncio.create_task(use())
            await until(lambda: bool(told))
            for _ in range(times):
                ours = [task, *(one for one in asyncio.all_tasks() if one.get_name().startswith("anam-"))]
                for one in ours:
                    one.cancel()
                await asyncio.sleep(0.01)
            await asyncio.wait({task}, timeout=5)
            assert task.cancelled()
            assert left_over() == []
            assert stub.is_over.is_set() or rest.stopped
            await seen[0].done()
            assert [closed.is_ended for closed in seen[0].of(Closed)] == [True]

    asyncio.run(main())

    assert told == [False, True]


def test_a_session_that_nobody_reads_stays_small_and_ends():
    async def main():
        stub = Stub()
        async with stub.running():
            async with opened(Rest(stub)) as session:
                await until(lambda: session.is_open)
                for _ in range(3):
                    await session.say("hello")
                await until(lambda: len(stub.messages) == 3)
            return stub.is_over.is_set()

    assert asyncio.run(main())
