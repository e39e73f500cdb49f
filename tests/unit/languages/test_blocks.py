from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.languages.blocks import COMMON, NUMBER, SCRIPTS, script_numbers

# Where the letters in everyday use are, how Unicode's names of them begin, and which share we must know.
MAIN_BLOCKS = [
    ("Latn", 0x0041, 0x024F, "LATIN", 1.0),
    ("Latn", 0x1E00, 0x1EFF, "LATIN", 1.0),
    ("Grek", 0x0386, 0x03E1, "GREEK", 1.0),
    ("Cyrl", 0x0400, 0x04FF, "CYRILLIC", 1.0),
    ("Armn", 0x0531, 0x0587, "ARMENIAN", 0.85),
    ("Hebr", 0x05D0, 0x05F2, "HEBREW", 1.0),
    ("Arab", 0x0620, 0x06FF, "ARABIC", 1.0),
    ("Thaa", 0x0780, 0x07B1, "THAANA", 1.0),
    ("Nkoo", 0x07C0, 0x07F5, "NKO", 1.0),
    ("Deva", 0x0900, 0x097F, "DEVANAGARI", 1.0),
    ("Beng", 0x0980, 0x09FF, "BENGALI", 1.0),
    ("Guru", 0x0A00, 0x0A7F, "GURMUKHI", 1.0),
    ("Gujr", 0x0A80, 0x0AFF, "GUJARATI", 1.0),
    ("Orya", 0x0B00, 0x0B7F, "ORIYA", 1.0),
    ("Taml", 0x0B80, 0x0BFF, "TAMIL", 1.0),
    ("Telu", 0x0C00, 0x0C7F, "TELUGU", 1.0),
    ("Knda", 0x0C80, 0x0CFF, "KANNADA", 1.0),
    ("Mlym", 0x0D00, 0x0D7F, "MALAYALAM", 1.0),
    ("Sinh", 0x0D80, 0x0DFF, "SINHALA", 1.0),
    ("Thai", 0x0E00, 0x0E7F, "THAI", 1.0),
    ("Laoo", 0x0E80, 0x0EFF, "LAO", 1.0),
    ("Tibt", 0x0F40, 0x0FFF, "TIBETAN", 1.0),
    ("Mymr", 0x1000, 0x109F, "MYANMAR", 1.0),
    ("Geor", 0x10D0, 0x10FF, "GEORGIAN", 1.0),
    ("Hang", 0xAC00, 0xD7A3, "HANGUL", 1.0),
    ("Ethi", 0x1200, 0x137F, "ETHIOPIC", 1.0),
    ("Cans", 0x1401, 0x166F, "CANADIAN", 1.0),
    ("Khmr", 0x1780, 0x17FF, "KHMER", 1.0),
    ("Mong", 0x1820, 0x18AA, "MONGOLIAN", 1.0),
    ("Hrkt", 0x3041, 0x30FF, ("HIRAGANA", "KATAKANA"), 0.85),
    ("Hani", 0x4E00, 0x9FA5, "CJK", 1.0),
    ("Yiii", 0xA000, 0xA48C, "YI", 1.0),
]


@pytest.mark.parametrize(("script", "first", "last", "names", "share"), MAIN_BLOCKS)
def test_letters_agree_with_the_names_unicode_gives_them(script, first, last, names, share):
    letters = [
        char
        for char in map(chr, range(first, last + 1))
        if unicodedata.category(char)[0] == "L" and unicodedata.name(char, "").startswith(names)
    ]
    known = sum(1 for number in script_numbers("".join(letters)) if SCRIPTS[number] == script)

    assert letters
    assert known >= share * len(letters)


@pytest.mark.parametrize(
    "text", [" ", "0123456789", "!?.,;:-…“”’«»", "😀🇫🇷👩‍💻", "\u0301\u0308", "。、「」", "→€™", "\n\t"]
)
def test_what_is_no_letter_belongs_to_no_script(text):
    assert set(script_numbers(text)) <= {COMMON}


def test_every_character_of_the_basic_plane_has_one_number():
    assert script_numbers("Aя好 न") == bytes(NUMBER[script] for script in ("Latn", "Cyrl", "Hani", "Zyyy", "Deva"))


def test_an_empty_text_has_no_numbers():
    assert script_numbers("") == b""


@given(st.text(alphabet=st.characters()))
def test_any_text_gives_a_known_number_for_each_utf16_unit(text):
    numbers = script_numbers(text)

    assert len(numbers) == sum(2 if ord(char) > 0xFFFF else 1 for char in text)
    assert all(number < len(SCRIPTS) for number in numbers)


@given(st.text(), st.text())
def test_a_character_has_the_same_number_wherever_it_stands(first, second):
    assert script_numbers(first + second) == script_numbers(first) + script_numbers(second)


def test_a_lone_surrogate_does_no_harm():
    assert script_numbers("a\ud800b") == bytes([NUMBER["Latn"], COMMON, NUMBER["Latn"]])
