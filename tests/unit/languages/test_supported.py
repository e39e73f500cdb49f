from __future__ import annotations

import pytest

from anamctl.languages import supported
from anamctl.languages.iso639 import language
from anamctl.languages.tables import read_rows

WHISPER = ("assemblyai/whisper-rt", "whisperlivekit")
U36 = ("assemblyai/universal-3-6-pro", "assemblyai/universal-3-6")


@pytest.mark.parametrize(
    ("service", "count"),
    [
        ("anam", 57),
        ("bolna", 18),
        ("sarvam/stt", 13),
        ("sarvam/tts", 11),
        ("assemblyai/universal-streaming-english", 1),
        ("assemblyai/universal-streaming-multilingual", 6),
        ("assemblyai/u3-rt-pro", 6),
        ("assemblyai/universal-3-5-pro", 18),
        *((service, 32) for service in U36),
        *((service, 100) for service in WHISPER),
        ("deepgram", 5),
    ],
)
def test_each_service_lists_as_many_codes_as_its_documentation(service, count):
    assert len(supported.codes(service)) == count


def test_every_service_of_the_support_table_is_described_and_the_other_way_round():
    described = {service.slug for service in supported.services()}

    assert {row[0] for row in read_rows("support.tsv", 5)} == described


def test_no_service_lists_a_code_twice():
    for service in supported.services():
        listed = [
            item.partition("=")[0]
            for row in read_rows("support.tsv", 5)
            if row[0] == service.slug
            for item in row[4].split(" ")
        ]
        assert len(listed) == len(set(listed)), service.slug


def test_every_listed_code_is_a_language_with_a_source_and_a_confidence():
    for service in supported.services():
        for code in supported.codes(service.slug):
            found = supported.support(service.slug, code)
            assert found is not None
            assert language(found.language) is not None, found
            assert found.source
            assert found.confidence in {"documented", "source", "measured", "reported", "inferred"}


@pytest.mark.parametrize("service", ["bolna", "sarvam/stt", "sarvam/tts"])
def test_odia_is_od_for_bolna_and_sarvam(service):
    assert supported.supports(service, "od")
    assert not supported.supports(service, "or")
    assert supported.spelling(service, "or") == "od"
    assert supported.language_behind(service, "od") == "or"


@pytest.mark.parametrize("service", WHISPER)
def test_whisper_has_three_letter_codes_and_the_old_one_for_javanese(service):
    assert {"haw", "yue", "jw"} <= set(supported.codes(service))
    assert supported.spelling(service, "jv") == "jw"
    assert not supported.supports(service, "jv")


def test_sarvam_hears_more_than_it_speaks_though_we_only_infer_it():
    extra = set(supported.codes("sarvam/stt")) - set(supported.codes("sarvam/tts"))
    found = [supported.support("sarvam/stt", code) for code in sorted(extra)]

    assert extra == {"as", "ur"}
    assert [row.confidence for row in found if row] == ["inferred", "inferred"]


def test_a_code_is_taken_exactly_as_written():
    assert supported.supports("anam", "fr")
    assert not supported.supports("anam", "FR")
    assert not supported.supports("anam", "eu")
    assert supported.spelling("anam", "eu") is None
    assert supported.language_behind("anam", "eu") is None
    assert supported.support("anam", "eu") is None


def test_the_list_of_anam_is_open_and_that_of_a_model_closed():
    openness = {service.slug: service.is_open for service in supported.services()}

    assert openness["anam"]
    assert not openness["assemblyai/u3-rt-pro"]


def test_an_unknown_slug_is_a_key_error():
    with pytest.raises(KeyError):
        supported.supports("nosuch", "fr")


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("bolna", ["bolna"]),
        ("Anam", ["anam"]),
        ("sarvam", ["sarvam/stt", "sarvam/tts"]),
        ("whisper-rt", ["assemblyai/whisper-rt"]),
        ("assemblyai/u3-rt-pro", ["assemblyai/u3-rt-pro"]),
        ("nosuch", []),
        ("", []),
    ],
)
def test_services_are_found_by_slug_family_and_model(text, slugs):
    assert [service.slug for service in supported.find_services(text)] == slugs


def test_a_family_has_all_its_models():
    assert len(supported.find_services("assemblyai")) == 7


@pytest.mark.parametrize(("code", "listed"), [("fr", True), ("or", True), ("haw", True), ("se", False), ("od", False)])
def test_a_language_is_listed_somewhere_or_nowhere(code, listed):
    assert supported.is_listed_anywhere(code) is listed
