"""What holds for every rule: its form, its examples, its page, its acceptance cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.pages import HEADINGS, page, samples, sections
from anamctl.lint.rule import ByHand
from anamctl.lint.rules import FAMILIES, all_codes, all_rules, codes
from tests.unit.lint.rules.account import linter

ROOT = Path(__file__).resolve().parents[4]
RULES = all_rules()
SHOWN = [rule for rule in RULES if rule.code != "YML001"]
"""A file that cannot be read has no text to show."""


def lint(rule, sample):
    return linter(rule.code).lint_bytes(sample.data, "sample" + sample.suffix)


def by_code(rule):
    return rule.code


def test_codes_and_names_are_unique_and_well_formed():
    assert len({rule.code for rule in RULES}) == len(RULES) == len(all_codes())
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"[A-Z]{3}[0-9]{3}", rule.code) for rule in RULES)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", rule.name) for rule in RULES)


def test_every_family_has_rules_and_its_own_hundred():
    hundreds = {"YML": "0", "LNG": "1", "ANM": "2", "BOL": "3", "TXT": "4", "SEC": "5"}

    assert set(FAMILIES) == set(hundreds)
    for family, digit in hundreds.items():
        assert codes(family)
        assert all(code.startswith(family + digit) for code in codes(family))


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_rule_lives_in_a_module_of_its_name_and_says_what_it_must(rule):
    assert rule.summary
    assert not rule.summary.endswith(".")
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", rule.since)
    assert (rule.check is None) == isinstance(rule.on, ByHand)


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_the_docstring_has_all_headings_in_order(rule):
    found = sections(rule)

    assert found[""]
    assert tuple(heading for heading in found if heading) == HEADINGS
    assert all(found[heading] for heading in HEADINGS)


@pytest.mark.parametrize("rule", SHOWN, ids=by_code)
def test_the_example_fails_with_this_rule_and_no_other_error(rule):
    shown = samples(sections(rule)["Example"])

    assert shown
    for sample in shown:
        findings = lint(rule, sample)
        assert rule.code in {finding.code for finding in findings}
        assert not [f for f in findings if f.severity is Severity.ERROR and f.code != rule.code]


@pytest.mark.parametrize("rule", SHOWN, ids=by_code)
def test_what_to_use_instead_passes(rule):
    shown = samples(sections(rule)["Use instead"])

    assert shown
    for sample in shown:
        assert not [f for f in lint(rule, sample) if f.code == rule.code or f.severity is Severity.ERROR]


@pytest.mark.parametrize("rule", RULES, ids=by_code)
def test_a_rule_has_a_page_a_failing_and_a_passing_case(rule):
    assert (ROOT / "docs" / "rules" / f"{rule.code}.md").read_text(encoding="utf-8") == page(rule)
    for folder in ("valid", "invalid"):
        cases = ROOT / "tests" / "acceptance" / folder / rule.code
        assert cases.is_dir()
        assert list(cases.iterdir())
