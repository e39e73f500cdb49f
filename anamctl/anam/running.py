"""
A live session from the token to the end: the order of things, and their limits.

The order is that of Anam's own clients: token, engine, socket, peer, offer and answer, data channel, ready (Anam
JavaScript SDK 4.27, Anam Python SDK 0.12). Whoever wants it to be over says so with a `Verdict`; the first one counts.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import TYPE_CHECKING, Any, TypeVar

from anamctl.anam import events
from anamctl.anam import signalling_messages as messages
from anamctl.anam.audio_feed import AudioFeed
from anamctl.anam.ending import Verdict, tell_service
from anamctl.anam.failures import TokenRefusedError, UncertainError
from anamctl.anam.loading import load_peer
from anamctl.anam.masks import Masks
from anamctl.anam.meeting import Meeting
from anamctl.anam.signalling import Signalling
from anamctl.errors import AnamctlError, ServiceError

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from anamctl.anam.engine import EngineSession
    from anamctl.anam.hooks import Hooks
    from anamctl.anam.media import Media
    from anamctl.anam.peer import Peer
    from anamctl.anam.rest import AnamClient
    from anamctl.anam.timers import Timers
    from anamctl.anam.token import Token

_T = TypeVar("_T")
_ENGINE_GRACE = 2.0
"""Seconds for the engine to answer a start that nobody wants any more, so that it can be ended."""


class Run:
    """
    Runs one session.

    Args:
        rest: the API.
        body: what the token is minted with.
        media: the sound.
        timers: how long is waited.
        hooks: where things go.
        max_length: seconds from the first connection after which it is ended.
    """

    def __init__(
        self,
        rest: AnamClient,
        body: Mapping[str, Any],
        media: Media,
        timers: Timers,
        hooks: Hooks,
        max_length: float | None,
    ) -> None:
        self._rest = rest
        self._body = body
        self._media = media
        self._timers = timers
        self._hooks = hooks
        self._max_length = max_length
        self._masks = Masks()
        self._masks.add(rest.access.key)
        self._loop = asyncio.get_running_loop()
        self._verdict: asyncio.Future[Verdict] = self._loop.create_future()
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._starting: asyncio.Task[EngineSession] | None = None
        self._signalling: Signalling | None = None
        self._meeting: Meeting | None = None
        self._is_announced = asyncio.Event()
        self._is_ready = False
        self._feed = AudioFeed(media.hears, hooks.warn) if media.hears is not None else None
        self._connected_at: float | None = None
        self._timer: asyncio.TimerHandle | None = None
        self.engine: EngineSession | None = None
        self.failure: BaseException | None = None
        """What has gone wrong, when something has."""

    # ---- the outside ---------------------------------------------------------------------------------------------

    @property
    def peer(self) -> Peer | None:
        """The peer that messages go to."""
        return self._meeting.peer if self._meeting is not None else None

    def over(self, verdict: Verdict) -> None:
        """Let it be over; only the first one counts."""
        if not self._verdict.done():
            self._verdict.set_result(verdict)

    async def run(self) -> None:
        """Start, serve, and end when it is over. Never raises; `failure` says what went wrong."""
        self._spawn("start", self._begin())
        try:
            await asyncio.wait({self._verdict})
        except asyncio.CancelledError:
            self.over(Verdict("interrupted", "you"))
        verdict, until = await self._verdict, self._loop.time() + self._timers.ending
        ending = asyncio.create_task(self._end(verdict, until), name="anam-end")
        is_first = True
        while not ending.done():
            with contextlib.suppress(asyncio.CancelledError):  # it has a limit of its own
                await asyncio.wait({ending})
            if ending.cancelled() and is_first:  # a loop that closes cancels all there is, once
                ending = asyncio.create_task(self._end(verdict, until), name="anam-end")
                is_first = False
        if not ending.cancelled() and ending.exception() is not None and self.failure is None:
            self.failure = ending.exception()

    # ---- from the token to ready ---------------------------------------------------------------------------------

    async def _begin(self) -> None:
        loading = self._spawn("load", load_peer())
        token = await self._mint()
        try:
            self.engine = engine = await self._start_engine(token)
        except TokenRefusedError:
            self.engine = engine = await self._start_engine(await self._mint())
        self._masks.add_servers(engine.ice_servers)
        self._hooks.emit(events.Engine(t=self._hooks.now(), session_id=engine.session_id, region=engine.region))
        self._signalling = Signalling(
            engine, self._timers, on_message=self._on_message, on_open=self._on_open, on_drop=self._on_drop
        )
        self._meeting = meeting = Meeting(
            engine,
            self._timers,
            self._hooks,
            feed=self._feed,
            outs=self._media.speaks,
            send=self._signalling.send,
            on_connected=self._on_connected,
        )
        self._spawn("signalling", self._signalling.run())
        self._spawn("meeting", meeting.keep(await loading))
        await meeting.is_met.wait()
        try:
            async with asyncio.timeout(self._timers.ready):
                await self._is_announced.wait()
        except TimeoutError:
            pass  # nothing promises that it says so
        self._is_ready = True
        self._hooks.emit(events.Ready(t=self._hooks.now(), announced=self._is_announced.is_set()))
        if self._feed is not None:
            self._feed.start()

    async def _mint(self) -> Token:
        token = await self._rest.mint(self._body)
        if token.expires_at is not None and token.expires_at - time.time() < self._timers.token_reserve:
            token = await self._rest.mint(self._body)
        self._masks.add(token.secret)
        left = None if token.expires_at is None else token.expires_at - time.time()
        self._hooks.emit(events.Minted(t=self._hooks.now(), expires_in=left))
        return token

    async def _start_engine(self, token: Token) -> EngineSession:
        """Start an engine in a task of its own: when nobody wants it any more, its answer still has to be known."""

        async def late(engine: EngineSession) -> None:
            self.engine = engine

        self._starting = asyncio.create_task(
            self._rest.start_engine(token, late=late, grace=_ENGINE_GRACE), name="anam-engine"
        )
        return await asyncio.shield(self._starting)

    # ---- what comes ----------------------------------------------------------------------------------------------

    def _on_message(self, message: messages.Message) -> None:
        match message:
            case messages.Answer() if self._meeting is not None:
                self._meeting.answered(message.sdp)
            case messages.Candidate() if self._meeting is not None:
                self._meeting.candidate(message)
            case messages.SessionReady():
                self._is_announced.set()
            case messages.ServerWarning():
                self._hooks.on_warning(self._masks.masked(message.text))
            case messages.EndSession():
                self._on_end(self._masks.masked(message.reason))
            case messages.Garbage():
                self._hooks.warn(f"the service sent a message that cannot be read ({message.why}); it is ignored")

    def _on_end(self, reason: str) -> None:
        error = None
        if not self._is_ready:
            error = ServiceError(
                f"the service ended the session before it was ready: {reason or 'without a reason'}.",
                hint="try again; when it stays so, look at the persona in the Anam Lab.",
            )
        self.over(Verdict(reason or "the service ended the session", "service", error, is_known=True))

    async def _on_open(self, is_again: bool) -> None:  # noqa: FBT001  # a callback
        if self._meeting is None:
            return
        await self._meeting.socket_opened()
        if is_again and self._meeting.peer is not None and self._meeting.peer.is_open:
            self._hooks.emit(events.Connected(t=self._hooks.now(), is_again=True))

    def _on_drop(self, attempt: int, of: int, reason: str) -> None:
        self._hooks.emit(
            events.Reconnecting(
                t=self._hooks.now(), what="signalling", attempt=attempt, of=of, reason=self._masks.masked(reason)
            )
        )

    def _on_connected(self) -> None:
        if self._connected_at is None:
            self._connected_at = self._hooks.now()
            if self._max_length is not None:
                verdict = Verdict("the time was over", "limit")
                self._timer = self._loop.call_later(self._max_length, self.over, verdict)

    # ---- the end -------------------------------------------------------------------------------------------------

    async def _end(self, verdict: Verdict, until: float) -> None:
        self.failure = verdict.error
        stopped = self._hooks.now()
        if self._timer is not None:
            self._timer.cancel()
        self._hooks.on_gone("the session is over")
        for name, task in self._tasks.items():
            if name != "signalling":
                task.cancel()
        is_uncertain = await self._settle_start()
        is_ended = not is_uncertain
        meeting = self._meeting
        closing = asyncio.create_task(self._close_parts(), name="anam-close")
        if self.engine is not None:
            try:
                is_ended = await tell_service(
                    self._rest,
                    self.engine,
                    self._signalling,
                    self._timers,
                    until,
                    is_known=verdict.is_known,
                    is_ready=self._is_ready,
                )
            except Exception as error:  # noqa: BLE001  # a bug; the rest has to be closed all the same
                self.failure, is_ended = self.failure or error, False
        if "signalling" in self._tasks:
            self._tasks["signalling"].cancel()
        await asyncio.wait({closing, *self._tasks.values()}, timeout=max(0.2, until - self._loop.time()))
        closing.cancel()
        if meeting is not None:
            await meeting.close(0)
        self._close_outs()
        billed = 0.0 if self._connected_at is None else stopped - self._connected_at
        self._hooks.emit(
            events.Closed(t=self._hooks.now(), reason=verdict.reason, by=verdict.by, billed=billed, is_ended=is_ended)
        )

    async def _settle_start(self) -> bool:
        """Find out what has come of the start; tells whether that stays uncertain."""
        starting = self._starting
        if starting is None or self.engine is not None:
            return False
        if not starting.done():
            starting.cancel()
            await asyncio.wait({starting}, timeout=_ENGINE_GRACE + 0.5)
        if starting.done() and not starting.cancelled():
            error = starting.exception()
            if error is None:
                self.engine = starting.result()
                return False
            return isinstance(error, UncertainError) or not isinstance(error, AnamctlError)
        return self.engine is None  # `late` may have told it

    async def _close_parts(self) -> None:
        """Close what is ours: the peer, and what the persona hears."""
        if self._meeting is not None:
            await self._meeting.close(0.5)
        if self._feed is not None:
            await self._feed.close()

    def _close_outs(self) -> None:
        for out in self._media.speaks:
            try:
                out.close()
            except (AnamctlError, OSError) as error:
                self._hooks.warn(f"what the persona said may not be complete: {error}")

    # ---- tasks ---------------------------------------------------------------------------------------------------

    def _spawn(self, name: str, work: Coroutine[Any, Any, _T]) -> asyncio.Task[_T]:
        task = asyncio.create_task(work, name=f"anam-{name}")
        self._tasks[name] = task
        task.add_done_callback(self._on_task)
        return task

    def _on_task(self, task: asyncio.Task[Any]) -> None:
        """End the session when one of its tasks fails."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            if isinstance(error, AnamctlError):
                error.message = self._masks.masked(error.message)
                error.args = (error.message,)
            reason = error.message.rstrip(".") if isinstance(error, AnamctlError) else f"a bug ({error!r})"
            self.over(Verdict(reason, "error", error))
