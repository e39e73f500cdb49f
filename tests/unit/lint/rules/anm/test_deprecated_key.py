"""ANM212: keys of older versions of the API."""

from __future__ import annotations

import pytest

from anamctl.definitions.models.persona import PersonaConfig
from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import deprecated_key
from tests.unit.lint.rules.anm.samples import AVATAR, INLINE, ask, one

BARE = f"personaConfig:\n  avatarId: {AVATAR}\n"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("brainType", "use llmId, which takes the same values"),
        ("disableBrains", "use llmId: CUSTOMER_CLIENT_V1, or leave it out when it is false"),
        ("personaPreset", "name a saved persona with personaId, or give avatarId and voiceId"),
    ],
)
def test_what_replaces_it_is_said(key, label):
    found = one(deprecated_key, BARE + f"  {key}: 1\n")

    assert (found.place, found.text) == ("3:3", key)
    assert found.message == f"{key} is deprecated"
    assert found.label == label
    assert found.severity is Severity.WARNING
    assert found.fix is None


def test_the_brain_is_renamed():
    found = one(deprecated_key, BARE + "  brainType: ANAM_GPT_4O_MINI_V1\n")

    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == BARE + "  llmId: ANAM_GPT_4O_MINI_V1\n"


def test_no_brain_is_a_model_of_that_name_when_asked():
    found = one(deprecated_key, BARE + "  disableBrains: true # ours\n")

    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == BARE + "  llmId: CUSTOMER_CLIENT_V1 # ours\n"


def test_in_json_the_new_value_has_quotes():
    found = one(deprecated_key, '{"personaConfig": {"disableBrains": true}}', suffix="json")

    assert found.fixed == '{"personaConfig": {"llmId": "CUSTOMER_CLIENT_V1"}}'


@pytest.mark.parametrize("key", ["brainType: x", "disableBrains: true", "disableBrains: false"])
def test_nothing_is_renamed_beside_the_new_key(key):
    assert one(deprecated_key, INLINE + f"  {key}\n").fix is None
    assert one(deprecated_key, INLINE + f"languages: {{fr: {{{key}}}}}\n").fix is None


def test_two_old_keys_are_not_both_renamed():
    found = ask(deprecated_key, BARE + "  brainType: x\n  disableBrains: true\n")

    assert [f.fixed is not None for f in found] == [True, False]


def test_entries_are_looked_at():
    found = one(deprecated_key, BARE + "languages:\n  fr:\n    personaPreset: leo\n")

    assert (found.place, found.pointer) == ("5:5", "/languages/fr/personaPreset")


def test_new_keys_pass():
    assert not ask(deprecated_key, INLINE)


def test_the_deprecated_keys_are_those_of_the_models():
    fields = PersonaConfig.model_fields.values()
    assert {field.alias for field in fields if field.deprecated} == set(deprecated_key.REPLACEMENTS)
