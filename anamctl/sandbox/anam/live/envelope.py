"""
The two envelopes: signalling on the WebSocket, messages on the data channel.

Anam JavaScript SDK 4.27 and Anam Python SDK 0.12. On the data channel the type is spelled `message_type` in what comes
in and `messageType` in what goes out.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple, NoReturn

MAX_TEXT = 1_000_000
"""Characters of a frame that is still read."""


class Signal(NamedTuple):
    """One signalling message."""

    action: str
    """In lower case."""
    payload: Any
    whole: dict[str, Any]


def read_signal(text: str) -> Signal | None:
    """Read what came on the WebSocket; None when it is no signalling message."""
    found = _object(text)
    action = None if found is None else found.get("actionType")
    if found is None or not isinstance(action, str):
        return None
    return Signal(action.lower(), found.get("payload"), found)


def signal(action: str, session_id: str, payload: object = "") -> str:
    """Write a signalling message."""
    return json.dumps({"actionType": action, "sessionId": session_id, "payload": payload})


def read_message(text: object) -> tuple[str, dict[str, Any]] | None:
    """Read what came on the data channel: its type and all of it; None when it is no message."""
    found = _object(text) if isinstance(text, str) else None
    kind = None if found is None else found.get("message_type")
    if found is None or not isinstance(kind, str):
        return None
    return kind, found


def message(kind: str, data: dict[str, Any]) -> str:
    """Write a message for the data channel."""
    return json.dumps({"messageType": kind, "data": data})


def _object(text: str) -> dict[str, Any] | None:
    if len(text) > MAX_TEXT:
        return None
    try:
        # RecursionError: a thousand brackets are no message either.
        found = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
