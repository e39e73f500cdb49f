"""Every error of the service, for every command that can meet it."""

from __future__ import annotations

import json
import socket

import pytest

from tests.unit.sandbox.servers import BASE, agent, languages

ID = "5b8c1f1e"
SEEDED = {"agents": [{"id": ID, **agent(languages("hi", "ta"))}]}
COMMANDS = {
    "list": (("list",), "list"),
    "pull": (("pull", ID), "read"),
    "pull file": (("pull", ID, "new.yaml"), "read"),
    "diff": (("diff", "a.yaml", "--id", ID), "read"),
    "create": (("push", "c.yaml", "--yes"), "create"),
    "replace": (("push", "b.yaml", "--yes", "--id", ID), "replace"),
    "delete": (("delete", ID, "--yes"), "delete"),
}
"""Arguments of a command, and the request of it that fails."""


@pytest.fixture
def files(write):
    """Write a definition like the agent, another version of it, and another agent."""
    write()
    third = agent(languages("hi", "ta"))
    third["agent_config"]["agent_name"] = "Letters"
    write(third, "c.yaml")
    other = agent(languages("hi", "ta"))
    other["agent_config"]["agent_welcome_message"] = "Ours"
    write(other, "b.yaml")


def state(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


TABLE = [
    # status, body, extra, exit code, first line of stderr without the name of the program, requests
    (400, "error", {}, 3, "Bolna refused the request (400: Why).", 1),
    (400, "detail", {}, 3, "Bolna refused the request (400: Why).", 1),
    (422, "detail", {}, 3, "Bolna refused the request (422: Why).", 1),
    (401, "error", {}, 4, "Bolna refused the key (401: Why). BOLNA_API_KEY from the environment was used.", 1),
    (403, "detail", {}, 4, "Bolna refused the key (403: Why). BOLNA_API_KEY from the environment was used.", 1),
    (404, "error", {}, 3, "Bolna has no such agent (404: Why).", 1),
    (409, "error", {}, 3, "Bolna reports a conflict (409: Why).", 1),
    (429, "error", {"retry_after": 3600}, 3, "Bolna is busy (429: Why).", 1),
    (429, "error", {"retry_after": 2}, 3, "Bolna is busy (429: Why).", 4),
    (500, "error", {}, 3, "Bolna failed (500: Why).", 4),
    (502, "html", {}, 3, 'Bolna failed (502: a page, "502").', 4),
    (503, "text", {}, 3, "Bolna failed (503: Why).", 4),
    (504, "empty", {}, 3, "Bolna failed (504).", 4),
    (302, "empty", {}, 3, "Bolna answered with a redirect (302), which is not followed.", 1),
]


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[1]}-{row[5]}")
def test_an_error_is_two_lines_and_a_code_and_nothing_is_half_done(anamctl, serve, tmp_path, slept, name, row):
    status, body, extra, exit_code, line, requests = row
    arguments, operation = COMMANDS[name]
    fault = {"request": operation, "status": status, "body": body, "message": "Why", **extra}
    server = serve(**SEEDED, faults=[fault])
    before = state(tmp_path)
    code, out, err = anamctl("agent", *arguments, "--quiet")
    lines = err.splitlines()
    if name == "create" and status >= 500:
        # It may have been made, so it is asked for once, and then looked for.
        detail = line.removeprefix("Bolna ").removesuffix(".")
        line, requests = f"Bolna may have made the agent, or not: it {detail}.", 1

    assert (code, out) == (exit_code, "")
    assert lines[0] == f"anamctl: {line}"
    assert lines[1].startswith("hint: ")
    assert len(lines) == 2
    assert server.journal.operations().count(operation) == requests
    assert len(slept) == requests - 1
    assert [record.body for record in server.store.all()] == [agent(languages("hi", "ta"))]
    if status < 500:
        assert state(tmp_path) == before
    else:
        assert {**state(tmp_path), "anamctl.lock": b""} == {**before, "anamctl.lock": b""}


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", COMMANDS)
def test_with_json_an_error_is_an_envelope(anamctl, serve, name):
    arguments, operation = COMMANDS[name]
    serve(**SEEDED, faults=[{"request": operation, "status": 400, "message": "Why"}])
    code, out, err = anamctl("agent", *arguments, "--json")
    document = json.loads(out)

    assert (code, err) == (3, "")
    assert (document["command"], document["ok"]) == (f"agent {arguments[0]}", False)
    assert document["errors"][0]["code"] == "refused"


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "create"])
@pytest.mark.parametrize(
    "fault", [{"status": 500}, {"status": 429, "retry_after": 2}, {"drop": True}, {"drop": True, "applied": True}]
)
def test_what_fails_once_is_done_in_the_end(anamctl, serve, slept, name, fault):
    arguments, operation = COMMANDS[name]
    server = serve(**SEEDED, faults=[{"request": operation, "times": 1, **fault}])
    code, _, err = anamctl("agent", *arguments)

    assert code == 0, err
    assert len(slept) == 1
    assert slept[0] == 2 or 0.25 <= slept[0] <= 0.5
    assert "trying again in " in err
    assert (server.store.get(ID) is None) == (name == "delete")


@pytest.mark.usefixtures("files")
def test_a_create_is_repeated_only_when_it_was_turned_away(anamctl, serve, slept):
    server = serve(faults=[{"request": "create", "times": 1, "status": 429, "retry_after": 2}])

    assert anamctl("agent", "push", "a.yaml", "--yes").code == 0
    assert (slept, len(server.bodies)) == ([2], 1)


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("fault", [{"drop": True}, {"status": 502}])
@pytest.mark.parametrize("applied", [False, True])
def test_a_create_without_an_answer_makes_one_agent_in_the_end(anamctl, serve, fault, applied):
    server = serve(faults=[{"request": "create", "times": 1, "applied": applied, **fault}])
    first = anamctl("agent", "push", "a.yaml", "--yes")

    assert first.code == (0 if applied else 3)
    assert len(server.bodies) == applied
    if not applied:
        assert "hint: push again: it looks for the agent before it makes another one." in first.err
    second = anamctl("agent", "push", "a.yaml", "--yes")
    assert (second.code, len(server.bodies)) == (0, 1)


@pytest.mark.usefixtures("files")
def test_a_rate_limit_is_told_with_what_it_asks_for(anamctl, serve):
    serve(**SEEDED, limits={"other": 0, "window": "1h"})
    code, _, err = anamctl("agent", "list")

    assert code == 3
    assert err == "anamctl: Bolna is busy (429: Rate limit exceeded).\nhint: it asks to wait for 3600 s.\n"


def test_verbose_says_where_address_and_key_came_from(anamctl, server):
    code, _, err = anamctl("agent", "list", "--verbose")

    assert code == 0
    assert err.splitlines()[:2] == [
        f"address: {server.url} (BOLNA_API_URL from the environment)",
        "key: BOLNA_API_KEY from the environment",
    ]


@pytest.mark.parametrize("bad_key", ["forbidden", "unauthorized"])
def test_a_wrong_key_is_four_and_is_not_shown(anamctl, serve, monkeypatch, bad_key):
    serve(bad_key=bad_key)
    monkeypatch.setenv("BOLNA_API_KEY", "bn-very-wrong-key")
    for arguments in (("list",), ("list", "--debug"), ("list", "--json")):
        code, out, err = anamctl("agent", *arguments)

        assert code == 4
        assert "BOLNA_API_KEY from the environment was used." in out + err
        assert "bn-very-wrong-key" not in out + err


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize("name", COMMANDS)
def test_without_a_key_it_is_four_and_nobody_is_sent_to_the_sandbox(anamctl, tmp_path, monkeypatch, name):
    monkeypatch.setattr("anamctl.sandbox.runner.Runner", None)
    before = state(tmp_path)
    code, out, err = anamctl("agent", *COMMANDS[name][0])

    assert (code, out) == (4, "")
    assert err == (
        "anamctl: Bolna wants a key, and BOLNA_API_KEY is not set.\n"
        "hint: set BOLNA_API_KEY, or add --sandbox to try it without an account.\n"
    )
    assert state(tmp_path) == before


def test_a_service_that_is_not_there_is_three(anamctl, monkeypatch, slept):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    monkeypatch.setenv("BOLNA_API_URL", f"http://127.0.0.1:{port}")
    monkeypatch.setenv("BOLNA_API_KEY", "bn-x")
    code, _, err = anamctl("agent", "list")

    assert (code, len(slept)) == (3, 3)
    assert f"127.0.0.1:{port} cannot be reached: connection refused, tried 4 times." in err
    assert "The address is BOLNA_API_URL from the environment." in err


def test_a_page_in_the_place_of_an_answer_is_three(anamctl, serve):
    serve(faults=[{"status": 200, "body": "html"}])
    code, _, err = anamctl("agent", "list")

    assert code == 3
    assert "Bolna's answer (200) is no JSON." in err


# ---- what the service means ------------------------------------------------------------------------------------------


def test_a_refusal_is_explained_by_our_own_finding(anamctl, server, write):
    body = agent(synthesizer={"provider": "elevenlabs", "provider_config": {"voice_id": "v", "model": "m"}})
    write(body)
    code, out, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert (code, out) == (3, "")
    assert "this is what Bolna may mean:\n" in err
    assert "warning  BOL307  " in err
    assert err.splitlines()[-2:] == [
        "anamctl: Bolna refused the request (400: ElevenLabs config requires both 'voice' and 'voice_id'.).",
        "hint: nothing was changed.",
    ]
    assert server.bodies == []


def test_the_bare_words_of_the_service_are_explained_too(anamctl, server, write, tmp_path):
    write(agent(languages("hi", "ta", active_language="en")))
    (tmp_path / "anamctl.toml").write_text('ignore = ["BOL302"]\n')
    code, _, err = anamctl("agent", "push", "a.yaml", "--yes")

    assert code == 3
    assert "BOL302" in err
    assert "Bolna refused the request (400: Invalid multilingual config)." in err


def test_the_json_of_a_refusal_holds_both(anamctl, server, write):
    body = agent(synthesizer={"provider": "elevenlabs", "provider_config": {"voice_id": "v", "model": "m"}})
    write(body)
    code, out, _ = anamctl("agent", "push", "a.yaml", "--yes", "--json")

    assert code == 3
    assert [error["code"] for error in json.loads(out)["errors"]] == ["refused", "BOL307"]


def test_a_refusal_that_we_cannot_explain_stands_alone(anamctl, serve, write):
    write()
    serve(faults=[{"request": "create", "status": 400, "message": "[bold]Computer says no\x1b[2J"}])
    code, _, err = anamctl("agent", "push", "a.yaml", "--yes", "--quiet")

    assert code == 3
    assert err.splitlines()[0] == ("anamctl: Bolna refused the request (400: [bold]Computer says no<U+001B>[2J).")


def test_documents_are_sent_whole_or_not_at_all(anamctl, serve, write):
    """A body that Bolna would refuse changes nothing at all, on either side."""
    server = serve(agents=[{"id": ID, **BASE}])
    write(agent(languages("hi", "ta", active_language="en")))
    code, _, _ = anamctl("agent", "push", "a.yaml", "--yes", "--id", ID)

    assert code == 1
    assert server.bodies == [BASE]
