"""One live session: its sockets, its peer, its persona, what goes wrong with it, and its end."""

from __future__ import annotations

import asyncio
import contextlib
import json
from typing import TYPE_CHECKING, Any

from aiortc.exceptions import InvalidStateError
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from anamctl.sandbox.anam.live import envelope
from anamctl.sandbox.anam.live.conversation import Conversation
from anamctl.sandbox.anam.live.hearing import Hearing
from anamctl.sandbox.anam.live.peer import Peer, RefusedError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from aiortc import MediaStreamTrack, RTCDataChannel

    from anamctl.sandbox.anam.live.clips import Sound
    from anamctl.sandbox.anam.live.envelope import Signal
    from anamctl.sandbox.anam.sessions import Session
    from anamctl.sandbox.anam.world import World
    from anamctl.sandbox.scenario.anam_faults import LiveFault, Moment

_QUEUE = 64
"""Offers and candidates that wait at most; what comes on top is lost."""
_BUFFERED = 1_000_000
"""Bytes that wait in the data channel at most; a client that reads nothing loses messages."""
_OWN_WAYS = frozenset({"late-answer", "no-answer", "no-peer", "no-ready", "refuse"})
"""Faults that change what a session would do, where it does it."""
_ENDED = "Session ended by server"


class LiveSession:
    """
    A session that somebody has connected to.

    Args:
        world: what the parts share.
        session: what is known of it.
    """

    def __init__(self, world: World, session: Session) -> None:
        self._world = world
        self._session = session
        self._sockets: list[WebSocket] = []
        self._peer: Peer | None = None
        self._channel: RTCDataChannel | None = None
        self._has_channel_line = False
        self._hushed = 0
        """How often the persona was told to be silent."""
        self._signals: asyncio.Queue[Signal] = asyncio.Queue(_QUEUE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing: set[asyncio.Task[None]] = set()
        """Peers that have been replaced."""
        self._timers: set[asyncio.TimerHandle] = set()
        self._ending = asyncio.Event()
        self._conversation = Conversation(world, session, self)
        session.on_end.append(self._ended)
        session.on_talk = self._conversation.talk
        self._start(self._negotiate())
        self._start(self._conversation.speaker.run())
        self.over = asyncio.ensure_future(self._keep())
        """Done when it has ended and everything is closed."""

    # ---- sockets -------------------------------------------------------------------------------------------------

    async def serve(self, socket: WebSocket) -> None:
        """Serve a socket that has been accepted, until it is gone."""
        sessions = self._world.sessions
        self._sockets.append(socket)
        sessions.attach(self._session)
        self.happen("open")
        try:
            while (message := await socket.receive())["type"] != "websocket.disconnect":
                if not self._ending.is_set():
                    self._take(message)
        except (WebSocketDisconnect, RuntimeError):
            pass  # it was closed by us, in the meantime
        finally:
            self._sockets.remove(socket)
            if not self._sockets:
                sessions.detach(self._session)
        if self._ending.is_set():
            await asyncio.shield(self.over)

    def _take(self, message: Any) -> None:  # noqa: ANN401  # an ASGI message
        text = message.get("text")
        signal = envelope.read_signal(text) if isinstance(text, str) else None
        if signal is None:
            self._world.sessions.receive(self._session, "signalling", "", text)
            return
        # Sound is not kept: it is long, and nobody asks for it.
        is_sound = signal.action == "agentaudioinput"
        self._world.sessions.receive(self._session, "signalling", signal.action, None if is_sound else signal.whole)
        if signal.action in {"offer", "icecandidate"}:
            with contextlib.suppress(asyncio.QueueFull):
                self._signals.put_nowait(signal)
        elif signal.action == "heartbeat":
            self.happen("heartbeat")
        elif signal.action == "endsession":
            reason = signal.payload if isinstance(signal.payload, str) else ""
            self._world.sessions.end(self._session, "client", reason)
        elif signal.action == "talkstream":
            self._conversation.stream(signal.payload)

    # ---- the peer ------------------------------------------------------------------------------------------------

    async def _negotiate(self) -> None:
        while True:
            signal = await self._signals.get()
            if not isinstance(signal.payload, dict):
                continue
            if signal.action == "icecandidate":
                if self._peer is not None:
                    await self._peer.add_candidate(signal.payload)
                continue
            described = signal.payload.get("connectionDescription")
            if isinstance(described, dict) and isinstance(described.get("sdp"), str):
                await self._answer(described["sdp"])

    async def _answer(self, offer: str) -> None:
        faults = {fault.fault: fault for fault in self.happen("offer")}
        peer = self._peer
        if peer is None or not peer.is_known(offer):
            self._give_up_peer()
            self._peer = peer = self._new_peer()
        self._has_channel_line = "\nm=application " in offer
        try:
            answer = await peer.answer(offer)
        except RefusedError:
            self._give_up_peer()
            self.signal("warning", "The offer cannot be answered")  # our words
            return
        if "no-peer" in faults:
            await peer.vanish()
        late = faults["late-answer"].delay if "late-answer" in faults else 0.0
        await asyncio.sleep(self._world.scenario.latencies.answer + late)
        if "no-answer" not in faults:
            self.signal("answer", {"type": "answer", "sdp": answer})

    def _new_peer(self) -> Peer:
        def connected() -> None:
            if self._peer is peer:
                self._world.sessions.start(self._session)
                self.happen("connected")
                if not self._has_channel_line:
                    self._get_ready()

        def opened(channel: RTCDataChannel) -> None:
            if self._peer is peer:
                self._opened(channel)

        peer = Peer(on_connected=connected, on_channel=opened, on_sound=self._listen)
        return peer

    def _give_up_peer(self) -> None:
        """Close the peer; that is waited for at the end."""
        if self._peer is not None:
            task = asyncio.ensure_future(self._peer.close())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        self._peer = self._channel = None

    async def _listen(self, track: MediaStreamTrack) -> None:
        def language() -> str | None:
            code = self._session.persona.get("languageCode")
            return code if isinstance(code, str) and code else None

        await Hearing(self._conversation, language).listen(track)

    def _opened(self, channel: RTCDataChannel) -> None:
        self._channel = channel

        def came(text: object) -> None:
            if self._channel is channel and not self._ending.is_set():
                self._came(text)

        channel.on("message", came)
        self._get_ready()

    def _get_ready(self) -> None:
        if any(fault.fault == "no-ready" for fault in self.happen("channel")):
            return

        def ready() -> None:
            self.signal("sessionready", {})
            self.happen("ready")
            self._conversation.begin()

        self.later(self._world.scenario.latencies.ready, ready)

    def _came(self, text: object) -> None:
        found = envelope.read_message(text)
        if found is None:
            self._world.sessions.receive(self._session, "channel", "", text if isinstance(text, str) else None)
            return
        kind, message = found
        self._world.sessions.receive(self._session, "channel", kind, message)
        self._conversation.handle(kind, message)

    # ---- the wire of the persona ---------------------------------------------------------------------------------

    def tell(self, kind: str, data: dict[str, Any]) -> None:
        """Send a message over the data channel; without one it is lost."""
        if self._send(envelope.message(kind, data)):
            self._world.sessions.send(self._session, "channel", kind, {"messageType": kind, "data": data})

    def signal(self, action: str, payload: object) -> None:
        """Send a message over the newest socket; without one it is lost."""
        if self._sockets:
            text = envelope.signal(action, self._session.id, payload)
            self._world.sessions.send(self._session, "signalling", action, json.loads(text))
            self._start(_write(self._sockets[-1], text))

    def play(self, load: Callable[[], Sound | None]) -> None:
        """Let a sound be heard, if there is one."""
        hushed = self._hushed

        async def play() -> None:
            # In a thread: the first one loads numpy.
            sound = await asyncio.to_thread(load)
            if sound is not None and self._peer is not None and hushed == self._hushed:
                self._peer.voice.play(sound.pcm, sound.rate)

        self._start(play())

    def hush(self) -> None:
        """Let nothing be heard any more."""
        self._hushed += 1
        if self._peer is not None:
            self._peer.voice.hush()

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Do something after so many seconds, unless the session has ended."""
        if seconds <= 0:
            call()
            return

        def run() -> None:
            self._timers.discard(handle)
            call()

        handle = asyncio.get_running_loop().call_later(seconds, run)
        self._timers.add(handle)

    def _send(self, text: str) -> bool:
        channel = self._channel
        if channel is None or channel.readyState != "open" or channel.bufferedAmount > _BUFFERED:
            return False
        try:
            channel.send(text)
        except (InvalidStateError, ConnectionError):
            return False
        return True

    # ---- what goes wrong -----------------------------------------------------------------------------------------

    def happen(self, moment: Moment) -> list[LiveFault]:
        """Let what goes wrong at a moment go wrong, and list what the caller itself has to do about it."""
        faults = self._world.live_faults.at(moment)
        for fault in faults:
            if fault.fault not in _OWN_WAYS:
                self.later(fault.delay, lambda fault=fault: self._go_wrong(fault))  # type: ignore[misc]  # bound now
        return [fault for fault in faults if fault.fault in _OWN_WAYS]

    def _go_wrong(self, fault: LiveFault) -> None:
        text = fault.message
        if fault.fault == "drop":
            for socket in list(self._sockets):
                self._start(_drop(socket, fault.code))
        elif fault.fault == "end":
            self._world.sessions.end(self._session, "service", text or _ENDED)
        elif fault.fault == "peer-lost":
            self._give_up_peer()
        elif fault.fault == "close-channel":
            if self._channel is not None:
                self._channel.close()
        elif fault.fault == "warning":
            self.signal("warning", text or "Something is not as it should be")
        elif fault.fault == "garbage":
            self._raw(text or "{garbage", fault.on)
        elif fault.fault == "unknown":
            kind = text or "somethingUnknown"
            in_channel = fault.on == "channel"
            self._raw(envelope.message(kind, {}) if in_channel else envelope.signal(kind, self._session.id), fault.on)

    def _raw(self, text: str, on: str) -> None:
        if on == "channel":
            self._send(text)
        elif self._sockets:
            self._start(_write(self._sockets[-1], text))

    # ---- the end -------------------------------------------------------------------------------------------------

    def _ended(self, session: Session) -> None:
        session.on_talk = None
        self._ending.set()

    async def _keep(self) -> None:
        """Wait for the end, and close everything; also when the loop ends first."""
        try:
            await self._ending.wait()
        finally:
            await self._close()

    async def _close(self) -> None:
        # The session is remembered for good; what has served it is not.
        self._session.on_end.remove(self._ended)
        self._conversation.end()
        for timer in self._timers:
            timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        session = self._session
        if self._sockets and not session.is_open and session.ended_by != "client":
            text = envelope.signal("endsession", session.id, session.reason or _ENDED)
            self._world.sessions.send(session, "signalling", "endsession", json.loads(text))
            await _write(self._sockets[-1], text)
        for socket in list(self._sockets):
            await _drop(socket, 1000)
        self._give_up_peer()
        await asyncio.gather(*self._closing, return_exceptions=True)

    def abandon(self) -> None:
        """Close everything, although the session has not ended: the service stops."""
        self._ending.set()

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        if self._ending.is_set():
            work.close()
            return
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _write(socket: WebSocket, text: str) -> None:
    """Send a text; a socket that is gone loses it."""
    if socket.application_state is WebSocketState.CONNECTED:
        await _quietly(socket.send_text(text))


async def _drop(socket: WebSocket, code: int | None) -> None:
    """Close a socket with a code, or cut its connection."""
    cut: Callable[[], None] | None = socket.scope.get("state", {}).get("drop")
    if code is None and cut is not None:
        cut()
    elif socket.application_state is WebSocketState.CONNECTED:
        await _quietly(socket.close(code or 1011))


async def _quietly(work: Awaitable[None]) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
        await work
