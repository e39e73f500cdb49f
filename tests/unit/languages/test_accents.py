from __future__ import annotations

import pytest

from anamctl.languages.accents import country_name, is_country, mention, tie


@pytest.mark.parametrize(
    ("country", "code", "how"),
    [
        ("FR", "fr", "first"),
        ("ch", "de", "first"),
        ("CH", "fr", "official"),
        ("UK", "en", "first"),
        ("NO", "no", "first"),
        ("IN", "hi", "first"),
        ("IN", "te", "official"),
        ("IT", "fr", "regional"),
        ("US", "es", "regional"),
        ("US", "fr", ""),
        ("XX", "fr", ""),
        ("", "fr", ""),
    ],
)
def test_a_language_belongs_to_a_country_more_or_less(country, code, how):
    assert tie(country, code) == how


def test_countries_have_names():
    assert is_country("fr")
    assert not is_country("XX")
    assert (country_name("fr"), country_name("XX")) == ("France", "XX")


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("Warm FRENCH narrator", "fr", "FRENCH"),
        ("Voix française", "fr", "française"),
        ("Parle français", "fr", "français"),
        ("年轻的中文女声", "zh", "中文"),
        ("हिन्दी आवाज़", "hi", "हिन्दी"),
        ("Castilian storyteller", "es", "Castilian"),
        ("Brazilian Portuguese", "pt", "Portuguese"),
    ],
)
def test_a_text_mentions_a_language_by_any_of_its_names(text, code, name):
    assert mention(text, code) == name


@pytest.mark.parametrize(
    ("text", "code"), [("Frenchman", "fr"), ("warm and calm", "fr"), ("a french voice", "de"), ("anything", "xx")]
)
def test_other_words_mention_none(text, code):
    assert mention(text, code) == ""
