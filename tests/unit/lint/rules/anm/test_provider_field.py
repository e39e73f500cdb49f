"""ANM219: voice options that some providers lack."""

from __future__ import annotations

import pytest

from anamctl.definitions.models.voice_ranges import VOICE_COLUMNS
from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import provider_field
from tests.unit.lint.rules.anm.samples import AVATAR, INLINE, LLM, LUCY, SAVED, VOICE, ask, one

CATALOGUE = {
    VOICE: ("CARTESIA", "sonic-3"),
    LUCY: ("ELEVENLABS", "eleven_monolingual_v1"),
    "00000000-0000-0000-0000-000000000001": ("FISH_AUDIO", None),
    "00000000-0000-0000-0000-000000000002": ("OPENAI_ADVANCED_VOICE", None),
    "00000000-0000-0000-0000-000000000003": ("ELEVENLABS", "eleven_v3"),
}


def persona(options, voice=VOICE):
    head = f"personaConfig:\n  avatarId: {AVATAR}\n  voiceId: {voice}\n  llmId: {LLM}\n"
    return head + f"  voiceGenerationOptions: {{{options}}}\n"


@pytest.mark.parametrize(
    ("options", "place", "message"),
    [
        ("volume: 1", "5:28", "volume exists for voices of Cartesia sonic-3 or Fish Audio only"),
        ("emotion: calm", "5:28", "emotion exists for voices of Cartesia sonic-3 only"),
        ("speed: 1, stability: 0.5", "5:38", "stability exists for voices of ElevenLabs only"),
        (
            "stability: 0.5, similarityBoost: 1",
            "5:28",
            "stability and similarityBoost exist for voices of ElevenLabs only",
        ),
        ("style: 0.5, stability: 1", "5:28", "style and stability exist for voices of ElevenLabs v2 only"),
        ("useSpeakerBoost: true", "5:28", "useSpeakerBoost exists for voices of ElevenLabs v2 only"),
        ("model: eleven_flash_v2_5", "5:28", "model exists for voices of ElevenLabs v2 only"),
    ],
)
def test_a_field_of_some_voices_is_a_warning_when_the_voice_is_unknown(options, place, message):
    found = one(provider_field, persona(options))

    assert found.place == place
    assert found.message == message
    assert found.label == "other voices refuse it, and which kind this voice is cannot be seen offline"
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("options", "culprit", "others", "label"),
    [
        ("emotion: sad, stability: 1", "stability", "emotion", "emotion: Cartesia sonic-3; stability: ElevenLabs"),
        ("stability: 1, emotion: sad", "emotion", "stability", "stability: ElevenLabs; emotion: Cartesia sonic-3"),
        (
            "stability: 1, style: 1, volume: 1",
            "volume",
            "stability and style",
            "stability: ElevenLabs; style: ElevenLabs v2; volume: Cartesia sonic-3 or Fish Audio",
        ),
    ],
)
def test_fields_that_no_voice_has_together_are_told(options, culprit, others, label):
    found = one(provider_field, persona(options))

    assert found.text == culprit
    assert found.message == f"no voice takes {culprit} together with {others}"
    assert found.label == label
    assert found.severity is Severity.WARNING


def test_a_value_is_held_against_the_voices_that_have_the_other_fields():
    found = one(provider_field, persona("stability: 0.5, speed: 1.5"))

    assert found.text == "1.5"
    assert found.message == "speed is 1.5, which does not go with stability"
    assert found.label == "that needs a voice of ElevenLabs, which takes 0.7 to 1.2"
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("speed", [0.5, 0.7, 1, 1.2, 1.3, 2.0, 2.5, '"fast"', "true", ".nan"])
def test_speed_alone_says_nothing_about_an_unknown_voice(speed):
    assert not ask(provider_field, persona(f"speed: {speed}"))


@pytest.mark.parametrize("options", ["", "pitch: 1", "speed: 1, pitch: 2"])
def test_unknown_fields_are_left_to_another_rule(options):
    assert not ask(provider_field, persona(options))
    assert not ask(provider_field, persona(options, LUCY))


def test_a_field_that_the_known_voice_lacks_is_an_error():
    found = one(provider_field, persona("emotion: calm", LUCY))

    assert (found.place, found.text) == ("5:28", "emotion")
    assert found.message == "ElevenLabs has no emotion"
    assert found.label == "the voice is one of ElevenLabs; emotion is for Cartesia sonic-3"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("speed", [0.69, 1.21])
def test_a_value_beyond_the_range_of_the_known_voice_is_an_error(speed):
    found = one(provider_field, persona(f"speed: {speed}", LUCY))

    assert found.text == str(speed)
    assert found.message == f"speed is {speed}"
    assert found.label == "the voice is one of ElevenLabs, which takes 0.7 to 1.2"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "options", ["speed: 0.7", "speed: 1.2, stability: 0, similarityBoost: 1", "style: 1, model: a"]
)
def test_what_the_known_voice_takes_passes(options):
    assert not ask(provider_field, persona(options, LUCY))


def test_a_voice_is_known_in_capitals_too():
    assert one(provider_field, persona("emotion: calm", LUCY.upper())).severity is Severity.ERROR


def test_a_value_beyond_every_range_is_left_to_another_rule():
    assert not ask(provider_field, persona("speed: 3", LUCY))


@pytest.mark.parametrize(
    ("voice", "options", "message"),
    [
        (VOICE, "stability: 1", "Cartesia sonic-3 has no stability"),
        (VOICE, "speed: 1.6", "speed is 1.6"),
        (VOICE, "speed: 0.6, volume: 2, emotion: sad", None),
        (LUCY, "style: 1", "ElevenLabs v1 has no style"),
        ("00000000-0000-0000-0000-000000000001", "emotion: sad", "Fish Audio has no emotion"),
        ("00000000-0000-0000-0000-000000000001", "speed: 2, volume: 0.5", None),
        ("00000000-0000-0000-0000-000000000003", "speed: 2, emotion: sad", None),
    ],
)
def test_a_catalogue_knows_more_voices(voice, options, message):
    found = ask(provider_field, persona(options, voice), facts={"voices": CATALOGUE})

    assert [f.message for f in found] == ([] if message is None else [message])
    assert all(f.severity is Severity.ERROR for f in found)


def test_what_is_undocumented_stays_a_warning():
    text = persona("speed: 1", "00000000-0000-0000-0000-000000000002")
    found = one(provider_field, text, facts={"voices": CATALOGUE})

    assert found.message == "OpenAI advanced voice has no speed"
    assert found.severity is Severity.WARNING


def test_an_entry_with_the_same_voice_is_judged_with_what_it_inherits():
    text = persona("stability: 0.5") + "languages:\n  fr: {voiceGenerationOptions: {emotion: sad}}\n"
    found = ask(provider_field, text)

    assert [f.message for f in found] == [
        "stability exists for voices of ElevenLabs only",
        "no voice takes emotion together with stability",
    ]
    assert found[1].place == "7:33"


def test_an_entry_with_another_voice_starts_anew():
    text = (
        persona("emotion: sad") + f"languages:\n  fr: {{voiceId: {LUCY}, voiceGenerationOptions: {{stability: 1}}}}\n"
    )
    assert [f.pointer for f in ask(provider_field, text)] == ["/personaConfig/voiceGenerationOptions/emotion"]


def test_an_entry_is_not_blamed_for_what_it_inherits():
    text = persona("emotion: sad, stability: 1") + "languages: {fr: {voiceGenerationOptions: {speed: 1.3}}}\n"
    assert [f.pointer for f in ask(provider_field, text)] == ["/personaConfig/voiceGenerationOptions/stability"]


@pytest.mark.parametrize("more", ["", "  voiceGenerationOptions: [emotion]\n", "  voiceGenerationOptions:\n"])
def test_no_options_are_fine(more):
    assert not ask(provider_field, INLINE + more)


def test_a_voice_of_a_wrong_type_is_unknown():
    assert one(provider_field, persona("emotion: sad", "[a]")).severity is Severity.WARNING


def test_the_short_cut_for_speed_is_what_all_documented_voices_take():
    ranges = [column.ranges["speed"] for column in VOICE_COLUMNS.values() if column.is_documented]

    assert max(low for low, _ in ranges) == provider_field._SPEED_EVERYWHERE[0]
    assert min(high for _, high in ranges) == provider_field._SPEED_EVERYWHERE[1]
    documented = [set(column.fields) for column in VOICE_COLUMNS.values() if column.is_documented]
    assert set.intersection(*documented) == provider_field._EVERYWHERE


def test_an_entry_with_another_unknown_voice_inherits_nothing():
    text = (
        persona("emotion: sad") + f"languages: {{fr: {{voiceId: {SAVED}, voiceGenerationOptions: {{stability: 1}}}}}}\n"
    )
    assert [f.message for f in ask(provider_field, text)] == [
        "emotion exists for voices of Cartesia sonic-3 only",
        "stability exists for voices of ElevenLabs only",
    ]
