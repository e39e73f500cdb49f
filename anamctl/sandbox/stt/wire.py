"""One socket from the side of a service: what is sent, in order and not before its time, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.websockets import WebSocketDisconnect, WebSocketState

from anamctl.sandbox.faults import spoil

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.websockets import WebSocket

    from anamctl.sandbox.scenario.stt_faults import Frame, Spoil
    from anamctl.sandbox.stt.records import Record, Records
    from anamctl.sandbox.waiting import Patience

_FOREVER = 1e9
_LONGEST_REASON = 123
"""Bytes; a close frame has no room for more."""


class _Close(NamedTuple):
    code: int
    reason: str
    by: str


class _Mute(NamedTuple):
    seconds: float


class _Cut(NamedTuple):
    pass


class _Sent(NamedTuple):
    due: float
    what: str | bytes | _Close | _Mute | _Cut
    kind: str
    then: Callable[[], None] | None


class Wire:
    """
    Sends what it is given, one after the other.

    Args:
        socket: an accepted socket.
        record: notes what happens.
        records: tells of it.
        patience: waits.
        jitter: seconds at most by which anything may be later.
        spoils: what is different in messages, by their type.
    """

    def __init__(
        self,
        socket: WebSocket,
        record: Record,
        records: Records,
        patience: Patience,
        *,
        jitter: float = 0.0,
        spoils: Mapping[str, Spoil] | None = None,
    ) -> None:
        self._socket = socket
        self._record = record
        self._records = records
        self._patience = patience
        self._jitter = jitter
        self._spoils = spoils or {}
        self._random = random.Random(0)  # noqa: S311  # the same in every run
        self._box: asyncio.Queue[_Sent] = asyncio.Queue()
        self._is_mute = False
        self.over = asyncio.Event()
        """Set when the connection has ended, from whichever side."""

    # ---- sending -------------------------------------------------------------------------------------------------

    def tell(
        self, message: Mapping[str, Any], delay: float = 0.0, *, then: Callable[[], None] | None = None, kind: str = ""
    ) -> None:
        """
        Send an object, after all before it.

        Args:
            message: the object; its keys keep their order.
            delay: seconds before it is sent.
            then: called when it has been sent.
            kind: what the record calls it; its type when left out.
        """
        kind = kind or str(message.get("type", ""))
        different = self._spoils.get(kind)
        if different is not None:
            copy = json.loads(json.dumps(message))
            spoil(copy, different)
            message = copy
        self._put(json.dumps(message, ensure_ascii=False), kind, delay, then)

    def raw(self, frame: Frame) -> None:
        """Send something scripted: an object, a text, or bytes as ``hex:``."""
        if not isinstance(frame, str):
            kind = str(frame.get("type", "")) if isinstance(frame, dict) else ""
            self._put(json.dumps(frame, ensure_ascii=False), kind, 0.0, None)
        elif frame.startswith("hex:"):
            self._put(bytes.fromhex(frame[4:]), "binary", 0.0, None)
        else:
            self._put(frame, "text", 0.0, None)

    def close(self, code: int, reason: str = "", *, delay: float = 0.0, by: str = "service") -> None:
        """Close, after everything that is to be sent."""
        self._put(_Close(code, reason, by), "", delay, None)

    def cut(self) -> None:
        """Cut the connection after everything that is to be sent; now if nothing is sent any more."""
        if self._is_mute:
            self._cut()
        else:
            self._put(_Cut(), "", 0.0, None)

    def mute(self, seconds: float) -> None:
        """Send nothing more for so long, and then everything at once; for good when 0."""
        self._put(_Mute(seconds), "", 0.0, None)

    def _put(
        self, what: str | bytes | _Close | _Mute | _Cut, kind: str, delay: float, then: Callable[[], None] | None
    ) -> None:
        late = self._random.uniform(0, self._jitter) if self._jitter else 0.0
        self._box.put_nowait(_Sent(time.monotonic() + delay + late, what, kind, then))

    async def run(self) -> None:
        """Send until the socket is closed; run it as a task."""
        while not self.over.is_set():
            one = await self._box.get()
            await self._patience.wait(one.due - time.monotonic())
            if isinstance(one.what, _Mute):
                self._is_mute = True
                await self._patience.wait(one.what.seconds or _FOREVER)
                self._is_mute = False
            elif isinstance(one.what, _Cut):
                self._cut()
            elif isinstance(one.what, _Close):
                await self._close(one.what)
            else:
                await self._send(one.what, one.kind, one.then)

    async def _send(self, frame: str | bytes, kind: str, then: Callable[[], None] | None) -> None:
        try:
            if isinstance(frame, bytes):
                await self._socket.send_bytes(frame)
            else:
                await self._socket.send_text(frame)
        except (WebSocketDisconnect, RuntimeError, OSError):
            self.over.set()
            return
        self._records.sent(self._record, kind)
        if then is not None:
            then()

    async def _close(self, close: _Close) -> None:
        self._records.end(self._record, close.by, close.code)
        if self._socket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
                await self._socket.close(close.code, _cut_to(close.reason, _LONGEST_REASON))
        self.over.set()

    def _cut(self) -> None:
        self._records.end(self._record, "fault", None)
        drop: Callable[[], None] | None = self._socket.scope.get("state", {}).get("drop")
        if drop is not None:
            drop()
        self.over.set()


def _cut_to(text: str, size: int) -> str:
    """Shorten a text to so many bytes."""
    return text.encode()[:size].decode(errors="ignore")
