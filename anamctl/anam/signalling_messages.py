"""
The messages of the signalling socket, as values; nothing here opens one.

Every frame is ``{"actionType", "sessionId", "payload"}`` in both directions (Anam JavaScript SDK 4.27, Anam Python SDK
0.12). Reading is lenient: a frame that cannot be read is `Garbage`, an action that we do not know is `Unknown`, and no
frame raises.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The service's answer to our offer."""

    sdp: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address at which the service may be reached. An empty one says that there are no more."""

    candidate: str
    """As in SDP, with or without ``candidate:`` in front."""
    mid: str | None
    index: int | None


@dataclass(frozen=True, slots=True)
class SessionReady:
    """The parts behind the persona are ready."""


@dataclass(frozen=True, slots=True)
class ServerWarning:
    """The service warns; an update that it rejects is told so, too."""

    text: str


@dataclass(frozen=True, slots=True)
class EndSession:
    """The service ends the session."""

    reason: str


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The service is alive."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """An action that we do not know, or have no use for."""

    action: str


@dataclass(frozen=True, slots=True)
class Garbage:
    """A frame that is no message."""

    why: str


Message = Answer | Candidate | SessionReady | ServerWarning | EndSession | Heartbeat | Unknown | Garbage

_LONGEST = 2_000
"""Characters of a foreign text that are kept."""


def encode(action: str, session_id: str, payload: object) -> str:
    """Give a frame."""
    return json.dumps({"actionType": action, "sessionId": session_id, "payload": payload}, ensure_ascii=False)


def offer(session_id: str, sdp: str) -> str:
    """Give the frame of an offer. Other than the answer, it wraps the description once more."""
    payload = {"connectionDescription": {"type": "offer", "sdp": sdp}, "userUid": session_id}
    return encode("offer", session_id, payload)


def heartbeat(session_id: str) -> str:
    """Give the frame that says that we are alive."""
    return encode("heartbeat", session_id, "")


def end_session(session_id: str) -> str:
    """Give the frame that ends a session."""
    return encode("endsession", session_id, {})


def decode(frame: str | bytes) -> Message:
    """Read a frame."""
    try:
        data = json.loads(frame)
    except (ValueError, RecursionError):
        return Garbage("no JSON")
    if not isinstance(data, dict):
        return Garbage("no object")
    action = data.get("actionType")
    if not isinstance(action, str):
        return Garbage("no action")
    return _read(action.lower(), data.get("payload"))


def _read(action: str, payload: Any) -> Message:  # noqa: ANN401  # JSON
    match action:
        case "answer":
            return _answer(payload)
        case "icecandidate":
            return _candidate(payload)
        case "sessionready":
            return SessionReady()
        case "warning":
            return ServerWarning(_text(payload) or "a warning without words")
        case "endsession":
            return EndSession(_text(payload))
        case "heartbeat":
            return Heartbeat()
        case _:
            return Unknown(action[:_LONGEST])


def _answer(payload: Any) -> Message:  # noqa: ANN401  # JSON
    if isinstance(payload, dict):
        nested = payload.get("connectionDescription")  # as the offer has it: nobody sends this today
        sdp = payload.get("sdp") or (nested.get("sdp") if isinstance(nested, dict) else None)
        if isinstance(sdp, str) and sdp:
            return Answer(sdp)
    return Garbage("an answer without a description")


def _candidate(payload: Any) -> Message:  # noqa: ANN401  # JSON
    if not isinstance(payload, dict) or not isinstance(payload.get("candidate"), str):
        return Garbage("a candidate without an address")
    mid, index = payload.get("sdpMid"), payload.get("sdpMLineIndex")
    return Candidate(
        payload["candidate"],
        str(mid) if isinstance(mid, (str, int)) and not isinstance(mid, bool) else None,
        index if isinstance(index, int) and not isinstance(index, bool) else None,
    )


def _text(payload: Any) -> str:  # noqa: ANN401  # JSON
    """Give what a payload says: mostly it is a text, but one in an object is found as well."""
    if isinstance(payload, dict):
        for name in ("message", "reason", "warning", "error", "text"):
            if isinstance(payload.get(name), str) and payload[name].strip():
                return str(payload[name])[:_LONGEST]
    if isinstance(payload, str):
        return payload.strip()[:_LONGEST]
    return "" if payload in (None, {}, []) else json.dumps(payload, ensure_ascii=False)[:_LONGEST]
