"""The documentation of rules, read from their docstrings: sections, pages, examples."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, NamedTuple

from anamctl.lint.rules import FAMILIES, all_rules

if TYPE_CHECKING:
    from anamctl.lint.rule import Rule

HEADINGS = ("What it does", "Why it matters", "Example", "Use instead", "Fix", "Source")
"""Every rule has these, in this order."""

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Sample(NamedTuple):
    """An example of a rule as the file it would be."""

    suffix: str
    data: bytes


def sections(rule: Rule) -> dict[str, str]:
    """Split the docstring of a rule at its headings; the text before the first one has the key ``""``."""
    parts = re.split(r"^## (.+)$", rule.doc.strip(), flags=re.MULTILINE)
    found = {"": parts[0].strip()}
    for heading, body in zip(parts[1::2], parts[2::2], strict=True):
        found[heading.strip()] = body.strip()
    return found


def samples(text: str) -> list[Sample]:
    """Give the fenced examples of a section; a ``python`` fence holds a bytes literal for what YAML cannot show."""
    found = []
    for language, body in _FENCE.findall(text):
        if language == "python":
            found.append(Sample(".yaml", ast.literal_eval(body.strip())))
        else:
            found.append(Sample(f".{language}", body.encode()))
    return found


def page(rule: Rule) -> str:
    """Give the Markdown page of a rule."""
    found = sections(rule)
    lines = [f"# {rule.code} {rule.name}", "", found[""], ""]
    lines += [f"**Severity:** {rule.severity.value}  ", f"**Since:** {rule.since}", ""]
    for heading in HEADINGS:
        lines += [f"## {heading}", "", found.get(heading, ""), ""]
    return "\n".join(lines)


def overview() -> str:
    """Give the Markdown page that lists all rules by family."""
    lines = [
        "# Rules",
        "",
        "Written from the rules themselves by `make generate`; `anamctl rule CODE` shows the same.",
        "",
    ]
    for family, about in FAMILIES.items():
        rules = [rule for rule in all_rules() if rule.code.startswith(family)]
        if not rules:
            continue
        lines += [f"## {family}: {about}", "", "| code | name | severity | what it finds |", "|---|---|---|---|"]
        lines += [
            f"| [{rule.code}]({rule.code}.md) | {rule.name} | {rule.severity.value} | {rule.summary} |"
            for rule in rules
        ]
        lines.append("")
    return "\n".join(lines)
