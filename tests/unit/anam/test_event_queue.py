"""Events on their way."""

from __future__ import annotations

import asyncio

from anamctl.anam.event_queue import EventQueue
from anamctl.anam.events import Closed, Message, UserSpeech, Warned


def growing(text, final=False, id_="m"):
    return Message(t=0, role="persona", id=id_, text=text, final=final)


async def taken(queue):
    return [event async for event in queue.read()]


def test_events_come_in_order_and_then_the_end():
    async def main():
        queue = EventQueue()
        reading = asyncio.create_task(taken(queue))
        for text in "abc":
            queue.put(Warned(t=0, text=text))
            await asyncio.sleep(0)
        queue.close()
        queue.put(Warned(t=0, text="too late"))
        return await reading

    assert [event.text for event in asyncio.run(main())] == ["a", "b", "c"]


def test_a_turn_that_has_grown_since_goes_first():
    async def main():
        queue = EventQueue(most=5)
        queue.put(Warned(t=0, text="w"))
        queue.put(growing("o", final=True, id_="old"))
        for text in ("a", "ab", "abc", "abcd"):
            queue.put(growing(text, final=text == "abcd"))
        queue.put(growing("x", id_="n"))
        queue.close()
        return queue, await taken(queue)

    queue, events = asyncio.run(main())

    assert [event.text for event in events] == ["w", "o", "abc", "abcd", "x"]
    assert queue.dropped == 0


def test_then_who_spoke_when_and_then_the_oldest():
    async def main():
        queue = EventQueue(most=3)
        queue.put(Warned(t=0, text="a"))
        queue.put(UserSpeech(t=0, speaking=True))
        for text in "bcd":
            queue.put(Warned(t=0, text=text))
        queue.close()
        return queue, await taken(queue)

    queue, events = asyncio.run(main())

    assert [event.text for event in events] == ["b", "c", "d"]
    assert queue.dropped == 2


def test_it_is_bounded_and_the_last_one_arrives():
    async def main():
        queue = EventQueue(most=50)
        for index in range(10_000):
            queue.put(growing("x", id_=str(index), final=True))
            assert len(queue) <= 50
        queue.put(Closed(t=0, reason="you", by="you"))
        queue.close()
        return await taken(queue)

    events = asyncio.run(main())

    assert len(events) == 50
    assert isinstance(events[-1], Closed)
