from __future__ import annotations

from anamctl.report.statistics import render
from tests.unit.report.samples import ADVICE, WARNING, finding, run


def test_the_most_frequent_rule_comes_first_then_the_codes_in_order():
    found = [WARNING, *[finding()] * 1200, ADVICE]

    assert render(run(*found)) == (
        "  1,200  LNG101  unknown-language-code\n      1  BOL302  active-language\n      1  TXT409  short-prompt\n"
    )


def test_nothing_found_is_nothing_to_count():
    assert render(run()) == ""
