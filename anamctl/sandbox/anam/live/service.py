"""The live sessions of an Anam: who is let in, and who is still there."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from anamctl.sandbox.anam.live.session import LiveSession

if TYPE_CHECKING:
    from starlette.websockets import WebSocket

    from anamctl.sandbox.anam.sessions import Session
    from anamctl.sandbox.anam.world import World

_FOREVER = 1e9
"""Seconds: as long as the service runs."""


class Live:
    """
    All live sessions.

    Args:
        world: what the parts of the service share.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._sessions: dict[str, LiveSession] = {}
        self._watch: asyncio.Task[None] | None = None

    async def socket(self, socket: WebSocket) -> None:
        """Serve a signalling socket: the endpoint of `world.SIGNALLING`."""
        session = self._world.sessions.get(socket.query_params.get("session_id", ""))
        if session is None or not session.is_open:
            await socket.send_denial_response(JSONResponse({"error": "Session not found"}, 404))
            return
        moments = self._world.live_faults.at("reopen" if session.sockets else "start")
        refused = next((fault for fault in moments if fault.fault == "refuse"), None)
        if refused is not None:
            await self._world.patience.wait(refused.delay)
            await socket.send_denial_response(JSONResponse({"error": refused.message or "Forbidden"}, refused.status))
            return
        live = self._of(session)
        await socket.accept()
        await live.serve(socket)

    async def close(self) -> None:
        """Close all peers and sockets; the service stops."""
        running = list(self._sessions.values())
        for live in running:
            live.abandon()
        await asyncio.gather(*(live.over for live in running), return_exceptions=True)

    def _of(self, session: Session) -> LiveSession:
        live = self._sessions.get(session.id)
        if live is None:
            live = self._sessions[session.id] = LiveSession(self._world, session)
            live.over.add_done_callback(lambda _: self._sessions.pop(session.id, None))
            if self._watch is None:
                self._watch = asyncio.ensure_future(self._close_at_the_end())
        return live

    async def _close_at_the_end(self) -> None:
        """Wait until the service is told to stop; waiting any longer ends then."""
        with contextlib.suppress(asyncio.CancelledError):
            await self._world.patience.wait(_FOREVER)
            await self.close()
