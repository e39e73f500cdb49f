from __future__ import annotations

import json

import pytest

from anamctl.cli.rule import _complete
from anamctl.lint.pages import HEADINGS, page
from anamctl.lint.rules import all_codes, all_rules


def test_all_rules_are_listed_in_the_order_of_their_codes(anamctl):
    code, out, err = anamctl("rule")
    lines = out.splitlines()

    assert (code, err) == (0, "")
    assert [line.split()[0] for line in lines] == list(all_codes())
    assert all(rule.summary in line and rule.name in line for rule, line in zip(all_rules(), lines, strict=True))


@pytest.mark.parametrize("wanted", ["YML", "yml", "YML0"])
def test_a_family_is_listed(anamctl, wanted):
    codes = [line.split()[0] for line in anamctl("rule", wanted).out.splitlines()]

    assert codes == [code for code in all_codes() if code.startswith("YML")]


@pytest.mark.parametrize("wanted", ["YML007", "yml007", " YML007 ", "duplicate-key", "Duplicate-Key"])
def test_one_rule_is_explained_by_its_page(anamctl, wanted):
    (rule,) = [rule for rule in all_rules() if rule.code == "YML007"]

    assert anamctl("rule", wanted) == (0, page(rule), "")


@pytest.mark.parametrize(
    ("wanted", "hint"),
    [
        ("YML777", "`anamctl rule YML` lists that family."),
        ("YML07", 'did you mean "YML007"?'),
        ("duplicate-keys", 'did you mean "duplicate-key"?'),
        ("qqqqqqqq", "`anamctl rule` lists all rules."),
    ],
)
def test_an_unknown_rule_is_answered_with_the_nearest(anamctl, wanted, hint):
    code, out, err = anamctl("rule", wanted)

    assert (code, out) == (2, "")
    assert err.startswith(f'anamctl: no rule "{wanted}".\nhint: ')
    assert hint in err


def test_json_has_everything_about_a_rule(anamctl):
    document = json.loads(anamctl("rule", "YML007", "--json").out)
    (rule,) = document["data"]

    assert (document["version"], document["command"], document["ok"], document["errors"]) == (1, "rule", True, [])
    assert list(rule) == ["code", "name", "severity", "summary", "since", "sections"]
    assert (rule["code"], rule["name"], rule["severity"]) == ("YML007", "duplicate-key", "error")
    assert list(rule["sections"]) == ["", *HEADINGS]


def test_json_of_all_rules(anamctl):
    document = json.loads(anamctl("rule", "--json").out)

    assert [rule["code"] for rule in document["data"]] == list(all_codes())


@pytest.mark.parametrize(("typed", "count"), [("YML00", 9), ("yml00", 9), ("Yml", 0), ("", len(all_codes()))])
def test_codes_are_completed_as_they_are_typed(typed, count):
    found = _complete(typed)

    assert all(code.startswith(typed) for code in found)
    assert len(found) == count
