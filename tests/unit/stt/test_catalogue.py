from __future__ import annotations

import pytest

from anamctl.languages.iso639 import language_of
from anamctl.languages.supported import codes
from anamctl.stt.catalogue import hears, model, models, price
from anamctl.stt.providers import NAMES

CONFIDENCES = {"documented", "source", "measured", "reported", "inferred"}
ALL = [found for name in NAMES for found in models(name)]


def test_every_model_is_listed_once():
    assert len({(found.provider, found.name) for found in ALL}) == len(ALL)


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.name)
def test_every_fact_has_a_source_and_a_confidence(found):
    assert found.languages_confidence in CONFIDENCES
    assert (found.price_per_hour is None) == (found.price_source == "") == (found.price_confidence is None)
    assert found.price_confidence is None or found.price_confidence in CONFIDENCES
    assert found.price_per_hour is None or 0 < found.price_per_hour < 5


@pytest.mark.parametrize("found", ALL, ids=lambda found: found.name)
def test_every_language_is_one_and_is_listed_once(found):
    assert found.languages
    assert len(set(found.languages)) == len(found.languages)
    for code in found.languages:
        assert language_of(code) is not None, code


def test_languages_of_assemblyai_are_those_of_the_table_of_languages():
    for found in models("assemblyai"):
        assert found.languages == codes(f"assemblyai/{found.name}")


def test_what_is_not_known_is_not_guessed():
    assert model("assemblyai", "new") is None
    assert price("assemblyai", "new") is None
    assert hears("assemblyai", "new") == ()
    assert models("whisperlivekit") == ()
