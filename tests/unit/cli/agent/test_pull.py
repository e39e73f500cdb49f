from __future__ import annotations

import json
from copy import deepcopy

import pytest
import yaml

from anamctl.bolna.comparing import normal
from tests.unit.sandbox.servers import agent, languages

BODY = agent(languages("hi", "ta"))


def welcome(text, body=BODY):
    other = deepcopy(body)
    other["agent_config"]["agent_welcome_message"] = text
    return other


def change(server, text):
    server.store.replace(server.store.all()[0], welcome(text))


# ---- stdout ----------------------------------------------------------------------------------------------------------


def test_without_a_file_the_agent_is_printed_and_nothing_is_written(anamctl, server, tmp_path):
    id_ = server.add(BODY)
    code, out, err = anamctl("agent", "pull", id_)

    assert (code, err) == (0, "")
    assert normal(yaml.safe_load(out)) == normal(BODY)
    assert list(tmp_path.iterdir()) == []


def test_with_json_it_is_in_the_envelope(anamctl, server):
    id_ = server.add(BODY)
    document = json.loads(anamctl("agent", "pull", id_, "--json").out)

    assert (document["command"], document["data"]["id"]) == ("agent pull", id_)
    assert normal(document["data"]["agent"]) == normal(BODY)


def test_what_cannot_be_written_is_noted(anamctl, server):
    body = agent(languages("hi", "ta"), switch_handoff_messages={"fr": "Bonjour"})
    _, out, err = anamctl("agent", "pull", server.add(body))

    assert "note: switch_handoff_messages.fr is about a language without a leg and is left out\n" in err
    assert "Bonjour" not in out


# ---- a new file ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["new.yaml", "new.yml", "new.json"])
def test_a_new_file_is_made_and_validates(anamctl, server, tmp_path, name):
    id_ = server.add(BODY)
    code, out, err = anamctl("agent", "pull", id_, name)

    assert (code, out, err) == (0, "", f"wrote {name} from agent {id_}\n")
    assert anamctl("validate", name).code == 0
    assert anamctl("agent", "diff", name).code == 0
    assert sorted(path.name for path in tmp_path.iterdir() if path.name[0] != ".") == ["anamctl.lock", name]


def test_a_dry_run_shows_the_file_and_writes_none(anamctl, server, tmp_path):
    code, out, _ = anamctl("agent", "pull", server.add(BODY), "new.yaml", "--dry-run")

    assert code == 0
    assert "+  agent_name: Parcels\n" in out
    assert list(tmp_path.iterdir()) == []


# ---- a file that there is --------------------------------------------------------------------------------------------


def test_comments_order_and_everything_that_says_the_same_stay(anamctl, server, write):
    path = write()
    text = "# ours\n" + path.read_text(encoding="utf-8").replace(
        "  agent_welcome_message: Hello.", "  agent_welcome_message: 'Hello.' # spoken first"
    )
    path.write_text(text, encoding="utf-8")
    anamctl("agent", "push", "a.yaml", "--yes")
    change(server, "Welcome.")
    code, _, err = anamctl("agent", "pull", "a.yaml")

    assert (code, err) == (0, f"updated a.yaml from agent {server.store.all()[0].id}\n")
    assert path.read_text(encoding="utf-8") == text.replace("'Hello.'", "'Welcome.'")


def test_a_pull_of_what_is_known_writes_nothing(anamctl, server, write, tmp_path):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()}
    done = anamctl("agent", "pull", "a.yaml", "--json")

    assert json.loads(done.out)["data"]["changed"] is False
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()} == before


def test_after_a_pull_a_push_is_on_top_of_it(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    change(server, "By hand")
    anamctl("agent", "pull", "a.yaml")
    write(welcome("Ours"))

    assert anamctl("agent", "push", "a.yaml", "--yes").code == 0
    assert server.bodies[0]["agent_config"]["agent_welcome_message"] == "Ours"


def test_a_change_of_the_file_is_not_taken_back_unasked(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    change(server, "By hand")
    path = write(welcome("Ours"))
    before = path.read_bytes()
    code, _, err = anamctl("agent", "pull", "a.yaml")

    assert code == 1
    assert "a.yaml was changed since " in err
    assert path.read_bytes() == before
    assert anamctl("agent", "pull", "a.yaml", "--force").code == 0
    assert "By hand" in path.read_text(encoding="utf-8")


def test_a_dry_run_shows_what_would_change(anamctl, server, write):
    path = write()
    anamctl("agent", "push", "a.yaml", "--yes")
    change(server, "By \x1b[2Jhand")
    before = path.read_bytes()
    code, out, _ = anamctl("agent", "pull", "a.yaml", "--dry-run")

    assert (code, path.read_bytes()) == (0, before)
    assert "-  agent_welcome_message: Hello.\n" in out
    assert "\x1b" not in out


def test_a_file_that_belongs_to_another_agent_is_not_taken(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    other = server.add(welcome("Other"))
    code, _, err = anamctl("agent", "pull", other, "a.yaml")

    assert code == 1
    assert f"by the lock file, not {other}" in err


def test_without_a_lock_file_the_agent_is_not_known(anamctl, server, write):
    write()
    code, _, err = anamctl("agent", "pull", "a.yaml")

    assert code == 2
    assert "which agent a.yaml is at" in err


def test_a_key_that_the_service_puts_into_the_file_is_told(anamctl, server, tmp_path):
    secret = "sk-proj-" + "a1B2c3D4" * 5
    id_ = server.add(agent(api_tools={"tools_params": {"x": {"api_token": secret}}}))
    code, out, err = anamctl("agent", "pull", id_, "new.yaml")

    assert code == 0
    assert secret in (tmp_path / "new.yaml").read_text(encoding="utf-8")
    assert "(SEC501)\n" in err
    assert secret not in err + out


def test_comments_that_cannot_be_kept_are_told(anamctl, server, write, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("agent_config: {x: 1} # gone\n", encoding="utf-8")
    code, _, err = anamctl("agent", "pull", server.add(BODY), "a.yaml")

    assert code == 0
    assert "note: the comments inside the agent in a.yaml could not be kept\n" in err or "# gone" in path.read_text()


# ---- there and back --------------------------------------------------------------------------------------------------

EXAMPLES = ["helpline.yaml", "support.yaml"]


def test_every_example_that_is_an_agent_is_tried(project_root):
    agents = [
        path.name
        for path in sorted((project_root / "personas").glob("*.yaml"))
        if "agent_config:" in path.read_text(encoding="utf-8")
    ]

    assert agents == EXAMPLES


@pytest.fixture(params=["written", "expanded"])
def either(request, serve):
    """Serve a Bolna that answers what was written, or more than that."""
    return serve(answers=request.param)


@pytest.mark.parametrize("example", EXAMPLES)
def test_pull_push_pull_is_a_fixed_point(anamctl, either, project_root, tmp_path, example):
    (tmp_path / "first.yaml").write_bytes((project_root / "personas" / example).read_bytes())
    assert anamctl("agent", "push", "first.yaml", "--yes").code == 0
    id_ = either.store.all()[0].id
    files = []
    for name in ("a.yaml", "b.yaml"):
        assert anamctl("agent", "pull", id_, name).code == 0
        files.append((tmp_path / name).read_bytes())
        before = deepcopy(either.bodies[0])
        assert anamctl("agent", "push", name, "--yes").code == 0
        assert normal(either.bodies[0]) == normal(before)
        assert anamctl("agent", "pull", name).code == 0
        assert (tmp_path / name).read_bytes() == files[-1]

    assert files[0] == files[1]


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_pull_into_what_was_pushed_changes_no_byte(anamctl, server, project_root, tmp_path, example):
    source = (project_root / "personas" / example).read_bytes()
    (tmp_path / "a.yaml").write_bytes(source)
    anamctl("agent", "push", "a.yaml", "--yes")
    assert anamctl("agent", "pull", "a.yaml").code == 0

    assert (tmp_path / "a.yaml").read_bytes() == source


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_unknown_field_survives_everywhere(anamctl, server, project_root, tmp_path, example):
    (tmp_path / "a.yaml").write_bytes((project_root / "personas" / example).read_bytes())
    anamctl("agent", "push", "a.yaml", "--yes")
    body = server.bodies[0]
    unknown = {"deep": [1, 2.5, None, True, "text\nof two lines", "no", "${X} $$"]}
    tools = body["agent_config"]["tasks"][0]["tools_config"]
    entry = next(iter(tools["multilingual_config"]["languages"].values()))
    owners = [
        body["agent_config"],
        body["agent_config"]["tasks"][0],
        tools,
        tools["transcriber"],
        tools["synthesizer"],
        tools["synthesizer"]["provider_config"],
        tools["multilingual_config"],
        entry,
        entry["synthesizer"],
        entry["synthesizer"]["provider_config"],
        body["agent_prompts"]["task_1"],
    ]
    for number, owner in enumerate(owners):
        owner[f"x_injected_{number}"] = deepcopy(unknown)
    before = deepcopy(body)
    for name in ("a.yaml", "new.yaml"):
        assert anamctl("agent", "pull", server.store.all()[0].id, name).code == 0
        assert anamctl("agent", "push", name, "--yes").code == 0

        assert normal(server.bodies[0]) == normal(before)
        assert anamctl("agent", "pull", name).code == 0
