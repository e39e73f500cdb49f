"""
One session of a stream: its socket, what goes over it, and its end.

A session is paid for while its socket is open. So whatever happens, the service is told that it is over; and when it
does not react, the socket is closed all the same.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from anamctl.stt import events, heard
from anamctl.stt.ledger import Ledger
from anamctl.stt.outgoing import Outgoing
from anamctl.stt.socket import GoneError, RefusedError, UnreachableError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Mapping

    from anamctl.stt.socket import Socket
    from anamctl.stt.surroundings import Surroundings

_CLOSING = 0.5
"""Seconds of the end that are kept for closing the socket."""
_SMALL = 1.0
"""Seconds of sound that a service catches up with by the way."""
_SHORTEST_LIFE = 30.0
"""Seconds; when a session seems to end earlier, one of the clocks is wrong."""


Outcome = events.Ended | events.Failed


class Leg:
    """
    One session.

    Args:
        number: of the session, counted from 1.
        around: what it shares with the others.
        settings: that were changed before.
    """

    def __init__(self, number: int, around: Surroundings, settings: Mapping[str, Any]) -> None:
        self._number = number
        self._around = around
        self._settings = dict(settings)
        self._dialogue = around.provider.dialogue()
        self._out = Outgoing(around, self._dialogue, self._all_sent)
        self._ledger = Ledger(number, self._out.timeline, around.began, around.policy.hold)
        self._loop = asyncio.get_running_loop()
        self._socket: Socket | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: list[asyncio.TimerHandle] = []
        self._holding: asyncio.TimerHandle | None = None
        self._is_renewed = False
        """Whether the next silence is the moment for another session."""
        self._is_over_there = False
        """Whether the service has ended it, or the connection is gone."""
        self._is_settled = False
        self._opened = self._closed = 0.0
        self.outcome: asyncio.Future[Outcome] = self._loop.create_future()
        """How it ended, as soon as that is known."""
        self.renewal: asyncio.Future[str] = self._loop.create_future()
        """Why it is time for another session, as soon as it is."""
        self.finished = self._out.finished
        """Done when the service was asked to end it."""
        self.has_said = False
        """Whether the service has said something of a turn, which it may do without having begun."""
        self.begun: float | None = None
        """When the service began to listen."""
        self.delays: list[float] = []

    @property
    def audio_seconds(self) -> float:
        """How much was sent."""
        return self._out.seconds

    @property
    def link(self) -> heard.Link:
        """How it stands."""
        if self.renewal.done():
            return "connecting"  # to the next one
        if self.finished.done():
            return "ending"
        if self.outcome.done():
            return "lost"
        if self._socket is None:
            return "connecting"
        return "waiting" if self.begun is None else "listening"

    @property
    def open_seconds(self) -> float:
        """For how long the socket was open."""
        return self._closed - self._opened

    # ---- a life --------------------------------------------------------------------------------------------------

    async def run(self) -> Outcome | None:
        """
        Open the socket and use it until the session is over, or has to be; what is left to do is `farewell`.

        Returns:
            How it ended; None when it goes on and it is time for another one.

        Raises:
            UsageError: the service does not take this kind of sound.
        """
        failed = await self._open()
        if failed is not None:
            return failed
        self._later(self._around.policy.begin, self._begins_too_late)
        self._tasks = {
            asyncio.create_task(self._guarded(self._read()), name="stt-read"),
            asyncio.create_task(self._guarded(self._out.run()), name="stt-write"),
        }
        ends: list[asyncio.Future[Any]] = [self.outcome, self.renewal]
        await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        return self.outcome.result() if self.outcome.done() else None

    async def farewell(self, until: float) -> None:
        """
        End the session: ask for the rest and for the end, read on until that has come, close the socket.

        When it is cancelled the socket is still open, and it has to be called again.

        Args:
            until: when it must be done, in the time of the loop; the socket is closed then.
        """
        await self._quiet()
        socket = self._socket
        if socket is None:
            return
        try:
            async with asyncio.timeout_at(until - _CLOSING):
                if not self._is_over_there:
                    await self._out.finish()
                while not self._is_over_there:
                    self._take(self._dialogue.received(await socket.recv()))
        except GoneError as gone:
            self._gone(gone)
        except TimeoutError:
            pass
        except Exception:
            self.abort()
            raise
        await socket.close(max(0.1, min(1.0, until - self._loop.time())))
        self.abort()

    def abort(self) -> None:
        """Close the socket at once; nothing when it is closed."""
        if self._socket is not None:
            self._socket.abort()
            self._socket = None
            self._closed = self._around.clock()

    def settle(self) -> None:
        """Give the turns that are left, once."""
        if self._is_settled:
            return
        self._is_settled = True
        self._give(self._ledger.close(self._around.clock()))
        if self._holding is not None:
            self._holding.cancel()
        if self.outcome.done():
            self.outcome.exception()  # nobody may have asked

    def renew(self, reason: str) -> None:
        """Make way for another session."""
        self._out.is_held = True
        if not self.renewal.done():
            self.renewal.set_result(reason)

    # ---- what can be asked for -----------------------------------------------------------------------------------

    def end_turn(self, *, after_sound: bool = False) -> bool:
        """
        End the turn.

        Args:
            after_sound: once all that is recorded has been sent.

        Returns:
            Whether the service can do that, and listens.
        """
        return self._out.end_turn(after_sound=after_sound)

    def go_on(self) -> None:
        """Take in that a pause is over."""
        self._out.timeline.go_on()

    def configure(self, settings: Mapping[str, Any]) -> None:
        """
        Change settings.

        Raises:
            UsageError: one of them cannot be changed, or not to this value.
        """
        self._out.configure(settings)
        self._settings.update(settings)

    # ---- opening -------------------------------------------------------------------------------------------------

    async def _open(self) -> events.Failed | None:
        around = self._around
        connection = self._dialogue.connection(around.backlog.rate)
        try:
            self._socket = self._out.socket = await around.connect(connection, around.policy.connect)
        except RefusedError as refused:
            return self._dialogue.refused(refused.status, refused.body, refused.headers)
        except UnreachableError as problem:
            kind: events.FailureKind = "protocol" if problem.is_hopeless else "network"
            return events.Failed(kind=kind, text=problem.text, hint=problem.hint)
        self._opened = around.clock()
        self._take(self._dialogue.opened())
        return None

    def _begins_too_late(self) -> None:
        if self.begun is None:
            told = f"the service accepted the connection and then said nothing for {self._around.policy.begin:g} s"
            self._end(events.Failed(kind="server", text=told))

    def _begin(self, event: events.Begun) -> None:
        if self.begun is not None:
            return
        around = self._around
        provider = around.provider
        self.begun = around.clock()
        self._out.begin(self._settings)
        life = provider.max_session_seconds
        left = None if event.expires_at is None else event.expires_at - time.time()
        if left is not None and left >= _SHORTEST_LIFE:
            life = left if life is None else min(life, left)
        if life is not None:
            margin = min(around.policy.renewal, life / 10)
            self._later(life - margin, self._renew)
            self._later(life - margin / 3, self._renew_now)
        around.put(
            heard.Ready(
                t=around.now(),
                session=self._number,
                provider=provider.shown,
                name=provider.name,
                model=event.model,
                rate=around.backlog.rate,
                session_id=event.session_id,
            )
        )

    # ---- what comes ----------------------------------------------------------------------------------------------

    async def _read(self) -> None:
        socket = self._socket
        if socket is None:
            return
        try:
            while not self._is_over_there:
                self._take(self._dialogue.received(await socket.recv()))
                await self._around.room()
        except GoneError as gone:
            self._gone(gone)

    def _gone(self, gone: GoneError) -> None:
        self._take(self._dialogue.closed(gone.code, gone.reason))
        self._is_over_there = True
        self._end(events.Failed(kind="network", text="the connection broke", code=gone.code))

    def _take(self, said: Iterable[events.ServiceEvent]) -> None:
        around = self._around
        for event in said:
            match event:
                case events.Partial() | events.Final():
                    self.has_said = True
                    self._give(self._ledger.take(event, around.clock()))
                    self._hold()
                case events.Begun():
                    self._begin(event)
                case events.SpeechStarted():
                    around.put(heard.SpeechStarted(t=around.now(), at=self._out.timeline.to_source(event.at)))
                case events.Notice():
                    around.put(heard.Warned(t=around.now(), text=event.text, code=event.code, by=event.by))
                case events.Ended() | events.Failed():
                    self._is_over_there = True
                    self._end(event)
        if self._is_renewed:
            self._renew()

    def _give(self, told: Iterable[heard.Partial | heard.Final]) -> None:
        for event in told:
            if isinstance(event, heard.Final) and event.delay is not None:
                self.delays.append(event.delay)
            self._around.put(event)

    def _hold(self) -> None:
        """Come back when a turn has waited long enough for its formatted text."""
        due = self._ledger.due
        if self._holding is not None:
            self._holding.cancel()
            self._holding = None
        if due is not None:
            self._holding = self._loop.call_later(max(0.0, due - self._around.clock()), self._tick)

    def _tick(self) -> None:
        self._give(self._ledger.tick(self._around.clock()))
        self._hold()
        if self._is_renewed:
            self._renew()

    def _renew(self) -> None:
        """Make way as soon as nobody speaks."""
        self._is_renewed = True
        if not self._ledger.is_open and self._ledger.due is None:
            self._renew_now()

    def _renew_now(self) -> None:
        if not self.finished.done():
            self.renew("the session has nearly reached its longest duration")

    def _end(self, outcome: Outcome) -> None:
        if not self.outcome.done():
            self.outcome.set_result(outcome)

    def _all_sent(self) -> None:
        """Wait for the end, but not for ever: what was sent faster than it is heard takes its time."""
        patience = self._around.policy.ending - _CLOSING + max(0.0, self._out.ahead - _SMALL)
        self._later(patience, self._ends_too_late)

    def _ends_too_late(self) -> None:
        self._end(events.Failed(kind="network", text="the service did not confirm the end"))

    # ---- helpers -------------------------------------------------------------------------------------------------

    def _later(self, seconds: float, function: Callable[[], object]) -> None:
        self._timers.append(self._loop.call_later(seconds, function))

    async def _guarded(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something in the background; what goes wrong with it ends the session."""
        try:
            await work
        except Exception as error:  # noqa: BLE001  # it is raised where the outcome is asked for
            if not self.outcome.done():
                self.outcome.set_exception(error)

    async def _quiet(self) -> None:
        """Let nothing go on in the background."""
        for timer in self._timers:
            timer.cancel()
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
