from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.sync.definition import is_definition, open_definition, refuse_unset

AGENT = "agent_config: {agent_name: One, tasks: []}\n"
PERSONA = "personaConfig: {name: Two}\n"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "personas").mkdir()

    def write(text, name="a.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return write


def test_the_only_agent_is_meant(write):
    definition = open_definition(write(AGENT), "", {})

    assert (definition.path, definition.name, definition.key) == ("a.yaml", "One", "")
    assert definition.data == {"agent_config": {"agent_name": "One", "tasks": []}}


def test_a_name_is_enough(write):
    write(AGENT, "personas/support.yaml")

    for name in ("support", "One"):
        assert open_definition(name, "", {}).path.endswith("support.yaml")


def test_the_only_agent_among_personas_is_meant(write):
    assert open_definition(write(f"{PERSONA}---\n{AGENT}"), "", {}).key == ""


@pytest.mark.parametrize(("wanted", "key"), [("1", "One"), ("two", "Two"), ("3", "3")])
def test_of_several_agents_one_is_chosen_and_kept_apart(write, wanted, key):
    path = write("---\n".join([AGENT, AGENT.replace("One", "Two"), "agent_config: {tasks: []}\n"]))

    assert open_definition(path, wanted, {}).key == key


def test_agents_of_one_name_are_told_apart_by_number(write):
    assert open_definition(write(f"{AGENT}---\n{AGENT}"), "2", {}).key == "2"


@pytest.mark.parametrize(
    ("text", "wanted", "said"),
    [
        (f"{AGENT}---\n{AGENT}", "", "holds 2 documents; which one?"),
        (AGENT, "9", 'has no document "9"'),
        (PERSONA, "", "holds a persona, not an agent"),
        ("tools_config: {}\n", "", "holds only tools_config, and Bolna keeps whole agents"),
        ("multilingual_config: {}\n", "", "holds only multilingual_config"),
        ("agent_config: 1\n", "", "holds only multilingual_config"),
        ("agent_config: [\n", "", "cannot be read as it stands"),
        ("agent_config: {a: 1, a: 2}\n", "", "cannot be read as it stands"),
    ],
)
def test_what_is_no_agent_is_refused(write, text, wanted, said):
    with pytest.raises(UsageError, match=said.replace("?", r"\?")):
        open_definition(write(text), wanted, {})


def test_a_file_that_is_not_there_is_told(write):
    with pytest.raises(UsageError, match="does not exist"):
        open_definition("none.yaml", "", {})


def test_a_variable_without_a_value_is_refused_with_its_line(write):
    path = write("agent_config:\n  agent_name: One\n  tasks: [{a: x}, '${HOOK}']\n")
    with pytest.raises(UsageError) as refused:
        refuse_unset(open_definition(path, "", {}))

    assert refused.value.message == "a.yaml:3 needs ${HOOK}, which is not set."
    refuse_unset(open_definition(path, "", {"HOOK": "x"}))


def test_an_id_is_no_definition(write):
    assert is_definition("5b8c1f1e-0000", {}) is None
    assert is_definition(write(AGENT), {}) is not None
