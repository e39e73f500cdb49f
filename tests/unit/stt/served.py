"""Streams to the services of the sandbox, over real sockets."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.errors import AnamctlError
from anamctl.stt import heard
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from tests.unit.sandbox.stt.servers import Running

RATE = 16000
QUICK = Policy(first=0.02, longest=0.05, flush=0.5)


class Block(NamedTuple):
    pcm: bytes
    start: int
    captured: float


class Sound:
    """Seconds of silence, as fast as they are taken."""

    rate = RATE
    is_live = False

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds

    async def __aiter__(self) -> AsyncIterator[Block]:
        for i in range(round(self.seconds * 20)):
            yield Block(bytes(RATE // 10), i * RATE // 20, time.monotonic())

    async def aclose(self) -> None:
        pass


class Result(NamedTuple):
    events: list[Any]
    error: AnamctlError | None

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def finals(self) -> list[Any]:
        return self.of(heard.Final)


def listen(
    provider: Any,
    source: Any,
    *,
    policy: Policy = QUICK,
    during: Callable[[Stream], Awaitable[None]] | None = None,
) -> Result:
    """Stream to the end, with something beside; nothing may be left running."""

    async def main() -> Result:
        events: list[Any] = []
        error: AnamctlError | None = None
        async with Stream(provider, source, policy=policy) as stream:
            beside = asyncio.ensure_future(during(stream)) if during is not None else None
            try:
                async for event in stream.events():
                    events.append(event)  # noqa: PERF401  # it may end with an exception
            except AnamctlError as problem:
                error = problem
            if beside is not None:
                await beside
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not [task for task in left if task.get_name().startswith("stt")]
        return Result(events, error)

    return asyncio.run(main())


async def until(running: Running, condition: Callable[[], bool]) -> None:
    """Wait until something is so in the service."""
    await asyncio.to_thread(running.wait, condition)


def begins(source: Sound, record: Any) -> float:
    """Give which millisecond of the source a session began with that took it to its end."""
    return source.seconds * 1000 - float(record.sound_ms)
