"""``anamctl token inspect``, without the option parser."""

from __future__ import annotations

import json as json_
import sys
import time
from typing import TYPE_CHECKING, Any

from anamctl.anam.token import expiry, iso, read_claims, remaining
from anamctl.cli.masking import masked
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

now = time.time
"""Tests have a time of their own."""

_TIMES = ("exp", "iat", "nbf")
_LONGEST = 200
_PLACES = ("token", "sessionToken")
"""Where a token stands in JSON: what `token mint --json` prints, and what Anam answers."""


def inspect(text: str, *, json: bool, quiet: bool) -> int:
    """Print the claims of a token, and whether it is still good."""
    claims = _claims(_token(text))
    expires = expiry(claims)
    left = None if expires is None else expires - now()
    is_expired = left is not None and left <= 0
    shown = masked(claims)
    if json:
        from anamctl.report.envelope import success

        data = {
            "claims": shown,
            "expires": None if expires is None else iso(expires),
            "expiresIn": None if left is None else round(left),
            "expired": is_expired,
        }
        sys.stdout.write(success("token inspect", data))
    else:
        width = max((len(visible(key)) for key in shown), default=0)
        for key, value in shown.items():
            sys.stdout.write(f"{visible(key):{width}}  {_shown(key, value)}\n")
        sys.stdout.write(f"{_verdict(left)}\n")
    if not quiet:
        _remark(claims)
    return ExitCode.FINDINGS if is_expired else ExitCode.OK


def _token(text: str) -> str:
    """Give the token that was handed over, on the command line or through stdin."""
    if text == "-":
        from anamctl.cli.terminal import is_terminal

        if is_terminal(sys.stdin):
            raise UsageError("there is no token.", hint="pipe one in: anamctl token mint NAME | anamctl token inspect")
        text = sys.stdin.buffer.read().decode(errors="replace")
    text = text.strip().removeprefix("Bearer ").strip()
    if text.startswith("{"):
        text = _in_json(text)
    return text.strip("\"'")


def _in_json(text: str) -> str:
    try:
        data = json_.loads(text)
    except (ValueError, RecursionError):
        return text
    inner = data.get("data")
    for owner in (data, inner if isinstance(inner, dict) else {}):
        for place in _PLACES:
            if isinstance(owner.get(place), str):
                return str(owner[place])
    raise UsageError("this JSON holds no token.", hint=f"it is looked for under {' and '.join(_PLACES)}.")


def _claims(text: str) -> dict[str, Any]:
    try:
        return read_claims(text)
    except ValueError as problem:
        raise UsageError(
            f"this is no session token: {problem}.", hint="`anamctl token mint NAME` prints one."
        ) from None


def _shown(key: str, value: Any) -> str:  # noqa: ANN401  # JSON
    time_ = expiry({key: value}, key) if key in _TIMES else None
    if time_ is not None:
        return f"{iso(time_)} ({value})"
    text = value if isinstance(value, str) else json_.dumps(value, ensure_ascii=False)
    return visible(text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…")


def _verdict(left: float | None) -> str:
    if left is None:
        return "it does not say when it expires; Anam's tokens are good for one hour"
    return f"expired {remaining(-left)} ago" if left <= 0 else f"good for {remaining(left)}"


def _remark(claims: Mapping[str, Any]) -> None:
    if claims.get("type") == "legacy":
        sys.stderr.write("note: Anam's clients refuse tokens of type legacy (Anam JavaScript SDK 4.27)\n")
