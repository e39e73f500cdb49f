"""
An independent witness: `jsonschema` with the generated schema, and our evaluator with the generated table.

For what is documented they must agree on any data. Left out on purpose: numbers that JSON cannot say (NaN, infinity),
whole floats where an integer belongs (JSON Schema takes them), and the form of language codes (our rules judge it).
"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from anamctl.definitions.models.describe import ROOTS
from anamctl.definitions.placeholders import expand
from anamctl.definitions.schema import build_schema
from anamctl.definitions.shape import check_agent, check_leg, check_persona
from anamctl.definitions.shape_data import MODELS

VALIDATORS = {kind: Draft202012Validator(build_schema(kind)) for kind in ("persona", "agent")}
CHECKS = {"persona": check_persona, "agent": check_agent}

FLOATS = st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: not number.is_integer())
TEXTS = st.text(alphabet=st.characters(exclude_characters="$", exclude_categories=["Cs"]), max_size=8)
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    FLOATS,
    TEXTS,
    st.sampled_from(["${UNSET}", "x ${UNSET}", "sarvam", "elevenlabs", "bulbul:v3"]),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(TEXTS, st.integers(), max_size=2),
)
CODES = st.sampled_from(["en", "fr", "hi", "od", "ta"])
UUIDS = st.uuids().map(str) | st.uuids().map(lambda uuid: str(uuid).upper())


def fields(facts):
    """Values that are mostly right for a field of the table, and now and then anything."""
    good = [value for kind in facts["types"] for value in [of_type(kind, facts)]]
    junk = JUNK.filter(lambda value: not isinstance(value, str)) if facts.get("format") == "language" else JUNK
    return rarely(junk, st.one_of(good)) if good else junk


def rarely(strange, usual):
    return st.integers(0, 24).flatmap(lambda number: usual if number else strange)


def of_type(kind, facts):
    if kind == "string":
        return strings(facts)
    if kind in {"number", "integer"}:
        low, high = facts.get("bounds") or (None, None)
        at = [bound for bound in (low, high) if bound is not None]
        beyond = st.sampled_from([-1, 0, 0.25, 0.6, 1.3, 1.6, 2.75, 3.5, 11, 1000, 8000])
        if kind == "integer":
            return rarely(beyond, st.integers(0, 20))
        inside = st.floats(low, high, allow_nan=False, allow_infinity=False).filter(lambda x: not x.is_integer())
        return rarely(beyond, st.one_of(inside, st.sampled_from(at)) if at else inside)
    if kind == "boolean":
        return st.booleans()
    if kind == "array":
        return st.lists(fields(facts["items"]) if "items" in facts else JUNK, max_size=4)
    if kind == "object":
        if "model" in facts:
            return st.deferred(lambda: objects(facts["model"]))
        values = fields(facts["each"]) if "each" in facts else JUNK
        return rarely(
            st.dictionaries(CODES, values, max_size=1), st.dictionaries(CODES, values, min_size=2, max_size=3)
        )
    return st.none()


def strings(facts):
    form = facts.get("format")
    if form == "language":
        return CODES
    if form in {"uuid", "llm"}:
        return rarely(st.sampled_from(["", "CUSTOMER_CLIENT_V1", "0" * 36]), UUIDS)
    if "choices" in facts:
        return rarely(st.just("none of them"), st.sampled_from(facts["choices"]))
    if "length" in facts:
        sizes = [bound for bound in facts["length"] if bound is not None]
        wrong = st.sampled_from([facts["length"][1] or 1, 0, 51, 101, 1025, 2001])
        return rarely(wrong, st.sampled_from(sizes)).map(lambda size: "é" * size)
    return st.sampled_from(["en", "bulbul:v3", "bulbul:v2", "a_tool", "x"]) | TEXTS


@st.composite
def objects(draw, name):
    model = MODELS[name]
    needed = {key for key, confidence, _ in model.get("required", ()) if confidence == "documented"}
    keys = draw(st.sets(st.sampled_from(sorted(model["fields"])), min_size=1, max_size=6))
    if draw(st.integers(0, 24)):
        keys |= needed
    data = {key: draw(fields(model["fields"][key])) for key in sorted(keys)}
    if "choice" in model and draw(st.booleans()):
        on, key, models = model["choice"]
        data[on] = draw(st.sampled_from(sorted(models)))
        data[key] = draw(objects(models[data[on]]))
    if not draw(st.integers(0, 24)):
        data[draw(TEXTS)] = draw(JUNK)
    return data


def expanded(data):
    if isinstance(data, dict):
        return {key: expanded(value) for key, value in data.items()}
    if isinstance(data, list):
        return [expanded(value) for value in data]
    return expand(data, {}).value if isinstance(data, str) else data


def errors(kind, data):
    return [issue for issue in CHECKS[kind](expanded(data)) if issue.detail["confidence"] == "documented"]


def witness(kind, data):
    return [f"{error.json_path}: {error.message}" for error in VALIDATORS[kind].iter_errors(data)]


def agree(kind, data):
    ours, theirs = errors(kind, data), witness(kind, data)

    assert bool(ours) == bool(theirs), (ours, theirs)


@given(objects("PersonaFile"))
def test_persona_files_are_judged_as_by_the_schema(data):
    agree("persona", data)


@given(objects("PersonaConfig"))
def test_one_entry_is_judged_as_by_the_schema(config):
    agree("persona", {"personaConfig": {}, "languages": {"fr": config}})


@given(objects("VoiceGenerationOptions"), objects("VoiceDetectionOptions"), objects("DirectorNotes"))
def test_voice_options_are_judged_as_by_the_schema(speaking, listening, acting):
    config = {"voiceGenerationOptions": speaking, "voiceDetectionOptions": listening, "directorNotes": acting}

    agree("persona", {"personaConfig": config})


@given(objects("AgentFile"))
def test_agent_files_are_judged_as_by_the_schema(data):
    agree("agent", data)


@given(objects("MultilingualConfig"))
def test_languages_of_an_agent_are_judged_as_by_the_schema(config):
    agree("agent", {"multilingual_config": config})


@given(st.booleans(), st.lists(objects("LanguageConfig"), min_size=1, max_size=3))
def test_entries_of_an_agent_are_judged_as_by_the_schema(enabled, entries):
    languages = dict(zip(("en", "hi", "ta"), entries, strict=False))

    agree("agent", {"multilingual_config": {"enabled": enabled, "languages": languages}})


@settings(max_examples=100)
@given(objects("Synthesizer"), objects("Transcriber"))
def test_legs_are_judged_as_by_the_schema(synthesizer, transcriber):
    agree("agent", {"tools_config": {"synthesizer": synthesizer, "transcriber": transcriber}})


@given(objects("PersonaFile"))
def test_persona_files_are_judged_as_by_the_models(data):
    """The models themselves, which know no placeholders, no languages' rules and no doubt."""
    if "${" in str(data):
        return
    issues = [issue for issue in check_persona(data) if issue.kind != "unknown" or issue.detail["closed"]]

    assert bool(issues) == is_refused(ROOTS["persona"], data), issues


def is_refused(model, data):
    try:
        model.model_validate(data)
    except ValidationError:
        return True
    return False


ANY = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(),
        st.binary(max_size=3),
        st.just(10**400),
        st.just("\ud800"),
        st.dates(),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.one_of(
                st.sampled_from(sorted({key for model in MODELS.values() for key in model["fields"]})), st.integers()
            ),
            inner,
            max_size=5,
        ),
        st.tuples(inner, inner),
    ),
    max_leaves=30,
)


@settings(max_examples=100)
@given(
    st.dictionaries(st.sampled_from(sorted({*MODELS["PersonaFile"]["fields"], *MODELS["AgentFile"]["fields"]})), ANY)
)
def test_no_data_makes_it_raise_and_every_issue_is_complete(data):
    for issue in [
        *check_persona(data),
        *check_agent(data),
        *check_leg("synthesizer", data),
        *check_leg("transcriber", data),
    ]:
        assert issue.kind in {"type", "missing", "unknown", "range", "enum", "pattern", "length", "count"}
        assert issue.detail["confidence"] in {"documented", "inferred"}
        assert issue.detail["model"] in MODELS
        assert isinstance(issue.detail["field"], str)


def test_circular_and_deep_data_ends():
    loop: dict[str, Any] = {}
    loop["personaConfig"] = loop["languages"] = loop["fr"] = loop["agent_config"] = loop["tools_config"] = loop
    loop["transcriber"] = loop["synthesizer"] = loop["multilingual"] = loop["multilingual_config"] = loop
    loop["tools"] = loop["tasks"] = [loop]
    deep: dict[str, Any] = {}
    inner = deep
    for _ in range(100_000):
        inner["parameters"] = inner = {}

    assert check_persona(loop)
    assert check_agent(loop)
    assert check_persona({"personaConfig": {"tools": [{"type": "client", "name": "x", "parameters": deep}]}}) == []
    _flatten(deep)


def _flatten(deep):
    """Take a deep mapping apart, because Python would free it by recursion."""
    while deep:
        deep = deep.pop("parameters")


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_no_number_of_any_model_may_be_endless(value):
    for provider, model in MODELS["SynthesizerLeg"]["choice"][2].items():
        numbers = [key for key, facts in MODELS[model]["fields"].items() if "number" in facts["types"]]
        issues = check_leg("synthesizer", {"provider": provider, "provider_config": dict.fromkeys(numbers, value)})
        assert [issue.kind for issue in issues] == ["range"] * len(numbers)
