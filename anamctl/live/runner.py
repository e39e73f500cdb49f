"""
One session from its start to its end: what is said and when, what is typed, what a file or another terminal changes.

Whatever happens, leaving `run` leaves no session open that could have been ended.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, Protocol, Self

from anamctl.anam.events import (
    Closed,
    Connected,
    EndedBy,
    Engine,
    Event,
    Message,
    Ready,
    Update,
    Warned,
)
from anamctl.errors import AnamctlError, ExitCode, UsageError
from anamctl.live.changing import WAIT, Result
from anamctl.live.conversation import Conversation
from anamctl.live.expectations import Expectations, titled
from anamctl.live.obeying import Obeying
from anamctl.live.script import Script
from anamctl.live.summary import Tally, cut_short, exit_code, not_ended
from anamctl.shown import Shown
from anamctl.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping
    from types import TracebackType

    from anamctl.live.changing import Changer
    from anamctl.live.plan import Plan
    from anamctl.live.screen import Screen
    from anamctl.live.summary import Summary

_LAST_EVENTS = 1.0
"""Seconds for the events of a session that is over."""


class LiveSession(Protocol):
    """What is needed of a session (`anamctl.anam.session.Session`)."""

    @property
    def id(self) -> str:
        """Its id; empty before there is one."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def events(self) -> AsyncIterator[Event]:
        """Give what happens, until it is over."""

    async def say(self, text: str) -> None:
        """Say something to the persona."""

    async def context(self, text: str) -> None:
        """Tell the persona something that it does not answer."""

    async def interrupt(self) -> None:
        """Let the persona stop speaking."""

    async def update(self, data: dict[str, object], *, wait: float = WAIT) -> Update:
        """Change something."""

    async def stop(self, reason: str, by: EndedBy) -> None:
        """End it."""


class Runner:
    """
    Runs one session.

    Args:
        session: the session, not yet entered.
        screen: shows what happens, and gives what is typed.
        plan: what is to happen.
        changer: changes the session.
        sound_is_over: set when a file that the persona hears has come to its end; None without one.
        background: what runs beside the conversation from when it is ready, and is cancelled in the end.
        opened: called with the id as soon as there is one; gives what is to be called in the end.
    """

    def __init__(
        self,
        session: LiveSession,
        screen: Screen,
        plan: Plan,
        changer: Changer,
        *,
        sound_is_over: asyncio.Event | None = None,
        background: Callable[[Runner], Coroutine[None, None, None]] | None = None,
        opened: Callable[[Runner], Awaitable[Callable[[], Awaitable[None]]]] | None = None,
    ) -> None:
        self.session = session
        self.plan = plan
        self.changer = changer
        self.tally = Tally()
        self.talk = Conversation()
        self.ready = asyncio.Event()
        self.closed = asyncio.Event()
        self._shown: Shown[Screen] = Shown(screen, self._gone)
        self._background = background
        self._opened = opened
        self.expectations = Expectations(plan.wishes)
        self._tasks = Tasks(self._task_failed)
        self._cleanup: Callable[[], Awaitable[None]] | None = None
        self._seen: list[Update] = []
        self._language = changer.language
        self._signals = 0
        self.is_ending = False
        self._failed: BaseException | None = None
        self._error: AnamctlError | None = None
        self._ends_at: float | None = None
        self._main: asyncio.Task[object] | None = None
        self._script = Script(self, sound_is_over)
        self.loop = asyncio.get_running_loop()
        self._began = self.loop.time()

    # ---- the whole of it -----------------------------------------------------------------------------------------

    async def run(self) -> Summary:
        """Run the session, and say how it was."""
        self._main = asyncio.current_task()
        error: AnamctlError | None = None
        try:
            async with self.session:
                self.spawn(self._script.run())
                if self.plan.reads and self._shown.screen is not None:
                    self.spawn(Obeying(self, self._script).run(self._shown.screen))
                try:
                    async for event in self.session.events():
                        await self._see(event)
                finally:
                    await self._stop_tasks()
        except AnamctlError as raised:
            error = raised
        except asyncio.CancelledError:
            # The second signal. The session was ended on the way out of its context.
            if self._signals < 2 or self._main is None:
                raise
            self._main.uncancel()
            await self._see_the_end()
        finally:
            main, self._main = self._main, None  # from here on a signal has nothing to hurry
            for step in (self._stop_tasks, self._clean_up):
                try:
                    await step()
                except asyncio.CancelledError:
                    # The second signal again, which came just before the session was over.
                    if self._signals < 2 or main is None:
                        raise
                    main.uncancel()
                    await step()
        if self._failed is not None:
            raise self._failed
        error = error or self._error or not_ended(self.tally)
        verdicts = self.expectations.verdicts()
        is_unfinished = bool(self.plan.says) and not self._script.is_said.is_set()
        code = exit_code(
            self.tally.closed,
            verdicts,
            error,
            is_interrupted=self._signals > 0 or self._shown.is_terminal_gone,
            is_unfinished=is_unfinished,
        )
        if code == ExitCode.SERVICE:
            error = error or cut_short(self.tally.closed, is_unfinished=is_unfinished)
        return self.tally.summary(code, verdicts, error)

    async def _see_the_end(self) -> None:
        """Take in how it ended after the second signal; the session has nothing to wait for any more."""
        with contextlib.suppress(AnamctlError, TimeoutError):
            async with asyncio.timeout(_LAST_EVENTS):
                async for event in self.session.events():
                    await self._see(event)

    def signal(self) -> None:
        """Take a signal: the first ends the session properly, another one hurries."""
        self._signals += 1
        if self._signals == 1:
            self.end("you", "you")
        elif self._main is not None and self._signals == 2:
            self._main.cancel()

    def end(self, reason: str, by: EndedBy) -> None:
        """End the session; only the first reason counts."""
        if not self.is_ending:
            self.is_ending = True
            self.spawn(self._end(reason, by))

    async def _end(self, reason: str, by: EndedBy) -> None:
        self.talk.end()
        await self.session.stop(reason, by)

    def fail(self, reason: str, error: AnamctlError) -> None:
        """End the session because something that was wanted cannot be."""
        self._error = error
        self.end(reason, "error")

    def _gone(self) -> None:
        """End the session because the screen is lost."""
        failure = self._shown.failure
        if failure is None:
            self.end(self._shown.reason, "you")
        else:
            self.fail(self._shown.reason, failure)

    @property
    def state(self) -> str:
        """How far it is, in a word."""
        if self.is_ending:
            return "ending"
        return "ready" if self.ready.is_set() else "starting"

    @property
    def ends_in(self) -> float | None:
        """Seconds that are left; None before it is connected."""
        return None if self._ends_at is None else max(0.0, self._ends_at - self.loop.time())

    @property
    def seconds(self) -> float:
        """Seconds since the start began."""
        return self.loop.time() - self._began

    # ---- what happens --------------------------------------------------------------------------------------------

    async def _see(self, event: Event) -> None:
        if isinstance(event, Update):
            if event in self._seen:
                return
            self._seen.append(event)
            del self._seen[:-32]
            self.changer.see(event)
        self.tally.see(event)
        is_first = False
        if isinstance(event, Engine) and self._opened is not None:
            self._cleanup = await self._opened(self)
        elif isinstance(event, Connected) and self._ends_at is None:
            self._ends_at = self.loop.time() + self.plan.max_length
            is_first = True
        elif isinstance(event, Message):
            self.expectations.see(event)
        elif isinstance(event, Closed):
            self.is_ending = True
            self.closed.set()
        self.talk.see(event)
        self._shown.show(lambda screen: screen.show(event))
        if is_first:
            self._shown.show(lambda screen: screen.ends_in(self.plan.max_length))
        if isinstance(event, Ready) and not self.ready.is_set():
            self.ready.set()
            if self._background is not None:
                self.spawn(self._background(self))
        if isinstance(event, Update) and self.changer.language != self._language:
            self._language = self.changer.language
            self._shown.show(lambda screen: screen.language(self._language))

    def note(self, line: str) -> None:
        """Say something of anamctl's own."""
        self._shown.show(lambda screen: screen.note(line))

    def lose(self, error: OSError) -> None:
        """Take in that the screen cannot be written to any more."""
        self._shown.lose(error)

    @property
    def lost(self) -> OSError | None:
        """What kept the screen from being written to."""
        return self._shown.lost

    @property
    def is_showing(self) -> bool:
        """Whether something is being written to whoever reads, who may take no more."""
        return self._shown.is_showing

    # ---- what is done --------------------------------------------------------------------------------------------

    async def change(self, doing: Awaitable[Result]) -> Result:
        """Wait for a change, and tell what came of it."""
        result = await doing
        if result.update is not None:
            await self._see(result.update)
        for line in (*result.remarks, *result.others):
            self.note(line)
        return result

    async def follow(self, target: Mapping[str, object], name: str) -> None:
        """Take over a file that was saved, as far as that can be while the session runs."""
        result = await self.changer.follow(target)
        if result.update is None and not result.others:
            self.note(f"{name}: nothing changed for {titled(self.changer.language) or 'the session'}")
            return
        await self.change(_done(result))

    async def attempt(self, doing: Awaitable[object]) -> bool:
        """Do something that may fail because of the moment, and tell it then; the session goes on."""
        try:
            await doing
        except UsageError as error:
            self.note(f"{error.message} {error.hint}".strip())
            return False
        except AnamctlError as error:
            await self.warn(error.message)
            return False
        return True

    async def warn(self, text: str) -> None:
        """Warn of something, as an event."""
        await self._see(Warned(t=self.seconds, text=text, by="anamctl"))

    # ---- tasks ---------------------------------------------------------------------------------------------------

    def spawn(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside everything else, until the session is over."""
        self._tasks.spawn(work)

    def _task_failed(self, error: BaseException) -> None:
        """Let a bug in a task end the session, instead of leaving it to itself."""
        if isinstance(error, OSError):
            self.lose(error)  # the terminal is gone while somebody typed
        else:
            self._failed = error
            self.end("a bug in anamctl", "error")

    async def _stop_tasks(self) -> None:
        self._shown.stop_reading()
        await self._tasks.stop()

    async def _clean_up(self) -> None:
        if self._cleanup is not None:
            cleanup, self._cleanup = self._cleanup, None
            with contextlib.suppress(OSError):
                await cleanup()


async def _done(result: Result) -> Result:
    return result
