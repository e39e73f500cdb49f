from __future__ import annotations

import json

import pytest

from anamctl.errors import UsageError
from anamctl.sandbox.bolna.service import BolnaService
from anamctl.sandbox.bolna.store import Store
from anamctl.sandbox.scenario.files import Scenario
from tests.unit.sandbox.servers import BASE, agent


def test_a_file_keeps_agents_for_the_next_one(tmp_path):
    path = str(tmp_path / "state.json")
    first = Store(path)
    ids = [first.add({"a": 1}).id, first.add({"ü": "日本"}).id]
    first.replace(first.all()[0], {"a": 2})
    first.remove(ids[1])
    third = first.add({"b": 3}, "third")
    second = Store(path)

    assert second.all() == first.all()
    assert second.get("third") == third
    assert second.get(ids[1]) is None


def test_nothing_is_left_of_writing_but_the_file(tmp_path):
    Store(str(tmp_path / "state.json")).add({})

    assert [path.name for path in tmp_path.iterdir()] == ["state.json"]


def test_in_memory_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Store().add({})

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"agents": [{"id": "x"}]}', '{"agents": [1]}'])
def test_a_file_that_is_not_ours_is_refused_and_kept(tmp_path, text):
    path = tmp_path / "state.json"
    path.write_text(text)
    with pytest.raises(UsageError, match="does not hold the agents of a sandbox"):
        Store(str(path))

    assert path.read_text() == text


def test_a_folder_cannot_be_a_state_file(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        Store(str(tmp_path))


def test_agents_of_a_scenario_do_not_replace_those_of_the_state(tmp_path):
    path = tmp_path / "state.json"
    scenario = Scenario.model_validate({"bolna": {"agents": [{"id": "one", **BASE}]}}).bolna
    service = BolnaService(scenario, state=str(path))
    service.store.replace(service.store.all()[0], agent(x=1))
    again = BolnaService(scenario, state=str(path))

    assert [record.body for record in again.store.all()] == [agent(x=1)]
    assert json.loads(path.read_text())["version"] == 1


def test_an_agent_of_a_scenario_is_checked():
    scenario = Scenario.model_validate({"bolna": {"agents": [{"agent_config": {}}]}}).bolna
    with pytest.raises(UsageError, match="tasks is required"):
        BolnaService(scenario)
