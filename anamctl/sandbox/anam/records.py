"""What is told about sessions, while they run and afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.tokens import ACCOUNT
from anamctl.sandbox.anam.world import ENGINE

if TYPE_CHECKING:
    from anamctl.sandbox.anam.sessions import Session, Sessions

API_KEY_ID = "2c0e7f4a-93d1-4d57-8f0b-6a1f4f7f9b20"
"""Id of the only API key of the account."""
_EXITS = {"client": "NORMAL_EXIT", "closed": "NORMAL_EXIT", "service": "ERROR"}
"""Exit status by who ended it; others are closed by the engine. Anam names only a few of its own, as examples."""


def record(session: Session, host: str) -> dict[str, Any]:
    """
    Give the record of a session.

    Args:
        session: one that was started.
        host: where this service answers, with the port.
    """
    began = session.started if session.started is not None else session.created
    ended = session.ended
    return {
        "id": session.id,
        "personaId": session.persona_id,
        "clientLabel": session.label,
        "startTime": _time(began),
        "endTime": _time(ended) if ended is not None else None,
        "sessionLengthMs": round((ended - began) * 1000) if ended is not None else None,
        "exitStatus": _EXITS.get(session.ended_by, "CLOSED_BY_ENGINE") if session.ended_by is not None else None,
        "engineHost": f"{host}{ENGINE}",
        "engineProtocol": "http",
        "engineVersion": "sandbox",
        "clientMetadata": session.client,
        "personaConfig": {"type": "stateful" if session.persona_id else "ephemeral", **session.persona},
        "apiKeyId": API_KEY_ID,
        "organizationId": ACCOUNT,
        "createdAt": _time(session.created),
        "updatedAt": _time(ended if ended is not None else began),
    }


def full_record(session: Session, host: str) -> dict[str, Any]:
    """Give the record of a single session; under ``sandbox`` is what only a sandbox tells."""
    return {
        **record(session, host),
        "toolCalls": [],
        "sandbox": {
            "state": session.state,
            "endedBy": session.ended_by,
            "reason": session.reason,
            "sockets": session.sockets,
            "received": [{"via": one.via, "kind": one.kind} for one in list(session.received)],
            "sent": [{"via": one.via, "kind": one.kind} for one in list(session.sent)],
        },
    }


def concurrency(sessions: Sessions) -> dict[str, Any]:
    """Give how many slots there are, and how many are taken."""
    active = sessions.active()
    free = len(active) < sessions.slots
    wait = None if not active else round(min(session.max_length for session in active))
    return {
        "limit": sessions.slots,
        "active": len(active),
        "canStartSession": free,
        "estimatedWaitSeconds": 0 if free else wait,
    }


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
