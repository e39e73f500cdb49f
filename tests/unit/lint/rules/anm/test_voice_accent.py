"""ANM230: accents that do not fit the language."""

from __future__ import annotations

import pytest

from anamctl.lint.account import FACT, Account, Item, Listed
from anamctl.lint.rules.anm import voice_accent
from tests.unit.lint.rules.anm.samples import INLINE, VOICE, ask, one


def facts(**more):
    return {FACT: Account({"voiceId": Listed("voice", "a voice", "anamctl voices", {VOICE: Item(**more)})})}


def persona(code):
    return INLINE + f"  languageCode: {code}\n"


def test_an_accent_of_another_country_is_a_warning():
    found = one(voice_accent, persona("fr"), facts=facts(name="Bob", country="US"))

    assert found.place == "3:12"
    assert found.message == 'the voice "Bob" has an accent (United States), and nothing about it mentions French'
    assert found.label == "`anamctl voices --lang fr` lists others"


def test_a_model_of_many_languages_is_said():
    found = one(voice_accent, persona("fr"), facts=facts(country="US", is_multilingual=True))

    assert found.message.startswith("the voice has an accent")
    assert found.label.startswith("its model speaks many languages, so listen to it; ")


@pytest.mark.parametrize(
    ("code", "item"),
    [
        ("fr", {"country": "FR"}),
        ("fr", {"country": "CA"}),
        ("fr", {"country": "IT"}),
        ("te", {"country": "in"}),
        ("no", {"country": "NO"}),
        ("fr", {"country": "US", "words": "speaks French"}),
        ("fr", {"country": ""}),
        ("fr", {"country": "XX"}),
        ("jp", {"country": "US"}),
        ("1", {"country": "US"}),
    ],
)
def test_what_fits_or_is_not_known_is_passed(code, item):
    assert ask(voice_accent, persona(code), facts=facts(**item)) == []


def test_a_voice_that_is_inherited_is_judged_once():
    text = persona("fr") + "languages:\n  de: {systemPrompt: Deutsch}\n"

    assert len(ask(voice_accent, text, facts=facts(country="US"))) == 1


@pytest.mark.parametrize("known", [None, {}, {FACT: Account({})}])
def test_without_an_account_nothing_is_said(known):
    assert ask(voice_accent, persona("fr"), facts=known) == []
