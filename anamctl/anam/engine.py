"""What the service answers when a session starts: where its engine is and how to get there."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

HEARTBEAT = 5.0
"""Seconds between heartbeats when the answer does not say (Anam JavaScript SDK 4.27)."""
RECONNECTS = 5
"""Attempts to get a lost signalling connection back when the answer does not say (Anam JavaScript SDK 4.27)."""


@dataclass(frozen=True, slots=True)
class EngineSession:
    """
    A session that has been given an engine: from here on it may be billed, and it has to be ended.

    Its repr says nothing of `ice_servers`, which hold credentials, nor of `data`.
    """

    session_id: str
    host: str
    """``connect-eu.anam.ai/v1/webrtc/engines/NAME``: may hold a port and a path; empty when the answer has none."""
    protocol: str = "https"
    signalling_endpoint: str = "/ws"
    region: str = ""
    heartbeat_seconds: float = HEARTBEAT
    max_reconnects: int = RECONNECTS
    ice_servers: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    """As they were answered; with credentials."""
    ice_transport_policy: str = "all"
    data: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    """The whole answer."""

    @classmethod
    def read(cls, data: Any) -> Self:  # noqa: ANN401  # JSON
        """
        Read an answer. Whatever is odd in it takes its default: a session that has begun must stay within reach.

        Raises:
            ValueError: it names no session.
        """
        if not isinstance(data, dict) or not isinstance(data.get("sessionId"), str) or not data["sessionId"]:
            raise ValueError("it names no session")
        config = data.get("clientConfig")
        config = config if isinstance(config, dict) else {}
        servers = config.get("iceServers")
        return cls(
            session_id=data["sessionId"],
            host=_text(data, "engineHost", ""),
            protocol=_text(data, "engineProtocol", "https"),
            signalling_endpoint=_text(data, "signallingEndpoint", "/ws"),
            region=_text(data, "region", ""),
            # Two spellings: that of the API reference, and that of the Kotlin SDK.
            heartbeat_seconds=_number(config, "heartbeatIntervalSeconds", "expectedHeartbeatIntervalSecs") or HEARTBEAT,
            max_reconnects=_count(_number(config, "maxWsReconnectionAttempts", "maxWsReconnectAttempts", least=0)),
            ice_servers=tuple(one for one in servers if isinstance(one, dict)) if isinstance(servers, list) else (),
            ice_transport_policy=_text(config, "iceTransportPolicy", "all"),
            data=data,
        )


def _text(data: Mapping[str, Any], key: str, default: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) and value else default


def _number(data: Mapping[str, Any], *keys: str, least: float = 0.001) -> float | None:
    for key in keys:
        value = data.get(key)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value < 1e9 and isfinite(value):
            return float(value)
    return None


def _count(value: float | None) -> int:
    return RECONNECTS if value is None else int(value)
