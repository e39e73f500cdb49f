"""Why a host cannot be reached: what people can do depends on whether it is the network, the name, or the host."""

from __future__ import annotations

import errno
import os
import re
import socket
import ssl
from urllib.parse import urlsplit
from urllib.request import getproxies

_NUMBER = re.compile(r"\[Errno (\d+)\]")
_NO_WAY = (errno.ENETUNREACH, errno.ENETDOWN)
_OUTSIDE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses for documentation: what there is a way to, nothing is sent to."""


def unreached(error: OSError, url: str) -> tuple[str, str]:
    """
    Say why there is no connection, and what to do about it.

    Args:
        error: of the attempt.
        url: where to, without secrets.
    """
    if isinstance(error, ssl.SSLError):
        what = getattr(error, "reason", None)
        return "the encrypted connection failed" + (f" ({what})" if what else ""), way(url)
    is_unnamed = isinstance(error, socket.gaierror)
    # For several addresses of a host asyncio writes one text with all their numbers.
    number = error.errno or next((int(found) for found in _NUMBER.findall(str(error))), None)
    if (is_unnamed or number in _NO_WAY) and not has_network():
        return "there is no network", "connect to one, and try again."
    if is_unnamed:
        return _unnamed(error, url)
    return os.strerror(number).lower() if number else "no connection", way(url)


def way(url: str) -> str:
    """Give the hint for a host that cannot be reached, or does not answer."""
    host = urlsplit(url).netloc
    if is_loopback(url):
        return f"does a server run at {host}?"
    return f"is the network up, and does a firewall or proxy let WebSockets to {host} through?"


def is_loopback(url: str) -> bool:
    """Tell whether an address is on this machine, which a proxy does not know."""
    return urlsplit(url).hostname in ("127.0.0.1", "::1", "localhost")


def has_network() -> bool:
    """Tell whether there is a way to anywhere but this machine, as far as the system knows."""
    for family, address in _OUTSIDE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 9))  # of a datagram: only looks for the way
        except OSError:
            continue
        return True
    return False


def _unnamed(error: OSError, url: str) -> tuple[str, str]:
    host = urlsplit(url).hostname or ""
    if error.errno == socket.EAI_AGAIN:
        return f"nobody answers what the address of {host} is", "is the network up, and its name server?"
    if getproxies().keys() - {"no"}:
        return f"the name of {host}, or of the proxy, is not known", "is the address right, and that of the proxy?"
    return f"the name {host} is not known", "is the address right?"
