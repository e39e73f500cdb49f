"""What the tests of one family need: lint with one rule, and apply its fixes."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.engine import Plan, run

PERSONA = """\
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
"""


class Lint:
    """Asks one rule."""

    def __init__(self, code):
        self.code = code
        self.plan = Plan(lambda code: code == self.code)

    def __call__(self, text, name="sample.yaml", environ=None):
        file = read_bytes(text.encode(), name, environ or {})
        assert not [issue for issue in file.issues if issue.kind not in ("unset", "ambiguous")]
        return run(file, self.plan)

    def places(self, text, name="sample.yaml"):
        return [(finding.line, finding.column) for finding in self(text, name)]

    def one(self, text, name="sample.yaml", environ=None):
        [finding] = self(text, name, environ)
        return finding

    def fixed(self, text, name="sample.yaml"):
        """Apply every fix that is offered, safe or not."""
        edits = [edit for finding in self(text, name) if finding.fix for edit in finding.fix.edits]
        for edit in sorted(set(edits), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text


@pytest.fixture
def lint(request):
    """Lint with the rule that the test module names in `CODE`."""
    return Lint(request.module.CODE)


@pytest.fixture
def persona():
    """Build a persona file: further lines of `personaConfig`, then lines below it."""

    def build(*lines, below=""):
        return PERSONA + "".join(f"  {line}\n" for line in lines) + below

    return build


@pytest.fixture
def agent():
    """Build an agent file with only its languages: entry lines by code."""

    def build(languages, head=("enabled: true",)):
        lines = ["multilingual_config:", *(f"  {line}" for line in head), "  languages:"]
        for code, extra in languages.items():
            lines += [f"    {code}:", "      synthesizer:", "        provider: sarvam", "        provider_config: {}"]
            lines += [f"      {line}" for line in extra]
        return "\n".join(lines) + "\n"

    return build
