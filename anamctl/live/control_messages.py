"""
What a control socket speaks: one JSON object a line, a request and then its answer (no I/O here).

    {"version": 1, "op": "update", "data": {"languageCode": "es"}, "timeout": 2.0}
    {"version": 1, "ok": true, "result": {...}}
    {"version": 1, "ok": false, "error": {"code": "usage", "message": "...", "hint": "...", "exit_code": 2}}

At a port on loopback, which everybody on the machine can reach, a request also has a `secret`.
"""

from __future__ import annotations

import hmac
import json
from typing import Any

from anamctl.errors import AnamctlError, CredentialsError, ExitCode, GuessError, ServiceError, SettingsError, UsageError

VERSION = 1
LARGEST = 1024 * 1024
"""Bytes of a line; a longer one ends the connection."""
OPS = ("status", "config", "update", "language", "say", "context", "interrupt", "stop")
"""What can be asked for."""


class ControlError(ServiceError):
    """A session did not understand, or was not understood."""

    code = "control"


class RefusedError(AnamctlError):
    """A session refused what it was asked for."""

    def __init__(self, message: str, *, hint: str = "", code: str = "service", exit_code: int = 3) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        self.exit_code = ExitCode(exit_code) if exit_code in ExitCode._value2member_map_ else ExitCode.SERVICE


def encode(message: dict[str, Any]) -> bytes:
    """Give a message as a line."""
    return json.dumps({"version": VERSION, **message}, ensure_ascii=True).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any]:
    """
    Read a line.

    Raises:
        ControlError: it is no message, or one of another version.
    """
    if len(line) > LARGEST:
        raise ControlError(f"a message of the control socket is longer than {LARGEST:,} bytes.")
    try:
        message = json.loads(line)
    except (ValueError, RecursionError):
        raise ControlError("the control socket got something that is no JSON.") from None
    if not isinstance(message, dict):
        raise ControlError("the control socket got something that is no object.")
    if message.get("version") != VERSION:
        raise ControlError(
            "the session was started by another version of anamctl, which speaks otherwise.",
            hint="end it where it runs, and start it again.",
        )
    return message


def is_allowed(message: dict[str, Any], secret: str) -> bool:
    """Tell whether a request shows the secret; without one everybody who can reach the socket is allowed."""
    if not secret:
        return True
    shown = message.get("secret")
    return isinstance(shown, str) and hmac.compare_digest(shown.encode(errors="replace"), secret.encode())


def success(result: dict[str, Any]) -> bytes:
    """Give the answer to a request that was carried out."""
    return encode({"ok": True, "result": result})


def failure(error: AnamctlError) -> bytes:
    """Give the answer to a request that was not."""
    told = {"code": error.code, "message": error.message, "hint": error.hint, "exit_code": int(error.exit_code)}
    return encode({"ok": False, "error": told})


def result_of(message: dict[str, Any]) -> dict[str, Any]:
    """
    Give the result of an answer.

    Raises:
        AnamctlError: the session refused; with the exit code that it had there.
        ControlError: it is no answer.
    """
    result = message.get("result")
    if message.get("ok") is True and isinstance(result, dict):
        return result
    error = message.get("error")
    if not isinstance(error, dict):
        raise ControlError("the session gave an answer that is none.")
    text, hint, code = (str(error.get(key, "")) for key in ("message", "hint", "code"))
    exit_code = error.get("exit_code")
    known = {one.code: one for one in (UsageError, SettingsError, ServiceError, CredentialsError, GuessError)}
    if code in known:
        raise known[code](text, hint=hint)
    raise RefusedError(text, hint=hint, code=code, exit_code=exit_code if isinstance(exit_code, int) else 3)
