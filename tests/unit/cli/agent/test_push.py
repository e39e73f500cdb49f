from __future__ import annotations

import json
from copy import deepcopy

import pytest

from anamctl.bolna.comparing import normal
from tests.unit.sandbox.servers import ENTRY, agent, languages

WELCOME = ("agent_config", "agent_welcome_message")
VALID = agent(languages("hi", "ta"))


def changed(body=VALID, text="Welcome."):
    other = deepcopy(body)
    other["agent_config"]["agent_welcome_message"] = text
    return other


def lock_of(path):
    return json.loads((path.parent / "anamctl.lock").read_text(encoding="utf-8"))["agents"]


# ---- create, replace, nothing ----------------------------------------------------------------------------------------


def test_a_push_creates_the_agent_and_notes_its_id(anamctl, server, write):
    path = write()
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")
    id_ = server.store.all()[0].id

    assert (code, out) == (0, f"created {id_}\n")
    assert err == 'creating agent "Parcels" in hi, ta\n'
    assert normal(server.bodies[0]) == normal(VALID)
    assert [(entry["file"], entry["profile"], entry["service"], entry["id"]) for entry in lock_of(path)] == [
        ("a.yaml", "default", server.url, id_)
    ]
    assert "id" not in path.read_text(encoding="utf-8").splitlines()
    assert server.journal.operations() == ["create", "read"]


def test_a_second_push_changes_nothing(anamctl, server, write):
    path = write()
    anamctl("agent", "push", "a.yaml", "--yes")
    before = (path.parent / "anamctl.lock").read_bytes()
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert (code, out, err) == (0, f"unchanged {server.store.all()[0].id}\n", "")
    assert server.journal.operations() == ["create", "read", "read"]
    assert (path.parent / "anamctl.lock").read_bytes() == before


def test_a_changed_file_shows_the_difference_and_replaces(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    write(changed())
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")
    id_ = server.store.all()[0].id

    assert (code, out) == (0, f"replaced {id_}\n")
    assert err.splitlines()[:2] == [f"--- {server.url.removeprefix('http://')} {id_}", "+++ a.yaml"]
    assert "-  agent_welcome_message: Hello.\n+  agent_welcome_message: Welcome.\n" in err
    assert server.journal.operations()[2:] == ["read", "replace", "read"]


def test_what_is_sent_has_plain_codes_and_every_field(anamctl, server, write):
    body = agent(languages("hi", "ta"), x_new={"deep": [1, None]})
    own = body["agent_config"]["tasks"][0]["tools_config"]["multilingual_config"]["languages"]["ta"]
    own["transcriber"] = {"language": "ta-IN"}
    write(body)
    anamctl("agent", "push", "a.yaml", "--yes")
    tools = server.bodies[0]["agent_config"]["tasks"][0]["tools_config"]

    assert tools["multilingual_config"]["languages"]["ta"]["transcriber"] == {"language": "ta"}
    assert tools["x_new"] == {"deep": [1, None]}


def test_quiet_says_only_the_result(anamctl, server, write):
    write()

    assert anamctl("agent", "push", "a.yaml", "--yes", "--quiet").err == ""


def test_a_name_is_enough(anamctl, server, write):
    write(name="personas/support.yaml")

    assert anamctl("agent", "push", "support", "--yes").code == 0
    assert anamctl("agent", "push", "Parcels", "--yes").out.startswith("unchanged")


# ---- dry run ---------------------------------------------------------------------------------------------------------


def test_a_dry_run_shows_and_changes_nothing(anamctl, server, write, tmp_path):
    write()
    created = anamctl("agent", "push", "a.yaml", "--dry-run")
    assert created == (0, 'would create agent "Parcels" in hi, ta\n', "")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]

    anamctl("agent", "push", "a.yaml", "--yes")
    write(changed())
    before = (tmp_path / "anamctl.lock").read_bytes()
    code, out, err = anamctl("agent", "push", "a.yaml", "--dry-run")

    assert (code, err) == (0, "")
    assert "+  agent_welcome_message: Welcome.\n" in out
    assert server.bodies[0]["agent_config"]["agent_welcome_message"] == "Hello."
    assert (tmp_path / "anamctl.lock").read_bytes() == before


# ---- asking ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_where_nobody_can_answer_nothing_is_asked_of_the_service(anamctl, server, write, arguments):
    write()
    code, out, err = anamctl("agent", "push", "a.yaml", *arguments)

    assert code == 2
    assert "--yes" in (out or err)
    assert server.journal.exchanges == []


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"YES\n", 0), (b"n\n", 1), (b"\n", 1), (b"", 1)])
def test_the_answer_decides(anamctl, server, write, answer, code):
    write()
    done = anamctl("agent", "push", "a.yaml", stdin=answer)

    assert done.code == code
    assert f'create agent "Parcels" at {server.url.removeprefix("http://")}? [y/N] ' in done.err
    assert len(server.bodies) == (code == 0)
    assert ("nothing was changed\n" in done.err) == (code == 1)


@pytest.mark.usefixtures("terminal")
def test_nothing_to_do_is_not_asked(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")

    assert "[y/N]" not in anamctl("agent", "push", "a.yaml").err


@pytest.mark.usefixtures("terminal")
def test_a_change_while_somebody_thinks_stops_the_push(anamctl, server, write, monkeypatch):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    write(changed())

    def think(question):
        record = server.store.all()[0]
        server.store.replace(record, changed(text="By hand"))
        return True

    monkeypatch.setattr("anamctl.cli.asking.ask", think)
    code, _, err = anamctl("agent", "push", "a.yaml")

    assert code == 1
    assert "was changed at Bolna" in err
    assert server.bodies[0]["agent_config"]["agent_welcome_message"] == "By hand"


# ---- what keeps a file from being pushed -----------------------------------------------------------------------------


def test_a_file_with_errors_is_not_pushed(anamctl, server, write):
    write(agent(languages("hi", active_language="ta")))
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert (code, out) == (1, "")
    assert "error  BOL301  " in err
    assert err.splitlines()[-2:] == [
        "anamctl: a.yaml has 2 findings and was not pushed.",
        "hint: fix what is above, and push again.",
    ]
    assert server.journal.exchanges == []


def test_findings_are_in_the_json_too(anamctl, server, write):
    write(agent(languages("hi", active_language="ta")))
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes", "--json")
    document = json.loads(out)

    assert (code, err, document["command"], document["ok"]) == (1, "", "agent push", False)
    assert [error["code"] for error in document["errors"]] == ["findings", "BOL302", "BOL301"]


def test_the_settings_of_the_linter_count(anamctl, server, write, tmp_path):
    write(agent(languages("hi", "ta"), x_new=1))
    (tmp_path / "anamctl.toml").write_text("strict = true\n")
    assert anamctl("agent", "push", "a.yaml", "--yes").code == 1

    (tmp_path / "anamctl.toml").write_text('strict = true\nignore = ["BOL315", "BOL317", "TXT"]\n')
    assert anamctl("agent", "push", "a.yaml", "--yes").code == 0


@pytest.mark.parametrize(("value", "code"), [(None, 2), ("https://example.com/hook", 0)])
def test_a_variable_needs_a_value(anamctl, server, write, monkeypatch, value, code):
    path = write()
    text = path.read_text(encoding="utf-8").replace("agent_welcome_message: Hello.", "webhook_url: ${HOOK}")
    path.write_text(text, encoding="utf-8")
    if value:
        monkeypatch.setenv("HOOK", value)
    done = anamctl("agent", "push", "a.yaml", "--yes")

    assert done.code == code
    if value:
        assert server.bodies[0]["agent_config"]["webhook_url"] == value
    else:
        assert "a.yaml:3 needs ${HOOK}, which is not set." in done.err
        assert server.journal.exchanges == []


# ---- what the service makes of it ------------------------------------------------------------------------------------


def test_fields_that_the_service_loses_or_changes_are_told(anamctl, serve, write):
    serve(
        faults=[
            {
                "request": "create",
                "lose": [".".join(WELCOME)],
                "change": {"agent_config.tasks.0.tools_config.transcriber.endpointing": 500, "agent_config.x": "new"},
            }
        ]
    )
    write()
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert code == 1
    assert out.startswith("created ")
    assert "Bolna dropped agent_config.agent_welcome_message, which was Hello.\n" in err
    assert "Bolna changed agent_config.tasks.0.tools_config.transcriber.endpointing from 250 to 500\n" in err
    assert "note: Bolna added agent_config.x: new\n" in err


def test_they_are_in_the_json(anamctl, serve, write):
    serve(faults=[{"request": "create", "lose": [".".join(WELCOME)]}])
    write()
    code, out, _ = anamctl("agent", "push", "a.yaml", "--yes", "--json")
    data = json.loads(out)["data"]

    assert code == 1
    assert (data["action"], data["file"]) == ("create", "a.yaml")
    assert data["lost"] == [{"path": list(WELCOME), "kind": "removed", "sent": "Hello.", "held": None}]
    assert (data["added"], data["rewritten"]) == ([], [])


def test_languages_that_are_not_enabled_are_told_to_be_dropped(anamctl, server, write):
    write(agent({"enabled": False, "active_language": "hi", "languages": {"hi": ENTRY, "ta": ENTRY}}))
    code, _, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert code == 1
    assert "Bolna dropped agent_config.tasks.0.tools_config.multilingual_config" in err


# ---- somebody else ---------------------------------------------------------------------------------------------------


def test_a_newer_change_of_somebody_else_stops_the_push(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    server.store.replace(server.store.all()[0], changed(text="By hand"))
    write(changed())
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert (code, out) == (1, "")
    assert '("Parcels") was changed at Bolna since ' in err
    assert "hint: `anamctl agent diff a.yaml` shows it; pull takes it over, --force replaces it." in err
    assert server.bodies[0]["agent_config"]["agent_welcome_message"] == "By hand"

    assert anamctl("agent", "push", "a.yaml", "--yes", "--force").code == 0
    assert server.bodies[0]["agent_config"]["agent_welcome_message"] == "Welcome."


def test_an_agent_that_is_gone_is_not_made_again_by_itself(anamctl, server, write):
    write()
    anamctl("agent", "push", "a.yaml", "--yes")
    server.store.remove(server.store.all()[0].id)
    code, _, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert (code, server.bodies) == (1, [])
    assert "by anamctl.lock, and there is none (Agent not found)." in err
    assert anamctl("agent", "push", "a.yaml", "--yes", "--new").out.startswith("created")


def test_an_id_takes_an_agent_that_is_there(anamctl, server, write):
    write()
    id_ = server.add(changed(text="Theirs"))

    assert anamctl("agent", "push", "a.yaml", "--yes", "--id", id_).out == f"replaced {id_}\n"
    assert anamctl("agent", "push", "a.yaml", "--yes").out == f"unchanged {id_}\n"


def test_new_and_id_exclude_each_other(anamctl, server, write):
    write()

    assert anamctl("agent", "push", "a.yaml", "--yes", "--id", "x", "--new").code == 2


# ---- several agents, several accounts --------------------------------------------------------------------------------


def test_agents_of_one_file_are_pushed_one_by_one(anamctl, server, write):
    path = write()
    second = deepcopy(VALID)
    second["agent_config"]["agent_name"] = "Letters"
    text = path.read_text(encoding="utf-8")
    write(second)
    path.write_text(f"{text}---\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    assert anamctl("agent", "push", "a.yaml", "--yes").code == 2

    for name in ("Parcels", "2"):
        assert anamctl("agent", "push", "a.yaml", "--yes", "--document", name).out.startswith("created")
    assert [(entry["document"], entry["id"]) for entry in lock_of(path)] == [
        ("Letters", server.store.all()[1].id),
        ("Parcels", server.store.all()[0].id),
    ]


def test_profiles_are_accounts_of_their_own(anamctl, server, write, tmp_path, monkeypatch):
    (tmp_path / "anamctl.toml").write_text(
        f'[profile.staging.bolna]\nurl = "{server.url}"\nkey-variable = "STAGING_KEY"\n'
    )
    monkeypatch.setenv("STAGING_KEY", "bn-sandbox")
    path = write()
    for arguments in ((), ("--profile", "staging")):
        assert anamctl("agent", "push", "a.yaml", "--yes", *arguments).out.startswith("created")

    assert {entry["profile"] for entry in lock_of(path)} == {"default", "staging"}
    assert len(server.bodies) == 2


def test_secrets_of_a_definition_are_hidden_in_the_difference(anamctl, server, write):
    secret = "sk-proj-" + "a1B2c3D4" * 5
    id_ = server.add(agent(languages("hi", "ta"), api_tools={"tools_params": {"x": {"api_token": secret}}}))
    write()
    text = anamctl("agent", "push", "a.yaml", "--id", id_, "--dry-run")
    data = anamctl("agent", "push", "a.yaml", "--id", id_, "--dry-run", "--json")

    for done in (text, data):
        assert done.code == 0
        assert "api_to" in done.out
        assert secret not in done.out + done.err


def test_secrets_that_the_service_adds_are_hidden_too(anamctl, serve, write):
    secret = "sk-proj-" + "a1B2c3D4" * 5
    serve(faults=[{"request": "create", "change": {"agent_config.api_token": secret}}])
    write()
    done = anamctl("agent", "push", "a.yaml", "--yes")

    assert done.code == 0
    assert "note: Bolna added agent_config.api_token: •••\n" in done.err
