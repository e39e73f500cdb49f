from __future__ import annotations

import pytest

from anamctl.anam.engine import EngineSession

WHOLE = {
    "sessionId": "s",
    "engineHost": "h:1/path",
    "engineProtocol": "http",
    "signallingEndpoint": "/x/ws",
    "region": "eu",
    "clientConfig": {
        "heartbeatIntervalSeconds": 2.5,
        "maxWsReconnectionAttempts": 0,
        "iceServers": [{"urls": "turn:x", "username": "u", "credential": "very-secret"}, "odd"],
        "iceTransportPolicy": "relay",
    },
    "new": {"a": 1},
}


def test_an_answer_is_read_and_kept_whole():
    found = EngineSession.read(WHOLE)

    assert (found.session_id, found.host, found.protocol) == ("s", "h:1/path", "http")
    assert (found.signalling_endpoint, found.region) == ("/x/ws", "eu")
    assert (found.heartbeat_seconds, found.max_reconnects, found.ice_transport_policy) == (2.5, 0, "relay")
    assert found.ice_servers == ({"urls": "turn:x", "username": "u", "credential": "very-secret"},)
    assert found.data is WHOLE


def test_the_other_spelling_of_the_timers_is_known():
    found = EngineSession.read(
        {"sessionId": "s", "clientConfig": {"expectedHeartbeatIntervalSecs": 3, "maxWsReconnectAttempts": 7}}
    )

    assert (found.heartbeat_seconds, found.max_reconnects) == (3, 7)


@pytest.mark.parametrize(
    "config",
    [
        None,
        [],
        {},
        {"heartbeatIntervalSeconds": 0, "maxWsReconnectionAttempts": -1, "iceServers": {}},
        {"heartbeatIntervalSeconds": True, "maxWsReconnectionAttempts": "5", "iceTransportPolicy": 1},
        {"heartbeatIntervalSeconds": float("nan"), "maxWsReconnectionAttempts": float("inf")},
    ],
)
def test_odd_values_take_their_defaults_so_that_the_session_stays_within_reach(config):
    found = EngineSession.read({"sessionId": "s", "engineHost": 1, "clientConfig": config})

    assert found == EngineSession("s", "")
    assert (found.heartbeat_seconds, found.max_reconnects, found.signalling_endpoint) == (5, 5, "/ws")


@pytest.mark.parametrize("data", [None, [], {}, {"sessionId": ""}, {"sessionId": 1}])
def test_an_answer_without_a_session_is_none(data):
    with pytest.raises(ValueError, match="names no session"):
        EngineSession.read(data)


def test_credentials_are_not_in_the_repr():
    assert "very-secret" not in repr(EngineSession.read(WHOLE))
