"""When two codes of languages mean the same."""

from __future__ import annotations

import pytest

from anamctl.listening.codes import base, is_same, titled


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("fr_CA", "fr"),
        ("FR", "fr"),
        ("zh-Hant-TW", "zh"),
        ("jw", "jv"),
        ("iw", "he"),
        ("haw", "haw"),
        ("yue", "yue"),
        ("xx", "xx"),
        ("xx-YY", "xx"),
        ("?", "?"),
    ],
)
def test_the_base_of_a_code_is_its_language_and_unknown_codes_stay(code, expected):
    assert base(code) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("fr", "fr-CA", True),
        ("pt-BR", "pt-PT", True),
        ("no", "nb", True),
        ("nn", "no", True),
        ("nb", "nn", False),
        ("zh", "cmn", True),
        ("zh", "yue", False),
        ("jw", "jv", True),
        ("fr", "de", False),
        ("xx", "xx", True),
    ],
)
def test_codes_are_the_same_as_far_as_services_can_tell(one, other, expected):
    assert is_same(one, other) is expected
    assert is_same(other, one) is expected


@pytest.mark.parametrize(
    ("code", "expected"), [("fr-CA", "French"), ("haw", "Hawaiian"), ("cmn", "Chinese"), ("xx", "xx")]
)
def test_a_language_has_a_name_where_we_know_one(code, expected):
    assert titled(code) == expected
