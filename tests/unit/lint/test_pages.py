from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.pages import HEADINGS, Sample, overview, page, samples, sections
from anamctl.lint.rule import ByHand, Rule
from anamctl.lint.rules import FAMILIES, all_rules

DOC = """
One line about it.

## What it does

Finds a key.

## Why it matters

It is lost.

## Example

```yaml
a: 1
```

And as bytes:

```python
b"\\xff: 1\\n"
```

## Use instead

```json
{"a": 1}
```

## Fix

None.

## Source

YAML 1.2.2.
"""
NO_FILES = {"YML001"}
"""Rules about what is not in a file: no example could show it."""
RULE = Rule("YML999", "lost-key", "A key is lost", "0.1.0", Severity.WARNING, ByHand(), None, DOC, "")


def test_sections_are_split_at_the_headings():
    found = sections(RULE)

    assert list(found) == ["", *HEADINGS]
    assert found[""] == "One line about it."
    assert found["Why it matters"] == "It is lost."
    assert found["Example"].startswith("```yaml\na: 1\n```")


def test_samples_are_the_files_that_they_would_be():
    found = sections(RULE)

    assert samples(found["Example"]) == [Sample(".yaml", b"a: 1\n"), Sample(".yaml", b"\xff: 1\n")]
    assert samples(found["Use instead"]) == [Sample(".json", b'{"a": 1}\n')]
    assert samples(found["Fix"]) == []


def test_the_page_of_a_rule():
    lines = page(RULE).splitlines()

    assert lines[:6] == [
        "# YML999 lost-key",
        "",
        "One line about it.",
        "",
        "**Severity:** warning  ",
        "**Since:** 0.1.0",
    ]
    assert [line.removeprefix("## ") for line in lines if line.startswith("## ")] == list(HEADINGS)
    assert page(RULE).endswith("\n## Source\n\nYAML 1.2.2.\n")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_every_heading(rule):
    found = sections(rule)

    assert list(found) == ["", *HEADINGS]
    assert all(found.values()), [heading for heading, body in found.items() if not body]
    assert rule.code in NO_FILES or (samples(found["Example"]) and samples(found["Use instead"]))
    assert page(rule).startswith(f"# {rule.code} {rule.name}\n")


def test_the_overview_lists_every_rule_under_its_family_with_a_link():
    text = overview()
    families = text.split("\n## ")[1:]
    used = [name for name in FAMILIES if any(rule.code.startswith(name) for rule in all_rules())]

    assert [part.partition(":")[0] for part in families] == used
    for part in families:
        name = part.partition(":")[0]
        rows = [line for line in part.splitlines() if line.startswith("| [")]
        expected = [rule for rule in all_rules() if rule.code.startswith(name)]
        assert rows == [
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {rule.summary} |"
            for rule in expected
        ]


def test_no_summary_breaks_the_table():
    assert not [rule.code for rule in all_rules() if "|" in rule.summary or "\n" in rule.summary]
