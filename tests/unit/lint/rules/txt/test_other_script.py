from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "TXT404"

HINDI = "आप होटल के सहायक हैं और छोटे वाक्यों में जवाब देते हैं।"
ROMAN = "Aap hotel ke sahayak hain aur chhote vaakyon mein jawab dete hain."
ENGLISH = "You are the concierge of a hotel and keep your answers short."


def entry(persona, code, text, key="systemPrompt", base=ENGLISH):
    below = f'languages:\n  "{code}":\n    {key}: "{text}"\n'
    return persona("languageCode: en", f"systemPrompt: {base}", below=below)


def test_hindi_in_latin_letters_is_a_warning(lint, persona):
    found = lint.one(entry(persona, "hi", ROMAN))

    assert (found.line, found.column, found.severity) == (9, 5, Severity.WARNING)
    assert found.message == 'the prompt for "hi" (Hindi, हिन्दी) is written in Latin script'
    assert found.label == "expected Devanagari"


def test_a_prompt_that_names_the_language_is_only_advice(lint, persona):
    assert lint.one(entry(persona, "hi", ENGLISH + " Always answer in Hindi.")).severity is Severity.INFO


def test_a_prompt_of_the_base_is_looked_at(lint, persona):
    assert lint.places(persona("languageCode: fr", f"systemPrompt: {HINDI}")) == [(6, 3)]


@pytest.mark.parametrize("factor", [1, 5])
def test_long_and_short_texts_are_judged_alike(lint, persona, factor):
    assert lint(entry(persona, "hi", " ".join([ROMAN] * factor)))
    assert not lint(entry(persona, "hi", " ".join([HINDI] * factor)))


def test_a_long_text_that_only_begins_in_its_script_is_found(lint, persona):
    assert lint(entry(persona, "hi", HINDI + " " + " ".join([ROMAN] * 20)))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", ENGLISH),
        ("ja", "あなたは海辺の小さなホテルのコンシェルジュです。短く答えてください。"),
        ("sr", "Ti si recepcioner u hotelu i odgovaraš kratko i ljubazno."),
        ("sr", "Ти си рецепционер у хотелу и одговараш кратко и љубазно."),
        ("hi", HINDI + " Hotel Aurore, https://hotel-aurore.example/menu, {customer_name}"),
        ("hi", "WhatsApp"),
        ("jp", ENGLISH),
    ],
)
def test_the_right_scripts_and_names_pass(lint, persona, code, text):
    assert not lint(entry(persona, code, text))


def test_english_that_was_left_in_a_greeting_is_found(lint, persona):
    text = entry(persona, "ja", "Good evening, how can I help you today?", key="initialMessage", base="Hallo")

    assert lint.one(text).message == 'the initialMessage for "ja" (Japanese, 日本語) is written in Latin script'


def test_names_may_be_written_as_they_are(lint, persona):
    assert not lint(entry(persona, "ja", "Camille from the Grand Hotel", key="name", base="Hallo"))


def test_a_language_that_runs_with_a_base_prompt_in_another_script_is_advised(lint, persona):
    text = persona("languageCode: en", f"systemPrompt: {ENGLISH}", below="languages:\n  hi: {name: कमील}\n")
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (8, 3, Severity.INFO)
    assert (
        found.message == '"hi" (Hindi, हिन्दी) runs with the prompt of personaConfig, which is written in Latin script'
    )
    assert not lint(text.replace("short.", "short. Answer in the language of the guest."))


def test_an_agent_is_told_once_about_a_prompt_that_stands_twice(lint):
    text = (
        f"agent_prompts: {{task_1: {{system_prompt: {ROMAN}}}}}\nagent_config:\n  tasks:\n    - tools_config:\n"
        "        multilingual_config:\n          active_language: hi\n"
        f"          languages:\n            hi: {{system_prompt: {ROMAN}}}\n"
    )

    assert lint.places(text) == [(1, 26)]


def test_a_message_of_an_agent_is_named_by_its_key(lint):
    text = (
        "agent_config:\n  tasks:\n    - task_config:\n        call_hangup_message:\n"
        "          ta: Thank you for calling, goodbye!\n"
    )

    assert lint.one(text).message.startswith('the call_hangup_message for "ta" (Tamil,')


def test_a_language_of_two_scripts_expects_either(lint, persona):
    found = lint.one(entry(persona, "sr", "أنت موظف الاستقبال في فندق صغير على شاطئ البحر."))

    assert found.label == "expected Cyrillic or Latin"
