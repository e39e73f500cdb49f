from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.languages.iso639 import is_iso639, iso639_codes
from anamctl.languages.suggestions import NOT_LANGUAGES, confusable, suggest
from anamctl.languages.supported import codes, services, supports
from anamctl.languages.tables import read_rows

SLUGS = [service.slug for service in services()]
WHISPER = "assemblyai/whisper-rt"


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("FR", "fr", "case"),
        (" fr ", "fr", "case"),
        ("Pt", "pt", "case"),
        ("iw", "he", "retired"),
        ("in", "id", "retired"),
        ("ji", "yi", "retired"),
        ("mo", "ro", "retired"),
        ("sh", "sr", "retired"),
        ("jw", "jv", "retired"),
        ("IW", "he", "retired"),
        ("iw-IL", "he", "retired"),
        ("fr-FR", "fr", "region"),
        ("fr_FR", "fr", "region"),
        ("EN-US", "en", "region"),
        ("zh-Hant-TW", "zh", "region"),
        ("es-419", "es", "region"),
        ("en_US.UTF-8", "en", "region"),
        ("sr@latin", "sr", "region"),
        ("en us", "en", "region"),
        ("fra", "fr", "three-letter"),
        ("fre", "fr", "three-letter"),
        ("DEU", "de", "three-letter"),
        ("eng-US", "en", "three-letter"),
        ("French", "fr", "name"),
        ("français", "fr", "name"),
        ("francais", "fr", "name"),
        ("Deutsch", "de", "name"),
        ("日本語", "ja", "name"),
        ("Castilian", "es", "name"),
        ("Chinese (Traditional)", "zh", "name"),
        ("English, British", "en", "name"),
        ("jp", "ja", "country"),
        ("JP", "ja", "country"),
        ("jp-JP", "ja", "country"),
        ("cn", "zh", "country"),
        ("gr", "el", "country"),
        ("cz", "cs", "country"),
        ("dk", "da", "country"),
        ("ua", "uk", "country"),
        ("vn", "vi", "country"),
        ("us", "en", "country"),
        ("IN", "hi", "country"),
        ("SE", "sv", "country"),
        ("BR", "pt", "country"),
        ("Japan", "ja", "country"),
        ("sp", "es", "alias"),
        ("farsi", "fa", "alias"),
        ("Mandarin", "zh", "alias"),
        ("fil", "tl", "alias"),
        ("cmn", "zh", "alias"),
        ("yue", "zh", "alias"),
        ("ckb", "ku", "alias"),
        ("od", "or", "spelling"),
        ("od-IN", "or", "spelling"),
        ("Portugese", "pt", "near"),
        ("Brazilian Portuguese", "pt", "near"),
        ("Brazilian_Portuguese", "pt", "near"),
        ("span", "es", "near"),
        ("rf", "fr", "near"),
        ("enus", "en", "near"),
        ("AR", "ar", "near"),  # Arabic, or Argentina
        ("UK", "uk", "near"),  # Ukrainian, or the United Kingdom
    ],
)
def test_a_wrong_code_gets_a_suggestion_and_its_kind(text, code, kind):
    found = suggest(text)

    assert found is not None
    assert (found.code, found.kind) == (code, kind)
    assert found.why


@pytest.mark.parametrize(
    ("text", "is_guess"),
    [
        *((text, False) for text in ("FR", "iw", "fr-FR", "fra", "French", "od")),
        *((text, True) for text in ("jp", "sp", "Frensh", "AR")),
    ],
)
def test_only_what_the_text_says_for_certain_is_no_guess(text, is_guess):
    found = suggest(text)

    assert found is not None
    assert found.is_guess is is_guess


@pytest.mark.parametrize(
    "text", ["klingon", "xx", "zz", "q", "", "   ", "...", "haw", "Hawaiian", "123", "é", "x" * 1000]
)
def test_nothing_is_suggested_when_nothing_comes_to_mind(text):
    assert suggest(text) is None


@pytest.mark.parametrize("text", ["<french-voice-id>", "${LANG}", "{{language}}", "TODO", "test", "data", "demo"])
def test_placeholders_and_common_words_are_no_languages(text):
    assert suggest(text) is None


@pytest.mark.parametrize("text", sorted(NOT_LANGUAGES))
def test_words_for_no_particular_language_are_left_alone(text):
    assert suggest(text) is None


@pytest.mark.parametrize("code", ["fr", "se", "kr", "or", "no", "tl"])
def test_a_valid_code_needs_no_suggestion(code):
    assert suggest(code) is None


@pytest.mark.parametrize(
    ("text", "service", "code", "kind"),
    [
        ("or", "bolna", "od", "spelling"),
        ("OR", "bolna", "od", "spelling"),
        ("or-IN", "sarvam/tts", "od", "region"),
        ("od-IN", "bolna", "od", "region"),
        ("ory", "bolna", "od", "alias"),
        ("Odia", "bolna", "od", "name"),
        ("od", "anam", "or", "spelling"),
        ("jv", WHISPER, "jw", "spelling"),
        ("Javanese", WHISPER, "jw", "name"),
        ("Cantonese", WHISPER, "yue", "name"),
        ("Hawaiian", WHISPER, "haw", "name"),
        ("YUE", WHISPER, "yue", "case"),
        ("jp", "anam", "ja", "country"),
    ],
)
def test_a_suggestion_is_written_as_the_service_writes_it(text, service, code, kind):
    found = suggest(text, service)

    assert found is not None
    assert (found.code, found.kind) == (code, kind)


@pytest.mark.parametrize(("code", "service"), [("od", "bolna"), ("jw", WHISPER), ("yue", WHISPER), ("eu", "anam")])
def test_what_a_service_lists_or_iso_knows_needs_no_suggestion(code, service):
    assert suggest(code, service) is None


@pytest.mark.parametrize("service", SLUGS)
def test_no_code_of_a_service_is_corrected_for_it(service):
    assert [code for code in codes(service) if suggest(code, service)] == []


def test_an_unknown_service_is_a_key_error():
    with pytest.raises(KeyError):
        suggest("jp", "nosuch")


def is_valid(code: str, service: str | None) -> bool:
    return is_iso639(code) or (service is not None and supports(service, code))


@given(st.text(alphabet=st.characters(), max_size=80), st.sampled_from([None, *SLUGS]))
def test_any_text_gives_a_valid_code_or_nothing(text, service):
    found = suggest(text, service)

    assert found is None or is_valid(found.code, service)


@given(
    st.text(alphabet="abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_ ", min_size=1, max_size=9),
    st.sampled_from([None, *SLUGS]),
)
def test_what_looks_like_a_code_gives_a_valid_one_that_needs_no_further_suggestion(text, service):
    found = suggest(text, service)

    if found is not None:
        assert is_valid(found.code, service)
        assert found.code != text
        assert suggest(found.code, service) is None


@given(st.sampled_from(sorted(iso639_codes())), st.sampled_from(["-XX", "_ZZ", "-Latn"]))
def test_any_locale_leads_to_its_language(code, rest):
    found = suggest(code + rest)

    assert found is not None
    assert (found.code, found.kind) == (code, "region")


@pytest.mark.parametrize(("code", "meant"), [("se", "sv"), ("kr", "ko"), ("tw", "zh"), ("nb", "no")])
def test_a_valid_code_that_no_service_lists_may_be_meant_otherwise(code, meant):
    found = confusable(code)

    assert found is not None
    assert found.code == meant
    assert found.why


def test_whether_a_code_is_suspicious_depends_on_the_service():
    breton = confusable("br", "anam")

    assert breton is not None
    assert (breton.code, breton.kind) == ("pt", "country")
    assert confusable("br", WHISPER) is None
    assert confusable("br") is None


@pytest.mark.parametrize("code", ["fr", "ar", "jp", "", "uk"])
def test_most_codes_are_not_suspicious(code):
    assert confusable(code) is None
    assert confusable(code, "anam") is None


def test_nothing_is_hinted_that_the_service_lacks_as_well():
    assert confusable("se", "bolna") is None


def test_the_table_of_confusables_holds_valid_codes():
    for code, meant, kind, why in read_rows("confusables.tsv", 4):
        assert is_iso639(code)
        assert is_iso639(meant)
        assert kind in {"country", "alias"}
        assert why.startswith(code)
