"""BOL323: choices, lengths and counts."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import maya_limits, too_few_languages, unfitting_value
from tests.unit.lint.rules.bol.samples import ask, bare, one, where


def task(rest):
    return f"agent_config: {{tasks: [{{{rest}}}]}}\n"


def rules(*words):
    listed = ", ".join(f"{{word: {word}, say_as: {say_as}}}" for word, say_as in words)
    return (
        f"tools_config: {{synthesizer: {{provider: openai, provider_config: {{}}, pronunciation_rules: [{listed}]}}}}\n"
    )


def locators(count, item="{pronunciation_dictionary_id: a, version_id: b}"):
    config = f"pronunciation_dictionary_locators: [{', '.join([item] * count)}]"
    return bare(hi=f"{{synthesizer: {{provider: elevenlabs, provider_config: {{{config}}}}}}}")


@pytest.mark.parametrize(
    ("text", "at", "message", "label"),
    [
        (
            task("task_type: conversations"),
            "conversations",
            'task_type is "conversations"',
            "one of: conversation, extraction, summarization",
        ),
        (
            task("toolchain: {execution: both}"),
            "both",
            'execution is "both"',
            "one of: parallel, sequential",
        ),
        (
            "tools_config: {transcriber: {provider: assembly, language: en, assemblyai_config: {mode: fast}}}\n",
            "fast",
            'mode is "fast"',
            "one of: min_latency, balanced, max_accuracy",
        ),
        (rules(("w" * 51, "x")), "w" * 51, "word has 51 characters", "expected 1 to 50 characters"),
        (rules(("w", "x" * 101)), "x" * 101, "say_as has 101 characters", "expected 1 to 100 characters"),
        (rules(('""', "x")), '""', "word has 0 characters", "expected 1 to 50 characters"),
        (
            rules(*((f"w{number}", "x") for number in range(101))),
            "pronunciation_rules",
            "pronunciation_rules has 101 items",
            "expected at most 100 items",
        ),
    ],
)
def test_what_published_models_refuse_is_a_warning(text, at, message, label):
    found = one(unfitting_value, text)

    assert (found.place, found.text) == (where(text, at), at)
    assert (found.message, found.label) == (message, label)
    assert found.severity is Severity.WARNING


def test_a_fourth_dictionary_of_elevenlabs_is_an_error():
    found = one(unfitting_value, locators(4))

    assert found.text == "pronunciation_dictionary_locators"
    assert found.message == 'pronunciation_dictionary_locators of "hi" has 4 items'
    assert found.label == "expected at most 3 items"
    assert found.severity is Severity.ERROR


def test_an_empty_id_of_a_dictionary_is_an_error():
    text = locators(1, '{pronunciation_dictionary_id: "", version_id: b}')

    assert one(unfitting_value, text).severity is Severity.ERROR


def test_a_misspelt_choice_has_an_unsafe_fix():
    text = task("task_type: conversaton")
    found = one(unfitting_value, text)

    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == task("task_type: conversation")


def test_maya_and_the_number_of_languages_have_rules_of_their_own():
    maya = bare(hi="{synthesizer: {provider: maya, provider_config: {voice: Priya}}}")
    few = bare(hi="{}")

    assert not ask(unfitting_value, maya)
    assert ask(maya_limits, maya)
    assert not ask(unfitting_value, few)
    assert ask(too_few_languages, few)


@pytest.mark.parametrize(
    "text",
    [
        rules(("w" * 50, "x" * 100)),
        rules(*((f"w{number}", "x") for number in range(100))),
        locators(3),
        task("task_type: extraction, toolchain: {execution: sequential}"),
        "tools_config: {synthesizer: {provider: quux, provider_config: {}}}\n",  # BOL306
    ],
)
def test_bounds_and_near_misses_pass(text):
    assert not ask(unfitting_value, text)
