"""ANM218: sessions that smaller plans cut short."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import session_length
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


@pytest.mark.parametrize(
    ("seconds", "shown", "plans"),
    [
        ("181", "181", "Free after 180 s"),
        ("180.5", "180.5", "Free after 180 s"),
        ("300", "300", "Free after 180 s"),
        ("301", "301", "Free after 180 s, Starter after 300 s"),
        ("1200", "1,200", "Free after 180 s, Starter after 300 s, Explorer after 600 s"),
        ("9" * 390, "a number of too many digits", "Free after 180 s, Starter after 300 s, Explorer after 600 s"),
    ],
)
def test_the_plans_that_end_it_earlier_are_named(seconds, shown, plans):
    found = one(session_length, INLINE + f"  maxSessionLengthSeconds: {seconds}\n")

    assert (found.place, found.text) == ("5:28", seconds)
    assert found.message == f"maxSessionLengthSeconds is {shown}"
    assert found.label == f"smaller plans end the session earlier: {plans}"
    assert found.severity is Severity.INFO


def test_entries_are_looked_at():
    found = one(session_length, INLINE + "languages: {fr: {maxSessionLengthSeconds: 600}}\n")

    assert found.pointer == "/languages/fr/maxSessionLengthSeconds"


@pytest.mark.parametrize("seconds", ["180", "1", "0", "-5", "true", '"600"', ".inf", ".nan", "null"])
def test_what_every_plan_allows_and_what_is_wrong_otherwise_pass(seconds):
    assert not ask(session_length, INLINE + f"  maxSessionLengthSeconds: {seconds}\n")
