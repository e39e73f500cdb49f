"""
A WebRTC peer that meets the engine: a data channel, the persona's picture and voice, and our sound.

The data channel is made first, then video, then audio, as Anam's own clients do. aiortc cannot restart ICE, so a lost
connection is replaced by a new peer; and it gathers all its addresses before it makes an offer, so the offer is whole.
Imported only after aiortc is known to be there.
"""

from __future__ import annotations

import asyncio
from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any

from aiortc import (
    RTCConfiguration,
    RTCIceServer,
    RTCPeerConnection,
    RTCSessionDescription,
)
from aiortc.exceptions import InvalidStateError
from aiortc.rtcconfiguration import RTCIceTransportPolicy
from aiortc.sdp import candidate_from_sdp

from anamctl.anam.channel_messages import LABEL
from anamctl.anam.tracks import FeedTrack, drain, spare_decoding
from anamctl.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiortc import MediaStreamTrack
    from aiortc.rtcrtptransceiver import RTCRtpTransceiver

    from anamctl.anam.audio_feed import AudioFeed
    from anamctl.anam.ice import Chosen
    from anamctl.anam.media import AudioOut
    from anamctl.anam.signalling_messages import Candidate

_HELD = 256
"""Candidates that wait for the answer."""
_BACKLOG = 1_000_000
"""Bytes that may wait to be sent; more means that nobody takes them."""
LOOPBACK = "127.0.0.1"
GATHERING = ("iceGatherer", "_connection", "get_component_candidates")
"""Where aioice 0.13 finds the addresses of this machine; loopback is not among them. The second name is private."""


class Peer:
    """
    One attempt to meet the engine.

    Args:
        ice: the servers to use.
        feed: what the persona hears; None offers no sound.
        outs: who hears the persona.
        on_message: is given every message of the data channel.
        tell: is told what cannot go on, for people.
        is_local: the engine is on this machine, so loopback is where it will be met.
        gather: seconds for STUN and TURN servers.
    """

    def __init__(
        self,
        ice: Chosen,
        *,
        feed: AudioFeed | None,
        outs: tuple[AudioOut, ...],
        on_message: Callable[[str | bytes], None],
        tell: Callable[[str], None],
        is_local: bool,
        gather: float,
    ) -> None:
        loop = asyncio.get_running_loop()
        self.connected: asyncio.Future[None] = loop.create_future()
        """Done when the peers have found each other."""
        self.open: asyncio.Future[None] = loop.create_future()
        """Done when the data channel is open."""
        self.lost: asyncio.Future[str] = loop.create_future()
        """Done when this peer is of no use any more, with why."""
        self._is_closed = False
        self._outs = outs
        self._tell = tell
        self._drains: set[asyncio.Task[None]] = set()
        self._held: deque[Candidate] = deque(maxlen=_HELD)
        self._has_answer = False
        self._pc = _connection(ice, self._on_failure)
        self._pc.on("iceconnectionstatechange", self._on_ice)
        self._pc.on("connectionstatechange", self._on_connection)
        self._pc.on("track", self._on_track)
        self._channel = self._pc.createDataChannel(LABEL, ordered=True)
        self._channel.on("open", self._on_open)
        self._channel.on("close", partial(self._lose, "the data channel was closed"))
        self._channel.on("message", on_message)
        video = self._pc.addTransceiver("video", direction="recvonly")
        spare_decoding(video.receiver)
        audio = self._add_audio(feed)
        if not outs:
            spare_decoding(audio.receiver)
        for transport in {self._channel.transport.transport, video.receiver.transport, audio.receiver.transport}:
            _bound_gathering(transport.transport, is_local=is_local, limit=gather)

    @property
    def is_open(self) -> bool:
        """Whether messages go out."""
        return self._channel.readyState == "open" and not self.lost.done() and not self._is_closed

    async def offer(self) -> str:
        """Gather addresses and make an offer."""
        await self._pc.setLocalDescription()
        return str(self._pc.localDescription.sdp)

    async def answer(self, sdp: str) -> None:
        """
        Take the answer.

        Raises:
            ServiceError: it does not fit.
        """
        if self._has_answer:
            return  # the offer was sent twice, over two sockets
        self._has_answer = True
        try:
            await self._pc.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="answer"))
        except Exception as error:  # whatever aiortc makes of what a service sends
            if self._is_closed:
                return
            raise ServiceError(
                f"the service's answer cannot be used: {str(error).strip() or type(error).__name__}.",
                hint="try again; when it stays so, it speaks a WebRTC that aiortc does not know.",
            ) from error
        while self._held:
            await self._add(self._held.popleft())

    async def candidate(self, candidate: Candidate) -> None:
        """Take an address of the service, now or after the answer."""
        if self._has_answer and self._pc.remoteDescription is not None:
            await self._add(candidate)
        else:
            self._held.append(candidate)

    def send(self, message: str) -> str:
        """Send a message; gives why it could not be sent, or nothing."""
        if not self.is_open:
            return "the data channel is not open"
        if self._channel.bufferedAmount > _BACKLOG:
            return "the service does not take what was sent before"
        try:
            self._channel.send(message)
        except (InvalidStateError, ConnectionError):
            return "the data channel is not open"
        return ""

    async def close(self) -> None:
        """Close the peer and wait for its tasks."""
        self._is_closed = True
        await self._pc.close()
        for future in (self.connected, self.open, self.lost):
            future.cancel()
        if self._drains:
            _, late = await asyncio.wait(self._drains, timeout=0.2)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)

    # ---- what aiortc tells ---------------------------------------------------------------------------------------

    def _on_ice(self) -> None:
        state = self._pc.iceConnectionState
        if state == "completed" and not self.connected.done():
            self.connected.set_result(None)
        elif state == "failed":
            self._lose("the connection broke" if self.connected.done() else "no way to the engine was found")

    def _on_connection(self) -> None:
        state = self._pc.connectionState
        if state in ("failed", "closed"):
            self._lose("the service closed the connection" if state == "closed" else "the connection failed")

    def _on_failure(self, error: Exception) -> None:
        self._lose(f"the connection failed: {str(error) or type(error).__name__}")

    def _on_open(self) -> None:
        if not self.open.done():
            self.open.set_result(None)

    def _on_track(self, track: MediaStreamTrack) -> None:
        task = asyncio.create_task(drain(track, self._outs, self._tell), name=f"anam-{track.kind}")
        self._drains.add(task)
        task.add_done_callback(self._drains.discard)

    def _lose(self, why: str) -> None:
        if not self._is_closed and not self.lost.done():
            self.lost.set_result(why)

    # ---- parts ---------------------------------------------------------------------------------------------------

    def _add_audio(self, feed: AudioFeed | None) -> RTCRtpTransceiver:
        if feed is None:
            return self._pc.addTransceiver("audio", direction="recvonly")
        return self._pc.addTransceiver(FeedTrack(feed), direction="sendrecv")

    async def _add(self, candidate: Candidate) -> None:
        text = candidate.candidate.strip().removeprefix("a=").removeprefix("candidate:")
        try:
            if not text:
                await self._pc.addIceCandidate(None)
                return
            parsed = candidate_from_sdp(text)
            parsed.sdpMid, parsed.sdpMLineIndex = candidate.mid, candidate.index
            if candidate.mid is None and candidate.index is None:
                parsed.sdpMLineIndex = 0
            await self._pc.addIceCandidate(parsed)
        except Exception as error:  # noqa: BLE001  # one address that cannot be used is one among several
            self._tell(f"an address of the service cannot be used: {str(error) or type(error).__name__}")


class _Connection(RTCPeerConnection):
    """
    A connection that tells what goes wrong while it connects.

    aiortc 1.16 connects in a task that nobody waits for; when it is closed meanwhile, that task fails. The method that
    is replaced is private: should it have another name by then, asyncio logs such a failure, and nothing else changes.
    """

    def __init__(self, configuration: RTCConfiguration, on_failure: Callable[[Exception], None]) -> None:
        super().__init__(configuration)
        self._on_failure = on_failure

    async def _RTCPeerConnection__connect(self) -> None:  # noqa: N802
        try:
            await super()._RTCPeerConnection__connect()  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001  # whatever it is, this peer will not do
            self._on_failure(error)


CONNECTING = "_RTCPeerConnection__connect"
"""The private method of aiortc that is replaced."""


def _connection(ice: Chosen, on_failure: Callable[[Exception], None]) -> RTCPeerConnection:
    """Make a connection with exactly these servers: without any, aiortc would ask a public one."""
    servers = [
        RTCIceServer(server.url, server.username or None, server.credential.reveal() if server.credential else None)
        for server in ice.servers
    ]
    policy = RTCIceTransportPolicy.RELAY if ice.policy == "relay" else RTCIceTransportPolicy.ALL
    return _Connection(RTCConfiguration(iceServers=servers, iceTransportPolicy=policy), on_failure)


def _bound_gathering(transport: Any, *, is_local: bool, limit: float) -> None:  # noqa: ANN401  # RTCIceTransport
    """
    Give a transport a limit for its STUN and TURN servers, and on this machine only the loopback address.

    aioice leaves loopback out and waits 5 s for a silent server. Only this one connection is changed; when the names
    are others by then, it gathers as aioice likes.
    """
    gatherer, connection, gather = GATHERING
    agent = getattr(getattr(transport, gatherer, None), connection, None)
    ask = getattr(agent, gather, None)
    if ask is None:
        return

    async def bounded(component: int, addresses: list[str], timeout: float = 5) -> Any:  # noqa: ANN401, ARG001, ASYNC109
        return await ask(component=component, addresses=[LOOPBACK] if is_local else addresses, timeout=limit)

    setattr(agent, gather, bounded)
