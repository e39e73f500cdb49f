from __future__ import annotations

import json
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.bolna.comparing import content_hash, difference, normal
from anamctl.definitions import emit
from anamctl.definitions.reader import read_bytes
from anamctl.errors import UsageError
from anamctl.sync import pulling
from anamctl.sync.definition import Definition, open_definition
from anamctl.sync.errors import ChangedHereError
from anamctl.sync.lockfile import LockFile
from tests.unit.bolna import whole_agents
from tests.unit.sandbox.servers import agent, languages
from tests.unit.sync.fakes import URL, Killed, written

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def answer(body):
    return {"id": "a", "updated_at": "x", **body["agent_config"], "agent_prompts": body["agent_prompts"]}


BODY = agent(languages("hi", "ta"))
OTHER = agent(languages("hi", "ta", switch_tool_description="Switch."))


def test_a_new_file_holds_the_agent_as_people_write_it(tmp_path):
    pulled = pulling.new_file(answer(BODY), str(tmp_path / "a.yaml"))
    pulling.write(pulled, answer(BODY), "a", lock := LockFile(pulled.path, "default", URL), "", lambda: NOW)
    definition = open_definition(pulled.path, "", {})

    assert list(definition.data) == ["agent_config", "agent_prompts"]
    assert normal(definition.data) == normal(BODY)
    assert "updated_at" not in definition.file.source.text
    assert (lock.find("").id, lock.find("").time) == ("a", "2026-11-21T12:00:00Z")


def test_a_new_file_can_be_json(tmp_path):
    pulled = pulling.new_file(answer(BODY), str(tmp_path / "a.json"))

    assert normal(json.loads(pulled.data)) == normal(BODY)


@pytest.mark.parametrize(
    ("name", "said"), [("none/a.yaml", "there is no folder"), ("a.txt", "no name for a definition")]
)
def test_a_place_that_cannot_be_is_told(tmp_path, name, said):
    with pytest.raises(UsageError, match=said):
        pulling.new_file(answer(BODY), str(tmp_path / name))


def test_a_file_that_says_the_same_is_not_written(tmp_path):
    definition = written(tmp_path, BODY)
    pulled = pulling.into_file(answer(BODY), definition, {})

    assert (pulled.is_changed, pulled.changes, pulled.data) == (False, [], definition.file.data)


def test_only_what_is_different_changes(tmp_path):
    definition = written(tmp_path, BODY)
    pulled = pulling.into_file(answer(OTHER), definition, {})
    new = pulled.data.decode().splitlines()

    assert [line.strip() for line in new if line not in definition.file.source.text.splitlines()] == [
        "switch_tool_description: Switch."
    ]
    assert [change.kind for change in pulled.changes] == ["added"]


def test_a_byte_order_mark_stays(tmp_path):
    definition = written(tmp_path, BODY)
    (tmp_path / "a.yaml").write_bytes(b"\xef\xbb\xbf" + definition.file.data)
    pulled = pulling.into_file(answer(OTHER), open_definition(definition.path, "", {}), {})

    assert pulled.data.startswith(b"\xef\xbb\xbfagent_config:")


# ---- what would be lost ----------------------------------------------------------------------------------------------


@pytest.fixture
def known(tmp_path):
    """Give the entry for a file that was pushed as it is."""
    lock = LockFile(str(tmp_path / "a.yaml"), "default", URL)
    return lock.find("").with_(id="a", hash=content_hash(BODY), held="x", time="yesterday")


def refuse(entry, definition, held, id_="a"):
    pulling.refuse_loss(entry, definition, pulling.into_file(answer(held), definition, {}), id_)


def test_a_change_of_the_file_is_not_taken_back(tmp_path, known):
    changed = agent(languages("hi", "ta", active_language="ta"))
    with pytest.raises(ChangedHereError, match="was changed since yesterday, and a pull would take that back"):
        refuse(known, written(tmp_path, changed), OTHER)


def test_a_file_without_changes_is_updated(tmp_path, known):
    refuse(known, written(tmp_path, BODY), OTHER)


def test_a_changed_file_that_says_what_the_service_holds_loses_nothing(tmp_path, known):
    refuse(known, written(tmp_path, OTHER), OTHER)


def test_without_a_past_nothing_is_known_to_be_lost(tmp_path, known):
    refuse(known.with_(id="", hash=""), written(tmp_path, OTHER), BODY)


def test_another_agent_does_not_come_into_the_file(tmp_path, known):
    with pytest.raises(ChangedHereError, match="is agent a by the lock file, not b"):
        refuse(known, written(tmp_path, BODY), BODY, "b")


# ---- writing ---------------------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_written_leaves_the_lock_file_alone(tmp_path):
    pulled = pulling.new_file(answer(BODY), str(tmp_path / "a.yaml"))
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(UsageError, match="cannot be written"):
        pulling.write(pulled, answer(BODY), "a", LockFile(pulled.path, "default", URL), "")

    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


def test_a_second_pull_writes_nothing(tmp_path):
    path = str(tmp_path / "a.yaml")
    lock = LockFile(path, "default", URL)
    pulling.write(pulling.new_file(answer(BODY), path), answer(BODY), "a", lock, "")
    before = {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in tmp_path.iterdir()}
    again = pulling.into_file(answer(BODY), open_definition(path, "", {}), {})
    pulling.write(again, answer(BODY), "a", lock, "")

    assert {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in tmp_path.iterdir()} == before


def test_a_pull_that_is_killed_before_it_notes_what_it_did_is_no_conflict(tmp_path, known, monkeypatch):
    definition = written(tmp_path, BODY)
    lock = LockFile(definition.path, "default", URL)
    lock.put(known)
    pulled = pulling.into_file(answer(OTHER), definition, {})

    def die(path, data):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("anamctl.sync.lockfile.replace_file", die)
        with pytest.raises(Killed):
            pulling.write(pulled, answer(OTHER), "a", lock, "")
    again = open_definition(definition.path, "", {})
    refuse(lock.find(""), again, OTHER)

    assert lock.find("") == known
    assert not pulling.into_file(answer(OTHER), again, {}).is_changed


# ---- whatever there is -----------------------------------------------------------------------------------------------


def without_infinity(value):
    """JSON has no infinite numbers, so neither has a file of it."""
    if isinstance(value, dict):
        return {key: without_infinity(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_infinity(inner) for inner in value]
    return str(value) if isinstance(value, float) and math.isinf(value) else value


BODIES = {"a.yaml": whole_agents.BODIES, "a.json": whole_agents.BODIES.map(without_infinity)}


@pytest.mark.parametrize("name", BODIES)
@given(draws=st.data())
def test_any_agent_can_be_pulled_into_the_file_of_any_other_one(name, draws):
    before, held = draws.draw(BODIES[name]), draws.draw(BODIES[name])
    text = emit.as_json(before) if name.endswith("json") else emit.document(before)
    file = read_bytes(text.encode(), name, {})
    pulled = pulling.into_file(held, Definition(file, file.documents[0], ""), {})
    again = read_bytes(pulled.data, name, {})
    second = pulling.into_file(held, Definition(again, again.documents[0], ""), {})

    assert difference(again.documents[0].data, held) == []
    assert not second.is_changed


def into_old(path, body):
    with open(path, "w", encoding="utf-8") as file:
        file.write(emit.as_json(BODY))
    return pulling.into_file(body, open_definition(path, "", {}), {})


@pytest.mark.parametrize("pull", [into_old, lambda path, body: pulling.new_file(body, path)], ids=["old", "new"])
def test_a_number_that_json_does_not_have_is_told_and_no_file_is_spoilt(tmp_path, pull):
    """It can come from a number that is too long, such as 1e999."""
    with pytest.raises(UsageError, match=r"a\.json cannot"):
        pull(str(tmp_path / "a.json"), {**BODY, "x_limit": float("inf")})
