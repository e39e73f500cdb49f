from __future__ import annotations

import pytest

from anamctl.sandbox.faults import Faults, spoil
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
