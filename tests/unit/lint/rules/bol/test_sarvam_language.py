"""BOL309: Sarvam's eleven languages (E8)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import sarvam_language
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where

HEARS = "{provider: sarvam, model: 'saaras:v3', language: en}"
SPEAKS = "{provider: sarvam, provider_config: {voice: A, voice_id: a, model: 'bulbul:v2'}}"
ELEVEN = ["en", "hi", "bn", "ta", "te", "gu", "kn", "ml", "mr", "pa", "od"]


@pytest.mark.parametrize("code", ["fr", "es", "nl", "id", "ms"])
def test_a_foreign_language_is_neither_heard_nor_spoken(code):
    text = tools(transcriber=HEARS, synthesizer=SPEAKS, **{code: f"{{synthesizer: {SPEAKS}}}"})
    found = ask(sarvam_language, text)

    assert [one.severity for one in found] == [Severity.ERROR, Severity.ERROR]
    assert found[0].message.startswith(f'Sarvam does not hear "{code}" (')
    assert found[1].message.startswith(f'Sarvam does not speak "{code}" (')
    assert {one.place for one in found} == {"8:7"}
    assert {one.text for one in found} == {code}


@pytest.mark.parametrize(("code", "name"), [("as", "Assamese"), ("ur", "Urdu")])
def test_assamese_and_urdu_may_be_heard_but_not_spoken(code, name):
    text = tools(transcriber=HEARS, synthesizer=SPEAKS, **{code: f"{{synthesizer: {SPEAKS}}}"})
    heard, spoken = ask(sarvam_language, text)

    assert heard.message == f'Sarvam may not hear "{code}" ({name})'
    assert heard.severity is Severity.WARNING
    assert "SDK" in heard.notes[0]
    assert spoken.message == f'Sarvam does not speak "{code}" ({name})'
    assert spoken.severity is Severity.ERROR
    assert spoken.label == "it speaks en, hi, bn, gu, kn, ml, mr, od, pa, ta, te"


def test_the_entrys_own_value_is_pointed_at():
    own = "{provider: sarvam, provider_config: {voice: A, language: fr-FR}}"
    text = bare(fr=f"{{transcriber: {{provider: sarvam, language: fr}}, synthesizer: {own}}}")
    heard, spoken = ask(sarvam_language, text)

    assert (heard.place, heard.text) == (where(text, "language: fr}", skip="language: "), "fr")
    assert (spoken.place, spoken.text) == (where(text, "fr-FR"), "fr-FR")
    assert spoken.message == 'Sarvam does not speak "fr-FR" (French)'


def test_an_agent_with_one_language_counts():
    text = "tools_config:\n  transcriber: {provider: sarvam, model: m, language: fr}\n"
    found = one(sarvam_language, text)

    assert (found.place, found.text) == ("2:55", "fr")
    assert found.severity is Severity.ERROR


def test_the_base_of_several_languages_does_not_speak_itself():
    text = tools(
        transcriber="{provider: sarvam, model: m, language: fr}",
        en=f"{{transcriber: {{provider: deepgram, model: nova-3, language: en}}, synthesizer: {OPENAI}}}",
    )

    assert not ask(sarvam_language, text)


@pytest.mark.parametrize("word", ["multi", "multi-hi", "auto"])
def test_words_of_other_providers_for_detection_are_refused(word):
    text = bare(hi=f"{{transcriber: {{provider: sarvam, language: {word}}}, synthesizer: {OPENAI}}}")

    assert one(sarvam_language, text).message == f'Sarvam does not hear "{word}"'


def test_a_dropped_language_is_only_suspicious():
    text = bare(enabled="false", fr=f"{{synthesizer: {SPEAKS}}}")

    assert one(sarvam_language, text).severity is Severity.WARNING


@pytest.mark.parametrize("code", [*ELEVEN, "or"])
def test_the_eleven_pass(code):
    assert not ask(
        sarvam_language, tools(transcriber=HEARS, synthesizer=SPEAKS, **{code: f"{{synthesizer: {SPEAKS}}}"})
    )


@pytest.mark.parametrize(
    "text",
    [
        bare(hi=f"{{transcriber: {{provider: sarvam, language: unknown}}, synthesizer: {OPENAI}}}"),
        bare(hi=f"{{transcriber: {{provider: sarvam, language: hi-IN}}, synthesizer: {SPEAKS}}}"),
        bare(fr=f"{{synthesizer: {OPENAI}}}"),
        bare(jp=f"{{synthesizer: {SPEAKS}}}"),  # no language at all: LNG101
        bare(fr="{synthesizer: {provider: sarvam, provider_config: {language: 12}}}"),  # a wrong type: BOL305
        bare(fr="{synthesizer: {provider: '${WHO}', provider_config: {}}}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(sarvam_language, text)
