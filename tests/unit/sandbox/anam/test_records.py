from __future__ import annotations

import pytest

from anamctl.sandbox.anam.records import concurrency, full_record, record
from anamctl.sandbox.anam.sessions import Sessions


class Never:
    def cancel(self) -> None:
        """Nothing was to happen."""


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sessions(clock):
    return Sessions(2, grace=5, max_length=60, later=lambda seconds, call: Never(), clock=clock)


@pytest.mark.parametrize(
    ("by", "status"),
    [
        ("client", "NORMAL_EXIT"),
        ("closed", "NORMAL_EXIT"),
        ("stop", "CLOSED_BY_ENGINE"),
        ("silence", "CLOSED_BY_ENGINE"),
        ("length", "CLOSED_BY_ENGINE"),
        ("service", "ERROR"),
    ],
)
def test_who_ended_it_is_told_by_its_status(sessions, by, status):
    session = sessions.open({}, {}, {})
    assert record(session, "x")["exitStatus"] is None
    sessions.end(session, by, "because")

    assert record(session, "x")["exitStatus"] == status
    assert full_record(session, "x")["sandbox"]["endedBy"] == by
    assert full_record(session, "x")["sandbox"]["reason"] == "because"


def test_its_length_is_that_of_the_stream(sessions, clock):
    session = sessions.open({}, {}, {})
    clock.now += 2
    sessions.start(session)
    clock.now += 1.25
    sessions.end(session, "client")
    told = record(session, "127.0.0.1:1")

    assert told["createdAt"] == "2026-09-21T14:13:20.000Z"
    assert told["startTime"] == "2026-09-21T14:13:22.000Z"
    assert told["endTime"] == told["updatedAt"] == "2026-09-21T14:13:23.250Z"
    assert told["sessionLengthMs"] == 1250
    assert told["engineHost"] == "127.0.0.1:1/v1/webrtc/engines/sandbox"


def test_what_came_and_went_is_told_of_a_single_session(sessions):
    session = sessions.open({}, {}, {}, persona_id="saved")
    sessions.receive(session, "signalling", "offer", {"sdp": "long"})
    sessions.send(session, "signalling", "answer", {"sdp": "long"})
    told = full_record(session, "x")

    assert told["sandbox"]["received"] == [{"via": "signalling", "kind": "offer"}]
    assert told["sandbox"]["sent"] == [{"via": "signalling", "kind": "answer"}]
    assert told["personaConfig"]["type"] == "stateful"
    assert "sandbox" not in record(session, "x")


def test_the_wait_for_a_slot_is_told_only_when_all_are_taken(sessions):
    sessions.open({"maxSessionLengthSeconds": 20}, {}, {})
    assert concurrency(sessions)["estimatedWaitSeconds"] == 0
    sessions.open({}, {}, {})

    assert concurrency(sessions) == {"limit": 2, "active": 2, "canStartSession": False, "estimatedWaitSeconds": 20}
