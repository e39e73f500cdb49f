"""BOL305: JSON types (E4)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import breaking_null, wrong_type
from tests.unit.lint.rules.bol.samples import OPENAI, agent, ask, bare, one, tools, where


def entry(rest):
    return f"{{synthesizer: {OPENAI}, {rest}}}"


@pytest.mark.parametrize(
    ("text", "at", "message", "label"),
    [
        (bare(active="12"), "12", "active_language is the number 12", "expected text"),
        (bare(hi="[a]"), "hi", '"hi" is a list', "expected a mapping"),
        (bare(hi="null"), "hi", '"hi" is empty', "expected a mapping"),
        (bare(hi="{synthesizer: sarvam}"), "sarvam", 'synthesizer of "hi" is the text "sarvam"', "expected a mapping"),
        (
            "multilingual_config: {enabled: true, languages: [en, hi]}\n",
            "languages",
            "languages is a list",
            "expected a mapping",
        ),
        (bare(hi=entry("system_prompt: [a]")), "system_prompt", 'system_prompt of "hi" is a list', "expected text"),
        (bare(hi=entry("handoff_message: 7")), "7", 'handoff_message of "hi" is the number 7', "expected text"),
        (
            bare(active="", hi=entry("agent_name: false")),
            "false",
            'agent_name of "hi" is false',
            "expected text",
        ),
        (bare(hi=entry("transcriber: {language: 5}")), "5", 'language of "hi" is the number 5', "expected text"),
        (
            bare(hi="{synthesizer: {provider: openai, provider_config: [], buffer_size: 40}}"),
            "provider_config",
            'provider_config of "hi" is a list',
            "expected a mapping",
        ),
        (
            bare(hi='{synthesizer: {provider: openai, provider_config: {}, buffer_size: "40"}}'),
            '"40"',
            'buffer_size of "hi" is the text "40"',
            "expected a whole number",
        ),
        (
            "tools_config:\n  multilingual_config: [a]\n",
            "multilingual_config",
            "multilingual_config is a list",
            "expected a mapping",
        ),
    ],
)
def test_inside_of_the_languages_it_is_an_error(text, at, message, label):
    found = one(wrong_type, text)

    assert found.text == at
    assert found.place == where(text, at)
    assert (found.message, found.label) == (message, label)
    assert found.severity is Severity.ERROR


def test_a_switch_that_is_no_boolean_is_an_error_although_the_object_is_dropped():
    found = one(wrong_type, bare(enabled="yes"))

    assert (found.place, found.text) == ("2:12", "yes")
    assert found.message == 'enabled is the text "yes"'
    assert found.label == "expected true or false; anything but true makes Bolna drop the whole object"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tools_config: {transcriber: {language: en, endpointing: fast}}\n", 'endpointing is the text "fast"'),
        ("tools_config: {synthesizer: {provider: openai, provider_config: 3}}\n", "provider_config is the number 3"),
        (tools(hi="{synthesizer: {provider: openai, provider_config: {voice: 3}}}"), 'voice of "hi" is the number 3'),
        ("agent_config: {agent_name: x, tasks: {}}\n", "tasks is a mapping"),
    ],
)
def test_elsewhere_it_is_a_warning(text, message):
    found = one(wrong_type, text)

    assert found.message == message
    assert found.severity is Severity.WARNING


def test_a_dropped_object_is_only_suspicious():
    assert one(wrong_type, bare(enabled="false", active="12")).severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (bare(enabled='"true"'), '"true"', "true"),
        (bare(enabled="no"), "enabled: no", "enabled: false"),
        (
            bare(hi="{synthesizer: {provider: openai, provider_config: {}, buffer_size: '40'}}"),
            "'40'",
            "40",
        ),
        (tools(hi='{synthesizer: {provider: openai, provider_config: {speed: "1.1"}}}'), '"1.1"', "1.1"),
        (bare(active="12"), "12", '"12"'),
    ],
)
def test_what_was_meant_can_be_fixed(text, before, after):
    found = one(wrong_type, text)

    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == text.replace(before, after)
    assert not ask(wrong_type, found.fixed or "")


@pytest.mark.parametrize(
    "text",
    [
        bare(hi="{synthesizer: {provider: openai, provider_config: {}, buffer_size: forty}}"),
        bare(hi='{synthesizer: {provider: openai, provider_config: {}, buffer_size: "4.5"}}'),
        bare(enabled='"maybe"'),
        bare(enabled="1"),
        bare(hi=entry("system_prompt: [a]")),
        bare(hi="null"),
    ],
)
def test_what_nobody_can_know_has_no_fix(text):
    assert one(wrong_type, text).fix is None


def test_a_secret_is_not_printed():
    text = "tools_config: {api_tools: {tools: [], tools_params: {book: {api_token: 12345}}}}\n"
    found = one(wrong_type, text)

    assert found.message == "api_token is no text"
    assert "12345" not in found.message + found.label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("agent_config: {tasks: [{task_type: 7}]}\n", "expected text, one of: conversation, extraction, summarization"),
        ("tools_config: {synthesizer: {provider: 7, provider_config: {}}}\n", "expected text"),
    ],
)
def test_a_few_choices_are_listed(text, label):
    assert one(wrong_type, text).label == label


@pytest.mark.parametrize(
    "rest",
    [
        "synthesizer: {provider: openai, provider_config: {}, buffer_size: 40.5}",
        f"synthesizer: {OPENAI}, agent_name: 40.0",
    ],
)
def test_a_number_with_a_point_is_no_whole_number_nor_a_text(rest):
    assert one(wrong_type, bare(hi=f"{{{rest}}}"))


def test_a_whole_number_with_a_point_is_one():
    assert not ask(wrong_type, bare(hi="{synthesizer: {provider: openai, provider_config: {}, buffer_size: 40.0}}"))


def test_a_null_that_breaks_a_call_is_left_to_its_own_rule():
    text = "tools_config: {synthesizer: {provider: openai, provider_config: {}, multilingual: null}}\n"

    assert not ask(wrong_type, text)
    assert ask(breaking_null, text)


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        agent(tools()),
        bare(hi="{synthesizer: {provider: openai, provider_config: {}, buffer_size: null}, system_prompt: null}"),
        "tools_config: {multilingual_config: null}\n",
    ],
)
def test_near_misses_pass(text):
    assert not ask(wrong_type, text)
