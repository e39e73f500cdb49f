from __future__ import annotations

import asyncio

from anamctl.stt.heard import Dropped, Ended, Final, Partial, SpeechStarted, TurnKey, Warned
from anamctl.stt.heard_queue import HeardQueue
from tests.unit.stt.world import run


def partial(turn, text="a"):
    return Partial(t=0, key=TurnKey(1, turn), stable=text)


def final(turn):
    return Final(t=0, key=TurnKey(1, turn), text="a")


ENDED = Ended(t=0, reason="", by="you", audio_seconds=0, open_seconds=0, sessions=1, dropped=0)


async def everything(queue):
    queue.close()
    return [event async for event in queue.read()]


def test_events_come_in_order_and_end():
    async def main():
        queue = HeardQueue()
        events = [partial(1), final(1), partial(2), ENDED]
        for event in events:
            queue.put(event)
        assert await everything(queue) == events
        queue.put(final(3))
        assert len(queue) == 0

    run(main())


def test_a_reader_that_waits_is_woken():
    async def main():
        queue, found = HeardQueue(), []

        async def reads():
            async for event in queue.read():
                found.append(event)  # noqa: PERF401  # one after the other

        reading = asyncio.create_task(reads())
        await asyncio.sleep(1)
        queue.put(final(1))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert found == [final(1)]
        queue.close()
        await reading

    run(main())


def test_what_goes_on_makes_room_and_finals_stay():
    async def main():
        queue = HeardQueue(most=50)
        for i in range(1000):
            queue.put(partial(i // 100, f"text {i}"))
            queue.put(SpeechStarted(t=i, at=i))
            queue.put(Warned(t=i, text=f"warning {i}"))
            queue.put(Dropped(t=i, seconds=1, total=i))
            if i % 100 == 99:
                queue.put(final(i // 100))
            assert len(queue) <= 50
        queue.put(partial(10, "the latest"))
        queue.put(ENDED)
        events = await everything(queue)
        assert [event.key.turn for event in events if isinstance(event, Final)] == list(range(10))
        partials = [event for event in events if isinstance(event, Partial)]
        assert partials[-1] == partial(10, "the latest")
        assert [event.total for event in events if isinstance(event, Dropped)][-1] == 999
        assert events[-1] == ENDED

    run(main())


def test_finals_that_nobody_reads_let_the_service_wait():
    async def main():
        queue = HeardQueue(most=10)
        waits = []
        for i in range(12):
            queue.put(final(i))
            waits.append(not queue._room.is_set())
        assert waits == [False] * 10 + [True] * 2
        waiting = asyncio.create_task(queue.room())
        await asyncio.sleep(1)
        assert not waiting.done()
        reader = queue.read()
        for i in range(3):
            assert await anext(reader) == final(i)
        await asyncio.sleep(0)
        await asyncio.wait_for(waiting, 1)
        await reader.aclose()

    run(main())


def test_nobody_waits_for_room_after_the_end():
    async def main():
        queue = HeardQueue(most=1)
        for i in range(3):
            queue.put(final(i))
        queue.close()
        await asyncio.wait_for(queue.room(), 1)

    run(main())
