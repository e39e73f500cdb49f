from __future__ import annotations

import pytest

from anamctl.languages import names
from anamctl.languages.iso639 import is_iso639, language


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Français", "francais"),
        ("  Tiếng   Việt ", "tieng viet"),
        ("हिन्दी", "हिन्दी"),
        ("ESPAÑOL", "espanol"),
        ("한국어", "한국어"),
    ],
)
def test_folding_drops_case_and_latin_accents_only(name, folded):
    assert names.fold(name) == folded


def test_both_forms_of_a_three_letter_code_are_known():
    codes = names.codes_by_alpha3()

    assert (codes["fra"], codes["fre"], codes["deu"], codes["ger"], codes["zho"], codes["chi"]) == (
        "fr",
        "fr",
        "de",
        "de",
        "zh",
        "zh",
    )


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("french", "fr"),
        ("castilian", "es"),
        ("bengali", "bn"),
        ("bangla", "bn"),
        ("odia", "or"),
        ("oriya", "or"),
        ("日本語", "ja"),
        ("greek", "el"),
        ("kurdi", "ku"),
    ],
)
def test_english_native_and_other_names_are_known(name, code):
    assert names.codes_by_name()[name] == code


def test_a_member_of_a_group_leads_to_the_group():
    assert (names.groups()["cmn"], names.groups()["arb"], names.groups()["ckb"]) == ("zh", "ar", "ku")


@pytest.mark.parametrize(
    ("country", "code"), [("JP", "ja"), ("SE", "sv"), ("NO", "no"), ("PH", "tl"), ("GB", "en"), ("UK", "en")]
)
def test_a_country_knows_its_main_language(country, code):
    assert names.countries()[country].language == code


def test_what_the_tables_lead_to_is_a_language():
    for alias in names.aliases().values():
        assert is_iso639(alias.code), alias
        assert alias.why
    for country in names.countries().values():
        assert is_iso639(country.language), country
    for code in {*names.groups().values(), *names.codes_by_name().values()}:
        assert language(code) is not None


def test_an_alias_is_stored_folded_and_is_no_known_name_or_code():
    for written in names.aliases():
        assert names.fold(written) == written
        assert not is_iso639(written)
        assert written not in names.codes_by_name()
        assert written not in names.codes_by_alpha3()


@pytest.mark.parametrize(("start", "code"), [("japan", "ja"), ("span", "es"), ("ma", None), ("xyz", None)])
def test_the_beginning_of_a_name_must_be_unique(start, code):
    assert names.code_by_beginning(start) == code


@pytest.mark.parametrize(("name", "code"), [("portugese", "pt"), ("frensh", "fr"), ("hindii", "hi"), ("qqqqqq", None)])
def test_a_misspelt_name_finds_the_nearest(name, code):
    assert names.code_by_likeness(name) == code
