"""What the HTTP clients of the services share: which failures never reached one, their names, and what is local."""

from __future__ import annotations

import os
import socket
import ssl
import sys
from typing import Any, cast
from urllib.parse import urlsplit

# httpx loads its own command line when it can, and with it the packages that draw on terminals: 30 ms for nothing. A
# None stands for a module that cannot be imported, which httpx takes as a sign that nobody has asked for that.
_modules = cast("dict[str, Any]", sys.modules)
_is_first = "httpx" not in _modules
if _is_first:
    _modules["httpx._main"] = None

import httpx  # noqa: E402

if _is_first:
    del _modules["httpx._main"]

NEVER_ARRIVED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""Failures before anything of a request was sent."""
_LOOPBACK = ("127.0.0.1", "::1", "localhost")


def is_loopback(url: str) -> bool:
    """Tell whether an address is on this machine, which a proxy does not know."""
    return urlsplit(url).hostname in _LOOPBACK


def tls(url: str) -> ssl.SSLContext | bool:
    """
    Give what `httpx` is to verify certificates with: its own choice where there are any.

    For an address without TLS it would read all authorities of the world for nothing, which takes 30 ms.
    """
    return True if urlsplit(url).scheme == "https" else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


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
