"""
Meets the engine, and meets it again when the connection is lost: each time with a new peer and a new offer.

aiortc cannot restart ICE; the service takes a new peer in the place of a restarted one, because the Anam Python SDK
0.12 does the same.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from anamctl.anam import ice
from anamctl.anam import signalling_messages as messages
from anamctl.anam.events import ChannelOpen, Connected, Reconnecting
from anamctl.anam.socket import host_of, is_loopback
from anamctl.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from anamctl.anam.audio_feed import AudioFeed
    from anamctl.anam.engine import EngineSession
    from anamctl.anam.hooks import Hooks
    from anamctl.anam.media import AudioOut
    from anamctl.anam.peer import Peer
    from anamctl.anam.timers import Timers

_CLOSING = 2.0
"""Seconds for a peer to close before it is left to itself."""
_CANDIDATES = 256
"""Addresses that are worked on at the same time."""
_NO_ANSWER = "its engine may be overloaded; try again in a minute."
_NO_WAY = "a firewall that lets no UDP through does that when no TURN server helps; open it, or use another network."
_NO_CHANNEL = "try again; when it stays so, something on the way lets only small packets through."

_NO_LASTING = "the service or something on the way cuts it as soon as it is made; try again, or from another network."


class _MissedError(Exception):
    """A peer could not be met; another one may be."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


class Meeting:
    """
    Keeps a peer connected to the engine.

    Args:
        engine: whom to meet.
        timers: how long is waited.
        hooks: where things go.
        feed: what the persona hears.
        outs: who hears the persona.
        send: sends a frame over the signalling socket; False when it is not open.
        on_connected: is called at the first connection, from which on time is billed.
    """

    def __init__(
        self,
        engine: EngineSession,
        timers: Timers,
        hooks: Hooks,
        *,
        feed: AudioFeed | None,
        outs: tuple[AudioOut, ...],
        send: Callable[[str], Awaitable[bool]],
        on_connected: Callable[[], None],
    ) -> None:
        self._engine = engine
        self._timers = timers
        self._hooks = hooks
        self._feed = feed
        self._outs = outs
        self._send = send
        self._on_connected = on_connected
        self._offer = ""
        self._answer: asyncio.Future[str] | None = None
        self._is_socket_open = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()
        self.peer: Peer | None = None
        self.is_met = asyncio.Event()
        """Set when the data channel is open for the first time."""

    async def keep(self, make: type[Peer]) -> None:
        """
        Meet the engine, again and again, until cancelled.

        Raises:
            ServiceError: it could not be met, or is lost again as soon as it is met.
        """
        attempt, of = 1, self._timers.peer_tries
        lost, loop = 0, asyncio.get_running_loop()
        while True:
            try:
                peer = await self._meet(make, attempt - 1)
                attempt, met = 1, loop.time()
                why = await peer.lost
                self._hooks.on_gone(why)
                lost = 1 if loop.time() - met >= self._timers.stable else lost + 1
                if lost > of:
                    raise ServiceError(f"the connection was lost {lost} times in a row: {why}.", hint=_NO_LASTING)
                await asyncio.sleep(self._timers.grace)  # perhaps the service says in a moment that it is over
            except _MissedError as missed:
                if attempt >= of:
                    tried = f", tried {attempt} times" if attempt > 1 else ""
                    raise ServiceError(f"{missed}{tried}.", hint=missed.hint) from None
                why = str(missed)
                attempt += 1
            await self.drop()
            self._hooks.emit(Reconnecting(t=self._hooks.now(), what="peer", attempt=attempt, of=of, reason=why))

    async def socket_opened(self) -> None:
        """Go on with the offer: what was sent over the last socket may be lost."""
        self._is_socket_open.set()
        if self._offer:
            await self._send(self._offer)

    def answered(self, sdp: str) -> None:
        """Take the service's answer."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(sdp)

    def candidate(self, candidate: messages.Candidate) -> None:
        """Take an address of the service."""
        if self.peer is not None and len(self._tasks) < _CANDIDATES:
            self._spawn(self.peer.candidate(candidate), "anam-candidate")

    async def drop(self) -> None:
        """Close the peer; whatever of it does not close in time is left to itself."""
        peer, self.peer = self.peer, None
        if peer is not None:
            await asyncio.wait({self._spawn(peer.close(), "anam-peer-close")}, timeout=_CLOSING)

    async def close(self, limit: float) -> None:
        """Close everything."""
        await self.drop()
        if self._tasks:
            _, late = await asyncio.wait(set(self._tasks), timeout=limit)
            for task in late:
                task.cancel()

    # ---- one meeting ---------------------------------------------------------------------------------------------

    async def _meet(self, make: type[Peer], attempt: int) -> Peer:
        """Offer a peer and wait until its channel is open."""
        host, timers = host_of(self._engine), self._timers
        is_local = is_loopback(host)
        self.peer = peer = make(
            ice.Chosen((), "all") if is_local else self._choose_ice(attempt),
            feed=self._feed,
            outs=self._outs,
            on_message=self._hooks.on_frame,
            tell=self._hooks.warn,
            is_local=is_local,
            gather=timers.gather,
        )
        offer = messages.offer(self._engine.session_id, await peer.offer())
        await self._is_socket_open.wait()
        await peer.answer(await self._ask(offer))
        await _reach(peer, peer.connected, timers.connect, f"no connection to the engine at {host}", _NO_WAY)
        self._on_connected()
        self._hooks.emit(Connected(t=self._hooks.now(), is_again=self.is_met.is_set()))
        await _reach(peer, peer.open, timers.channel, "the data channel did not open", _NO_CHANNEL)
        self._hooks.emit(ChannelOpen(t=self._hooks.now()))
        self.is_met.set()
        return peer

    async def _ask(self, offer: str) -> str:
        """Send the offer, and wait for the answer."""
        self._answer = asyncio.get_running_loop().create_future()
        self._offer = offer
        try:
            async with asyncio.timeout(self._timers.answer):
                await self._send(offer)
                return await self._answer
        except TimeoutError:
            limit = f"{self._timers.answer:g} s"
            raise _MissedError(f"the service did not answer our offer of a connection in {limit}", _NO_ANSWER) from None
        finally:
            self._offer = ""

    def _choose_ice(self, attempt: int) -> ice.Chosen:
        chosen = ice.choose(self._engine.ice_servers, self._engine.ice_transport_policy, attempt)
        for warning in chosen.warnings:
            self._hooks.warn(warning)
        if chosen.policy == "relay" and not chosen.has_relay:
            raise ServiceError(
                "the service wants the connection to go through a TURN server, but named none that can be used.",
                hint="try again; when it stays so, it is a fault of the service.",
            )
        return chosen

    def _spawn(self, work: Any, name: str) -> asyncio.Task[None]:  # noqa: ANN401  # a coroutine
        task: asyncio.Task[None] = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


async def _reach(peer: Peer, step: asyncio.Future[None], limit: float, what: str, hint: str) -> None:
    waited: set[asyncio.Future[Any]] = {step, peer.lost}
    await asyncio.wait(waited, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
    if not step.done():
        why = peer.lost.result() if peer.lost.done() else f"nothing came in {limit:g} s"
        raise _MissedError(f"{what}: {why}", hint)
