"""
How a session ends: whatever the reason, the service is told, and nothing stays open here.

The service holds a session open, and bills for it, until it is told or its time is over. It is told over the socket;
when that cannot be used, or nothing comes back, over REST.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anamctl.anam.failures import NotFoundError
from anamctl.errors import AnamctlError

if TYPE_CHECKING:
    from anamctl.anam.engine import EngineSession
    from anamctl.anam.events import EndedBy
    from anamctl.anam.rest import AnamClient
    from anamctl.anam.signalling import Signalling
    from anamctl.anam.timers import Timers

REST_RESERVE = 2.0
"""Seconds of the end that are kept for REST."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a session is over."""

    reason: str
    by: EndedBy
    error: BaseException | None = None
    """What is raised to whoever reads the events."""
    is_known: bool = False
    """Whether the service has ended it, and so knows."""


async def tell_service(
    rest: AnamClient,
    engine: EngineSession,
    signalling: Signalling | None,
    timers: Timers,
    until: float,
    *,
    is_known: bool,
    is_ready: bool,
) -> bool:
    """
    Tell the service that a session is over.

    Args:
        rest: the API.
        engine: what is ended.
        signalling: its socket; None when there was none yet.
        timers: how long the socket may take.
        until: when it must be done, in the time of the loop.
        is_known: the service has said so itself; then only the socket is closed.
        is_ready: the session was; before that the service may be too busy with its start to read that it is over.

    Returns:
        Whether it knows.
    """
    heard = "no"
    if signalling is not None:
        limit = min(timers.goodbye, max(0.1, until - asyncio.get_running_loop().time() - REST_RESERVE))
        heard = await signalling.end(limit, tell=not is_known)
    if is_known or heard == "sure" or (heard == "likely" and is_ready):
        return True
    try:
        async with asyncio.timeout_at(until):
            await rest.stop(engine.session_id)
    except NotFoundError:
        return True  # it is gone already, or has never reached an engine
    except (AnamctlError, TimeoutError):
        return heard == "likely"
    return True
