"""The account of the sandbox."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anamctl.sandbox.anam.catalogue import KINDS, Catalogue, read
from anamctl.sandbox.anam.checks import is_uuid
from anamctl.sandbox.scenario.anam import CatalogueChanges
from tests.unit.sandbox.servers import AVATAR, LLM, VOICE

ROOT = Path(__file__).resolve().parents[4]
ACCOUNT = Catalogue(CatalogueChanges())
VOICES = ACCOUNT.all("voices")
VOICE_FIELDS = {
    *("id", "displayName", "provider", "providerVoiceId", "providerModelId", "sampleUrl", "previewSampleUrl"),
    *("gender", "country", "description", "displayTags", "isZdr", "createdByOrganizationId", "createdAt", "updatedAt"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_entries_of_a_kind_have_the_same_fields_and_ids_of_their_own(kind):
    entries = ACCOUNT.all(kind)

    assert len({entry["id"] for entry in entries}) == len(read(kind)) == len(entries)
    assert all(is_uuid(entry["id"]) for entry in entries)
    assert len({tuple(sorted(entry)) for entry in entries}) == 1


def test_there_are_enough_voices_to_page_through():
    assert len(VOICES) > 120
    assert VOICES[0].keys() == VOICE_FIELDS


def test_every_provider_has_voices():
    assert {voice["provider"] for voice in VOICES} == {
        "CARTESIA",
        "ELEVENLABS",
        "FISH_AUDIO",
        "OPENAI_ADVANCED_VOICE",
    }


@pytest.mark.parametrize("field", ["providerModelId", "sampleUrl", "gender", "country", "description"])
def test_what_may_be_unknown_is_unknown_of_some_voices(field):
    unknown = sum(voice[field] is None for voice in VOICES)

    assert 0 < unknown < len(VOICES) / 4


def test_voices_come_from_many_countries():
    countries = {voice["country"] for voice in VOICES} - {None}

    assert len(countries) > 40
    assert all(re.fullmatch("[A-Z]{2}", country) for country in countries)


def test_there_are_avatars_of_every_model_and_style():
    avatars = ACCOUNT.all("avatars")

    assert {tuple(avatar["availableVersions"]) for avatar in avatars} >= {
        ("cara-3",),
        ("cara-4",),
        ("cara-3", "cara-4"),
    }
    assert len({avatar["renderStyle"] for avatar in avatars}) == 4
    assert all(avatar["activeVersion"] in avatar["availableVersions"] for avatar in avatars)


@pytest.mark.parametrize(
    ("kind", "id_"),
    [
        ("avatars", AVATAR),
        ("avatars", "071b0286-4cce-4808-bee2-e642f1062de3"),
        ("voices", VOICE),
        ("voices", "de23e340-1416-4dd8-977d-065a7ca11697"),
        ("llms", LLM),
    ],
)
def test_the_ids_of_published_examples_are_in_the_account(kind, id_):
    assert ACCOUNT.find(kind, id_) is not None


def test_every_id_of_the_example_personas_is_in_the_account():
    pattern = re.compile(
        r"^\s*-?\s*(avatar|voice|llm|persona)Id: .*?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.MULTILINE
    )
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "personas").glob("*.yaml"))]
    named = {found for text in texts for found in pattern.findall(text)}

    assert len(named) > 10
    assert [(kind, id_) for kind, id_ in named if ACCOUNT.find(f"{kind}s", id_) is None] == []


def test_saved_personas_name_what_there_is():
    for persona in ACCOUNT.all("personas"):
        for field, kind in (("avatarId", "avatars"), ("voiceId", "voices"), ("llmId", "llms")):
            assert persona[field] is None or ACCOUNT.find(kind, persona[field]) is not None


def test_a_scenario_can_take_away_and_add():
    own = {"id": "11111111-2222-4333-8444-555555555555", "displayName": "Amélie", "country": "FR"}
    changes = CatalogueChanges.model_validate({"voices": {"remove": [VOICE], "add": [own]}, "avatars": {"clear": True}})
    account = Catalogue(changes)
    first = account.all("voices")[0]

    assert account.voice(VOICE) is None
    assert first.keys() == VOICE_FIELDS
    assert (first["displayName"], first["provider"], first["displayTags"]) == ("Amélie", None, [])
    assert len(account.all("voices")) == len(VOICES)
    assert account.all("avatars") == []


@pytest.mark.parametrize("id_", [None, 7, "", [], "x"])
def test_what_is_no_id_is_found_nowhere(id_):
    assert ACCOUNT.voice(id_) is None


def test_an_added_entry_may_replace_one():
    changes = CatalogueChanges.model_validate({"voices": {"add": [{"id": VOICE, "displayName": "Other"}]}})
    voice = Catalogue(changes).voice(VOICE)

    assert voice is not None
    assert voice["displayName"] == "Other"
