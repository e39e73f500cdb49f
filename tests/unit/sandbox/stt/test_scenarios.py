"""The scenario files: they can be loaded, and do what their first line says."""

from __future__ import annotations

import asyncio
import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from anamctl.sandbox.runner import Runner
from anamctl.sandbox.scenario.files import load
from anamctl.sandbox.stt.assemblyai.service import AssemblyService
from tests.unit.sandbox.stt.servers import LIMIT, Running, listening

FOLDER = Path(__file__).resolve().parents[3] / "scenarios/stt"
FILES = sorted(FOLDER.glob("*.yaml"))


@contextmanager
def running(name):
    (path,) = FOLDER.glob(f"{name}-*.yaml")
    service = AssemblyService(load(str(path)).assemblyai)
    with Runner([service]) as runner:
        yield Running(service, runner.url("assemblyai"))


def hold(name, talk, **query):
    """Hold one session with the service of a scenario."""

    async def held(served):
        async with listening(served, **{"language_detection": "true", **query}) as client:
            await talk(client)
        return client

    with running(name) as served:
        return asyncio.run(held(served))


def silence(milliseconds, *, end=True):
    """Send so much silence, and end."""

    async def talk(client):
        await client.say(milliseconds)
        if end:
            await client.tell("Terminate")
            await client.until_closed()

    return talk


def test_there_is_a_file_for_each_scenario():
    assert {int(path.name[:2]) for path in FILES} == set(range(1, 21))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_can_be_loaded_and_says_what_it_is(path):
    assert path.read_text(encoding="utf-8").startswith("# ")
    assert re.fullmatch(r"[0-9]{2}[a-z]?-[a-z-]+\.yaml", path.name)
    assert load(str(path)).assemblyai != load(str(FOLDER / "../../scenarios/stt" / FILES[0].name)).assemblyai or (
        path == FILES[0]
    )


def test_1_a_turn_goes_from_partials_over_the_utterance_to_the_final():
    client = hold("01", silence(4000))
    partials = [turn for turn in client.partials if not turn["utterance"]]
    (utterance,) = [turn for turn in client.partials if turn["utterance"]]
    final = client.finals[0]

    assert len(partials) >= 3
    assert all("language_code" not in turn for turn in partials)
    assert (utterance["language_code"], utterance["language_confidence"]) == ("es", 0.99)
    assert (final["language_code"], final["language_confidence"], final["utterance"]) == ("es", 0.99, "")


@pytest.mark.parametrize(("name", "on_utterance"), [("02", False), ("02b", True)])
def test_2_the_language_comes_with_one_kind_of_message_only(name, on_utterance):
    client = hold(name, silence(4000))
    (utterance,) = [turn for turn in client.partials if turn["utterance"]]

    assert ("language_code" in utterance, "language_code" in client.finals[0]) == (on_utterance, not on_utterance)


def test_3_three_languages_one_of_them_unsure():
    client = hold("03", silence(9000))

    assert [(turn["language_code"], turn["language_confidence"]) for turn in client.finals[:3]] == [
        ("de", 0.99),
        ("en", 0.45),
        ("fr", 0.97),
    ]


def test_4_two_closing_turns():
    client = hold("04", silence(4000), format_turns="true")
    first, second = client.finals[:2]

    assert first["turn_order"] == second["turn_order"] == 0
    assert (first["transcript"], first["turn_is_formatted"]) == ("guten morgen frau weber", False)
    assert (second["transcript"], second["turn_is_formatted"]) == ("Guten Morgen, Frau Weber.", True)


def test_5_partials_are_rewritten():
    client = hold("05", silence(2000))
    texts = [turn["transcript"] for turn in client.of("Turn")][:3]

    assert texts == ["Ice cream for", "I scream", "I scream for help."]


def test_6_silence_is_said_to_be_french():
    client = hold("06", silence(2000))
    first, second = client.finals[:2]

    assert (first["utterance"], first["language_code"], first["language_confidence"]) == (
        "[ Silence] [ Silence]",
        "fr",
        0.48,
    )
    assert {word["confidence"] for word in first["words"] + second["words"]} == {0.0}
    assert first["words"][-1]["text"] == ""


def test_7_an_empty_final_has_no_language():
    client = hold("07", silence(4000))

    assert (client.finals[0]["words"], client.finals[0]["language_code"]) == ([], None)
    assert client.finals[1]["transcript"] == "bonjour à tous"


def test_8_a_bad_key_gets_an_error_or_a_plain_close_or_no_socket():
    async def wait(client):
        await client.until_closed()

    told = hold("08", wait)
    assert told.messages == [{"type": "Error", "error_code": 1008, "error": "Unauthorized Connection: Invalid API key"}]
    assert told.closed == (1008, "See Error message for details")
    plain = hold("08b", wait)
    assert plain.messages == []
    assert plain.closed == (1008, "Unauthorized Connection: Invalid API key")
    with pytest.raises(InvalidStatus) as refused:
        hold("08c", wait)
    assert refused.value.response.status_code == 401


def test_9_a_parameter_is_refused():
    async def wait(client):
        await client.until_closed()

    client = hold("09", wait)

    assert client.messages[-1]["error"].startswith("User Input Validation Error: ")
    assert client.closed == (3006, "See Error message for details")


def test_10_too_much_sound_is_refused():
    async def talk(client):
        await client.say(5000)
        await client.until_closed()

    client = hold("10", talk)

    assert client.closed == (3007, "See Error message for details")
    assert client.messages[-1]["error"].startswith("Audio Transmission Rate Exceeded: Received 3.")


def test_11_the_third_session_is_well():
    async def talk(client):
        await client.say(7000)
        await client.tell("Terminate")
        await client.until_closed()

    async def three(served):
        closed = []
        for _ in range(3):
            async with listening(served) as client:
                try:
                    await talk(client)
                except Exception:  # noqa: BLE001  # the connection is gone while it is sent
                    await client.until_closed()
                closed.append((client.closed[0], len(client.finals), bool(client.partials)))
        return closed

    with running("11") as served:
        first, second, third = asyncio.run(three(served))

    assert first == (3005, 0, True)
    assert second == (1006, 0, True)
    assert third == (1000, 2, True)


def test_12_a_session_is_over():
    async def wait(client):
        await client.until_closed()

    client = hold("12", wait)

    assert client.closed == (3008, "See Error message for details")


def test_13_too_many_with_both_codes_and_then_room():
    async def three(served):
        closed = []
        for _ in range(3):
            async with listening(served) as client:
                await client.wait(lambda client=client: client.messages, "message")
                if client.of("Begin"):
                    await client.tell("Terminate")
                closed.append((await client.until_closed())[0])
                texts = [error["error"] for error in client.of("Error")]
                assert all("Too many concurrent sessions" in text for text in texts)
        return closed

    with running("13") as served:
        assert asyncio.run(three(served)) == [3009, 1008, 1000]


@pytest.mark.parametrize("name", ["14", "15"])
def test_14_and_15_nothing_comes_any_more(name):
    async def talk(client):
        if name == "15":
            await client.wait(lambda: client.of("Begin"), "Begin")
        await client.say(2000)
        await client.tell("Terminate")
        pong = await client.socket.ping()
        await asyncio.wait_for(pong, LIMIT)

    client = hold(name, talk)

    assert client.of("Termination") == []
    assert bool(client.of("Begin")) == (name == "15")
    assert client.closed[0] == 1000  # by the client


def test_15_no_close_and_no_termination():
    async def talk(client):
        await client.say(2000)
        await client.tell("Terminate")
        await client.wait(lambda: client.of("Termination"), "Termination")
        await asyncio.wait_for(await client.socket.ping(), LIMIT)
        assert client.closed is None

    hold("15b", talk)
    closed = hold("15c", silence(2000))
    assert closed.closed == (1000, "Session Ended")
    assert closed.of("Termination") == []
    assert closed.finals


def test_16_a_final_comes_late():
    client = hold("16", silence(1000))
    kinds = [message["type"] for message in client.messages]

    assert [turn["transcript"] for turn in client.of("Turn")][:2] == ["Bonjour", "Bonjour à tous."]
    assert kinds[-1] == "Termination"


def test_17_strange_messages_come_and_the_session_goes_on():
    client = hold("17", silence(4000))

    assert client.messages[0] == {"type": "Unheard", "before": "Begin"}
    assert "configuration" not in client.messages[1]
    assert client.messages[1]["region"] == "eu"
    assert bytes.fromhex("00ff10807f") in client.messages
    assert "" in client.raw
    assert client.messages[-1] == {"type": "Termination", "audio_duration_seconds": 3.25}
    assert "bonjour à tous" in [turn.get("transcript") for turn in client.of("Turn")]


def test_18_a_thousand_turns_and_everything_that_can_be_written():
    client = hold("18", silence(2500))
    turns = client.finals

    assert [turn["turn_order"] for turn in turns[:1006]] == list(range(1006))
    assert turns[7]["transcript"] == "Turn number 7."
    assert turns[7]["words"][1] == {"start": 215, "end": 216, "text": 7, "confidence": 0.9, "word_is_final": True}
    assert "\x1b[2J" in turns[1000]["transcript"]
    assert len(turns[1005]["transcript"].split()) == 500


def test_19_it_stops_reading():
    async def talk(client):
        await client.say(2000)
        sending = asyncio.ensure_future(endless(client))
        done, _ = await asyncio.wait({sending}, timeout=0.5)
        assert not done
        before = client.sent
        await asyncio.sleep(0.2)
        assert client.sent == before  # there is no room any more
        sending.cancel()
        client.socket.transport.abort()  # a proper close would wait until it is read

    async def endless(client):
        while True:
            await client.say(1000, block=1000)

    client = hold("19", talk)

    assert client.of("Turn") == []


def test_20_messages_keep_their_order():
    client = hold("20", silence(5000))
    orders = [turn["turn_order"] for turn in client.of("Turn")]

    assert orders == sorted(orders)
    assert client.messages[-1]["type"] == "Termination"
    assert [turn["transcript"] for turn in client.finals[:2]] == ["guten morgen", "bonjour à tous"]
