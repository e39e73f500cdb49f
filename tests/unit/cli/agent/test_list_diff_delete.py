from __future__ import annotations

import json
from copy import deepcopy

import pytest

from tests.unit.sandbox.servers import agent, languages

BODY = agent(languages("hi", "ta"))


# ---- list ------------------------------------------------------------------------------------------------------------


def test_agents_are_listed_with_languages_and_file(anamctl, server, write):
    write(name="personas/a.yaml")
    anamctl("agent", "push", "personas/a.yaml", "--yes")
    other = deepcopy(BODY)
    other["agent_config"]["agent_name"] = "Another \x1b[2J one"
    ids = [server.store.all()[0].id, server.add(other)]
    code, out, err = anamctl("agent", "list")
    lines = out.splitlines()

    assert (code, err) == (0, "")
    assert lines[0].split() == ["name", "id", "languages", "updated", "file"]
    assert ids[1] in lines[1]
    assert lines[1].startswith("Another <U+001B>[2J")
    assert ids[0] in out
    assert "personas" in out


@pytest.mark.parametrize("columns", ["60", "80"])
def test_an_id_is_whole_at_every_width(anamctl, server, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    id_ = server.add(BODY)

    assert id_ in "".join(anamctl("agent", "list").out.split())


def pushed(anamctl, write, server, name="personas/customer-care-in-hindi.yaml"):
    write(agent(languages("hi", "ta", "te", "kn", "ml", "mr", "bn", "gu", "pa", "od", "en")), name)
    anamctl("agent", "push", name, "--yes")
    return server.store.all()[0].id, name


def test_what_is_no_terminal_gets_one_line_for_each_agent(anamctl, server, write):
    id_, file = pushed(anamctl, write, server)
    lines = anamctl("agent", "list").out.splitlines()

    assert len(lines) == 2
    assert id_ in lines[1]
    assert "hi ta te kn ml mr bn gu pa od en" in lines[1]
    assert lines[1].rstrip().endswith(file)


@pytest.mark.parametrize("columns", ["40", "60", "70", "80", "100"])
def test_every_column_is_there_at_every_width(anamctl, server, write, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    id_, file = pushed(anamctl, write, server)
    header, *rows = anamctl("agent", "list").out.splitlines()
    begin = header.index("file")

    assert header.split() == ["name", "id", "languages", "updated", "file"]
    assert id_ in rows[0]
    assert "".join(row[begin:].strip() for row in rows) == file


def test_with_json_every_agent_is_an_object(anamctl, server):
    id_ = server.add(BODY)
    document = json.loads(anamctl("agent", "list", "--json").out)

    assert document["command"] == "agent list"
    assert document["data"] == [
        {
            "id": id_,
            "name": "Parcels",
            "status": "processed",
            "languages": ["hi", "ta"],
            "updated": server.store.all()[0].updated_at,
            "file": "",
        }
    ]


def test_without_agents_stdout_is_empty(anamctl, server):
    assert anamctl("agent", "list") == (0, "", f"no agents at {server.url.removeprefix('http://')}\n")
    assert anamctl("agent", "list", "-q") == (0, "", "")


# ---- diff ------------------------------------------------------------------------------------------------------------


def test_the_same_is_zero_and_says_so_on_stderr(anamctl, server, write):
    write()
    id_ = server.add(BODY)

    assert anamctl("agent", "diff", "a.yaml", "--id", id_) == (0, "", f"a.yaml and agent {id_} are the same\n")


def test_a_difference_is_one_and_leads_from_the_service_to_the_file(anamctl, server, write):
    other = deepcopy(BODY)
    other["agent_config"]["agent_welcome_message"] = "Theirs"
    id_ = server.add(other)
    write()
    code, out, err = anamctl("agent", "diff", "a.yaml", "--id", id_)

    assert (code, err) == (1, "")
    assert "-  agent_welcome_message: Theirs\n+  agent_welcome_message: Hello.\n" in out


def test_the_json_lists_every_change(anamctl, server, write):
    other = deepcopy(BODY)
    other["agent_config"]["agent_welcome_message"] = "Theirs"
    id_ = server.add(other)
    write()
    code, out, _ = anamctl("agent", "diff", "a.yaml", "--id", id_, "--json")

    assert code == 1
    assert json.loads(out)["data"] == {
        "id": id_,
        "file": "a.yaml",
        "same": False,
        "changes": [
            {
                "path": ["agent_config", "agent_welcome_message"],
                "kind": "changed",
                "service": "Theirs",
                "file": "Hello.",
            }
        ],
    }


def test_another_way_to_write_the_same_is_no_difference(anamctl, server, write):
    body = deepcopy(BODY)
    entry = body["agent_config"]["tasks"][0]["tools_config"]["multilingual_config"]["languages"]["ta"]
    entry["synthesizer"]["provider_config"] |= {"model": "bulbul:v2", "language": "ta-IN"}
    write(body)

    assert anamctl("agent", "diff", "a.yaml", "--id", server.add(BODY)).code == 0


def test_without_an_id_the_lock_file_has_to_know(anamctl, server, write):
    write()
    code, _, err = anamctl("agent", "diff", "a.yaml")

    assert code == 2
    assert "hint: add --id ID; a push or a pull notes it in anamctl.lock." in err
    assert server.journal.exchanges == []


# ---- delete ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["id", "file"])
def test_a_deleted_agent_is_forgotten_and_its_definition_stays(anamctl, server, write, tmp_path, by):
    path = write()
    anamctl("agent", "push", "a.yaml", "--yes")
    id_ = server.store.all()[0].id
    done = anamctl("agent", "delete", id_ if by == "id" else "a.yaml", "--yes")

    assert (done.code, done.out) == (0, f"deleted {id_}\n")
    assert server.bodies == []
    assert not (tmp_path / "anamctl.lock").exists()
    assert path.exists()
    assert anamctl("agent", "push", "a.yaml", "--yes").out.startswith("created")


def test_an_agent_of_a_file_in_personas_is_forgotten_too(anamctl, server, write, tmp_path):
    write(name="personas/a.yaml")
    anamctl("agent", "push", "personas/a.yaml", "--yes")
    anamctl("agent", "delete", server.store.all()[0].id, "--yes")

    assert [path.name for path in (tmp_path / "personas").iterdir()] == ["a.yaml"]


@pytest.mark.usefixtures("terminal")
@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 1)])
def test_it_is_asked_with_the_name(anamctl, server, answer, code):
    id_ = server.add(BODY)
    done = anamctl("agent", "delete", id_, stdin=answer)

    assert (done.code, len(server.bodies)) == (code, code)
    assert f'delete agent {id_} ("Parcels") at ' in done.err


def test_where_nobody_can_answer_nothing_is_deleted(anamctl, server):
    id_ = server.add(BODY)

    assert anamctl("agent", "delete", id_).code == 2
    assert len(server.bodies) == 1


def test_the_json_of_a_delete(anamctl, server):
    id_ = server.add(BODY)

    assert json.loads(anamctl("agent", "delete", id_, "--yes", "--json").out)["data"] == {"id": id_}
