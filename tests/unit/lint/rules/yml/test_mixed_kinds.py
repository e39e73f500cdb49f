"""YML020: a persona and an agent in one document."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import mixed_kinds
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize("key", ["agent_config", "tools_config", "multilingual_config", "agent_prompts"])
def test_keys_of_an_agent_beside_a_persona_are_found(key):
    found = one(mixed_kinds, f"personaConfig: {{}}\n{key}: {{}}\n")

    assert (found.place, found.text, found.pointer) == ("2:1", key, f"/{key}")
    assert found.message == f'"{key}" beside "personaConfig"'
    assert '"---"' in found.label
    assert found.severity is Severity.ERROR


def test_each_of_them_is_found():
    text = '{"tools_config": {}, "personaConfig": {}, "agent_config": {}}'

    assert [found.place for found in ask(mixed_kinds, text, "a.json")] == ["1:43", "1:2"]


@pytest.mark.parametrize(
    "text",
    [
        "personaConfig: {}\n---\nagent_config: {}\n",
        "agent_config: {}\ntools_config: {}\n",
        "personaConfig: {agent_config: 1}\n",
    ],
)
def test_documents_of_one_kind_pass(text):
    assert ask(mixed_kinds, text) == []
