from __future__ import annotations

from anamctl.bolna import tables
from anamctl.definitions.reader import read_bytes
from anamctl.lint.finding import Severity
from anamctl.lint.runner import Linter, Selection
from benchmarks.agent import agent_file


def test_the_agent_has_every_language_and_no_errors():
    text = agent_file().encode()

    (document,) = read_bytes(text, "agent.yaml").documents
    tools = document.data["agent_config"]["tasks"][0]["tools_config"]
    assert tuple(tools["multilingual_config"]["languages"]) == tables.KEYS
    found = Linter(Selection(), {}).lint_bytes(text, "agent.yaml")
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    # No prompts, Assamese not heard live, Odia not detected: little to do for `validate`, which must not look slow.
    assert sorted(finding.code for finding in found) == ["BOL317", "LNG111", "LNG111"]
