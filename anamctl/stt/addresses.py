"""Addresses of servers: what people may write, what is connected to, and what may be shown of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from anamctl.errors import UsageError
from anamctl.secret import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable
    from urllib.parse import SplitResult

_SCHEMES = {"ws": "ws", "http": "ws", "wss": "wss", "https": "wss"}
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SECRET = re.compile(r"token|secret|password|api_?key|auth", re.IGNORECASE)
_LEGIBLE = '[]",:'
"""What stays as it is where only people read."""


def endpoint(url: str, path: str, *, allow_plain: bool, has_secret: bool) -> str:
    """
    Give the address of a socket from what people write of a server.

    Args:
        url: ``wss://host``, ``https://host/prefix``, ``ws://127.0.0.1:8080/v3/ws``.
        path: of the socket; added unless the address has it already.
        allow_plain: whether ``ws://`` may lead to another machine.
        has_secret: whether a key or a token will travel.

    Raises:
        UsageError: it is no address, holds more than one, or is not encrypted.
    """
    parts = _parts(url)
    scheme = _SCHEMES[parts.scheme.lower()]
    if scheme == "ws" and parts.hostname not in _LOOPBACK and not allow_plain:
        what = "the key and every word" if has_secret else "every word"
        raise UsageError(
            f"the address of the server is not encrypted: everybody on the way could read {what}.",
            hint="write wss://, or add --allow-insecure when you trust the network.",
        )
    return f"{scheme}://{parts.netloc}{_joined(parts.path, path)}"


def harmless(url: str) -> str:
    """Give what people have written of a server, as it may be shown: not at all where a secret may be in it."""
    try:
        _parts(url)
    except UsageError:
        return "not shown, for it is a wrong one"
    return url


def with_query(base: str, query: Iterable[tuple[str, str]]) -> str:
    """Add a query."""
    return _with(base, urlencode(list(query), quote_via=quote))


def shown(base: str, query: Iterable[tuple[str, str]]) -> str:
    """Give an address with its query as it may be shown: values that sound like secrets are hidden."""
    parts = [
        f"{quote(name)}={HIDDEN if _SECRET.search(name) else quote(value, safe=_LEGIBLE)}" for name, value in query
    ]
    return _with(base, "&".join(parts))


def host_of(url: str) -> str:
    """Give the host of an address; empty for none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _parts(url: str) -> SplitResult:
    """
    Take apart what people write of a server.

    Raises:
        UsageError: it is no address, or holds more than one. What it is is not repeated.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    is_web = parts.scheme.lower() in _SCHEMES and bool(host)
    if not is_web or not url.isascii() or not url.isprintable() or " " in url.strip():
        raise UsageError("the address of the server is no web address.", hint="write it like wss://stt.example.com")
    # A password with a slash in it makes a host of the name, and a path of the rest.
    if any(character in url for character in "@?#"):
        raise UsageError(
            "the address of the server holds more than a host and a path.",
            hint="a key goes into an environment variable, parameters go into --param name=value.",
        )
    return parts


def _with(base: str, query: str) -> str:
    return f"{base}?{query}" if query else base


def _joined(given: str, path: str) -> str:
    """Give the path of the socket: what is given already of its beginning or end is not repeated."""
    given = given.rstrip("/")
    wanted = path.strip("/").split("/")
    for length in range(len(wanted), 0, -1):
        if given.endswith("/" + "/".join(wanted[:length])):
            return "/".join([given, *wanted[length:]])
    return f"{given}/{'/'.join(wanted)}"
