from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG109"


def of(messages, languages="", enabled="true"):
    lines = ["agent_config:", "  tasks:", "    - task_config:", f"        call_hangup_message: {messages}"]
    if languages:
        lines += ["      tools_config:", "        multilingual_config:", f"          enabled: {enabled}"]
        lines += [f"          languages: {languages}"]
    return "\n".join(lines) + "\n"


def test_a_map_without_en_is_a_warning(lint):
    found = lint.one(of("{hi: नमस्ते, ta: நன்றி}"))

    assert (found.line, found.column, found.severity) == (4, 9, Severity.WARNING)
    assert found.message == "call_hangup_message has no text for en"


def test_a_blank_text_counts_as_none(lint):
    assert lint.places(of("{en: ' ', hi: नमस्ते}")) == [(4, 9)]


def test_a_missing_en_is_only_advice_when_every_language_has_its_text(lint):
    assert lint.one(of("{hi: नमस्ते, ta: நன்றி}", "{hi: {}, ta: {}}")).severity is Severity.INFO
    assert lint.one(of("{hi: नमस्ते}", "{hi: {}, ta: {}}")).severity is Severity.WARNING


def test_a_text_for_a_language_that_is_not_spoken_is_pointed_at(lint):
    found = lint.one(of("{en: Bye, fr: Salut, hi: नमस्ते}", "{en: {}, hi: {}}"))

    assert (found.line, found.column) == (4, 40)
    assert found.message == 'text for "fr", which the agent does not speak'
    assert found.label == "its languages are en, hi"


def test_en_may_stand_there_for_all_others(lint):
    assert not lint(of("{en: Bye, hi: नमस्ते, ta: நன்றி}", "{hi: {}, ta: {}}"))


def test_a_language_is_not_compared_while_the_agent_follows_the_caller(lint):
    assert not lint(of("{en: Bye, fr: Salut}"))
    assert not lint(of("{en: Bye, fr: Salut}", "{en: {}, hi: {}}", enabled="false"))


def test_a_wrong_code_has_another_rule(lint):
    assert not lint(of("{en: Bye, jp: さようなら}", "{en: {}, hi: {}}"))


@pytest.mark.parametrize("messages", ["Bye", "{}", "{en: Bye}", "null"])
def test_plain_texts_and_maps_with_en_pass(lint, messages):
    assert not lint(of(messages))


def test_the_messages_of_functions_are_looked_at(lint):
    text = "tools_config:\n  api_tools:\n    tools_params:\n      book: {pre_call_message: {hi: रुकिए}}\n"

    assert lint.places(text) == [(4, 14)]
