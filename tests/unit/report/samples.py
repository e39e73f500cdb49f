"""Findings to report."""

from __future__ import annotations

import re
from typing import Any

from hypothesis import strategies as st

from anamctl.lint.finding import Edit, Finding, Fix, Severity
from anamctl.report.run import Run

SGR = re.compile(r"\x1b\[[0-9;]*m")


def finding(**changes: Any) -> Finding:
    """Give the finding of the screens, with some things changed."""
    values: dict[str, Any] = {
        "path": "personas/concierge.yaml",
        "line": 24,
        "column": 3,
        "end_line": 24,
        "end_column": 5,
        "code": "LNG101",
        "name": "unknown-language-code",
        "severity": Severity.ERROR,
        "message": 'unknown language code "jp"',
        "label": 'not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?',
        "notes": (),
        "pointer": "/languages/jp",
        "fix": Fix("rename the key to ja", (Edit(612, 614, "ja"),)),
        "excerpt": (
            (22, "    voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b"),
            (23, "languages:"),
            (24, "  jp:"),
        ),
    }
    values.update(changes)
    return Finding(**values)


def pointed(line: str, start: int, end: int, **changes: Any) -> Finding:
    """Give a finding that points at a piece of a line."""
    changes.setdefault("label", "")
    changes.setdefault("fix", None)
    return finding(column=start + 1, end_column=end + 1, excerpt=((24, line),), **changes)


WARNING = finding(
    path="personas/support.yaml",
    line=19,
    column=22,
    end_line=19,
    end_column=24,
    code="BOL302",
    name="active-language",
    severity=Severity.WARNING,
    message='active_language "pt" is not among the languages',
    label="one of: en, hi, ta",
    notes=('Bolna answers this with "Invalid multilingual config" and saves nothing',),
    pointer="/multilingual_config/active_language",
    fix=None,
    excerpt=((18, "  multilingual_config:"), (19, "    active_language: pt")),
)
ADVICE = finding(
    path="personas/support.yaml",
    line=1,
    column=1,
    end_line=1,
    end_column=1,
    code="TXT409",
    name="short-prompt",
    severity=Severity.INFO,
    message="the prompt is short",
    label="",
    pointer="",
    fix=Fix("add a sentence", (Edit(0, 0, "Answer briefly."),), safe=False),
    excerpt=((1, ""),),
)


def run(*findings: Finding, **changes: Any) -> Run:
    paths = tuple(dict.fromkeys(one.path for one in findings))
    values: dict[str, Any] = {"findings": list(findings), "files": 14, "seconds": 0.1234, "paths": paths}
    return Run(**{**values, **changes})


# ---- for properties --------------------------------------------------------------------------------------------------

anything = st.text(st.characters(exclude_categories=()), max_size=60)
"""Text with everything that Unicode has, halves of surrogate pairs among it."""
lines = st.text(
    st.one_of(
        st.sampled_from("abc: \t-'\"#"),
        st.sampled_from("日本語한국어東"),
        st.sampled_from("e\u0301a\u0308o\u20dd"),
        st.sampled_from("\u202e\u2066\u200b\u200d\u061c\ufeff\x1b\x07\x00\x9b\u2028"),
        st.sampled_from("مرحباשלום"),
        st.sampled_from("हिन्दी தமிழ்"),
        st.sampled_from("👍🇫🇷👩"),
        st.characters(exclude_characters="\n\r"),
    ),
    max_size=80,
)


@st.composite
def findings(draw: st.DrawFn, text: st.SearchStrategy[str] = anything) -> Finding:
    """Give a finding that says and shows anything."""
    line = draw(lines)
    start = draw(st.integers(0, len(line)))
    return finding(
        path=draw(text.filter(bool)),
        column=start + 1,
        end_line=24 + draw(st.integers(0, 1)),
        end_column=draw(st.integers(start, len(line))) + 1,
        severity=draw(st.sampled_from(Severity)),
        message=draw(text),
        label=draw(text),
        notes=tuple(draw(st.lists(text, max_size=2))),
        pointer=draw(text),
        fix=draw(st.none() | st.builds(Fix, text, st.just((Edit(0, 1, "x"),)), st.booleans())),
        excerpt=(*((number, draw(lines)) for number in range(22, 24)), (24, line)),
    )
