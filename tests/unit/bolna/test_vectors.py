"""The worked examples: each language's legs, to the key and to its place."""

from __future__ import annotations

import json
import os

import pytest

from anamctl.bolna import layering, origins

with open(os.path.join(os.path.dirname(__file__), "vectors.json"), encoding="utf-8") as _file:
    DATA = json.load(_file)


def in_order(part):
    """Text instead of a dict, so that the order of keys is compared too."""
    return json.dumps(part)


@pytest.fixture(params=DATA["vectors"], ids=lambda vector: vector["code"])
def vector(request):
    return request.param


@pytest.fixture
def languages(vector):
    return {"languages": {vector["code"]: vector["entry"]}}


def test_vector_gives_exactly_its_legs_in_order(vector, languages):
    leg = layering.legs(DATA["base"], languages)[vector["code"]]

    assert in_order(leg.transcriber) == in_order(vector["transcriber"])
    assert in_order(leg.synthesizer) == in_order(vector["synthesizer"])


def test_vector_says_which_language_is_a_guess(vector, languages):
    leg = layering.legs(DATA["base"], languages)[vector["code"]]

    guessed = [name for name in ("heard", "spoken") if (found := getattr(leg, name)) and found.is_guess]

    assert guessed == vector["guesses"]
    assert leg.has_guess == bool(vector["guesses"])


def test_vector_names_the_rules_that_made_it(vector, languages):
    explained = origins.explain(DATA["base"], languages)[vector["code"]]

    used = {rule for origin in explained.values() for rule in origin.rules}

    assert set(vector["rules"]) <= used
    assert used.isdisjoint({"T1", "T2", "S1", "S2", "S3"} - set(vector["rules"]))


def test_documentation_example_keeps_hindi_on_deepgram_and_gives_it_a_sarvam_voice():
    example = DATA["documentation_example"]

    found = layering.legs(example["tools_config"], example["tools_config"]["multilingual_config"])

    legs = {code: {"transcriber": leg.transcriber, "synthesizer": leg.synthesizer} for code, leg in found.items()}
    assert in_order(legs) == in_order(example["legs"])
    assert not any(leg.has_guess for leg in found.values())
