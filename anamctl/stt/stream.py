"""
A stream of sound to a speech-to-text service.

    async with Stream(provider, source) as stream:
        async for event in stream.events():
            ...

It connects in the background, records meanwhile, and tells everything as events (`anamctl.stt.heard`). Whatever way the
``async with`` is left, the session is ended, which takes 5 s at most.
"""

from __future__ import annotations

import asyncio
import random
import time
from typing import TYPE_CHECKING, Any, Self

from anamctl.errors import AnamctlError
from anamctl.stt.heard_queue import HeardQueue
from anamctl.stt.policy import Policy
from anamctl.stt.running import Run
from anamctl.stt.socket import dial
from anamctl.stt.verdict import Verdict
from anamctl.tasks import until_done

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Mapping
    from types import TracebackType

    from anamctl.stt.backlog import Source
    from anamctl.stt.heard import Heard, Link
    from anamctl.stt.provider import Provider
    from anamctl.stt.running import Opening
    from anamctl.stt.surroundings import Connect

_POLICY = Policy()


class Stream:
    """
    One stream, over as many sessions as it takes.

    Args:
        provider: the service.
        source: the sound; whoever opened it closes it, after the stream. Or a function that opens it, which is then
            done while the service is connected to, and closed with the stream.
        rate: samples in a second that are expected of what is opened; with any other rate there has to be another
            session. When it is left out, nothing is connected before the source is open.
        policy: how long is waited for what, and what is kept.
        clock: gives seconds; the same that the blocks of the source were captured by.
        connect: opens a socket.
        chance: gives numbers between 0 and 1, for the waits between attempts.
    """

    def __init__(
        self,
        provider: Provider,
        source: Source | Opening,
        *,
        rate: int | None = None,
        policy: Policy = _POLICY,
        clock: Callable[[], float] = time.monotonic,
        connect: Connect = dial,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._provider = provider
        self._source = source
        self._rate = rate
        self._policy = policy
        self._clock = clock
        self._connect = connect
        self._chance = chance
        self._queue = HeardQueue()
        self._run: Run | None = None
        self._task: asyncio.Task[None] | None = None
        self._failure: BaseException | None = None

    # ---- start and end -------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        self._run = Run(
            self._provider,
            self._source,
            self._policy,
            rate=self._rate,
            clock=self._clock,
            connect=self._connect,
            chance=self._chance,
            queue=self._queue,
        )
        self._task = asyncio.create_task(self._drive(self._run), name="stt-stream")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            verdict = Verdict("you", "you", is_calm=True)
        elif isinstance(error, Exception):
            verdict = Verdict("an error", "error")
        else:
            verdict = Verdict("interrupted", "you")
        await self._finish(verdict)
        if error is None and self._failure is not None and not isinstance(self._failure, AnamctlError):
            failure, self._failure = self._failure, None
            raise failure

    async def stop(self, reason: str = "you") -> None:
        """Send what is recorded, end the session, and wait until it has ended."""
        await self._finish(Verdict(reason, "you", is_calm=True))

    async def events(self) -> AsyncGenerator[Heard]:
        """
        Give what happens, up to `heard.Ended`.

        Raises:
            AnamctlError: after `heard.Ended`, when there was no session to be had, it was lost, or the source failed.
        """
        async for event in self._queue.read():
            yield event
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    # ---- what can be done to it ----------------------------------------------------------------------------------

    @property
    def source(self) -> Source | None:
        """The source; None while it is not open."""
        return None if self._run is None else self._run.source

    @property
    def link(self) -> Link | None:
        """How the way to the service stands; None before there is any."""
        return None if self._run is None else self._run.link

    @property
    def is_paused(self) -> bool:
        """Whether no sound is sent."""
        return self._run is not None and self._run.is_paused

    async def end_turn(self) -> bool:
        """End the turn now; tell whether the service can do that, and listens."""
        return self._run is not None and self._run.end_turn()

    async def configure(self, settings: Mapping[str, Any]) -> None:
        """
        Change settings of the service, in this session and in those that follow.

        Raises:
            UsageError: one of them cannot be changed, or not to this value.
        """
        if self._run is not None:
            self._run.configure(dict(settings))

    async def pause(self) -> None:
        """Send no more sound; what a live source records meanwhile is not kept. The session stays open."""
        if self._run is not None:
            self._run.pause()

    async def resume(self) -> None:
        """Send sound again."""
        if self._run is not None:
            self._run.resume()

    # ---- helpers -------------------------------------------------------------------------------------------------

    async def _drive(self, run: Run) -> None:
        await run.run()
        self._failure = run.failure
        self._queue.close()

    async def _finish(self, verdict: Verdict) -> None:
        """Let it be over and wait until it is; a cancellation waits that long, too."""
        if self._run is None or self._task is None:
            return
        self._run.over(verdict)
        await until_done(self._task)
