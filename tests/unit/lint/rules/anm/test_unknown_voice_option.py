"""ANM203: unknown keys of the closed voice options."""

from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import unknown_voice_option
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_a_misspelt_key_is_named_and_renamed():
    text = INLINE + "  voiceGenerationOptions:\n    sped: 1.1 # faster\n"
    found = one(unknown_voice_option, text)

    assert found.place == "6:5"
    assert found.text == "sped"
    assert found.message == 'unknown key "sped" in voiceGenerationOptions'
    assert found.label == 'did you mean "speed"?'
    assert found.notes[0] == "Anam rejects an update that has an unknown field, all of it"
    assert found.notes[1].startswith("known keys: speed, volume, emotion")
    assert found.severity is Severity.ERROR
    assert found.pointer == "/personaConfig/voiceGenerationOptions/sped"
    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == text.replace("sped:", "speed:")


def test_snake_case_is_put_right():
    text = INLINE + "  voiceDetectionOptions: {end_of_speech_sensitivity: 0.5}\n"
    found = one(unknown_voice_option, text)

    assert found.place == "5:27"
    assert found.fixed == text.replace("end_of_speech_sensitivity", "endOfSpeechSensitivity")


def test_the_name_that_another_service_uses_is_a_suggestion_only():
    found = one(unknown_voice_option, INLINE + "  voiceGenerationOptions: {rate: 1.1}\n")

    assert found.label == 'did you mean "speed"?'
    assert found.fix is None


def test_a_key_that_belongs_elsewhere_is_sent_there():
    found = one(unknown_voice_option, INLINE + "  voiceGenerationOptions: {endOfSpeechSensitivity: 0.5}\n")

    assert found.label == "belongs in voiceDetectionOptions"
    assert found.fix is None


def test_a_key_like_no_other_gets_the_list():
    found = one(unknown_voice_option, INLINE + "  voiceGenerationOptions: {pitch: 2}\n")

    assert found.label.startswith("known keys: speed, volume, emotion, stability")
    assert len(found.notes) == 1


def test_no_key_is_renamed_to_one_that_is_there():
    found = one(unknown_voice_option, INLINE + "  voiceGenerationOptions: {speed: 1.0, Speed: 1.1}\n")

    assert found.label == 'did you mean "speed"? It is given already'
    assert found.fix is None


def test_entries_are_looked_at():
    text = INLINE + "languages:\n  fr:\n    voiceDetectionOptions: {silenceBeforeSkipTurnSecond: 3}\n"
    found = one(unknown_voice_option, text)

    assert found.place == "7:29"
    assert found.label == 'did you mean "silenceBeforeSkipTurnSeconds"?'


def test_a_quoted_key_of_json_keeps_its_quotes():
    text = '{"personaConfig": {"voiceGenerationOptions": {"volum": 1}}}'
    found = one(unknown_voice_option, text, suffix="json")

    assert found.text == '"volum"'
    assert found.fixed == text.replace("volum", "volume")


def test_known_keys_and_open_objects_are_left_alone():
    text = INLINE + "  unknown: 1\n  voiceGenerationOptions: {speed: 1, model: x}\n  directorNotes: {mood: warm}\n"
    assert not ask(unknown_voice_option, text)
