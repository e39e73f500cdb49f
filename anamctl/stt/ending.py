"""What the codes of closed sockets and of HTTP answers mean, as far as all services agree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from anamctl.answers import clipped, page
from anamctl.retrying import retry_after
from anamctl.stt.events import Failed
from anamctl.stt.reading import text, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.events import FailureKind

CLEAN = (1000, 1001, 1005, 1006, None)
"""Codes (or none) with which a session that was asked to end has ended, whatever became of the farewell."""
_CLOSES: dict[int, tuple[FailureKind, str]] = {
    1000: ("server", "the service closed the connection"),
    1001: ("server", "the service went away"),
    1002: ("protocol", "the service found a mistake in what it was sent"),
    1003: ("protocol", "the service does not take this kind of message"),
    1005: ("network", "the connection was closed without a word"),
    1006: ("network", "the connection broke"),
    1007: ("protocol", "the service could not read a message"),
    1008: ("auth", "the service refused the connection"),
    1009: ("protocol", "a message was too long for the service"),
    1010: ("protocol", "the service lacks an extension of the protocol"),
    1011: ("server", "the service failed"),
    1012: ("server", "the service is being restarted"),
    1013: ("server", "the service is overloaded"),
    1014: ("server", "what stands before the service got no answer from it"),
    1015: ("network", "the encrypted connection failed"),
}


def close_failure(code: int | None, reason: str) -> Failed:
    """Say what a close means that nobody asked for."""
    kind, meaning = _CLOSES.get(1006 if code is None else code, ("server", "the service closed the connection"))
    said = clipped(text(reason))
    return Failed(kind=kind, text=f"{meaning}: {said}" if said else meaning, code=code)


def http_failure(status: int, body: bytes, headers: Mapping[str, str]) -> Failed:
    """Say what an HTTP answer means that came where a socket was asked for."""
    lower = {name.lower(): value for name, value in headers.items()}
    said = http_words(body, lower.get("content-type", ""))
    kind, meaning, hint = _http(status)
    wait = retry_after(lower.get("retry-after")) if kind in ("busy", "server") else None
    found = f"{meaning} ({status}: {said})" if said else f"{meaning} ({status})"
    return Failed(kind=kind, text=found, code=status, retry_after=wait, hint=hint)


def http_words(body: bytes, content_type: str = "") -> str:
    """Give what the body of an HTTP error says, in one line."""
    raw = body.decode(errors="replace").strip()
    try:
        return words_of(json.loads(raw))
    except (ValueError, RecursionError):
        return page(content_type, raw) or clipped(raw)


def _http(status: int) -> tuple[FailureKind, str, str]:
    if status == 402:
        return "auth", "the service wants to be paid first", "the balance of the account is used up."
    if status in (401, 403):
        return "auth", "the service refused the key", ""
    if status == 407:
        return "network", "a proxy on the way wants a name and a password", ""
    if status == 429:
        return "busy", "the service is asked too often, or by too many at once", ""
    if status in (404, 405, 410, 426) or 200 <= status < 300:
        return "protocol", "there is no speech-to-text socket at this address", "is the address of the server right?"
    if 300 <= status < 400:
        return (
            "protocol",
            "the service answered with a redirect, which is not followed",
            "write the address that it leads to.",
        )
    if status in (408, 425) or status >= 500:
        return "server", "the service is not available", ""
    return "usage", "the service refused the request", ""
