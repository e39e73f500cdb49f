from __future__ import annotations

import json
import math

import pytest

from anamctl.errors import UsageError
from anamctl.secret import Secret
from anamctl.stt.events import Begun, Ended, Failed, Final, Notice
from anamctl.stt.options import Options
from anamctl.stt.whisperlivekit.provider import WhisperLiveKit
from tests.unit.stt.whisperlivekit.frames import CONFIG, STOP, begun, line, update


def fresh(**options):
    return WhisperLiveKit(Options(**options)).dialogue()


def test_a_server_on_this_machine_needs_no_options():
    found = fresh().connection(16000)

    assert found.url == found.shown_url == "ws://127.0.0.1:8000/asr?language=auto&mode=full"
    assert found.headers == ()


def test_language_and_mode_are_chosen():
    dialogue = fresh(url="wss://wlk.example", params=("mode=diff",), settings={"language": "fr"})

    assert dialogue.connection(16000).url == "wss://wlk.example/asr?language=fr&mode=diff"


@pytest.mark.parametrize("place", ["query", "header"])
def test_a_token_is_sent_and_not_shown(place):
    found = fresh(key=Secret("t0p"), token_place=place).connection(16000)

    assert "t0p" not in found.shown_url + repr(found)
    assert ("token=t0p" in found.url) == (place == "query")
    assert [value.reveal() for _, value in found.headers] == ([] if place == "query" else ["Bearer t0p"])


@pytest.mark.parametrize("rate", [8000, 44100, 48000])
def test_one_rate_is_taken(rate):
    with pytest.raises(UsageError, match=str(rate)):
        fresh().connection(rate)


@pytest.mark.parametrize(
    "options", [{"region": "eu"}, {"params": ("mode=half",)}, {"params": ("token=x",)}, {"url": "ws://10.0.0.9:8000"}]
)
def test_options_that_cannot_be_are_refused(options):
    with pytest.raises(UsageError):
        WhisperLiveKit(Options(**options))


def test_the_model_is_that_of_the_server():
    assert "started with" in WhisperLiveKit(Options(model="large-v3")).notices[0]


def test_it_costs_nothing_and_knows_no_confidence():
    provider = WhisperLiveKit(Options())

    assert provider.price_per_hour == 0
    assert provider.max_pace == math.inf
    assert not provider.has_language_confidence
    assert not provider.has_word_confidence
    assert not provider.language_is_share
    assert len(provider.languages) == 100


def test_the_first_message_makes_ready():
    assert fresh().received(CONFIG) == [Begun(detail={"useAudioWorklet": True, "mode": "full"})]
    assert fresh().opened() == []


def test_a_server_that_wants_containers_is_refused_with_advice():
    failed = fresh().received('{"type": "config", "useAudioWorklet": false}')[0]

    assert isinstance(failed, Failed)
    assert failed.kind == "usage"
    assert "--pcm-input" in failed.hint


def test_a_server_that_says_nothing_first_is_ready_when_it_speaks():
    assert isinstance(fresh().received(update())[0], Begun)


def test_an_error_ends_it_once():
    dialogue = begun()
    failed = dialogue.received('{"type": "error", "error": "unknown language xx"}')[0]

    assert (failed.kind, failed.text) == ("usage", "unknown language xx")
    assert dialogue.closed(4400, "invalid session parameters") == []


@pytest.mark.parametrize(
    "frame",
    [
        '{"status": "error", "lines": [], "error": "FFmpeg error: x"}',
        '{"error": "FFmpeg error: x"}',
        '{"status": "error"}',
    ],
)
def test_trouble_in_an_update_is_a_failure(frame):
    failed = begun().received(frame)[-1]

    assert isinstance(failed, Failed)
    assert failed.kind == "server"


@pytest.mark.parametrize(("code", "kind"), [(4401, "auth"), (4400, "usage"), (1011, "server"), (None, "network")])
def test_closes_mean_what_they_say(code, kind):
    assert begun().closed(code, "why")[0].kind == kind


def test_the_empty_message_ends_and_the_rest_is_given():
    dialogue = begun()
    dialogue.received(update(line("Hallo"), buffer="du"))

    assert dialogue.finish() == b""
    assert [type(event) for event in dialogue.received(STOP)] == [Final, Ended]
    assert dialogue.closed(1000, "") == []


@pytest.mark.parametrize("code", [1000, None])
def test_a_close_in_the_place_of_the_last_word_loses_nothing(code):
    dialogue = begun()
    dialogue.received(update(line("Hallo"), buffer="du"))
    dialogue.finish()

    assert [event.text for event in dialogue.closed(code, "") if isinstance(event, Final)] == ["Hallo du"]


@pytest.mark.parametrize("frame", ["{", b"x", '{"type": "new"}', '{"status": "no_audio_detected"}'])
def test_what_is_not_known_ends_nothing(frame):
    dialogue = begun()
    events = dialogue.received(frame)

    assert [type(event) for event in events] == ([Notice] if frame in ("{", b"x") else [])
    assert dialogue.received(json.dumps({"lines": [line("a"), line("b", "0:00:02")]}))[0].text == "a"


def test_nothing_is_sent_in_between():
    dialogue = begun()

    assert dialogue.end_turn() is None
    assert dialogue.keep_alive() is None
    assert dialogue.audio(bytes(1600)) == bytes(1600)
    with pytest.raises(UsageError, match="language"):
        dialogue.configure({"language": "fr"})
    with pytest.raises(ValueError, match="block"):
        dialogue.audio(b"")


def test_an_http_answer_is_told_without_the_token():
    failed = fresh(key=Secret("t0p")).refused(403, b"bad token t0p", {})

    assert failed.kind == "auth"
    assert "t0p" not in failed.text
