from __future__ import annotations

import pytest

from anamctl.lint.rules.txt.instructions import says_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Always answer in French.", "fr"),
        ("RESPOND IN GERMAN ONLY", "de"),
        ("Réponds en français.", "fr"),
        ("Responde siempre en francés.", "fr"),
        ("Answer in the language of the guest.", "ja"),
        ("Antworte in der Sprache des Gastes.", "fr"),
        ("日本語で答えてください。", "ja"),
        ("Respond in Hindi.", "hi-IN"),
        ("Antwoord in de taal van de gast.", "fr"),
    ],
)
def test_a_prompt_that_names_the_language_says_it(text, code):
    assert says_language(text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("You are a diligent concierge and like crocodiles in stereo.", "fr"),
        ("Het totaal is altijd juist.", "fr"),
        ("Always answer in French.", "de"),
        ("", "fr"),
        ("Be brief.", "qx"),
    ],
)
def test_other_prompts_do_not(text, code):
    assert not says_language(text, code)
