from __future__ import annotations

import os
import subprocess
import sys

import iso639 as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.languages import iso639

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(iso639.__file__ + "/..")))
RETIRED = {"iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr", "jw": "jv"}


def test_the_codes_are_the_183_current_ones():
    current = {entry.part1 for entry in reference.ALL_LANGUAGES if entry.part1} - {"sh"}

    assert iso639.iso639_codes() == current
    assert len(current) == 183


@pytest.mark.parametrize("code", ["fr", "no", "or", "jv", "tl", "se", "kr"])
def test_a_current_code_is_one(code):
    assert iso639.is_iso639(code)


@pytest.mark.parametrize("code", [*RETIRED, "jp", "FR", "fra", "yue", "haw", "od", "", " fr", "xx"])
def test_anything_else_is_none(code):
    assert not iso639.is_iso639(code)


def test_retired_codes_know_what_replaced_them():
    assert iso639.retired_codes() == RETIRED


@pytest.mark.parametrize("code", RETIRED)
def test_a_retired_code_has_no_language_of_its_own(code):
    assert iso639.language(code) is None


def test_what_is_known_of_a_language():
    assert iso639.language("ja") == iso639.Language("ja", "Japanese", "日本語", ("Jpan",), "ltr", "jpn", "")
    assert iso639.language("fr") == iso639.Language("fr", "French", "français", ("Latn",), "ltr", "fra", "fre")


def test_the_usual_script_comes_first():
    serbian = iso639.language("sr")

    assert serbian is not None
    assert serbian.script == "Cyrl"
    assert serbian.scripts == ("Cyrl", "Latn")


@pytest.mark.parametrize(
    ("code", "title"),
    [("ja", "Japanese, 日本語"), ("en", "English"), ("fj", "Fijian"), ("yue", "Cantonese, 粵語")],
)
def test_the_title_shows_both_names_once(code, title):
    found = iso639.language(code)

    assert found is not None
    assert found.title == title


def test_every_row_is_complete():
    for entry in iso639.languages():
        assert entry.english
        assert len(entry.alpha3) == 3
        assert all(len(script) == 4 for script in entry.scripts)
        assert entry.direction in {"ltr", "rtl"}


def test_at_least_159_languages_have_a_native_name():
    assert sum(1 for entry in iso639.languages() if entry.native) >= 159


@pytest.mark.parametrize("tag", ["ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv", "ks", "ckb", "ar-EG", "iw"])
def test_right_to_left(tag):
    assert iso639.is_rtl(tag)


@pytest.mark.parametrize("tag", ["en", "hi", "ja", "ku", "az", "pa", "xx", ""])
def test_left_to_right(tag):
    assert not iso639.is_rtl(tag)


@pytest.mark.parametrize(
    ("tag", "code"),
    [("fr", "fr"), ("fr-FR", "fr"), ("zh_Hant_TW", "zh"), ("od-IN", "or"), ("jw", "jv"), ("iw-IL", "he"), ("HI", "hi")],
)
def test_a_locale_leads_to_its_language(tag, code):
    found = iso639.language_of(tag)

    assert found is not None
    assert found.code == code


@given(st.text())
def test_any_text_can_be_asked_for(text):
    assert iso639.is_iso639(text) == (len(text) == 2 and iso639.language(text) is not None)
    assert iso639.language_of(text) in {None, *iso639.languages()}


def test_what_a_clean_file_needs_imports_nothing_heavy():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from anamctl.languages import iso639, scripts, supported;"
        "iso639.is_iso639('fr'); scripts.fits('hi', 'नमस्ते'); supported.supports('anam', 'fr');"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-S", "-c", code, ROOT], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())

    assert "anamctl.languages.supported" in loaded
    assert loaded.isdisjoint(
        {
            "anamctl.languages.suggestions",
            "asyncio",
            "babel",
            "dataclasses",
            "difflib",
            "importlib.resources",
            "inspect",
            "iso639",
            "pathlib",
            "unicodedata",
        }
    )
