"""ANM201: ids that are no UUID."""

from __future__ import annotations

import pytest

from anamctl.definitions.models.base import LEGACY_LLM_IDS
from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import id_form
from tests.unit.lint.rules.anm.samples import AVATAR, LLM, SAVED, VOICE, ask, one


def persona(voice, llm=LLM):
    return f"personaConfig:\n  avatarId: {AVATAR}\n  voiceId: {voice}\n  llmId: {llm}\n"


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("6bfbe25a-979d-40f3-a92b-5394170af54", "group 5 has 11 of 12 hexadecimal digits"),
        ("6bfbe25a-979d-40f3-a92b-5394170af54b0", "group 5 has 13 of 12 hexadecimal digits"),
        ("6bfbe25-a979d-40f3-a92b-5394170af54b", "group 1 has 7 of 8 hexadecimal digits"),
        ("6bfbe25a-979d-40f3-a92b", "it has 20 of 32 hexadecimal digits"),
        ("6bfbe25a-979d-40f3-a92b-5394170af5zb", '"z" is no hexadecimal digit'),
        ("Marie", "not of the form 8-4-4-4-12 hexadecimal digits"),
        ("deadbeef-1-2", "it has 10 of 32 hexadecimal digits"),
    ],
)
def test_it_says_what_the_id_lacks(value, label):
    found = one(id_form, persona(value))

    assert found.place == "3:12"
    assert found.text == value
    assert found.message == f'voiceId "{value}" is no UUID'
    assert found.label == label
    assert found.severity is Severity.ERROR
    assert found.pointer == "/personaConfig/voiceId"
    assert found.fix is None


@pytest.mark.parametrize(
    "value",
    [
        VOICE.replace("-", ""),
        "{" + VOICE + "}",
        f"urn:uuid:{VOICE}",
        VOICE.replace("-", "_"),
        f" {VOICE} ",
        VOICE.replace("-", " "),
    ],
)
def test_an_id_with_all_its_digits_is_put_right(value):
    found = one(id_form, persona(f'"{value}"'))

    assert found.label == f"write it as {VOICE}"
    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == persona(f'"{VOICE}"')


def test_a_misspelt_old_name_is_recognised_where_old_names_count():
    found = one(id_form, persona(VOICE, "CUSTOMER_CLIENT_1"))

    assert found.place == "4:10"
    assert found.label == 'did you mean "CUSTOMER_CLIENT_V1"?'
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == persona(VOICE, "CUSTOMER_CLIENT_V1")


def test_another_name_of_a_model_is_told_the_old_names():
    found = one(id_form, persona(VOICE, "gpt-4.1-mini"))

    assert found.label.endswith(f"nor one of the old names {', '.join(LEGACY_LLM_IDS)}")


def test_the_old_names_are_those_of_the_models():
    assert id_form.LEGACY_LLM_IDS == LEGACY_LLM_IDS


@pytest.mark.parametrize("llm", [*LEGACY_LLM_IDS, LLM, LLM.upper()])
def test_uuids_and_old_names_pass(llm):
    assert not ask(id_form, persona(VOICE.upper(), llm))


def test_an_old_name_is_no_voice():
    assert one(id_form, persona("CUSTOMER_CLIENT_V1")).text == "CUSTOMER_CLIENT_V1"


def test_version_bits_are_not_looked_at():
    assert not ask(id_form, persona("00000000-0000-0000-0000-000000000001"))


def test_every_place_of_an_id_is_looked_at():
    text = f"""\
personaConfig:
  personaId: bad-1
  toolIds: [{SAVED}, bad-2]
languages:
  fr: {{voiceId: bad-3}}
"""
    assert [(f.place, f.message) for f in ask(id_form, text)] == [
        ("2:14", 'personaId "bad-1" is no UUID'),
        ("3:51", 'toolIds[1] "bad-2" is no UUID'),
        ("5:17", 'voiceId "bad-3" is no UUID'),
    ]


@pytest.mark.parametrize("value", ["${ANAM_VOICE}", "x-${ANAM_VOICE}", "${ANAM_VOICE", "<voice>", "TODO", '""'])
def test_placeholders_are_left_to_other_rules(value):
    assert not ask(id_form, persona(value))


def test_the_default_of_a_variable_is_judged():
    assert one(id_form, persona("${ANAM_VOICE:-6bfbe25a}")).message == 'voiceId "6bfbe25a" is no UUID'


def test_what_may_be_a_pasted_key_is_not_repeated():
    key = "ak_live_3f9d8c7b6a5e4d3c2b1a"
    found = one(id_form, persona(key))

    assert key not in found.message + found.label
    assert found.message == f"voiceId is no UUID but a text of {len(key)} characters"


def test_other_patterns_and_languages_are_not_this_rules_business():
    text = persona(VOICE) + "  languageCode: fr-FR\n  tools: [{type: client, name: open menu}]\n"
    assert not ask(id_form, text)


@pytest.mark.parametrize(
    ("value", "is_shown"),
    [
        ("k" * 24, True),
        ("k" * 25, False),
        ("the voice of Marie in the morning", True),
        (VOICE[:-3] + "zz", True),
        (VOICE[:-3] + "zzz", False),
    ],
)
def test_only_what_looks_like_an_id_or_a_name_is_repeated(value, is_shown):
    assert (value in one(id_form, persona(value)).message) is is_shown
