"""
A stream from its first block to its end: one session after the other, and never two at once.

Whoever wants it to be over says so with a `Verdict`; the first one counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from anamctl.errors import AnamctlError
from anamctl.stt import events, heard
from anamctl.stt.backlog import Backlog
from anamctl.stt.counts import Counts
from anamctl.stt.giving_up import failure
from anamctl.stt.leg import Leg
from anamctl.stt.policy import HOPELESS, TIME_IS_OVER
from anamctl.stt.surroundings import Surroundings
from anamctl.stt.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from anamctl.stt.backlog import Source
    from anamctl.stt.heard_queue import HeardQueue
    from anamctl.stt.leg import Outcome
    from anamctl.stt.policy import Policy
    from anamctl.stt.provider import Provider
    from anamctl.stt.surroundings import Connect

    Opening = Callable[[], Awaitable[Source]]

_RATE = 16000
_SILENCE = 1.5
"""Seconds of silence after which a service that cannot be told to end a turn does so."""
_CANCELLING = 0.5
"""Seconds for a source to let go."""
_GOODBYE = 1.0
"""Seconds for closing a session that is over already."""
_DROPS_EVERY = 1.0
"""Seconds between events about sound that is lost."""


class Run:
    """
    Runs a stream.

    Args:
        provider: the service.
        source: the sound, or what opens it.
        rate: samples in a second that are expected of what opens it; without one, nothing is connected before.
        policy: limits.
        clock: gives seconds; the one that the source has.
        connect: opens a socket.
        chance: gives numbers between 0 and 1.
        queue: where events go.
    """

    def __init__(
        self,
        provider: Provider,
        source: Source | Opening,
        policy: Policy,
        *,
        rate: int | None,
        clock: Callable[[], float],
        connect: Connect,
        chance: Callable[[], float] = random.random,
        queue: HeardQueue,
    ) -> None:
        self._provider = provider
        self._opening: Opening | None = source if callable(source) else None
        self.source: Source | None = None if callable(source) else source
        self._policy = policy
        self._chance = chance
        self._queue = queue
        self._waiting: heard.Ready | None = None
        """Told once the source is open."""
        self._loop = asyncio.get_running_loop()
        self._around = Surroundings(
            provider=provider,
            policy=policy,
            clock=clock,
            connect=connect,
            put=self._put,
            room=queue.room,
            backlog=Backlog.of(provider, rate or _RATE if callable(source) else source.rate, policy.ring),
            began=clock(),
            wake=asyncio.Event(),
            taken=asyncio.Event(),
        )
        self._verdict: asyncio.Future[Verdict] = self._loop.create_future()
        self._leg: Leg | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._has_rate = asyncio.Event()
        if rate is not None or self.source is not None:
            self._has_rate.set()
        self._resumed = asyncio.Event()
        self._resumed.set()
        self._settings: dict[str, Any] = {}
        self._source_error: Exception | None = None
        self._dropped_told = -_DROPS_EVERY
        self._has_tried = False
        self._counts = Counts()
        self.failure: BaseException | None = None
        """What has gone wrong, when something has."""

    # ---- the outside ---------------------------------------------------------------------------------------------

    @property
    def is_paused(self) -> bool:
        """Whether no sound is sent."""
        return not self._resumed.is_set()

    @property
    def link(self) -> heard.Link:
        """How the way to the service stands."""
        if self._verdict.done():
            return "ending"
        if self._leg is not None:
            return self._leg.link
        return "lost" if self._has_tried else "connecting"

    def over(self, verdict: Verdict) -> None:
        """Let it be over; only the first one counts."""
        if not self._verdict.done():
            self._verdict.set_result(verdict)

    def end_turn(self) -> bool:
        """End the turn; tell whether the service can do that, and listens."""
        return self._leg is not None and self._leg.end_turn()

    def configure(self, settings: dict[str, Any]) -> None:
        """
        Change settings, in this session and in those that follow.

        Raises:
            UsageError: one of them cannot be changed, or not to this value.
        """
        changing = self._provider.changing
        settings = changing.values(settings)  # an old name beside the new one would bring back what was set before
        # The next session gets all of them at once, and nothing must be wrong with that then.
        self._provider.dialogue().configure({**changing.standing, **self._settings, **settings})
        if self._leg is not None:
            self._leg.configure(settings)
        self._settings.update(settings)

    def pause(self) -> None:
        """Send no more sound; the turn ends with what was recorded."""
        if self.is_paused or self._verdict.done():
            return
        self._resumed.clear()
        self._around.backlog.flush()
        is_ended = self._leg is not None and self._leg.end_turn(after_sound=True)
        if not is_ended and not self._around.is_over:
            self._around.backlog.silence(_SILENCE, self._around.clock())
        self._around.wake.set()
        self._queue.put(heard.Paused(t=self._around.now(), is_paused=True))

    def resume(self) -> None:
        """Send sound again: that of now."""
        if not self.is_paused or self._verdict.done():
            return
        self._resumed.set()
        if self._leg is not None:
            self._leg.go_on()
        self._queue.put(heard.Paused(t=self._around.now(), is_paused=False))

    async def run(self) -> None:
        """Stream until it is over. Never raises; `failure` says what went wrong."""
        self._spawn(self._pump(), "stt-pump")
        self._spawn(self._drive(), "stt-drive")
        try:
            await asyncio.wait({self._verdict})
        except asyncio.CancelledError:
            self.over(Verdict("interrupted", "you"))
        verdict, until = await self._verdict, self._loop.time() + self._policy.ending
        ending = asyncio.create_task(self._end(verdict, until), name="stt-end")
        while not ending.done():
            with contextlib.suppress(asyncio.CancelledError):  # it has a limit of its own
                await asyncio.wait({ending})
            if ending.cancelled() and self._loop.time() < until:  # a loop that closes cancels all there is
                ending = asyncio.create_task(self._end(verdict, until), name="stt-end")
        self._conclude(verdict)
        self.failure = verdict.error
        if not ending.cancelled() and ending.exception() is not None and self.failure is None:
            self.failure = ending.exception()

    def _put(self, event: heard.Heard) -> None:
        """Tell an event; that the service listens only when there is something to listen to."""
        if isinstance(event, heard.Ready) and self.source is None:
            self._waiting = event
        else:
            self._queue.put(event)

    # ---- sound ---------------------------------------------------------------------------------------------------

    async def _pump(self) -> None:
        """Take sound from the source, also while there is no session."""
        around = self._around
        source = self.source or await self._open_source()
        try:
            async for block in source:
                held = 0.0
                if not source.is_live:
                    held = await self._wait_for_room()
                elif self.is_paused:
                    continue
                around.backlog.put(block.pcm, block.start, block.captured + held)
                around.wake.set()
                self._tell_dropped()
        except Exception as error:  # noqa: BLE001  # it is raised once the stream has ended
            self._source_error = error
        around.backlog.flush()
        around.is_over = True
        around.wake.set()

    async def _open_source(self) -> Source:
        """Open the source while the service is connected to."""
        if self._opening is None:
            raise RuntimeError("there is no source")
        self.source = source = await self._opening()
        waiting, self._waiting = self._waiting, None
        if source.rate == self._around.backlog.rate:
            if waiting is not None:
                self._queue.put(replace(waiting, t=self._around.now()))
        else:
            self._around.backlog = Backlog.of(self._provider, source.rate, self._policy.ring)
            if self._leg is not None:
                self._leg.renew("the sound has another rate than expected")
        self._has_rate.set()
        return source

    async def _wait_for_room(self) -> float:
        """Wait until more can be taken; give for how many seconds it was not wanted."""
        around, held = self._around, 0.0
        while self.is_paused or around.backlog.seconds > self._policy.ahead:
            if self.is_paused:
                began = around.clock()
                await self._resumed.wait()
                held += around.clock() - began
            else:
                around.taken.clear()
                await around.taken.wait()
        return held

    def _tell_dropped(self, *, at_once: bool = False) -> None:
        backlog, now = self._around.backlog, self._around.now()
        if at_once or now - self._dropped_told >= _DROPS_EVERY:
            news = backlog.take_dropped()
            if news:
                self._dropped_told = now
                self._queue.put(heard.Dropped(t=now, seconds=news, total=backlog.dropped))

    # ---- sessions ------------------------------------------------------------------------------------------------

    async def _drive(self) -> None:
        """Have one session after the other until it is over."""
        await self._has_rate.wait()
        attempt, began = 0, self._around.clock()
        while not self._verdict.done():
            self._has_tried = True
            leg = self._leg = Leg(self._counts.numbered + 1, self._around, self._settings)
            outcome = await leg.run()
            if outcome is None:
                self._tell_reconnecting(0, 0.0, leg.renewal.result())
            limit = self._policy.ending if outcome is None else _GOODBYE
            await leg.farewell(self._loop.time() + limit)
            self._settle(leg)
            if outcome is None:
                continue
            lasted = 0.0 if leg.begun is None else self._around.clock() - leg.begun
            if self._is_done(outcome):
                self.over(self._end_of_sound(outcome))
                return
            failed = _failed(outcome)
            if failed.kind in TIME_IS_OVER and leg.audio_seconds >= self._policy.worth:
                attempt, wait = 0, 0.0
            else:
                attempt = 1 if lasted >= self._policy.healthy else attempt + 1
                trying = None if self._counts.sessions else self._around.clock() - began
                found = self._policy.wait(failed, attempt, self._chance(), trying)
                if found is None:
                    error = failure(self._provider, failed, attempt, has_begun=trying is None)
                    self.over(Verdict(failed.text, "service", error))
                    return
                wait = found
            self._around.is_slower = self._around.is_slower or failed.kind == "pace"
            self._tell_reconnecting(
                attempt, wait, failed.text, self._policy.tries(failed, is_first=not self._counts.sessions)
            )
            await asyncio.sleep(wait)
            await self._resumed.wait()  # silence is not worth a session

    def _is_done(self, outcome: Outcome) -> bool:
        """Tell whether all sound was sent, so that nothing is left to do."""
        if isinstance(outcome, events.Failed) and outcome.kind in HOPELESS:
            return False
        return self._around.is_over and self._counts.sessions > 0 and self._around.backlog.first is None

    def _end_of_sound(self, outcome: Outcome) -> Verdict:
        if isinstance(outcome, events.Failed):
            self._queue.put(
                heard.Warned(
                    t=self._around.now(),
                    text=f"the last words may be missing: {outcome.text}",
                    code=outcome.code,
                    by="anamctl",
                )
            )
        if self._source_error is not None:
            return Verdict(str(self._source_error), "error", self._source_error)
        return Verdict("the sound is over", "source")

    def _tell_reconnecting(self, attempt: int, wait: float, reason: str, of: int | None = None) -> None:
        self._waiting = None
        told = heard.Reconnecting(
            t=self._around.now(),
            attempt=attempt,
            of=of or self._policy.attempts,
            wait=wait,
            reason=reason,
            is_first=not self._counts.sessions,
        )
        self._queue.put(told)

    def _settle(self, leg: Leg) -> None:
        """Give what is left of a session that is closed, and count it."""
        if self._leg is not leg:
            return
        self._leg = None
        leg.settle()
        self._counts.add(leg)

    # ---- the end -------------------------------------------------------------------------------------------------

    async def _end(self, verdict: Verdict, until: float) -> None:
        pump, drive = self._tasks
        pump.cancel()
        await asyncio.wait({pump}, timeout=_CANCELLING)
        leg = self._leg
        if verdict.is_calm and leg is not None and leg.begun is not None and not leg.finished.done():
            self._around.backlog.flush()
            self._around.is_over = True
            self._around.wake.set()
            ends: list[asyncio.Future[Any]] = [leg.outcome, leg.finished]
            await asyncio.wait(ends, timeout=self._policy.flush, return_when=asyncio.FIRST_COMPLETED)
        drive.cancel()
        await asyncio.wait({drive})
        if self._leg is not None:
            await self._leg.farewell(until)
        if self._opening is not None and self.source is not None:
            await self.source.aclose()

    def _conclude(self, verdict: Verdict) -> None:
        """Count, and say that it has ended."""
        if self._leg is not None:
            self._leg.abort()
            self._settle(self._leg)
        if self._counts.sessions:
            self._around.backlog.clear()
        self._tell_dropped(at_once=True)
        self._queue.put(
            heard.Ended(
                t=self._around.now(),
                reason=verdict.reason,
                by=verdict.by,
                audio_seconds=self._counts.audio_seconds,
                open_seconds=self._counts.open_seconds,
                sessions=self._counts.sessions,
                dropped=self._around.backlog.dropped,
                mean_delay=self._counts.mean_delay,
            )
        )

    def _spawn(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(self._guarded(work), name=name))

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except asyncio.CancelledError:
            self.over(Verdict("interrupted", "you"))
            raise
        except Exception as error:  # noqa: BLE001  # it is raised to whoever reads the events
            reason = error.message if isinstance(error, AnamctlError) else "an error"
            self.over(Verdict(reason, "error", error))


def _failed(outcome: Outcome) -> events.Failed:
    if isinstance(outcome, events.Failed):
        return outcome
    return events.Failed(kind="server", text="the service ended the session without being asked")
