"""Session tokens: what one says about itself, read offline. Nobody here checks the signature; only the service can."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import UTC, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Mapping


class Token(NamedTuple):
    """A session token and what it says about itself."""

    secret: Secret
    claims: Mapping[str, Any]
    """Empty when it cannot be read; the service may take it all the same."""
    expires_at: float | None
    """Unix seconds; None when it does not say."""


def token_of(text: str) -> Token:
    """Make a token of what the service answered, whether it can be read or not."""
    try:
        claims = read_claims(text)
    except ValueError:
        claims = {}
    return Token(Secret(text), claims, expiry(claims))


def read_claims(text: str) -> dict[str, Any]:
    """
    Read the claims of a token: the middle one of its three parts.

    Raises:
        ValueError: it is no token; the message is a clause that repeats nothing of the text.
    """
    parts = text.split(".")
    if len(parts) != 3 or not all(parts):
        found = "nothing" if not text else f"{len(parts)} part{'s' * (len(parts) != 1)}"
        raise ValueError(f"a token has three parts with dots between them, and this has {found}")
    middle = parts[1].rstrip("=")
    try:
        data = base64.b64decode(middle + "=" * (-len(middle) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("its middle part is no base64url") from None
    try:
        claims = json.loads(data)
    except (ValueError, RecursionError):
        raise ValueError("its middle part holds no JSON") from None
    if not isinstance(claims, dict):
        raise ValueError("its middle part holds no JSON object")  # noqa: TRY004  # one kind for all
    return claims


def expiry(claims: Mapping[str, Any], name: str = "exp") -> float | None:
    """Give a time among the claims in Unix seconds; None when there is none that can be one."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        time = float(value)
    except OverflowError:
        return None
    return time if isfinite(time) else None


def iso(time: float) -> str:
    """Write Unix seconds as ISO 8601 in UTC; the number itself when no calendar holds it."""
    try:
        return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, OSError, ValueError):
        return f"{time:g}"


def remaining(seconds: float) -> str:
    """Write a stretch of time for people: ``59 min 12 s``."""
    whole = round(seconds)
    if whole >= 2 * 86_400:
        return f"{whole // 86_400} days"
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
    kept = [f"{count} {unit}" for count, unit in parts if count][:2]
    return " ".join(kept) or "0 s"
