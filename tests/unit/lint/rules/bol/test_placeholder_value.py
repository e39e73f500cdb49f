"""BOL326: values that were never filled in."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import placeholder_value
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where


def speaks(key, value):
    return bare(hi=f"{{synthesizer: {{provider: openai, provider_config: {{{key}: {value}}}}}}}")


@pytest.mark.parametrize("value", ['"..."', "<voice-id>", "TODO", "your-voice-id", '"[voice]"', "xxx", "voice_id"])
def test_a_placeholder_is_an_error(value):
    text = speaks("voice", value)
    found = one(placeholder_value, text)

    assert (found.place, found.text) == (where(text, f"voice: {value}", skip="voice: "), value)
    assert found.message == f'voice of "hi" is placeholder "{value.strip(chr(34))}"'
    assert found.severity is Severity.ERROR
    assert found.fix is None


def test_the_base_counts():
    text = tools(
        transcriber="{provider: deepgram, model: <model>, language: en}",
        synthesizer='{provider: openai, provider_config: {voice: "..."}}',
    )

    assert [found.message for found in ask(placeholder_value, text)] == [
        'voice is placeholder "..."',
        'model is placeholder "<model>"',
    ]


def test_a_transcriber_of_a_language_counts():
    text = bare(hi=f"{{transcriber: {{language: hi, model: TODO}}, synthesizer: {OPENAI}}}")

    assert one(placeholder_value, text).message == 'model of "hi" is placeholder "TODO"'


def test_a_shell_variable_can_be_fixed():
    found = one(placeholder_value, speaks("voice", "$VOICE"))

    assert found.label == "write ${VOICE} to take it from the environment"
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == speaks("voice", '"${VOICE}"')  # quoted, because braces end a plain text in a flow mapping


def test_a_dropped_language_is_only_suspicious():
    text = bare(enabled="false", hi="{synthesizer: {provider: openai, provider_config: {voice: TODO}}}")

    assert one(placeholder_value, text).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        speaks("language", "id"),  # Indonesian
        speaks("style", "'...'"),
        speaks("voice", '"${VOICE}"'),
        speaks("voice", '"${VOICE:-nova}"'),
        speaks("voice", "Asha"),
        speaks("voice_id", "21m00Tcm4TlvDq8ikWAM"),
        speaks("model", "'bulbul:v2'"),
        speaks("voice", '""'),  # missing: BOL322
        speaks("speed", "7"),
        *(
            bare(hi=f"{{transcriber: {{language: hi{model}}}, synthesizer: {OPENAI}}}")
            for model in ("", ', model: ""', ", model: 7", ", model: nova-3")
        ),
        bare(id=f"{{synthesizer: {OPENAI}}}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(placeholder_value, text)
