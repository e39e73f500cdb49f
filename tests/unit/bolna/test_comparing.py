from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given

from anamctl.bolna.comparing import Change, changes, content_hash, difference, fingerprint, normal, read_back
from anamctl.bolna.sending import to_send
from tests.unit.bolna import whole_agents
from tests.unit.sandbox.servers import agent, languages


def flat(body):
    """Give a body as the service answers it."""
    return {"id": "a", "created_at": "x", **body["agent_config"], "agent_prompts": body["agent_prompts"]}


def tools(body):
    return body["agent_config"]["tasks"][0]["tools_config"]


TOOLS = ("agent_config", "tasks", 0, "tools_config")


# ---- single values ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1}, {"a": True}, [(("a",), "changed", 1, True)]),
        ({"a": 1}, {}, [(("a",), "removed", 1, None)]),
        ({}, {"a": 1}, [(("a",), "added", None, 1)]),
        ({"a": None}, {}, []),
        ({}, {"a": None}, []),
        ({"a": None}, {"a": 1}, [(("a",), "changed", None, 1)]),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, [(("a", "b"), "changed", 1, 2)]),
        ({"a": {"b": 1}}, {"a": [1]}, [(("a",), "changed", {"b": 1}, [1])]),
        ([1, 2, 3], [1, 5, 3], [((1,), "changed", 2, 5)]),
        ([1, 2, 3], [1, 3], [((1,), "removed", 2, None)]),
        ([1, 3], [1, 2, 3], [((1,), "added", None, 2)]),
        ([1, 2], [3, 2, 2], [((0,), "changed", 1, 3), ((1,), "added", None, 2)]),
        ([], [None], [((0,), "added", None, None)]),
    ],
)
def test_differences_are_listed_with_their_places(before, after, found):
    assert [tuple(change) for change in changes(before, after)] == found


def test_a_path_is_shown_with_dots():
    assert Change(("a", 0, "b"), "changed", 1, 2).shown_path == "a.0.b"


# ---- whole agents ----------------------------------------------------------------------------------------------------


@given(whole_agents.BODIES)
def test_an_agent_is_the_same_however_it_is_wrapped(body):
    wrapped = {"agent_config": body["agent_config"], "agent_prompts": body.get("agent_prompts", {})}

    assert difference(wrapped, flat(wrapped)) == []
    assert content_hash(wrapped) == content_hash(flat(wrapped))


@given(whole_agents.BODIES)
def test_what_is_sent_means_what_was_written(body):
    assert normal(to_send(body)) == normal(body)


def test_what_repeats_the_base_is_no_difference():
    short, long = agent(languages("hi", "ta")), agent(languages("hi", "ta"))
    own = tools(long)["multilingual_config"]["languages"]["ta"]
    own["synthesizer"] |= {"buffer_size": 220}
    own["synthesizer"]["provider_config"] |= {"model": "bulbul:v2", "language": "ta"}
    own["transcriber"] = {"provider": "sarvam", "language": "ta-IN"}

    assert difference(short, long) == []


def test_fields_of_the_service_are_no_difference_and_do_not_count_for_its_hash():
    body = agent()
    later = {**flat(body), "updated_at": "later", "agent_status": "seeding"}

    assert difference(flat(body), later) == []
    assert fingerprint(flat(body)) == fingerprint(later)


@pytest.mark.parametrize("edit", [{"agent_name": "x"}, {"x_new": 1}, {"agent_prompts": {}}, {"tasks": []}])
def test_every_other_field_counts_for_the_hash(edit):
    assert fingerprint(flat(agent())) != fingerprint({**flat(agent()), **edit})


def test_hashes_do_not_depend_on_order_number_form_or_nulls():
    one = {"agent_config": {"tasks": [], "a": 1.0, "b": {"c": [1, 2]}}}
    other = {"agent_config": {"b": {"c": [1, 2], "d": None}, "a": 1, "tasks": []}}

    assert content_hash(one) == content_hash(other)
    assert fingerprint(one) == fingerprint(other)
    assert fingerprint(one).startswith("sha256:")
    assert fingerprint(one) != fingerprint({"agent_config": {"tasks": [], "a": 1, "b": {"c": [2, 1]}}})


def test_what_stands_beside_the_agent_may_come_back_inside():
    body = {**agent(), "x_beside": 1}
    answer = {**flat(body), "x_beside": 1}

    assert difference(body, answer) == []


# ---- what the service made of it -------------------------------------------------------------------------------------


def test_a_faithful_service_made_nothing_of_it():
    body = agent(languages("hi", "ta"))

    assert read_back(body, flat(body)) == ([], [], [])


def test_what_was_dropped_and_changed_is_lost_and_what_was_filled_in_is_added():
    body = agent(languages("hi", "ta"))
    answer = deepcopy(flat(body))
    del answer["agent_welcome_message"]
    answer["tasks"][0]["tools_config"]["transcriber"]["endpointing"] = 500
    answer["agent_type"] = "other"
    found = read_back(body, answer)

    assert found.lost == [
        Change(("agent_config", "agent_welcome_message"), "removed", "Hello.", None),
        Change((*TOOLS, "transcriber", "endpointing"), "changed", 250, 500),
    ]
    assert found.added == [Change(("agent_config", "agent_type"), "added", None, "other")]
    assert found.rewritten == []


def test_languages_that_are_gone_are_lost_as_a_whole():
    body = agent(languages("hi", "ta"))
    answer = deepcopy(flat(body))
    del answer["tasks"][0]["tools_config"]["multilingual_config"]

    assert [change.path for change in read_back(body, answer).lost] == [(*TOOLS, "multilingual_config")]


def test_another_form_of_the_same_is_rewritten():
    body = agent(languages("hi", "ta"))
    own = tools(body)["multilingual_config"]["languages"]["ta"]
    own["transcriber"] = {"language": "ta"}
    answer = deepcopy(flat(body))
    answer["tasks"][0]["tools_config"]["multilingual_config"]["languages"]["ta"]["transcriber"]["language"] = "ta-IN"
    found = read_back(body, answer)

    assert (found.lost, found.added) == ([], [])
    assert [change.path[-2:] for change in found.rewritten] == [("transcriber", "language")]
