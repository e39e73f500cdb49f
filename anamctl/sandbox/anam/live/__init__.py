"""
Live sessions: signalling, a real WebRTC peer, the data channel, and a persona that answers.

Written from the Anam API reference, the Anam docs, and what the Anam JavaScript SDK 4.27 and the Anam Python SDK 0.12
send and read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute
    from starlette.websockets import WebSocket

    from anamctl.sandbox.anam.live.service import Live
    from anamctl.sandbox.anam.world import World


def routes(world: World) -> list[BaseRoute]:
    """List the routes of live sessions."""
    from starlette.routing import WebSocketRoute

    from anamctl.sandbox.anam.world import SIGNALLING

    found: list[Live] = []

    async def socket(websocket: WebSocket) -> None:
        live = await _live(found, world)
        await live.socket(websocket)

    return [WebSocketRoute(SIGNALLING, socket)]


async def _live(found: list[Live], world: World) -> Live:
    """Make the live part for the first socket: whoever asks over HTTP only does not wait for WebRTC to be loaded."""
    if not found:
        import asyncio

        def load() -> type[Live]:
            from anamctl.sandbox.anam.live.service import Live

            return Live

        kind = await asyncio.to_thread(load)
        if not found:  # another socket may have been quicker
            found.append(kind(world))
    return found[0]
