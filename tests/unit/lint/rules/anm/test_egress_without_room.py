"""ANM225: egress to a Daily room that is not named."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import egress_without_room
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_the_room_must_be_named():
    found = one(egress_without_room, INLINE + "sessionOptions:\n  egress: {mode: daily}\n")

    assert (found.place, found.text) == ("6:18", "daily")
    assert found.message == 'egress has no "daily"'
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "egress", ["{mode: daily, daily: {}}", "{mode: daily, daily: null}", "{mode: other}", "{}", "daily", "null"]
)
def test_other_egress_passes(egress):
    assert not ask(egress_without_room, INLINE + f"sessionOptions:\n  egress: {egress}\n")
