"""Answers of the service as people write them."""

from __future__ import annotations

import copy
import json
import os

import pytest
from hypothesis import given

from anamctl.bolna import agents, layering
from anamctl.bolna.expanded import expand
from anamctl.bolna.importing import Remark, import_agent
from anamctl.definitions.equality import is_same
from tests.unit.bolna import whole_agents
from tests.unit.bolna.test_layering_properties import containers

with open(os.path.join(os.path.dirname(__file__), "vectors.json"), encoding="utf-8") as _file:
    VECTORS = json.load(_file)


def base():
    return {
        "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en", "endpointing": 250},
        "synthesizer": {
            "provider": "elevenlabs",
            "buffer_size": 40,
            "provider_config": {"voice": "Rachel", "voice_id": "21m", "model": "eleven_turbo_v2_5"},
        },
    }


def languages():
    return {
        "enabled": True,
        "active_language": "en",
        "switch_tool_description": "Switch.",
        "languages": {
            "en": {
                "synthesizer": {"provider": "elevenlabs", "provider_config": {}},
                "system_prompt": "Be brief.",
                "agent_name": "Maya",
            },
            "hi": {
                "transcriber": {"provider": "sarvam", "model": "saaras:v3", "language": "hi"},
                "synthesizer": {"provider": "sarvam", "provider_config": {"voice": "Anushka", "model": "bulbul:v2"}},
                "system_prompt": "संक्षेप में।",
                "handoff_message": "ठीक है।",
                "agent_name": "माया",
            },
        },
    }


def body():
    tools = {"llm_agent": {"agent_type": "simple_llm_agent"}, **base(), "multilingual_config": languages()}
    return {
        "agent_config": {"agent_name": "Parcel", "agent_type": "other", "tasks": [{"tools_config": tools}]},
        "agent_prompts": {"task_1": {"system_prompt": "Be brief."}},
    }


def flat(document, **more):
    return {
        "id": "4f7a", **document["agent_config"], "agent_status": "processed", "created_at": "t", "updated_at": "t",
        "agent_prompts": document["agent_prompts"], **more,
    }  # fmt: skip


def tools_of(document):
    return document["agent_config"]["tasks"][0]["tools_config"]


# --- the four kinds of answer ---------------------------------------------------------------------


@pytest.mark.parametrize("form", ["written", "expanded"])
@pytest.mark.parametrize("shape", ["flat", "wrapped"])
def test_every_answer_becomes_the_body_that_was_sent(form, shape):
    answer = expand(body()) if form == "expanded" else body()

    found = import_agent(flat(answer) if shape == "flat" else answer)

    assert found == (body(), ())


def test_an_answer_that_holds_both_forms_is_taken_by_what_was_written():
    answer = flat(expand(body()))
    stale = languages()
    stale["languages"]["en"]["agent_name"] = "Nadia"
    answer["tasks"][0]["tools_config"]["multilingual_config"] = stale

    found = import_agent(answer)

    expected = body()
    tools_of(expected)["multilingual_config"] = stale
    assert found == (expected, ())


def test_texts_that_only_the_maps_hold_are_put_into_their_entries():
    answer = flat(expand(body()))
    bare = languages()
    del bare["switch_tool_description"]
    for entry in bare["languages"].values():
        for field in ("system_prompt", "handoff_message", "agent_name"):
            entry.pop(field, None)
    answer["tasks"][0]["tools_config"]["multilingual_config"] = bare

    assert import_agent(answer).document == body()


def test_entries_that_the_service_filled_up_are_short_again():
    answer = body()
    for code, leg in layering.legs(base(), languages()).items():
        tools_of(answer)["multilingual_config"]["languages"][code] |= {
            "transcriber": leg.transcriber,
            "synthesizer": leg.synthesizer,
        }

    languages_found = tools_of(import_agent(answer).document)["multilingual_config"]["languages"]

    assert languages_found["en"]["synthesizer"] == {"provider": "elevenlabs", "provider_config": {}}
    assert "transcriber" not in languages_found["en"]
    # Deepgram's endpointing came from the base all the same: another transcriber inherits everything.
    assert languages_found["hi"]["transcriber"] == {"provider": "sarvam", "model": "saaras:v3", "language": "hi"}
    assert languages_found["hi"]["synthesizer"] == languages()["languages"]["hi"]["synthesizer"]


# --- what goes and what stays ---------------------------------------------------------------------


def test_what_only_the_service_writes_goes_and_what_nobody_knows_stays():
    answer = flat(body(), x_future={"deep": [1]}, user_id="u")

    found = import_agent(answer).document

    assert set(found) == {"agent_config", "agent_prompts"}
    assert set(found["agent_config"]) == {"agent_name", "agent_type", "tasks", "x_future", "user_id"}
    assert found["agent_config"]["x_future"] == {"deep": [1]}


def test_wrapped_answers_lose_what_only_the_service_writes_on_both_levels():
    answer = {**body(), "id": "4f7a", "updated_at": "t", "x_beside": 1}
    answer["agent_config"]["created_at"] = "t"

    assert import_agent(answer).document == {**body(), "x_beside": 1}


def test_the_nulls_that_a_model_adds_to_an_agent_with_one_language_go():
    answer = body()
    tools = tools_of(answer)
    del tools["multilingual_config"]
    expected = copy.deepcopy(answer)
    tools |= {
        "switch_tool_description": None,
        "switch_handoff_messages": None,
        "agent_names": None,
        "mip_opt_out": None,
    }
    tools["transcriber"] |= {"multilingual": None, "active": None, "mip_opt_out": None, "keywords": None}
    tools["synthesizer"]["provider_config"]["mip_opt_out"] = None

    tools_of(expected)["transcriber"]["keywords"] = None
    assert import_agent(flat(answer)).document == expected


@pytest.mark.parametrize("choice", [True, False])
def test_an_opt_out_that_somebody_chose_stays(choice):
    answer = body()
    tools_of(answer)["transcriber"]["mip_opt_out"] = choice

    assert tools_of(import_agent(answer).document)["transcriber"]["mip_opt_out"] is choice


def test_a_null_opt_out_stays_where_it_changes_what_the_base_says():
    answer = body()
    tools = tools_of(answer)
    tools["transcriber"]["mip_opt_out"] = True
    tools["multilingual_config"]["languages"]["hi"]["transcriber"]["mip_opt_out"] = None
    tools["multilingual_config"]["languages"]["hi"]["synthesizer"]["provider_config"]["mip_opt_out"] = None

    entry = tools_of(import_agent(answer).document)["multilingual_config"]["languages"]["hi"]

    assert entry["transcriber"]["mip_opt_out"] is None
    assert "mip_opt_out" not in entry["synthesizer"]["provider_config"]


def test_languages_that_are_switched_off_stay_as_they_were_written():
    answer = body()
    tools_of(answer)["multilingual_config"]["enabled"] = False

    assert import_agent(flat(answer)) == (answer, ())


def test_legs_beside_languages_that_are_switched_off_are_told():
    answer = expand(body())
    tools_of(answer)["multilingual_config"] = {**languages(), "enabled": False}

    found = import_agent(answer)

    assert [remark.path for remark in found.remarks] == [("multilingual_config",)]
    assert "multilingual" not in tools_of(found.document)["transcriber"]


def test_tools_alone_and_languages_alone_stay_alone():
    tools = tools_of(body())

    assert import_agent(expand({"tools_config": tools})).document == {"tools_config": tools}
    alone = {"multilingual_config": languages()}
    assert import_agent(expand(alone)).document == alone


def test_unknown_fields_of_languages_come_back_to_their_place():
    document = body()
    tools_of(document)["multilingual_config"]["language_switch_trigger"] = "requested_or_auto_detected"
    tools_of(document)["multilingual_config"]["languages"]["hi"]["x_mood"] = {"calm": 1}

    assert import_agent(flat(expand(document))).document == document


def test_unknown_fields_of_two_entries_for_odia_are_not_mixed_up():
    document = {"multilingual_config": {"enabled": True, "languages": {"od": {}, "or": {"x_mood": 1}}}}

    entries = import_agent(expand(document)).document["multilingual_config"]["languages"]

    assert entries == {"od": {}, "or": {"x_mood": 1}}


# --- what the written form cannot say -------------------------------------------------------------


def remarks(change):
    answer = expand(body())
    change(tools_of(answer))
    found = import_agent(answer)
    return {".".join(remark.path): remark.text for remark in found.remarks}, tools_of(found.document)


def test_a_leg_without_a_key_of_the_base_is_told():
    def change(tools):
        del tools["transcriber"]["multilingual"]["hi"]["endpointing"]
        del tools["synthesizer"]["multilingual"]["en"]["provider_config"]["model"]

    told, _ = remarks(change)

    assert told == {
        "transcriber.multilingual.hi.endpointing": "is not there; the written form inherits it from the base",
        "synthesizer.multilingual.en.provider_config.model": "is not there; the written form inherits it from the base",
    }


def test_a_leg_that_only_one_pool_has_is_told():
    def change(tools):
        del tools["synthesizer"]["multilingual"]["hi"]

    told, tools = remarks(change)

    assert told == {"synthesizer.multilingual.hi": "is missing; the written form makes one from the base"}
    assert list(tools["multilingual_config"]["languages"]) == ["en", "hi"]


def test_two_active_labels_are_told_and_the_voice_decides():
    told, tools = remarks(lambda tools: tools["transcriber"].update(active="hi"))

    assert told == {"transcriber.active": "differs from that of the synthesizer, which is taken"}
    assert tools["multilingual_config"]["active_language"] == "en"


def test_texts_about_a_language_without_a_leg_are_told():
    told, tools = remarks(lambda tools: tools["agent_names"].update(fr="Camille", de=None))

    assert told == {"agent_names.fr": "is about a language without a leg and is left out"}
    assert "agent_names" not in tools


def test_a_null_that_cannot_be_written_is_told():
    told, _ = remarks(lambda tools: tools["synthesizer"]["multilingual"]["hi"].update(buffer_size=None))

    assert told == {"synthesizer.multilingual.hi.buffer_size": "cannot be written"}


def test_a_language_in_another_form_is_no_remark():
    def change(tools):
        tools["synthesizer"]["multilingual"]["hi"]["provider_config"]["language"] = "hi"
        del tools["transcriber"]["multilingual"]["hi"]["language"]

    told, tools = remarks(change)

    assert told == {}
    assert tools["multilingual_config"] == languages()


def test_without_an_active_label_none_is_written():
    def change(tools):
        del tools["transcriber"]["active"]
        del tools["synthesizer"]["active"]

    told, tools = remarks(change)

    assert told == {}
    assert "active_language" not in tools["multilingual_config"]


def test_a_remark_names_its_place_and_says_what_is_lost():
    remark = Remark(("transcriber", "active"), "is gone")

    assert ".".join(remark.path) == "transcriber.active"


# --- there and back -------------------------------------------------------------------------------


def legs_of(document):
    """Every leg, with its texts, by task."""
    found = []
    for site in agents.sites(agents.editable(document)):
        multilingual = site.tools["multilingual_config"]
        entries = layering.entries(multilingual)
        legs = layering.legs(site.tools, multilingual)
        texts = ("system_prompt", "handoff_message", "agent_name")
        found.append(
            {
                code: [leg.transcriber, leg.synthesizer, *(entries[code].get(field) for field in texts)]
                for code, leg in legs.items()
            }
        )
    return found


def test_the_vectors_come_back_with_the_same_legs():
    tools = {**VECTORS["base"], "multilingual_config": {"enabled": True, "active_language": "ta"}}
    entries = {vector["code"]: vector["entry"] for vector in VECTORS["vectors"]}
    tools["multilingual_config"]["languages"] = entries

    found = import_agent(expand({"tools_config": tools}))

    assert legs_of(found.document) == legs_of({"tools_config": tools})
    back = found.document["tools_config"]["multilingual_config"]["languages"]
    assert back["ta"] == entries["ta"]
    assert back["en"] == entries["en"]
    assert back["od"] == entries["od"]
    # The locale becomes the plain code, which is what the key says already.
    assert back["hi"] == {"synthesizer": entries["hi"]["synthesizer"]}
    # What we guessed was real in the call, so it is written down.
    assert back["ur"] == {
        "transcriber": {"language": "ur-IN"},
        "synthesizer": {"provider": "sarvam", "provider_config": {"language": "ur-IN"}},
    }


def test_the_documentation_example_comes_back_as_it_is_written():
    document = {"tools_config": VECTORS["documentation_example"]["tools_config"]}

    found = import_agent(expand(document)).document

    written = copy.deepcopy(document)
    # These equal the base or the key.
    entries = written["tools_config"]["multilingual_config"]["languages"]
    entries["en"]["synthesizer"]["provider_config"] = {}
    del entries["hi"]["transcriber"]
    assert found == written


@given(document=whole_agents.DOCUMENTS)
def test_there_and_back_gives_the_same_legs_and_loses_no_field(document):
    found = import_agent(expand(document))

    assert found.remarks == ()
    assert is_same(legs_of(found.document), legs_of(document))
    assert is_same(unknown_fields(found.document), unknown_fields(agents.editable(document)))


def unknown_fields(document):
    """The fields that nobody has described and the tools beside the languages, in the order of the tasks."""
    found = [document.get("x_new_field"), document.get("agent_config", {}).get("x_new_field")]
    found += [task.get("x_new_field") for task in document.get("agent_config", {}).get("tasks", [])]
    tools = [*agents.sites(document)] or [agents.Site(document, 0)]
    for site in tools:
        found += [site.tools.get("x_new_field"), site.tools.get("api_tools")]
        multilingual = site.tools["multilingual_config"]
        found.append(multilingual.get("x_new_field"))
        found += [entry.get("x_new_field") for entry in multilingual["languages"].values()]
    return found


@given(document=whole_agents.DOCUMENTS)
def test_what_came_back_comes_back_the_same_from_every_form(document):
    once = import_agent(expand(document)).document

    assert is_same(import_agent(expand(once)).document, once)
    assert is_same(import_agent(once).document, once)


@given(document=whole_agents.BODIES)
def test_flat_answers_give_what_wrapped_ones_give(document):
    answer = expand(document)
    one = {**answer["agent_config"], "id": "1"}
    if "agent_prompts" in answer:
        one["agent_prompts"] = answer["agent_prompts"]

    assert import_agent(one).document["agent_config"] == import_agent(answer).document["agent_config"]


@given(answer=whole_agents.DOCUMENTS | whole_agents.ODD_DOCUMENTS)
def test_no_answer_is_changed_shared_or_too_odd(answer):
    expanded = expand(answer)
    before = copy.deepcopy((answer, expanded))

    for one in (answer, expanded):
        found = import_agent(one)
        assert containers(one).isdisjoint(containers(found.document))
    assert (answer, expanded) == before
