"""What the HTTP clients of the services share: which failures never reached one, their names, and what is local."""

from __future__ import annotations

import os
import socket
import ssl
from urllib.parse import urlsplit

import httpx

NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""Failures before anything of a request was sent."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def is_loopback(url: str) -> bool:
    """Tell whether an address is on this machine, which a proxy does not know."""
    return urlsplit(url).hostname in _LOOPBACK


def reason(error: httpx.RequestError) -> str:
    """Name what went wrong with the network, without what a library says about itself."""
    if isinstance(error, httpx.TimeoutException):
        return "it took too long"
    if isinstance(error, httpx.RemoteProtocolError):
        return "the connection was closed"
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, BaseExceptionGroup):  # one for each address of a host
            cause = cause.exceptions[0]
        if isinstance(cause, OSError) and cause.strerror:
            return words(cause).lower()
        cause = cause.__cause__ or cause.__context__
    return str(error).strip().rstrip(".").lower() or type(error).__name__


def words(error: OSError) -> str:
    """Name a failure of the system."""
    # asyncio writes its own text ("Connect call failed (…)") where the system has a better one; the numbers of TLS and
    # of name look-ups are not the system's.
    if error.errno and not isinstance(error, (ssl.SSLError, socket.gaierror)):
        return os.strerror(error.errno)
    return str(error.strerror)
