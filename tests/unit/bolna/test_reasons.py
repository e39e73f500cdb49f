"""Every rule has words."""

from __future__ import annotations

from hypothesis import given

from anamctl.bolna import origins
from anamctl.bolna.reasons import REASONS
from tests.unit.bolna import agents


def test_the_rules_are_those_of_the_fact_sheet():
    assert " ".join(REASONS) == "T1 T2 T3 S1 S2 S3 S4 D1 D2 D3 D4 D5 D6 D7 D8 P1"
    assert {code for code, reason in REASONS.items() if reason.confidence == "documented"} == {
        "T1",
        "T2",
        "T3",
        "S1",
        "S2",
        "S3",
    }


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_every_rule_that_an_origin_names_is_explained(base, multilingual):
    for explained in origins.explain(base, multilingual).values():
        for origin in explained.values():
            assert set(origin.rules) <= REASONS.keys()
