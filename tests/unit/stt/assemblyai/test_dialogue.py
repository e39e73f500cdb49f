from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.secret import Secret
from anamctl.stt.events import Begun, Ended, Failed, Notice, SpeechStarted
from tests.unit.stt.assemblyai.frames import KEY, begun, message, provider, turn


def query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


# ---- connecting ------------------------------------------------------------------------------------------------------


def test_the_address_says_everything_and_the_header_the_key():
    found = provider().dialogue().connection(16000)
    headers = {name: value.reveal() for name, value in found.headers}

    assert found.url.startswith("wss://streaming.assemblyai.com/v3/ws?")
    assert query(found.url) == {
        "sample_rate": "16000",
        "encoding": "pcm_s16le",
        "speech_model": "universal-streaming-multilingual",
        "language_detection": "true",
        "format_turns": "true",
    }
    assert headers == {"Authorization": KEY.reveal(), "AssemblyAI-Version": "2025-05-12"}
    assert query(found.shown_url) == query(found.url)


def test_a_token_goes_into_the_address_and_is_not_shown():
    found = provider(token=Secret("t0p")).dialogue().connection(16000)

    assert query(found.url)["token"] == "t0p"
    assert "Authorization" not in dict(found.headers)
    assert "t0p" not in found.shown_url + repr(found)


def test_a_token_can_go_into_the_header():
    found = provider(token=Secret("t0p"), token_place="header").dialogue().connection(16000)

    assert "token" not in query(found.url)
    assert dict(found.headers)["Authorization"].reveal() == "t0p"


def test_a_server_of_ones_own_without_a_key_gets_the_word_it_wants():
    found = provider(url="ws://127.0.0.1:8080", key=None).dialogue().connection(8000)

    assert found.url.startswith("ws://127.0.0.1:8080/v3/ws?sample_rate=8000&")
    assert dict(found.headers)["Authorization"].reveal() == "self-hosted"


def test_a_rate_that_the_service_refuses_is_refused_here():
    with pytest.raises(UsageError, match="4000 Hz"):
        provider().dialogue().connection(4000)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=5))
def test_a_list_is_json_in_the_address(terms):
    found = provider(settings={"keyterms_prompt": terms}).dialogue().connection(48000)

    assert json.loads(query(found.url)["keyterms_prompt"]) == terms


# ---- what the service says -------------------------------------------------------------------------------------------


def test_begin_makes_ready():
    detail = {"model": "whisper-rt", "mode": None, "new": 1}
    event = begun().received(message("Begin", id="u-1", expires_at=1790000000, configuration=detail))

    assert event == [Begun(session_id="u-1", model="whisper-rt", expires_at=1790000000.0, detail=detail)]


def test_an_old_begin_says_less():
    assert begun().received(message("Begin")) == [Begun(model="universal-streaming-multilingual")]
    assert begun().received(message("Begin", id=3, expires_at="x", configuration=[]))[0].session_id == ""


@pytest.mark.parametrize(("audio", "session"), [(12, 15), (12.5, None), ("x", True)])
def test_termination_ends_whatever_it_counts(audio, session):
    dialogue = begun()
    dialogue.finish()
    event = dialogue.received(message("Termination", audio_duration_seconds=audio, session_duration_seconds=session))[0]

    assert isinstance(event, Ended)
    assert event.audio_seconds == (audio if isinstance(audio, (int, float)) else None)


@pytest.mark.parametrize(
    "frame", ['{"type":"Error","error_code":3006,"error":"Invalid x"}', '{"error":"Invalid x","error_code":3006}']
)
def test_an_error_ends_with_or_without_a_type(frame):
    event = begun().received(frame)[0]

    assert (event.kind, event.code) == ("usage", 3006)
    assert "Invalid x" in event.text


def test_it_is_over_once():
    dialogue = begun()
    first = dialogue.received(message("Error", error_code=1008, error="Invalid API key"))

    assert len(first) == 1
    assert dialogue.received(message("Error", error_code=1008, error="again")) == []
    assert dialogue.received(message("Termination")) == []
    assert dialogue.closed(1008, "See Error message for details") == []


def test_a_turn_after_the_end_is_not_lost():
    dialogue = begun()
    dialogue.received(message("Termination"))

    assert dialogue.received(turn("late", end=True))[0].text == "late"


def test_somebody_begins_to_speak():
    assert begun().received(message("SpeechStarted", timestamp=1450)) == [SpeechStarted(at=1450)]
    assert begun().received(message("SpeechStarted")) == [SpeechStarted(at=0)]


def test_a_warning_is_told():
    assert begun().received(message("Warning", warning_code=1, warning="slow\ndown")) == [
        Notice(text="slow down", code=1)
    ]
    assert begun().received(message("Warning"))[0].text


@pytest.mark.parametrize("kind", ["Heartbeat", "Silence", "LLMGatewayResponse", "SomethingNew", "", None, 3])
def test_what_says_nothing_to_a_listener_is_left_alone(kind):
    assert begun().received(json.dumps({"type": kind, "x": 1})) == []


@pytest.mark.parametrize("frame", ["{", "[]", b"\x00", "3"])
def test_what_cannot_be_read_is_told_once(frame):
    dialogue = begun()

    assert isinstance(dialogue.received(frame)[0], Notice)
    assert dialogue.received(frame) == []
    assert dialogue.received(turn("hallo", end=True))[0].text == "hallo"


# ---- closing ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [1000, 1001, 1005, 1006, None])
def test_a_close_after_terminate_is_the_end(code):
    dialogue = begun()
    dialogue.finish()

    assert dialogue.closed(code, "") == [Ended()]
    assert dialogue.closed(code, "") == []


@pytest.mark.parametrize(
    ("code", "kind"), [(1000, "server"), (None, "network"), (1008, "auth"), (3005, "server"), (3008, "expired")]
)
def test_a_close_that_nobody_asked_for_is_a_failure(code, kind):
    event = begun().closed(code, "")[0]

    assert isinstance(event, Failed)
    assert event.kind == kind


def test_a_refusal_after_terminate_is_still_one():
    dialogue = begun()
    dialogue.finish()

    assert dialogue.closed(1008, "Invalid API key")[0].kind == "auth"


def test_an_http_answer_comes_from_what_stands_before_the_service():
    dialogue = begun()

    assert dialogue.refused(401, b"{}", {}).kind == "auth"
    assert dialogue.closed(None, "") == []


def test_no_secret_is_repeated():
    secret = Secret("s" * 3000)
    said = f"Invalid API key {secret.reveal()}"
    dialogue = begun(token=secret)
    failures = [
        dialogue.received(message("Error", error_code=1008, error=said))[0],
        begun(token=secret).closed(1008, said)[0],
        begun(token=secret).refused(401, said.encode(), {}),
        begun(token=secret).received(message("Warning", warning=said))[0],
    ]

    assert all("sss" not in repr(event) for event in failures)
    assert "•••" in failures[0].text


# ---- what is sent ----------------------------------------------------------------------------------------------------


def test_sound_is_sent_as_it_is():
    pcm = bytes(1600)

    assert begun().audio(pcm) is pcm


@pytest.mark.parametrize("size", [0, 1598, 1601, 32002])
def test_sound_that_would_end_the_session_is_not_sent(size):
    with pytest.raises(ValueError, match="block"):
        begun().audio(bytes(size))


def test_messages_are_json_with_a_type():
    dialogue = begun()

    assert json.loads(dialogue.end_turn()) == {"type": "ForceEndpoint"}
    assert json.loads(dialogue.keep_alive()) == {"type": "KeepAlive"}
    assert json.loads(dialogue.finish()) == {"type": "Terminate"}
    assert json.loads(dialogue.configure({"max_turn_silence": "0.9s", "keyterms_prompt": "Zoë"})) == {
        "type": "UpdateConfiguration",
        "max_turn_silence": 900,
        "keyterms_prompt": ["Zoë"],
    }


def test_a_change_that_cannot_be_is_not_sent():
    with pytest.raises(UsageError):
        begun().configure({"speech_model": "x"})
