"""Live sessions: signalling, the peer, and what is said over the data channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from anamctl.sandbox.anam.world import World


def routes(world: World) -> list[BaseRoute]:  # noqa: ARG001  # sessions need it as soon as there are any
    """
    List the routes of live sessions, at `anamctl.sandbox.anam.world.SIGNALLING`.

    There are none yet: a session can be started, but nobody answers its socket.
    """
    return []
