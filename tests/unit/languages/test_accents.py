from __future__ import annotations

import pytest

from anamctl.languages.accents import country_name, mention, official_in


@pytest.mark.parametrize(
    ("country", "codes"),
    [("FR", ["fr"]), ("ch", ["de", "fr", "it", "rm"]), ("BE", ["nl", "fr", "de"]), ("UK", ["en"]), ("NO", ["no"])],
)
def test_official_languages_of_a_country_begin_with_the_likeliest(country, codes):
    assert list(official_in(country))[: len(codes)] == codes


def test_a_country_that_is_none_has_no_languages():
    assert official_in("XX") == official_in("") == ()
    assert country_name("XX") == "XX"
    assert country_name("fr") == "France"


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("Warm FRENCH narrator", "fr", "french"),
        ("Voix française", "fr", "francaise"),
        ("Parle français", "fr", "francais"),
        ("年轻的中文女声", "zh", "中文"),
        ("हिन्दी आवाज़", "hi", "हिन्दी"),
        ("Castilian storyteller", "es", "castilian"),
        ("Brazilian Portuguese", "pt", "portuguese"),
    ],
)
def test_a_text_mentions_a_language_by_any_of_its_names(text, code, name):
    assert mention(text, code) == name


@pytest.mark.parametrize(
    ("text", "code"), [("Frenchman", "fr"), ("warm and calm", "fr"), ("a french voice", "de"), ("anything", "xx")]
)
def test_other_words_mention_none(text, code):
    assert mention(text, code) == ""
