"""What holds for every agent, whatever is written in it."""

from __future__ import annotations

import copy
import json

from hypothesis import given

from anamctl.bolna import layering, origins
from tests.unit.bolna import agents


def containers(value):
    """The identity of every list and mapping inside a value."""
    if isinstance(value, dict):
        return {id(value)}.union(*(containers(inner) for inner in value.values()))
    if isinstance(value, list):
        return {id(value)}.union(*(containers(inner) for inner in value))
    return set()


def at(value, path):
    for key in path:
        value = value[key]
    return value


def parts(found):
    return [part for leg in found.values() for part in (leg.transcriber, leg.synthesizer)]


def again(found):
    """The legs, written down as entries."""
    entries = {code: {"transcriber": leg.transcriber, "synthesizer": leg.synthesizer} for code, leg in found.items()}
    return {"languages": entries}


@given(base=agents.ODD_BASES, multilingual=agents.ODD_MULTILINGUAL)
def test_anything_gives_legs_and_origins_without_an_exception(base, multilingual):
    found = layering.legs(base, multilingual)

    for leg in found.values():
        assert "language" in leg.transcriber
        assert isinstance(leg.synthesizer.get("provider_config", {}), dict)
    assert list(origins.explain(base, multilingual)) == list(found)


@given(
    base=agents.BASES | agents.ODD_BASES,
    multilingual=agents.MULTILINGUAL | agents.ODD_MULTILINGUAL,
)
def test_input_is_never_changed_and_nothing_nested_is_shared(base, multilingual):
    before = copy.deepcopy((base, multilingual))

    found = layering.legs(base, multilingual)

    assert (base, multilingual) == before
    seen = containers(base) | containers(multilingual)
    for part in parts(found):
        own = containers(part)
        assert seen.isdisjoint(own)
        seen |= own


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_legs_keep_the_order_of_languages_and_the_base_keys_come_first(base, multilingual):
    found = layering.legs(base, multilingual)

    assert list(found) == list(multilingual["languages"])
    for leg in found.values():
        inherited = list(base.get("transcriber", {}))
        assert list(leg.transcriber)[: len(inherited)] == inherited


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_legs_written_as_entries_give_the_same_legs(base, multilingual):
    once = layering.legs(base, multilingual)

    twice = layering.legs(base, again(once))

    assert [json.dumps(part) for part in parts(twice)] == [json.dumps(part) for part in parts(once)]


@given(base=agents.ODD_BASES, multilingual=agents.ODD_MULTILINGUAL)
def test_even_odd_legs_written_as_entries_give_the_same_legs(base, multilingual):
    once = layering.legs(base, multilingual)

    assert parts(layering.legs(base, again(once))) == parts(once)


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_one_language_does_not_depend_on_the_others(base, multilingual):
    together = layering.legs(base, multilingual)

    for code, entry in multilingual["languages"].items():
        assert layering.legs(base, {"languages": {code: entry}})[code] == together[code]


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_every_value_is_found_at_its_origin_or_was_resolved_from_there(base, multilingual):
    tools_config = {**base, "multilingual_config": multilingual}
    explained = origins.explain(tools_config, multilingual)

    for code, leg in layering.legs(tools_config, multilingual).items():
        whole = {"transcriber": leg.transcriber, "synthesizer": leg.synthesizer}
        for path, origin in explained[code].items():
            value = at(whole, path)
            if origin.resolved is not None:
                assert value == origin.resolved.value
                assert path[-1] == "language"
            elif origin.kind == "key":
                assert value == code == origin.path[-1]
            else:
                assert value == at(tools_config, origin.path)
            if origin.kind == "base":
                assert origin.path == path


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_every_value_of_every_leg_has_an_origin(base, multilingual):
    explained = origins.explain(base, multilingual)

    for code, leg in layering.legs(base, multilingual).items():
        expected: set[tuple[str, ...]] = {("transcriber", key) for key in leg.transcriber}
        for key, value in leg.synthesizer.items():
            if key == "provider_config" and value:
                expected |= {("synthesizer", key, inner) for inner in value}
            else:
                expected.add(("synthesizer", key))
        assert set(explained[code]) == expected


@given(base=agents.BASES, multilingual=agents.MULTILINGUAL)
def test_a_guess_is_never_silent(base, multilingual):
    explained = origins.explain(base, multilingual)

    for code, leg in layering.legs(base, multilingual).items():
        assert leg.has_guess == any(origin.is_guess for origin in explained[code].values())
