"""The socket of a session, kept open."""

from __future__ import annotations

import asyncio

import pytest

from anamctl.anam.engine import EngineSession
from anamctl.anam.signalling import Signalling
from anamctl.anam.signalling_messages import EndSession, Message, ServerWarning
from anamctl.errors import ServiceError
from tests.unit.anam.stub import ID, QUICK, Stub, until


class Seen:
    """Takes what a socket tells."""

    def __init__(self):
        self.messages: list[Message] = []
        self.opens: list[bool] = []
        self.drops: list[tuple[int, int, str]] = []

    async def open(self, is_again):
        self.opens.append(is_again)

    async def opened(self, times):
        await until(lambda: len(self.opens) == times)

    def drop(self, *what):
        self.drops.append(what)


def run(test, timers=QUICK, **engine):
    async def main():
        stub, seen = Stub(), Seen()
        async with stub.running():
            session = EngineSession(
                ID,
                f"127.0.0.1:{stub.port}/v1/engines/x",
                "http",
                "/v1/engines/x/ws",
                **{"heartbeat_seconds": 0.05, **engine},
            )
            signalling = Signalling(
                session, timers, on_message=seen.messages.append, on_open=seen.open, on_drop=seen.drop
            )
            task = asyncio.create_task(signalling.run())
            try:
                await test(signalling, stub, seen, task)
            finally:
                await signalling.end(0.5)
                task.cancel()
                await asyncio.wait([task])
        return stub, seen

    return asyncio.run(main())


def test_heartbeats_begin_when_it_opens_and_stop_with_the_end():
    async def test(signalling, stub, seen, task):
        await until(lambda: len(stub.of("heartbeat")) == 3)

    stub, seen = run(test)

    assert seen.opens == [False]
    assert stub.frames[0] == {"actionType": "heartbeat", "sessionId": ID, "payload": ""}
    assert [frame["actionType"] for frame in stub.frames].index("endsession") == len(stub.frames) - 1


def test_after_a_stable_time_it_may_be_lost_as_often_again():
    async def test(signalling, stub, seen, task):
        for lost in range(1, 5):
            await seen.opened(lost)
            await asyncio.sleep(0.05)
            await stub.sockets[-1].close(1000)
        await until(lambda: len(seen.opens) == 5)

    _, seen = run(test, QUICK._replace(stable=0.04), max_reconnects=1)

    assert [drop[:2] for drop in seen.drops] == [(1, 1)] * 4
    assert seen.opens == [False, True, True, True, True]


def test_a_socket_that_is_lost_again_at_once_is_given_up():
    async def test(signalling, stub, seen, task):
        for lost in range(1, 4):
            await seen.opened(lost)
            await stub.sockets[-1].close(1000)
        with pytest.raises(ServiceError, match="is lost: the service closed it with 1000, tried 2 times"):
            await asyncio.wait_for(task, 2)

    _, seen = run(test, max_reconnects=2)

    assert [drop[:2] for drop in seen.drops] == [(1, 2), (2, 2)]


def test_each_attempt_waits_longer():
    async def test(signalling, stub, seen, task):
        await until(lambda: bool(seen.opens))
        stub.refuses = 503
        began = asyncio.get_running_loop().time()
        await stub.sockets[-1].close(1000)
        await asyncio.wait([task])
        took.append(asyncio.get_running_loop().time() - began)

    took: list[float] = []
    run(test, QUICK._replace(reconnect_step=0.05), max_reconnects=3)

    assert 0.3 <= took[0] < 1  # 0.05 + 0.1 + 0.15


def test_the_end_by_the_service_is_no_drop():
    async def test(signalling, stub, seen, task):
        await until(lambda: bool(seen.opens))
        await stub.say("endsession", "silence")
        await stub.sockets[-1].close(1000)
        await asyncio.wait_for(task, 1)

    _, seen = run(test)

    assert seen.messages == [EndSession("silence")]
    assert seen.drops == []


@pytest.mark.parametrize(("closes", "expected"), [(True, "sure"), (False, "likely")])
def test_how_the_end_was_heard(closes, expected):
    heard = []

    async def test(signalling, stub, seen, task):
        stub.closes = closes
        await until(lambda: bool(seen.opens))
        heard.append(await signalling.end(1))
        heard.append(await signalling.end(1))

    stub, _ = run(test)

    assert heard == [expected, "no"]
    assert stub.is_over.is_set()


def test_the_end_is_sure_when_the_service_says_so():
    heard = []

    async def test(signalling, stub, seen, task):
        await until(lambda: bool(seen.opens))
        stub.is_over.clear()
        ending = asyncio.create_task(signalling.end(1))
        await stub.is_over.wait()
        await stub.say("endsession", "")
        heard.append(await ending)

    run(test, QUICK._replace(sign=1))

    assert heard == ["sure"]


def test_what_cannot_be_read_is_counted():
    counted = []

    async def test(signalling, stub, seen, task):
        await until(lambda: bool(seen.opens))
        for text in ("{", '{"actionType": "later"}', '{"actionType": "warning", "payload": "w"}'):
            await stub.sockets[-1].send(text)
        await until(lambda: ServerWarning("w") in seen.messages)
        counted.append(signalling.ignored)

    run(test)

    assert counted == [2]


def test_nothing_goes_out_while_it_is_closed():
    sent = []

    async def test(signalling, stub, seen, task):
        sent.append(await signalling.send("early"))
        await until(lambda: bool(seen.opens))
        sent.append(signalling.is_open)
        stub.sockets[-1].transport.abort()
        await until(lambda: not signalling.is_open)
        sent.append(await signalling.send('{"actionType": "late"}'))

    run(test, QUICK._replace(reconnect_step=1))

    assert sent == [False, True, False]
