from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from anamctl.definitions.persona_choice import choose
from anamctl.live.fields import parse_setting
from anamctl.live.following import follow
from anamctl.live.plan import Plan
from anamctl.live.runner import Runner
from anamctl.live.source import RESERVE, Source
from tests.unit.live.fakes import LINTER, FakeScreen, FakeSession, make_changer

PERSONA = """\
personaConfig:
  name: Camille
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are the concierge. Keep your answers short.
  voiceGenerationOptions: {speed: 1.0}
languages:
  fr:
    systemPrompt: Vous êtes le concierge. Répondez toujours en français.
    voiceDetectionOptions: {endOfSpeechSensitivity: 0.5}
  es:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Eres el conserje. Responde siempre en español.
"""


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "camille.yaml"
    path.write_text(PERSONA)
    return Source(choose(str(path), "fr", {}), [], 60.0)


def saved(source, *contents):
    """Run a session that follows a file, save the file, and give session and screen when each was told of."""
    session, screen = FakeSession(), FakeScreen(ends=False)
    save = Path(source.choice.path).write_text

    async def main():
        changer = make_changer(session, source.body())
        changer._layer = source.layer

        async def background(runner):
            await follow(runner, source, LINTER, {}, 0.01)

        runner = Runner(session, screen, Plan(stays=True), changer, background=background)
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(4):
            await runner.ready.wait()
            await screen.change()
            for content in contents:
                save(content, encoding="utf-8")
                await screen.change()
            runner.end("test", "you")
            await running

    asyncio.run(main())
    return session, screen.notes[1:]


def test_what_can_change_live_is_changed(source):
    session, notes = saved(source, PERSONA.replace("0.5", "0.7").replace("speed: 1.0", "speed: 1.1"))

    assert session.called("update")[0][0] == {
        "voiceGenerationOptions": {"speed": 1.1},
        "voiceDetectionOptions": {"endOfSpeechSensitivity": 0.7},
    }
    assert notes == []


def test_what_cannot_is_said(source):
    session, notes = saved(source, PERSONA.replace("Vous êtes", "Tu es"))

    assert session.called("update") == []
    assert notes == ["systemPrompt needs a new session"]


def test_another_language_of_the_file_is_none_of_its_business(source):
    session, notes = saved(source, PERSONA.replace("Eres", "Tú eres"))

    assert session.called("update") == []
    assert notes == [f"{source.choice.path}: nothing changed for French"]


def test_a_file_with_errors_is_not_taken_over_and_the_next_one_is(source):
    session, notes = saved(source, PERSONA.replace("0.5", "7"), PERSONA.replace("0.5", "0.8"))

    assert session.called("update") == [({"voiceDetectionOptions": {"endOfSpeechSensitivity": 0.8}}, 2.0)]
    assert "camille.yaml:12:53: ANM206 endOfSpeechSensitivity is 7: expected 0 to 1" in notes[0]
    assert notes[1].endswith("has errors; the session goes on as it was")


@pytest.mark.parametrize("text", ["personaConfig: [", "", "a: 1", "agent_config: {agent_name: x}"])
def test_a_file_that_is_no_persona_any_more_changes_nothing(source, text):
    session, notes = saved(source, text)

    assert session.called("update") == []
    assert notes


def test_the_layer_of_a_language_is_that_of_the_file(source):
    def layer(code):
        return source.layer(code)["personaConfig"]

    assert layer("es")["voiceId"].startswith("de23e340")
    assert layer("en")["languageCode"] == "en"
    assert source.layer("it") is None
    assert source.codes == ["en", "fr", "es"]


def test_settings_hold_for_every_language_but_for_the_language_itself(source):
    settings = [parse_setting("voiceDetectionOptions.endOfSpeechSensitivity=0.9"), parse_setting("languageCode=de")]
    found = Source(source.choice, settings, 60.0)

    assert found.body()["personaConfig"]["languageCode"] == "de"
    layer = found.layer("es")
    assert layer is not None
    spanish = layer["personaConfig"]
    assert (spanish["languageCode"], spanish["voiceDetectionOptions"]) == ("es", {"endOfSpeechSensitivity": 0.9})


def test_the_service_is_told_to_end_it_should_we_not(source):
    assert source.body()["personaConfig"]["maxSessionLengthSeconds"] == 60 + RESERVE
    own = Source(source.choice, [parse_setting("maxSessionLengthSeconds=20")], 60.0)
    assert (own.body()["personaConfig"]["maxSessionLengthSeconds"], own.max_length) == (20, 20)
    more = Source(source.choice, [parse_setting("maxSessionLengthSeconds=200")], 60.0)
    assert more.max_length == 60


def test_a_saved_persona_takes_no_field_beside_its_id(tmp_path):
    path = tmp_path / "saved.yaml"
    path.write_text("personaConfig:\n  personaId: 3f6c4c2e-5c0a-4a51-9d0c-2b3a6f1e7d90\n")
    found = Source(choose(str(path), "", {}), [], 60.0)

    assert found.body() == {"personaConfig": {"personaId": "3f6c4c2e-5c0a-4a51-9d0c-2b3a6f1e7d90"}}
