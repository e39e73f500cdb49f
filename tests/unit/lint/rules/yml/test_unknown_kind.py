"""YML011: no key tells what a document is."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import unknown_kind
from tests.unit.lint.rules.yml.asking import ask, one

KEYS = ("personaConfig", "agent_config", "tools_config", "multilingual_config")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("personaConfg", "personaConfig"),
        ("personaconfig", "personaConfig"),
        ("persona_config", "personaConfig"),
        ("agentConfig", "agent_config"),
        ("agent-config", "agent_config"),
        ("tool_config", "tools_config"),
        ("multilingual_confg", "multilingual_config"),
    ],
)
def test_a_misspelt_key_is_corrected(written, meant):
    found = one(unknown_kind, f"# c\nlanguages: {{}}\n{written}: {{}}\n")

    assert (found.place, found.text, found.pointer) == ("3:1", written, f"/{written}")
    assert found.message == f'unknown key "{written}" at the top level'
    assert found.label == f'did you mean "{meant}"?'
    assert found.fixed == f"# c\nlanguages: {{}}\n{meant}: {{}}\n"
    assert found.fix is not None
    assert not found.fix.safe
    assert all(key in " ".join(found.notes) for key in KEYS)


@pytest.mark.parametrize(
    ("text", "key", "owner"),
    [
        ("name: Anna\navatarId: x\n", "avatarId", "personaConfig"),
        ("systemPrompt: You are Anna.\n", "systemPrompt", "personaConfig"),
        ("agent_name: Anna\ntasks: []\n", "agent_name", "agent_config"),
        ("transcriber: {}\n", "transcriber", "tools_config"),
        ("enabled: true\nlanguages: {}\n", "enabled", "multilingual_config"),
    ],
)
def test_content_without_its_key_is_recognised(text, key, owner):
    found = one(unknown_kind, text)

    assert (found.text, found.message) == (key, f'"{key}" at the top level')
    assert found.label == f'it belongs below "{owner}"'
    assert found.fix is None


@pytest.mark.parametrize(
    ("key", "owner"),
    [("languages", "personaConfig"), ("sessionOptions", "personaConfig"), ("agent_prompts", "agent_config")],
)
def test_what_stands_beside_the_telling_key_is_not_enough(key, owner):
    found = one(unknown_kind, f"{key}: {{}}\n")

    assert (found.text, found.message) == (key, f'"{key}" without "{owner}"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("services: {}\nversion: 3\n", 'neither a persona nor an agent: top-level keys are "services", "version"'),
        ("a: 1\nb: 2\nc: 3\nd: 4\n", 'neither a persona nor an agent: top-level keys are "a", "b", "c", …'),
        ("{}", "empty mapping"),
    ],
)
def test_something_else_is_said_to_be_so(text, message):
    found = one(unknown_kind, text)

    assert (found.place, found.message) == ("1:1", message)
    assert found.label == 'expected "personaConfig" or the keys of a Bolna agent'


def test_json_keys_are_corrected_inside_their_quotes():
    assert one(unknown_kind, '{"personaConfg": {}}', "a.json").fixed == '{"personaConfig": {}}'


@pytest.mark.parametrize("key", KEYS)
def test_a_telling_key_is_enough(key):
    assert ask(unknown_kind, f"{key}:\nother: 1\n") == []
