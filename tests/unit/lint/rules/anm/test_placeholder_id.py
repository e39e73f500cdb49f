"""ANM202: ids that were never filled in."""

from __future__ import annotations

import time

import pytest

from anamctl.lint import placeholders
from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import placeholder_id
from tests.unit.lint.rules.anm.samples import AVATAR, LLM, VOICE, ask, one


def persona(voice):
    return f"personaConfig:\n  avatarId: {AVATAR}\n  voiceId: {voice}\n  llmId: {LLM}\n"


@pytest.mark.parametrize(
    "value",
    [
        "<french-voice-id>",
        "<your voice id>",
        "TODO",
        "todo: ask Marie",
        "TBD",
        "...",
        "…",
        "???",
        "your-voice-id",
        "YOUR_VOICE_ID",
        "yourVoiceId",
        "my voice",
        "insert voice here",
        "voiceId",
        "french_voice_id",
        "xxxx",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
        "[voice]",
        "{{voice_id}}",
        "{voice_id}",
        "%VOICE%",
        "changeme",
        "null",
        "n/a",
        "<" + "a" * 58 + ">",
    ],
)
def test_a_placeholder_is_found(value):
    found = one(placeholder_id, persona(f"'{value}'"))

    assert found.place == "3:12"
    assert found.text == f"'{value}'"
    assert found.message == f'voiceId is the placeholder "{value}"'
    assert found.label == "put the id here, or ${NAME} to take it from the environment"
    assert found.severity is Severity.ERROR
    assert found.fix is None


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_text_is_found(value):
    assert one(placeholder_id, persona(f'"{value}"')).message == "voiceId is an empty text"


def test_a_shell_variable_is_rewritten_but_not_without_asking():
    found = one(placeholder_id, persona("$VOICE_FR"))

    assert found.label == "write ${VOICE_FR} to take it from the environment"
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == persona('"${VOICE_FR}"')


@pytest.mark.parametrize(
    "value",
    [
        VOICE,
        "6bfbe25a-979d-40f3",
        "{" + VOICE + "}",
        "Marie",
        "french-voice",
        "my-concierge",
        "your",
        "<" + "a" * 79 + ">",
        "cara",
        "CUSTOMER_CLIENT_V2",
        "${VOICE}",
        "sk_live_51Hq0",
        "12345",
        "x" * 500 + "id",
    ],
)
def test_what_may_be_meant_as_an_id_is_no_placeholder(value):
    assert not ask(placeholder_id, persona(f"'{value}'"))


def test_items_of_a_list_and_entries_are_looked_at():
    text = persona(VOICE) + "  toolIds: [TODO]\nlanguages:\n  fr:\n    voiceId: <french-voice-id>\n"
    assert [(f.place, f.message) for f in ask(placeholder_id, text)] == [
        ("5:13", 'toolIds[0] is the placeholder "TODO"'),
        ("8:14", 'voiceId is the placeholder "<french-voice-id>"'),
    ]


def test_names_of_tools_may_be_called_anything():
    assert not ask(placeholder_id, persona(VOICE) + "  tools: [{type: client, name: <name>}]\n")


@pytest.mark.parametrize("value", ["test" + "-a" * 38, "<" * 80, "{" * 80, "a_" * 40, "%" * 80])
def test_it_never_takes_long(value):
    before = time.process_time()
    placeholders.is_placeholder(value)
    assert time.process_time() - before < 1
