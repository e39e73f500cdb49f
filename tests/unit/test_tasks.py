from __future__ import annotations

import asyncio

import pytest

from anamctl.tasks import Tasks, until_done


def test_a_task_that_fails_is_told_and_one_that_is_cancelled_is_not():
    told = []

    async def fail():
        raise ValueError("a bug")

    async def run():
        is_told = asyncio.Event()

        def take(error):
            told.append(error)
            is_told.set()

        tasks = Tasks(take)
        tasks.spawn(asyncio.Event().wait())
        tasks.spawn(fail())
        await is_told.wait()
        await tasks.stop()

    asyncio.run(run())

    assert [str(error) for error in told] == ["a bug"]


def test_stopping_cancels_all_and_waits_until_they_are_over():
    over = []

    async def work(name):
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            over.append(name)

    async def run():
        tasks = Tasks(lambda _: None)
        for name in "ab":
            tasks.spawn(work(name))
        await asyncio.sleep(0)
        await tasks.stop()
        assert sorted(over) == ["a", "b"]

    asyncio.run(run())


def test_a_task_that_stops_all_goes_on_itself():
    said = []

    async def run():
        tasks = Tasks(lambda _: None)
        done = asyncio.Event()

        async def last():
            await tasks.stop()
            said.append("went on")
            done.set()

        tasks.spawn(asyncio.Event().wait())
        tasks.spawn(last())
        await done.wait()

    asyncio.run(run())

    assert said == ["went on"]


def test_waiting_until_done_outlives_cancellations_and_passes_them_on():
    ended = []

    async def run():
        end = asyncio.Event()

        async def work():
            await end.wait()
            ended.append(True)

        task = asyncio.create_task(work())
        waiter = asyncio.create_task(until_done(task))
        for _ in range(3):
            await asyncio.sleep(0)
            waiter.cancel()
        await asyncio.sleep(0)
        assert not waiter.done()
        end.set()
        with pytest.raises(asyncio.CancelledError):
            await waiter
        assert ended

    asyncio.run(run())


def test_what_the_task_raised_stays_with_it():
    async def run():
        async def fail():
            raise ValueError("a bug")

        task = asyncio.create_task(fail())
        await until_done(task)
        assert isinstance(task.exception(), ValueError)

    asyncio.run(run())
