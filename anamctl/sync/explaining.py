"""What the service means: its short words beside what the linter finds in the file, suppressed or not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.lint.finding import Finding
    from anamctl.sync.definition import Definition

_CODES = (
    ("invalid multilingual config", ("BOL301", "BOL302", "BOL303", "BOL304", "BOL305")),
    ("elevenlabs", ("BOL307",)),
    ("must be between", ("BOL308", "BOL330")),
    ("invalid value for provider", ("BOL306",)),
    ("pipelines", ("BOL305", "BOL327")),
    ("is required", ("BOL303", "BOL304", "BOL327", "BOL322")),
)
"""Words of an answer to the rules that say the same at more length."""
_NAMES = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)+|'[^']+'|\"[^\"]+\"")
_MOST = 3
_WORST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def explain(text: str, definition: Definition, environ: Mapping[str, str]) -> list[Finding]:
    """
    List the findings that say what the service did not like, the best first; none where we know no better.

    Args:
        text: what the service said.
        definition: what it was sent.
        environ: values for ``${NAME}``.
    """
    from anamctl.definitions.reader import read_bytes
    from anamctl.lint.engine import Plan, run

    # Everything counts here, also what a comment or the settings keep quiet about.
    file = read_bytes(definition.file.data, definition.path, environ)
    found = [finding for finding in run(file, Plan()) if finding.code.startswith("BOL")]
    found.sort(key=lambda finding: _WORST_FIRST.index(finding.severity))
    low = text.lower()
    for words, codes in _CODES:
        if words in low:
            matching = [finding for finding in found if finding.code in codes]
            if matching:
                return matching[:_MOST]
    names = {name.strip("'\"").lower() for name in _NAMES.findall(text)}
    return [finding for finding in found if any(_mentions(finding, name) for name in names)][:_MOST]


def _mentions(finding: Finding, name: str) -> bool:
    return name in finding.message.lower() or name in finding.pointer.lower().split("/")
