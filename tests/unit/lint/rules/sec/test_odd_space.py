"""SEC504: spaces that are not the ordinary one."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.sec import odd_space
from tests.unit.lint.rules.yml.asking import ask, one

ID = "6bfbe25a-979d-40f3-a92b-5394170af54b"


@pytest.mark.parametrize(
    ("character", "called"),
    [
        ("\xa0", "no-break space (U+00A0)"),
        ("\u202f", "narrow no-break space (U+202F)"),
        ("\u2007", "figure space (U+2007)"),
        ("\u3000", "ideographic space (U+3000)"),
    ],
)
@pytest.mark.parametrize(
    ("frame", "place", "what", "title"),
    [
        ("personaConfig:\n  voiceId{}: " + ID + "\n", "2:10", "a key", "remove it"),
        ("personaConfig:\n  {}voiceId: " + ID + "\n", "2:3", "a key", "remove it"),
        ("personaConfig:\n  voiceId: '" + ID + "{}'\n", "2:49", "this value", "remove it"),
        ("personaConfig:\n  languageCode: en{}\n", "2:19", "this value", "remove it"),
        ("personaConfig:\n  maxSessionLengthSeconds: 600{}\n", "2:31", "this value", "remove it"),
        ("personaConfig:\n  skipGreeting: true{}\n", "2:21", "this value", "remove it"),
        ("tools_config: {{x: {{'a{}b': 1}}}}\n", "1:22", "a key", "write an ordinary space"),
    ],
)
def test_keys_and_ids_are_kept_clean(frame, place, what, title, character, called):
    found = one(odd_space, frame.format(character))

    assert (found.place, found.text) == (place, character)
    assert found.message == f"{called} in {what}"
    assert found.label == title
    assert found.severity is Severity.WARNING
    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == frame.format(" " if "ordinary" in title else "")
    assert ask(odd_space, found.fixed) == []


@pytest.mark.parametrize(
    "text",
    [
        "personaConfig: {systemPrompt: 'Bonjour\xa0! Ça va\u202f?', name: 'Anna\xa0B'}\n",
        "personaConfig: {systemPrompt: 'こんにちは　世界'}\n",
        "# comment\xa0here\npersonaConfig: {name: é}\n",
        "personaConfig: {voiceId: 'a b', name: x}\n",
        "personaConfig: {initialMessage: '5\xa0'}\n",
    ],
)
def test_prompts_names_and_comments_pass(text):
    assert ask(odd_space, text) == []


def test_each_is_found():
    assert [one.place for one in ask(odd_space, "tools_config: {'\xa0a\xa0b\xa0': 1}\n")] == ["1:17", "1:19", "1:21"]
