"""The signalling socket itself: where it is, how it is opened, and what to say when it is not."""

from __future__ import annotations

import asyncio
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI, WebSocketException

from anamctl import __version__
from anamctl.errors import ServiceError, UsageError
from anamctl.network import words

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

    from anamctl.anam.engine import EngineSession

FAILURES = (OSError, TimeoutError, WebSocketException)
"""What goes wrong with a socket and may go right the next time."""
_FINAL = range(400, 500)
_CLOSING = 1.0
"""Seconds for the other side to close."""


class _NoRedirects(connect):
    """A connection that stays with the host that the service named."""

    def process_redirect(self, exc: Exception) -> Exception | str:
        return exc


def host_of(engine: EngineSession) -> str:
    """Give the host, with its port, of an engine: what stands before the path."""
    return engine.host.partition("/")[0]


def url_of(engine: EngineSession) -> str:
    """Give the address of the socket."""
    scheme = "ws" if engine.protocol == "http" else "wss"
    path = engine.signalling_endpoint or "/ws"
    slash = "" if path.startswith("/") else "/"
    mark = "&" if "?" in path else "?"
    return f"{scheme}://{host_of(engine)}{slash}{path}{mark}session_id={quote(engine.session_id, safe='')}"


def is_loopback(host: str) -> bool:
    """Tell whether a host, with a port or without, is this machine."""
    before, colon, port = host.rpartition(":")
    has_port = colon and port.isdecimal() and (":" not in before or before.endswith("]"))
    name = (before if has_port else host).strip("[]").lower()
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")


async def dial(engine: EngineSession, limit: float) -> ClientConnection:
    """
    Open the socket.

    Raises:
        ServiceError, UsageError: it will not work the next time either.
        OSError, TimeoutError, WebSocketException: it may.
    """
    try:
        return await _NoRedirects(
            url_of(engine),
            compression=None,  # frames are few and small
            open_timeout=limit,
            close_timeout=_CLOSING,
            proxy=None if is_loopback(host_of(engine)) else True,
            user_agent_header=f"anamctl/{__version__}",
        )
    except ImportError as error:  # the surroundings name a SOCKS proxy
        raise UsageError(
            f"the signalling socket cannot be opened: {error}.", hint="unset the proxy, or install what it needs."
        ) from None
    except (InvalidURI, ValueError):
        raise ServiceError(
            f'the service named "{engine.host}" as the host of the session, which is none.',
            hint="try again; when it stays so, it is a fault of the service.",
        ) from None
    except InvalidStatus as error:
        status = error.response.status_code
        if status in _FINAL:
            raise ServiceError(
                f"{host_of(engine)} refused the signalling socket of the session ({status}).",
                hint="the session may be over; start another one.",
            ) from None
        raise


async def hang_up(socket: ClientConnection, limit: float) -> bool:
    """Close a socket, and tell whether the other side took part in it."""
    try:
        async with asyncio.timeout(limit):
            await socket.close()
    except FAILURES:
        return False
    finally:
        socket.transport.abort()  # nothing when it is closed already
    return socket.protocol.close_rcvd is not None


def reason(error: BaseException | None) -> str:
    """Say in few words why a socket is not there."""
    if isinstance(error, ConnectionClosed):
        closed = error.rcvd
        if closed is None:
            return "the connection broke"
        said = f": {closed.reason}" if closed.reason else ""
        return f"the service closed it with {closed.code}{said}"
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, InvalidStatus):
        return f"the service answered with {error.response.status_code}"
    if isinstance(error, InvalidHandshake):
        return "what answers there is no signalling socket"
    if isinstance(error, OSError):
        return words(error).lower() if error.strerror else "no connection"
    return "the connection broke"
