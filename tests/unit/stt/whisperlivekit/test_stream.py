"""Streams to WhisperLiveKit, as the sandbox plays it."""

from __future__ import annotations

import pytest

from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.secret import Secret
from anamctl.stt import heard
from anamctl.stt.options import Options
from anamctl.stt.whisperlivekit.provider import WhisperLiveKit
from tests.unit.sandbox.stt.servers import whisper
from tests.unit.stt.served import QUICK, Sound, begins, listen, until

TOKEN = "wlk-token-of-a-test"
TWO = [
    {"at": "300ms", "text": "Bonjour à tous.", "language": "fr"},
    {"at": "4s", "text": "Au revoir.", "language": "fr"},
]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Let sound go twenty times as fast as it is spoken, as a machine of one's own might take it."""
    monkeypatch.setattr(WhisperLiveKit, "max_pace", 20.0)
    monkeypatch.setattr(WhisperLiveKit, "burst_seconds", 1.0)


def provider(running, **more):
    return WhisperLiveKit(Options(url=running.url, **more))


@pytest.mark.parametrize("mode", ["full", "diff"])
def test_sound_becomes_words_and_the_service_says_when_it_is_done(mode):
    with whisper(hears=TWO, pause="2s") as running:
        result = listen(provider(running, params=(f"mode={mode}",)), Sound(6))
        [record] = running.records.all

    assert result.error is None
    assert [(final.text, final.language, final.confidence) for final in result.finals] == [
        ("Bonjour à tous.", "fr", None),
        ("Au revoir.", "fr", None),
    ]
    assert [final.start for final in result.finals] == pytest.approx([300, 4000], abs=100)
    assert record.asked_to_end
    assert record.sent["ready_to_stop"] == 1
    assert record.sound_ms == 6000
    assert (result.events[-1].by, result.events[-1].sessions) == ("source", 1)


def test_a_last_line_is_complete_when_the_service_says_that_it_is_done():
    with whisper(hears=TWO[:1], pause="10s") as running:
        result = listen(provider(running), Sound(2))

    assert [(final.text, final.is_interrupted) for final in result.finals] == [("Bonjour à tous.", False)]


@pytest.mark.parametrize("given", [None, "another"])
def test_a_token_that_is_refused_is_said_once(given):
    with whisper(token=TOKEN) as running:
        result = listen(provider(running, key=None if given is None else Secret(given)), Sound(2))
        [record] = running.records.all

    assert record.close_code == 4401
    assert isinstance(result.error, CredentialsError)
    assert "the service refused the token" in result.error.message
    assert result.error.hint == "its option --api-token sets the token."
    assert not result.of(heard.Reconnecting)


def test_a_token_that_is_right_is_taken():
    with whisper(token=TOKEN, hears=TWO[:1]) as running:
        result = listen(provider(running, key=Secret(TOKEN)), Sound(2))

    assert result.error is None
    assert len(result.finals) == 1


def test_a_server_that_wants_a_container_is_told_from_its_first_message_and_gets_no_sound():
    with whisper(pcm_input=False) as running:
        result = listen(provider(running), Sound(2))
        [record] = running.records.all

    assert record.frames == 0
    assert isinstance(result.error, UsageError)
    assert "the server expects sound in a container" in result.error.message
    assert "--pcm-input" in result.error.hint
    assert not result.of(heard.Reconnecting)


def test_a_setting_that_is_refused_is_said_once():
    with whisper() as running:
        result = listen(provider(running, params=("language=french",)), Sound(2))

        assert len(running.records.all) == 1
    assert isinstance(result.error, UsageError)
    assert "Invalid language" in result.error.message


@pytest.mark.parametrize("fault", [{"code": 1011}, {"code": 1012}, {}])
def test_a_server_that_goes_away_is_followed_by_another_session_whose_times_go_on(fault):
    faults = [{"fault": "drop", "at": "sound", "sound": "3s", "times": 1, **fault}]
    source = Sound(9)
    with whisper(hears=TWO[:1], faults=faults) as running:
        result = listen(provider(running), source)
        _, second = running.records.all

    assert result.error is None
    assert [(final.key.session, final.text, final.is_interrupted) for final in result.finals] == [
        (1, "Bonjour à tous.", True),
        (2, "Bonjour à tous.", False),
    ]
    [again] = result.of(heard.Reconnecting)
    assert (again.attempt, again.of, again.is_first) == (1, 5, False)
    assert second.asked_to_end
    assert result.finals[1].start == pytest.approx(begins(source, second) + 300, abs=100)


def test_a_pause_ends_the_line_with_silence_and_the_session_stays():
    with whisper(hears=TWO[:1], pause="1s") as running:

        async def pause(stream):
            await until(running, lambda: running.records.all and running.records.last.sound_ms >= 1500)
            assert not await stream.end_turn()
            await stream.pause()
            sent = running.records.last.sound_ms
            await until(running, lambda: running.records.last.sound_ms >= sent + 1500)
            await stream.resume()

        result = listen(provider(running), Sound(9), during=pause)
        [record] = running.records.all

    assert result.error is None
    assert record.sound_ms == 9000 + 1500
    assert [final.text for final in result.finals] == ["Bonjour à tous."]


def test_a_server_that_is_never_done_is_not_waited_for_long_and_keeps_no_words_back():
    with whisper(hears=TWO[:1], faults=[{"fault": "mute", "at": "end"}]) as running:
        result = listen(provider(running), Sound(3), policy=QUICK._replace(ending=0.7))

        running.wait(lambda: not running.records.open)
    assert result.error is None
    assert [final.text for final in result.finals] == ["Bonjour à tous."]
    assert "did not confirm the end" in result.of(heard.Warned)[0].text


def test_a_server_that_reports_an_error_is_tried_again():
    failing = {"fault": "send", "at": "begin", "send": [{"status": "error", "error": "no model"}], "times": 1}
    with whisper(hears=TWO[:1], faults=[failing]) as running:
        result = listen(provider(running), Sound(3))

        assert len(running.records.all) == 2
    assert result.error is None
    assert result.of(heard.Reconnecting)[0].reason == "the service failed: no model"


def test_a_server_that_is_not_there_is_tried_three_times_and_named():
    with whisper() as running:
        hears = provider(running)
    result = listen(hears, Sound(1))

    assert isinstance(result.error, ServiceError)
    assert "connection refused (tried 3 times)" in result.error.message
    assert result.error.hint.startswith("does a server run at 127.0.0.1:")
