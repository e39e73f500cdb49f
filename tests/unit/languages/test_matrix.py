from __future__ import annotations

import pytest

from anamctl.languages.iso639 import languages
from anamctl.languages.matrix import UnknownLanguageError, UnknownServiceError, build
from anamctl.languages.supported import codes, services


def test_without_a_question_every_language_meets_every_service():
    matrix = build()

    assert matrix.services == services()
    assert [row.language for row in matrix.rows] == list(languages())
    assert {len(row.cells) for row in matrix.rows} == {len(services())}


def test_one_language_says_who_supports_it():
    (row,) = build("cy").rows

    assert row.language.english == "Welsh"
    assert row.supported_by == ("anam", "assemblyai/whisper-rt", "whisperlivekit")


def test_a_cell_tells_how_the_service_writes_the_code_and_how_sure_we_are():
    matrix = build("or", "bolna")
    (cell,) = matrix.rows[0].cells

    assert cell is not None
    assert (cell.code, cell.language, cell.confidence) == ("od", "or", "documented")


@pytest.mark.parametrize("service", [service.slug for service in services()])
def test_one_service_has_a_row_for_each_code_it_lists(service):
    matrix = build(service=service)

    assert [found.slug for found in matrix.services] == [service]
    assert {cell.code for row in matrix.rows for cell in row.cells if cell} == set(codes(service))
    assert all(row.is_supported for row in matrix.rows)


def test_a_family_has_a_column_for_each_model():
    matrix = build(service="sarvam")

    assert [service.slug for service in matrix.services] == ["sarvam/stt", "sarvam/tts"]
    assert [row.supported_by for row in matrix.rows if row.language.code == "ur"] == [("sarvam/stt",)]


def test_a_language_that_nobody_supports_still_has_its_row():
    (row,) = build("se").rows

    assert not row.is_supported
    assert row.supported_by == ()


@pytest.mark.parametrize(
    ("text", "code"), [("FR", "fr"), ("fr-CA", "fr"), ("fra", "fr"), ("Français", "fr"), ("od", "or"), ("yue", "yue")]
)
def test_a_language_is_found_by_whatever_names_it_for_certain(text, code):
    assert build(text).rows[0].language.code == code


@pytest.mark.parametrize(("text", "meant"), [("jp", "ja"), ("iw", "he"), ("klingon", None)])
def test_an_unknown_language_comes_with_what_was_probably_meant(text, meant):
    with pytest.raises(UnknownLanguageError) as caught:
        build(text)

    assert caught.value.text == text
    assert (caught.value.suggestion.code if caught.value.suggestion else None) == meant


def test_an_unknown_service_comes_with_the_known_ones():
    with pytest.raises(UnknownServiceError) as caught:
        build(service="nosuch")

    assert "bolna" in caught.value.known
