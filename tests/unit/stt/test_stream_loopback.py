"""Streams over real sockets: AssemblyAI's protocol against a service on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from typing import Any

import pytest

from anamctl.errors import AnamctlError, CredentialsError
from anamctl.stt import heard
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.stt.stub import KEY, RATE, hears, serving

QUICK = Policy(first=0.05)


class Sound:
    """Seconds of zeros, as fast as they are taken."""

    rate = RATE
    is_live = False
    name = "zeros"

    def __init__(self, seconds: float, *, lasts: float = 0.0) -> None:
        self._seconds = seconds
        self._lasts = lasts

    async def __aiter__(self):
        for i in range(round(self._seconds * 20)):
            yield Block(bytes(RATE // 10), i * RATE // 20, time.monotonic())
        await asyncio.sleep(self._lasts)

    async def aclose(self) -> None:
        pass


class Block:
    def __init__(self, pcm: bytes, start: int, captured: float) -> None:
        self.pcm = pcm
        self.start = start
        self.captured = captured


async def listen(stub, source, policy=QUICK):
    events: list[Any] = []
    error: AnamctlError | None = None
    async with Stream(stub.provider(), source, policy=policy) as stream:
        try:
            async for event in stream.events():
                events.append(event)  # noqa: PERF401  # it may end with an exception
        except AnamctlError as problem:
            error = problem
    assert KEY not in repr(events) + repr(error) + (repr(error.hint) if error else "")
    return events, error


def of(kind, events):
    return [event for event in events if isinstance(event, kind)]


def check(main):
    """Run, and see that nothing is left."""

    async def checked():
        await main()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not [task for task in left if (task.get_name() or "").startswith("stt")]

    asyncio.run(checked())


def test_sound_becomes_words():
    async def main():
        async with serving(hears) as stub:
            events, error = await listen(stub, Sound(3))
        assert error is None
        assert [event.text for event in of(heard.Final, events)] == [f"whole second {i}" for i in range(3)]
        assert [event.start for event in of(heard.Final, events)] == [0, 1000, 2000]
        assert {event.language for event in of(heard.Final, events)} == {"fr"}
        [visit] = stub.visits
        assert visit.seconds == 3
        assert set(visit.frames) == {1600}
        assert visit.texts == [{"type": "Terminate"}]
        assert events[-1].audio_seconds == 3
        assert stub.headers[0]["Authorization"] == KEY
        assert "sample_rate=16000" in stub.paths[0]
        assert KEY not in stub.paths[0]

    check(main)


def test_a_broken_connection_is_made_good():
    async def breaks(visit):
        await visit.begin()
        if visit.number > 2:
            return await end_later(visit)
        await visit.hear(0.5)
        await visit.turn(0, f"part {visit.number}")
        await asyncio.sleep(0.02)
        if visit.number == 1:
            return visit.cut()
        return await visit.fail(3005, "Session Cancelled: An error occurred")

    async def end_later(visit):
        await visit.until_terminated()
        await visit.end()

    async def main():
        async with serving(breaks) as stub:
            events, error = await listen(stub, Sound(15))
        assert error is None
        finals = of(heard.Final, events)
        assert [(event.key.session, event.text, event.is_interrupted) for event in finals] == [
            (1, "part 1", True),
            (2, "part 2", True),
        ]
        assert stub.most_open == 1
        reasons = [event.reason for event in of(heard.Reconnecting, events)]
        assert reasons[0] == "the connection broke"
        assert "cancelled the session" in reasons[1]
        assert stub.visits[2].terminated

    check(main)


@pytest.mark.parametrize("before", [True, False])
def test_a_wrong_key_is_said_once(before):
    async def refuses(visit):
        if not before:
            await visit.begin()
        await visit.fail(1008, f"Unauthorized Connection: Invalid API key {KEY}")

    async def main():
        async with serving(refuses) as stub:
            events, error = await listen(stub, Sound(3))
        assert isinstance(error, CredentialsError)
        assert len(stub.visits) == 1
        assert isinstance(events[-1], heard.Ended)

    check(main)


@pytest.mark.parametrize("way", ["fail", "twice"])
@pytest.mark.parametrize("state", ["begins", "streams", "reads nothing", "never ends"])
def test_the_service_knows_that_it_is_over(state, way):
    quick = Policy(ending=0.7, flush=0.1)

    async def serves(visit):
        if state != "begins":
            await visit.begin()
        if state == "reads nothing":
            visit.connection.transport.pause_reading()
            await asyncio.sleep(0.8)
            visit.connection.transport.resume_reading()
        await visit.until_terminated()
        if state == "streams":
            await visit.end()

    async def use(stub, ready):
        async with Stream(stub.provider(), Sound(60, lasts=60), policy=quick):
            await stub.arrived.wait()
            await asyncio.sleep(0.1)
            ready.set()
            if way == "fail":
                raise ZeroDivisionError
            await asyncio.sleep(60)

    async def main():
        async with serving(serves) as stub:
            ready = asyncio.Event()
            using = asyncio.create_task(use(stub, ready))
            await ready.wait()
            began = time.monotonic()
            if way == "twice":
                using.cancel()
                await asyncio.sleep(0.05)
                using.cancel()
            with contextlib.suppress(ZeroDivisionError, asyncio.CancelledError):
                await using
            assert time.monotonic() - began < 1.3
            [visit] = stub.visits
            async with asyncio.timeout(5):
                await visit.over.wait()
            assert visit.terminated is not None

    check(main)


PROGRAM = """
import asyncio, sys
from tests.unit.stt.test_stream_loopback import Sound
from tests.unit.stt.stub import KEY
from anamctl.secret import Secret
from anamctl.stt.assemblyai.provider import AssemblyAI
from anamctl.stt.options import Options
from anamctl.stt.stream import Stream

async def main():
    provider = AssemblyAI(Options(url=sys.argv[1], key=Secret(KEY)))
    async with Stream(provider, Sound(2, lasts=60)) as stream:
        async for event in stream.events():
            print(type(event).__name__, flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("signals", [[signal.SIGINT], [signal.SIGINT, signal.SIGINT]])
def test_ctrl_c_once_and_twice_ends_the_session(signals):
    async def main():
        async with serving(hears) as stub:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", PROGRAM, stub.url, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=os.getcwd()
            )
            await stub.arrived.wait()
            assert process.stdout is not None
            assert (await process.stdout.readline()).strip() == b"Ready"
            for number in signals:
                process.send_signal(number)
                await asyncio.sleep(0.01)
            _, errors = await asyncio.wait_for(process.communicate(), 10)
            await asyncio.wait_for(stub.visits[0].over.wait(), 5)
            assert stub.visits[0].terminated is not None
            assert b"was never" not in errors
            assert b"Warning" not in errors

    asyncio.run(main())
