"""A WebRTC peer that answers: the engine's end of a session."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from typing import TYPE_CHECKING, Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.exceptions import InvalidAccessError, InvalidStateError, OperationError
from aiortc.mediastreams import MediaStreamError
from aiortc.sdp import SessionDescription, candidate_from_sdp

from anamctl.sandbox.anam.live.loopback import offer_loopback, transports
from anamctl.sandbox.anam.live.pictures import Picture
from anamctl.sandbox.anam.live.voice import Voice

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from aiortc import MediaStreamTrack, RTCDataChannel

LABEL = "session"
"""Of the one data channel."""
_CLOSING = 3.0
"""Seconds for a peer to close; it takes a tenth of one."""
REFUSED = (
    ValueError, AssertionError, IndexError, KeyError, TypeError, AttributeError,
    InvalidAccessError, InvalidStateError, OperationError, ConnectionError, OSError,
)  # fmt: skip
"""What aiortc raises on descriptions and candidates that it can make nothing of."""


class RefusedError(Exception):
    """An offer is none."""


class Peer:
    """
    One peer connection.

    Args:
        on_connected: called when it is connected.
        on_channel: called with the data channel when it is open.
        on_sound: takes the track of what the user says, and drains it for as long as it lasts.
    """

    def __init__(
        self,
        *,
        on_connected: Callable[[], None],
        on_channel: Callable[[RTCDataChannel], None],
        on_sound: Callable[[MediaStreamTrack], Awaitable[None]],
    ) -> None:
        # No servers: with none named, aiortc asks a public one.
        self._connection = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._picture = Picture()
        self.voice = Voice()
        self._on_sound = on_sound
        self._tasks: set[asyncio.Task[None]] = set()
        self._fingerprints: list[str] = []
        """Of the offer that was answered; none before."""
        self._missing: dict[str, MediaStreamTrack] = {"video": self._picture, "audio": self.voice}
        """What is not being sent yet, by kind."""
        self._is_closed = False
        self._gathering: asyncio.Future[None] | None = None
        self._connection.on("track", self._heard)

        def channel_opened(channel: RTCDataChannel) -> None:
            if channel.label == LABEL:
                on_channel(channel)

        def state_changed() -> None:
            if self._connection.connectionState == "connected":
                on_connected()

        self._connection.on("datachannel", channel_opened)
        self._connection.on("connectionstatechange", state_changed)

    def is_known(self, offer: str) -> bool:
        """Whether an offer comes from the peer that this one is connected with: then it restarts ICE."""
        is_alive = self._connection.connectionState not in {"closed", "failed"}
        return is_alive and bool(self._fingerprints) and _fingerprints(offer) == self._fingerprints

    async def answer(self, offer: str) -> str:
        """
        Answer an offer with the media lines that it has, in its order.

        Raises:
            RefusedError: it is no offer, or one that cannot be answered.
        """
        offer = without_names(offer)
        if not _fingerprints(offer):
            raise RefusedError("it has no media line that could be connected")
        try:
            if self.is_known(offer):
                self._restart(offer)
            await self._connection.setRemoteDescription(RTCSessionDescription(sdp=offer, type="offer"))
            self._fingerprints = _fingerprints(offer)
            self._offer_tracks()
            offer_loopback(self._connection)
            await self._gather(await self._connection.createAnswer())
        except REFUSED as error:
            raise RefusedError(str(error) or type(error).__name__) from error
        sdp: str = self._connection.localDescription.sdp
        return sdp

    async def _gather(self, answer: RTCSessionDescription) -> None:
        """
        Open the sockets, also when whoever waits for it is cancelled.

        aioice forgets the first one when it is stopped at the second, and nobody can close it any more.
        """
        self._gathering = asyncio.ensure_future(self._connection.setLocalDescription(answer))
        self._gathering.add_done_callback(lambda task: task.cancelled() or task.exception())
        await asyncio.shield(self._gathering)

    async def add_candidate(self, payload: dict[str, Any]) -> bool:
        """Use a candidate; False when it is none, or one that is not used."""
        text = payload.get("candidate")
        if not isinstance(text, str) or _is_name(text):
            return False
        if not self._fingerprints:
            return False
        try:
            candidate = candidate_from_sdp(text.removeprefix("candidate:"))
            candidate.sdpMid = payload.get("sdpMid")
            candidate.sdpMLineIndex = payload.get("sdpMLineIndex")
            await self._connection.addIceCandidate(candidate)
        except REFUSED:
            return False
        return True

    async def vanish(self) -> None:
        """Answer nothing on the wire from now on, as behind a firewall."""
        for transport in transports(self._connection):
            with contextlib.suppress(*REFUSED):
                await transport.transport.stop()

    async def close(self) -> None:
        """Close everything; once is enough."""
        if self._is_closed:
            return
        self._is_closed = True
        self._picture.stop()
        self.voice.stop()
        if self._gathering is not None:
            await asyncio.wait({self._gathering}, timeout=_CLOSING)
        with contextlib.suppress(TimeoutError, *REFUSED):
            await asyncio.wait_for(self._connection.close(), _CLOSING)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _offer_tracks(self) -> None:
        """Send a picture on the first video line, and the voice on the first audio line."""
        for transceiver in self._connection.getTransceivers():
            track = self._missing.pop(transceiver.kind, None)
            if track is not None:
                # What the other side does not want to hear or see is taken off again by the answer.
                transceiver.direction = "sendrecv"
                transceiver.sender.replaceTrack(track)

    def _restart(self, offer: str) -> None:
        """
        Take the new credentials of the other side, and have new ones; aiortc has no ICE restart of its own.

        Our sockets stay, and so does the pair in use until the other side nominates a new one: checks come in from
        wherever it is now. A browser makes none unless our credentials are new, too.
        """
        media = SessionDescription.parse(offer).media
        theirs = media[0].ice if media else None
        if theirs is None or not theirs.usernameFragment or not theirs.password:
            return
        for transport in transports(self._connection):
            ours: Any = transport.transport.iceGatherer._connection  # noqa: SLF001  # see above
            if ours.remote_username == theirs.usernameFragment:
                return  # offered again, without a restart
            ours.remote_username, ours.remote_password = theirs.usernameFragment, theirs.password
            ours._local_username, ours._local_password = secrets.token_hex(4), secrets.token_hex(16)  # noqa: SLF001

    def _heard(self, track: MediaStreamTrack) -> None:
        self._start(self._on_sound(track) if track.kind == "audio" else drain(track))

    def _start(self, work: Awaitable[None]) -> None:
        async def until_over() -> None:
            with contextlib.suppress(MediaStreamError):
                await work

        task = asyncio.ensure_future(until_over())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def drain(track: MediaStreamTrack) -> None:
    """
    Throw away what comes on a track; aiortc keeps it for ever otherwise.

    Raises:
        MediaStreamError: the track is over.
    """
    while True:
        await track.recv()


def without_names(sdp: str) -> str:
    """
    Take out the candidates that are hidden behind a name.

    Browsers hide their addresses behind names that only multicast DNS can resolve, which fails or takes seconds where
    there is no such thing. Not one is needed: we learn the address from the first check that comes in.
    """
    lines = sdp.splitlines(keepends=True)
    kept = [line for line in lines if not _is_name(line)]
    if len(kept) < len(lines):
        # With the names taken out the list of candidates is not complete any more.
        kept = [line for line in kept if not line.startswith("a=end-of-candidates")]
    return "".join(kept)


def _is_name(candidate: str) -> bool:
    parts = candidate.strip().removeprefix("a=").split(" ")
    return parts[0].startswith("candidate:") and len(parts) > 4 and parts[4].lower().endswith(".local")


def _fingerprints(sdp: str) -> list[str]:
    return sorted({line.strip().lower() for line in sdp.splitlines() if line.startswith("a=fingerprint:")})
