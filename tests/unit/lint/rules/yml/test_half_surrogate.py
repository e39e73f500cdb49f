"""YML015: half a character in JSON."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import half_surrogate
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("text", "place", "pointed_at", "shown"),
    [
        (r'{"a": "x \ud83d y"}', "1:10", r"\ud83d", r'"\ud83d"'),
        (r'{"a": "\uDE00"}', "1:8", r"\uDE00", r'"\ude00"'),
        (r'{"a\ud83d": 1}', "1:4", r"\ud83d", r'"\ud83d"'),
        (r'{"a": "\ud83d\ude00 \ud83d"}', "1:21", r"\ud83d", r'"\ud83d"'),
        (r'{"a": "\\ud83d \ud83d"}', "1:16", r"\ud83d", r'"\ud83d"'),
    ],
)
def test_the_escape_is_shown(text, place, pointed_at, shown):
    found = one(half_surrogate, text, "a.json")

    assert (found.place, found.text) == (place, pointed_at)
    assert found.message == f"{shown} is half a character"
    assert found.fix is None


@pytest.mark.parametrize("text", [r'{"a": "\ud83d\ude00"}', r'{"a": "\\ud83d"}', '{"a": "😀"}', r'{"a": "\u00e9"}'])
def test_whole_characters_pass(text):
    assert ask(half_surrogate, text, "a.json") == []
