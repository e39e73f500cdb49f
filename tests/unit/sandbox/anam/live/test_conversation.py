"""What a persona says over the data channel, and what it takes."""

from __future__ import annotations

import asyncio

import pytest

from tests.unit.sandbox.anam.live.clients import connected, run


@pytest.mark.parametrize(
    ("persona", "expected"),
    [
        ({}, "Bonsoir\u202f! Comment puis-je vous aider\u202f?"),
        ({"initialMessage": "Bienvenue."}, "Bienvenue."),
        ({"initialMessage": ""}, "Bonsoir\u202f! Comment puis-je vous aider\u202f?"),
        ({"languageCode": "ja"}, "こんばんは。ご用件をどうぞ。"),
    ],
)
def test_it_greets_in_its_language_or_as_it_was_told(persona, expected):
    async def talk(sandbox):
        async with connected(sandbox, **{"skipGreeting": False, **persona}) as client:
            return await client.answered()

    assert run(talk) == expected


@pytest.mark.parametrize("persona", [{"llmId": "CUSTOMER_CLIENT_V1"}, {"enableAudioPassthrough": True}])
def test_a_persona_whose_client_thinks_says_nothing_by_itself(persona):
    async def talk(sandbox):
        async with connected(sandbox, **{"skipGreeting": False, **persona}) as client:
            client.send("speech", content="Bonjour")
            await client.signal("talkstream", {"content": "Oui.", "endOfSpeech": True, "correlationId": "c"})
            await client.answered()
            return client.turns()

    assert run(talk, latencies={"greeting": 0, "reply": 0}) == ["Oui."]


def test_a_change_of_language_is_acknowledged_and_heard_in_the_next_reply():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.update(languageCode="de", voiceGenerationOptions={"speed": 1.1})
            await client.wait(lambda: bool(client.told("personaConfigUpdateApplied")), "acknowledgement")
            client.send("speech", content="Guten Tag")
            reply = await client.answered()
            return client, reply, client.told("personaConfigUpdateApplied")

    client, reply, (told,) = run(talk)

    assert reply == "Gern, einen Augenblick bitte."
    assert told == {
        "session_id": client.id,
        "changed_fields": {
            "languageCode": {"before": "fr", "after": "de"},
            "voiceGenerationOptions.speed": {"before": None, "after": 1.1},
        },
    }
    assert client.session.persona["languageCode"] == "de"
    assert client.session.persona["voiceGenerationOptions"] == {"speed": 1.1}


def test_a_bad_update_is_a_warning_on_the_socket_and_changes_nothing():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.update(languageCode="de", voiceGenerationOptions={"speed": 9})
            await client.wait(lambda: bool(client.of("warning")), "warning")
            return client.of("warning"), list(client.messages), client.session.persona["languageCode"]

    (warning,), messages, language = run(talk)

    assert warning == "Invalid persona config update: voiceGenerationOptions.speed must be between 0.6 and 1.5"
    assert (messages, language) == ([{"opened": None}], "fr")


@pytest.mark.parametrize(
    ("mode", "language", "acknowledged", "warned"),
    [("normal", "es", 1, 1), ("unacknowledged", "es", 0, 1), ("silent", "fr", 0, 0)],
)
def test_engines_differ_in_what_they_say_about_updates(mode, language, acknowledged, warned):
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.update()
            client.update(languageCode="xx")
            client.update(languageCode="es")
            client.send("speech", content="Hola")
            await client.answered()
            if warned:
                await client.wait(lambda: bool(client.of("warning")), "warning")
            return client, client.session.persona["languageCode"]

    client, found = run(talk, updates=mode)

    assert found == language
    assert (len(client.told("personaConfigUpdateApplied")), len(client.of("warning"))) == (acknowledged, warned)


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("camel", "voiceDetectionOptions.endOfSpeechSensitivity"),
        ("snake", "voice_detection_options.end_of_speech_sensitivity"),
        ("bare", "endOfSpeechSensitivity"),
    ],
)
def test_changed_fields_can_be_spelled_in_three_ways(how, expected):
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.update(voiceDetectionOptions={"endOfSpeechSensitivity": 0.2})
            await client.wait(lambda: bool(client.told("personaConfigUpdateApplied")), "acknowledgement")
            return client.told("personaConfigUpdateApplied")[0]["changed_fields"]

    assert list(run(talk, ack_fields=how)) == [expected]


def test_the_answer_to_an_update_can_take_its_time():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            loop = asyncio.get_running_loop()
            began = loop.time()
            client.update(languageCode="es")
            await client.wait(lambda: bool(client.told("personaConfigUpdateApplied")), "acknowledgement")
            return loop.time() - began

    assert run(talk, latencies={"update": 0.3}) >= 0.29


def test_an_interruption_marks_the_last_piece_and_the_sound_stops():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("speech", content="Bonjour")
            await client.wait(lambda: bool(client.told("speechText")), "piece")
            client.send("interrupt")
            await client.answered()
            return [(piece["end_of_speech"], piece["interrupted"]) for piece in client.told("speechText")]

    pieces = run(talk, latencies={"word": 2})

    assert pieces[-1] == (True, True)
    assert set(pieces[:-1]) == {(False, False)}


def test_a_context_and_messages_that_nobody_knows_are_not_answered():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("context", content="Il pleut.")
            client.send("tool_result", tool_call_id="t", result="x")
            client.send("director_note_cue", cue={"tag": "happy"}, in_seconds=0)
            client.send("remote_rtp_stats", data={})
            client.send("speech", content="   ")
            client.send("speech")
            client.send("speech", content="Bonjour")
            await client.answered()
            return client.turns(), client.session.kinds("channel")

    turns, kinds = run(talk)

    assert turns == ["Bien sûr, un instant."]
    assert kinds == ["context", "tool_result", "director_note_cue", "remote_rtp_stats", "speech", "speech", "speech"]


def test_a_reply_that_is_a_clip_can_be_heard():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("speech", content="Bonjour")
            await client.wait(lambda: client.loud > 5, "sound")

    run(talk)
