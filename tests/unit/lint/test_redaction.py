"""Secrets stay out of every finding."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.engine import Plan, run
from anamctl.lint.runner import Linter, Selection

SECRET = "sk" + "-proj-Ab3dEf6hIj9kLmN0pQrStUvWxYz1234567890"
INLINE = """\
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: {voice}
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
"""


def findings(text, codes=None, path="a.yaml"):
    plan = Plan((lambda code: code.startswith(codes)) if codes else (lambda _: True))
    return run(read_bytes(text.encode(), path), plan)


def everything(finding):
    return "\n".join(
        [
            finding.message,
            finding.label,
            *finding.notes,
            finding.pointer,
            str(finding.fix),
            *(line for _, line in finding.excerpt),
        ]
    )


@pytest.mark.parametrize("codes", [None, ("ANM",), ("SEC",), ("YML",)])
@pytest.mark.parametrize(
    "text",
    [
        INLINE.format(voice=SECRET),
        INLINE.format(voice=f'"{SECRET}"') + "  name: no\n",
        INLINE.format(voice="x") + f"  apiKey: {SECRET}\n  name: no\n",
        INLINE.format(voice="x") + f"  {SECRET}: no\n",
        INLINE.format(voice="x") + f"# {SECRET}\nlanguages: {{no: 1}}\n",
        f"personaConfig:\n  name: a {SECRET}: b\n",
        f"personaConfig:\n  name: 'a {SECRET}' b\n",
        f"{SECRET}: 1\n",
        f"- {SECRET}\n",
        f"personaConfig: ${{{SECRET}\n",
        f"personaConfig: *{SECRET}\n",
        f"personaConfig: !{SECRET} x\n",
        f"%{SECRET}\n",
    ],
)
def test_nothing_of_a_secret_is_in_any_finding(text, codes):
    for finding in findings(text, codes):
        said = everything(finding)
        assert not any(SECRET[start : start + 8] in said for start in range(3, len(SECRET) - 8))


def test_where_it_stood_can_still_be_seen():
    [finding] = findings(INLINE.format(voice=SECRET), ("SEC",))

    assert finding.excerpt[-1] == (3, "  voiceId: " + "•" * len(SECRET))
    assert (finding.line, finding.column, finding.end_column) == (3, 12, 12 + len(SECRET))


def test_lines_of_context_are_masked_too():
    text = INLINE.format(voice="6bfbe25a-979d-40f3-a92b-5394170af54b") + f"# {SECRET}\nlanguages:\n  no: {{name: x}}\n"
    [finding] = findings(text, ("YML",))

    assert finding.excerpt == ((5, "# " + "•" * len(SECRET)), (6, "languages:"), (7, "  no: {name: x}"))


def test_without_a_secret_findings_are_what_they_were():
    [finding] = findings("personaConfig:\n  name: no\n", ("YML",))

    assert finding.excerpt == ((1, "personaConfig:"), (2, "  name: no"))
    assert finding.fix is not None


def test_findings_about_comments_are_masked_as_well():
    text = f"personaConfig: {{}}  # anamctl: ignore[YML008] {SECRET}\n"
    linter = Linter(Selection(select=("YML",)), {})

    [finding] = linter.lint_bytes(text.encode(), "a.yaml")
    assert "Ab3dEf6h" not in everything(finding)
