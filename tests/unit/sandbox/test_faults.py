from __future__ import annotations

import pytest

from anamctl.sandbox.faults import Faults, LiveFaults, spoil
from anamctl.sandbox.scenario.anam_faults import LiveFault
from anamctl.sandbox.scenario.bolna import Fault


def test_the_first_fault_that_fits_happens():
    one, two = Fault(request="read", status=500), Fault(status=503)
    faults = Faults([one, two])

    assert [faults.next("read"), faults.next("list")] == [one, two]


def test_a_fault_that_is_used_up_makes_room_for_the_next():
    one, two = Fault(times=1, status=500), Fault(after=1, status=503)
    faults = Faults([one, two])

    assert [faults.next("read") for _ in range(3)] == [one, None, two]


def test_without_faults_nothing_happens():
    assert Faults([]).next("read") is None


def live(**fault):
    return LiveFault.model_validate(fault)


def test_everything_that_goes_wrong_at_a_moment_of_a_session_does():
    garbage, drop = live(fault="garbage", at="update"), live(fault="drop", at="update")
    faults = LiveFaults([garbage, live(fault="end", at="speech"), drop])

    assert faults.at("update") == [garbage, drop]
    assert faults.at("ready") == []


def test_moments_are_counted_for_each_fault():
    first, later = live(fault="warning", times=1), live(fault="drop", after=1, times=2)
    faults = LiveFaults([first, later])

    assert [faults.at("ready") for _ in range(4)] == [[first], [later], [later], []]


@pytest.mark.parametrize(
    ("fault", "moment"),
    [
        ({"fault": "drop"}, "ready"),
        ({"fault": "late-answer"}, "offer"),
        ({"fault": "no-answer"}, "offer"),
        ({"fault": "no-peer"}, "offer"),
        ({"fault": "no-ready"}, "channel"),
        ({"fault": "refuse"}, "start"),
        ({"fault": "refuse", "at": "reopen"}, "reopen"),
    ],
)
def test_a_fault_has_a_moment_of_its_own(fault, moment):
    assert LiveFaults([live(**fault)]).at(moment) != []


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("a", {"b": [1, {"c": 2}]}),
        ("b.0", {"a": 0, "b": [{"c": 2}]}),
        ("b.1.c", {"a": 0, "b": [1, {}]}),
        ("b.7", {"a": 0, "b": [1, {"c": 2}]}),
        ("x.y.z", {"a": 0, "b": [1, {"c": 2}]}),
        ("a.x", {"a": 0, "b": [1, {"c": 2}]}),
    ],
)
def test_paths_are_lost(path, left):
    data = {"a": 0, "b": [1, {"c": 2}]}
    spoil(data, Fault(lose=(path,)))

    assert data == left


def test_paths_are_changed_and_added():
    data = {"a": 0, "b": [1, {"c": 2}]}
    spoil(data, Fault(change={"a": None, "b.0": "x", "b.1.d": {}, "b.7": 1}))

    assert data == {"a": None, "b": ["x", {"c": 2, "d": {}}]}


def test_no_fault_spoils_nothing():
    data = {"a": 0}
    spoil(data, None)

    assert data == {"a": 0}
