"""
The messages of the data channel, as values; nothing here opens one.

What we send has ``message_type`` on top; what we receive has ``messageType`` and ``data`` (Anam JavaScript SDK 4.27).
Reading is lenient: types that we do not know are left alone, missing keys never raise.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anamctl.anam.events import Event, Message, Role, ToolCall, UserSpeech

if TYPE_CHECKING:
    from collections.abc import Mapping

LABEL = "session"
"""Of the data channel."""
_OPEN_TURNS = 64
"""Turns of which the text is kept, for what may still be added to them."""
_LONGEST_TURN = 200_000
"""Characters at which a turn stops growing; nobody speaks for hours without a breath."""


class Applied(NamedTuple):
    """The service has taken an update."""

    changed: Any
    """``changed_fields`` as it came: path to ``{"before", "after"}``, in a spelling that is not documented."""


# ---- what we send ----------------------------------------------------------------------------------------------------


def speech(session_id: str, text: str, now: datetime | None = None) -> str:
    """Give the message that says something to the persona, as if it had been heard."""
    return _encode("speech", content=text, session_id=session_id, timestamp=_stamp(now))


def context(session_id: str, text: str) -> str:
    """Give the message that lets the persona know something without an answer."""
    return _encode("context", session_id=session_id, content=text)


def interrupt(session_id: str, now: datetime | None = None) -> str:
    """Give the message that stops the persona in what it says."""
    return _encode("interrupt", session_id=session_id, timestamp=_stamp(now))


def persona_config(data: Mapping[str, Any]) -> str:
    """
    Give the message that changes a running persona.

    Raises:
        ValueError: JSON has no such value.
    """
    return _encode("persona_config", data=dict(data))


def tool_result(
    session_id: str, call: ToolCall, *, result: object = None, error: str = "", now: datetime | None = None
) -> str:
    """Give the message that answers a tool call; with an error when there is one."""
    outcome = {"error": error} if error else {"result": result}
    return _encode(
        "tool_result",
        session_id=session_id,
        tool_call_id=call.id,
        user_action_correlation_id=call.detail.get("user_action_correlation_id"),
        timestamp_user_action=call.detail.get("timestamp_user_action") or _stamp(now),
        **outcome,
    )


def _encode(kind: str, **fields: object) -> str:
    text = json.dumps({"message_type": kind, **fields}, ensure_ascii=False, allow_nan=False)
    return text.encode(errors="replace").decode()  # half a surrogate pair, as terminals give it, cannot be sent


def _stamp(now: datetime | None) -> str:
    """Give a time in UTC, without saying so: the service expects it like that."""
    moment = now or datetime.now(UTC)
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds")


# ---- what we receive -------------------------------------------------------------------------------------------------


class _Turn:
    """What has come of a turn so far."""

    __slots__ = ("final", "interrupted", "text")

    def __init__(self) -> None:
        self.text = ""
        self.final = False
        self.interrupted = False


class ChannelReader:
    """Reads what comes over the data channel of one session, and puts the pieces of turns together."""

    def __init__(self) -> None:
        self.ignored = 0
        """Messages that could not be read."""
        self._turns: OrderedDict[tuple[Role, str], _Turn] = OrderedDict()
        self._nameless = 0

    def read(self, frame: str | bytes, t: float) -> Event | Applied | None:
        """
        Read a message.

        Args:
            frame: as it came.
            t: seconds since the start.

        Returns:
            What happened, or None when it is nothing for us.
        """
        try:
            message = json.loads(frame)
        except (ValueError, RecursionError):
            message = None
        kind = message.get("messageType") if isinstance(message, dict) else None
        if not isinstance(kind, str):
            self.ignored += 1
            return None
        data = message.get("data")
        return self._event(kind, data if isinstance(data, dict) else {}, t)

    def _event(self, kind: str, data: dict[str, Any], t: float) -> Event | Applied | None:
        match kind:
            case "speechText":
                return self._message(data, t)
            case "userSpeechStarted" | "userSpeechEnded":
                return UserSpeech(t=t, speaking=kind == "userSpeechStarted")
            case "personaConfigUpdateApplied":
                return Applied(data.get("changed_fields", data.get("changedFields")))
            case "toolCallStarted":
                return _tool(data, t, "started")
            case "toolCallCompleted":
                return _tool(data, t, "completed")
            case "toolCallFailed":
                return _tool(data, t, "failed")
            case "clientToolEvent":  # what older engines send in the place of toolCallStarted
                return _tool(data, t, "started", name="event_name", id_="event_uid")
        return None

    def _message(self, data: dict[str, Any], t: float) -> Message | None:
        role: Role = "user" if data.get("role") == "user" else "persona"
        key = (role, _id(data.get("message_id")) or f"nameless-{self._nameless}")
        turn = self._turns.get(key)
        is_new = turn is None
        if turn is None:
            turn = self._turns[key] = _Turn()
            while len(self._turns) > _OPEN_TURNS:
                self._turns.popitem(last=False)
        before = (turn.text, turn.final, turn.interrupted)
        content = data.get("content")
        if isinstance(content, str):
            turn.text = (turn.text + content)[:_LONGEST_TURN]
        # Turns of the user come whole; only those of the persona come in pieces.
        turn.final |= bool(data.get("end_of_speech", role == "user"))
        turn.interrupted |= bool(data.get("interrupted"))
        self._turns.move_to_end(key)
        if turn.final and key[1].startswith("nameless-"):
            self._nameless += 1
        if not is_new and before == (turn.text, turn.final, turn.interrupted):
            return None
        return Message(t=t, role=role, id=key[1], text=turn.text, final=turn.final, interrupted=turn.interrupted)


def _id(value: object) -> str:
    return str(value) if isinstance(value, (str, int)) else ""


def _tool(
    data: dict[str, Any],
    t: float,
    stage: Literal["started", "completed", "failed"],
    *,
    name: str = "tool_name",
    id_: str = "tool_call_id",
) -> ToolCall:
    detail = {key: value for key, value in data.items() if key not in (name, id_)}
    return ToolCall(t=t, stage=stage, name=_id(data.get(name)) or "?", id=_id(data.get(id_)), detail=detail)
