"""`--sandbox`: a service of our own for as long as the command runs."""

from __future__ import annotations

import json
import os

import pytest

from tests.unit.sandbox.servers import agent, languages

STATE = os.path.join(".anamctl_cache", "sandbox-bolna.json")


def agents(path):
    return json.loads(path.read_text(encoding="utf-8"))["agents"]


def test_commands_see_the_same_agents_one_after_the_other(anamctl, write, tmp_path):
    write()
    pushed = anamctl("agent", "push", "a.yaml", "--yes", "--sandbox")
    id_ = pushed.out.split()[1]

    assert pushed.code == 0
    assert [one["id"] for one in agents(tmp_path / STATE)] == [id_]
    assert (tmp_path / ".anamctl_cache" / ".gitignore").read_text() == "*\n"
    assert json.loads(anamctl("agent", "list", "--sandbox", "--json").out)["data"][0]["file"] == "a.yaml"
    assert anamctl("agent", "diff", "a.yaml", "--sandbox").err == f"a.yaml and agent {id_} are the same\n"
    assert anamctl("agent", "pull", id_, "b.yaml", "--sandbox").code == 0
    assert anamctl("agent", "delete", "a.yaml", "--yes", "--sandbox").code == 0
    assert anamctl("agent", "list", "--sandbox").err == "no agents at the sandbox\n"


def test_another_file_can_hold_them(anamctl, write, tmp_path):
    write()
    anamctl("agent", "push", "a.yaml", "--yes", "--sandbox-state", "mine.json")

    assert len(agents(tmp_path / "mine.json")) == 1
    assert anamctl("agent", "list", "--sandbox", "--sandbox-state", "mine.json").out
    assert anamctl("agent", "list", "--sandbox").out == ""


def test_the_lock_file_keeps_the_sandbox_apart(anamctl, write, tmp_path, server):
    write()
    for arguments in (("--sandbox",), ()):
        assert anamctl("agent", "push", "a.yaml", "--yes", *arguments).out.startswith("created")
    entries = json.loads((tmp_path / "anamctl.lock").read_text())["agents"]

    assert [(entry["profile"], entry["service"]) for entry in entries] == [
        ("default", server.url),
        ("sandbox", "sandbox"),
    ]


def test_a_real_key_is_never_sent_there(anamctl, write, monkeypatch):
    monkeypatch.setenv("BOLNA_API_KEY", "bn-real")
    monkeypatch.setenv("BOLNA_API_URL", "https://api.example.invalid")
    write()

    assert anamctl("agent", "push", "a.yaml", "--yes", "--sandbox").code == 0


def test_a_profile_and_the_sandbox_exclude_each_other(anamctl):
    assert anamctl("agent", "list", "--sandbox", "--profile", "x").code == 2


def test_the_sandbox_refuses_what_bolna_refuses(anamctl, write):
    write(agent(languages("hi", "ta"), synthesizer={"provider": "elevenlabs", "provider_config": {"voice_id": "v"}}))
    code, _, err = anamctl("agent", "push", "a.yaml", "--yes", "--sandbox")

    assert code == 3
    assert "BOL307" in err


def test_a_missing_extra_is_one_line_and_the_command_that_installs_it(anamctl, monkeypatch):
    monkeypatch.setattr("anamctl.sandbox.extra.find_spec", lambda _: None)

    code, out, err = anamctl("agent", "list", "--sandbox")

    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "anamctl: the sandbox needs starlette and uvicorn, which are not installed.",
        'hint: pip install "anamctl[sandbox]"',
    ]


@pytest.mark.parametrize("text", ["{}", "x"])
def test_a_state_file_that_is_none_is_told(anamctl, tmp_path, text):
    (tmp_path / "state.json").write_text(text)

    assert anamctl("agent", "list", "--sandbox-state", "state.json").code == 2
