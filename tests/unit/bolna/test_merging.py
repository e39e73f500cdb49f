"""What a file says after a pull: what the service holds, in the words of the file."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import given

from anamctl.bolna.comparing import changes, normal
from anamctl.bolna.importing import import_agent
from anamctl.bolna.merging import merged
from anamctl.bolna.sending import to_send
from anamctl.definitions.placeholders import Unset
from tests.unit.bolna import whole_agents
from tests.unit.sandbox.servers import agent, languages


def flat(body):
    return {
        **{key: value for key, value in body.items() if key != "agent_config"},
        "id": "a",
        "updated_at": "x",
        **body["agent_config"],
    }


def tools(body):
    return body["agent_config"]["tasks"][0]["tools_config"]


def entries(body):
    return tools(body)["multilingual_config"]["languages"]


def pulled(written, held):
    before = deepcopy(written)
    result, _ = merged(written, flat(deepcopy(held)))
    assert written == before
    return result


# ---- whatever there is -----------------------------------------------------------------------------------------------


@given(whole_agents.BODIES, whole_agents.BODIES)
def test_the_file_then_means_what_the_service_holds(written, held):
    result, _ = merged(written, held)

    assert list(changes(normal(result), normal(held))) == []


@given(whole_agents.BODIES)
def test_what_was_pushed_comes_back_as_it_was_written(body):
    result, remarks = merged(body, to_send(body))

    assert result == body
    assert list(result) == list(body)
    assert [remark for remark in remarks if "multilingual" not in remark.path] == []


@given(whole_agents.BODIES, whole_agents.BODIES)
def test_a_second_pull_changes_nothing(written, held):
    once, _ = merged(written, held)
    twice, _ = merged(once, held)

    assert twice == once


# ---- what stays as it was written ------------------------------------------------------------------------------------


def test_what_repeats_the_base_stays_while_it_says_the_same():
    written = agent(languages("hi", "ta"))
    entries(written)["ta"]["synthesizer"]["provider_config"] |= {"model": "bulbul:v2", "language": "ta-IN"}
    held = deepcopy(written)
    entries(held)["ta"]["synthesizer"]["provider_config"]["voice_id"] = "other"
    result = pulled(written, held)

    assert entries(result)["ta"]["synthesizer"]["provider_config"] == {
        "voice": "Vidya",
        "voice_id": "other",
        "model": "bulbul:v2",
        "language": "ta-IN",
    }


def test_what_repeated_the_base_goes_when_the_base_changes_under_it():
    written = agent(languages("hi", "ta"))
    entries(written)["ta"]["synthesizer"]["provider_config"]["model"] = "bulbul:v2"
    held = agent(languages("hi", "ta"))
    tools(held)["synthesizer"]["provider_config"]["model"] = "bulbul:v3"
    result = pulled(written, held)

    assert normal(result) == normal(held)
    assert "model" not in entries(result)["ta"]["synthesizer"]["provider_config"]


def test_the_order_of_the_file_stays_and_new_keys_follow_their_neighbours():
    written = {"agent_prompts": {}, "agent_config": {"b": 1, "a": 2, "tasks": [], "gone": 0}}
    held = {"agent_config": {"a": 3, "new": 4, "b": 1, "first": 5, "tasks": []}, "agent_prompts": {}}
    result, _ = merged(written, held)

    assert list(result) == ["agent_prompts", "agent_config"]
    assert list(result["agent_config"].items()) == [("b", 1), ("first", 5), ("a", 3), ("new", 4), ("tasks", [])]


def test_fields_that_only_the_service_writes_do_not_enter_and_do_not_leave():
    written = agent()
    written["agent_config"]["agent_status"] = "kept by hand"

    assert pulled(written, agent()) == written


def test_what_stands_beside_the_agent_stays_there():
    written = {**agent(), "x_beside": 1}
    result = pulled(written, {**agent(), "x_beside": 2})

    assert result["x_beside"] == 2
    assert "x_beside" not in result["agent_config"]


def test_odia_is_called_what_the_file_calls_it():
    written = agent(languages("or", "hi"))
    held = agent(languages("od", "hi", active_language="od"))
    entries(held)["od"]["agent_name"] = "new"
    result = pulled(written, held)

    assert list(entries(result)) == ["or", "hi"]
    assert entries(result)["or"]["agent_name"] == "new"
    assert tools(result)["multilingual_config"]["active_language"] == "or"


def test_a_variable_without_a_value_stays():
    written = agent()
    written["agent_config"]["webhook_url"] = Unset("${HOOK}", ("HOOK",))
    held = agent()
    held["agent_config"]["webhook_url"] = "https://example.com"

    assert pulled(written, held)["agent_config"]["webhook_url"] == "${HOOK}"


def test_items_of_a_list_that_stay_keep_what_they_repeat():
    written = agent(languages("hi", "ta"))
    entries(written)["ta"]["transcriber"] = {"language": "ta-IN"}
    held = deepcopy(written)
    held["agent_config"]["tasks"].insert(0, {"task_type": "extraction"})
    result = pulled(written, held)

    assert result["agent_config"]["tasks"][0] == {"task_type": "extraction"}
    assert result["agent_config"]["tasks"][1] == written["agent_config"]["tasks"][0]


def test_what_cannot_be_written_is_told():
    held = flat(agent())
    held["tasks"][0]["tools_config"]["switch_handoff_messages"] = {"fr": "Bonjour"}
    held["tasks"][0]["tools_config"]["transcriber"] |= {"active": "hi", "multilingual": {"hi": {}, "ta": {}}}

    assert merged(agent(), held)[1] == import_agent(held).remarks != ()
