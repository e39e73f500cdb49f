"""Streams to Deepgram, as the sandbox plays it."""

from __future__ import annotations

import pytest

from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.secret import Secret
from anamctl.stt import heard
from anamctl.stt.deepgram.provider import Deepgram
from anamctl.stt.options import Options
from tests.unit.sandbox.stt.servers import deepgram
from tests.unit.stt.served import QUICK, Sound, begins, listen, until

KEY = "dg-key-of-a-test"
FRENCH = [{"at": "300ms", "text": "Bonjour à tous.", "language": "fr"}]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Let sound go ten times as fast as it may."""
    monkeypatch.setattr(Deepgram, "max_pace", 20.0)
    monkeypatch.setattr(Deepgram, "burst_seconds", 1.0)


def provider(running, **more):
    return Deepgram(Options(url=running.url, key=Secret(more.pop("key", KEY)), settings={"language": "multi"}, **more))


def test_sound_becomes_words_and_the_service_is_asked_for_the_rest():
    with deepgram(key=KEY, hears=FRENCH) as running:
        result = listen(provider(running), Sound(3))
        [record] = running.records.all

    assert result.error is None
    [final] = result.finals
    assert (final.text, final.language, final.confidence) == ("Bonjour à tous.", "fr", 1.0)
    assert (final.start, final.end) == pytest.approx((300, 1200), abs=10)
    assert record.asked_to_end
    assert record.kinds == ["CloseStream"]
    assert record.sound_ms == 3000
    assert (result.events[-1].by, result.events[-1].sessions) == ("source", 1)


@pytest.mark.parametrize("fault", [{"fault": "error"}, {"fault": "drop", "code": 1011}, {"fault": "drop"}])
def test_a_service_that_fails_is_followed_by_another_session_whose_times_go_on(fault):
    faults = [{**fault, "at": "sound", "sound": "2s", "times": 1}]
    source = Sound(9)
    with deepgram(key=KEY, hears=FRENCH, faults=faults) as running:
        result = listen(provider(running), source)
        first, second = running.records.all

    assert result.error is None
    assert [(final.key.session, final.text) for final in result.finals] == [
        (1, "Bonjour à tous."),
        (2, "Bonjour à tous."),
    ]
    [again] = result.of(heard.Reconnecting)
    assert (again.attempt, again.of, again.is_first) == (1, 5, False)
    assert not first.asked_to_end
    assert second.asked_to_end
    start = begins(source, second) + 300
    assert result.finals[1].start == pytest.approx(start, abs=100)
    assert result.finals[1].words[-1].end == pytest.approx(start + 900, abs=100)
    assert result.finals[1].start > result.finals[0].end


def test_a_turn_that_was_open_when_the_connection_broke_is_kept_as_interrupted():
    said = " ".join(f"mot{number}" for number in range(20))
    faults = [{"fault": "drop", "at": "sound", "sound": "3s", "times": 1}]
    with deepgram(key=KEY, hears=[{"at": "300ms", "text": said, "language": "fr"}], faults=faults) as running:
        result = listen(provider(running), Sound(12))

    assert [(final.key.session, final.is_interrupted) for final in result.finals] == [(1, True), (2, False)]
    assert said.startswith(result.finals[0].text)
    assert result.finals[1].text == said


def test_a_pause_is_kept_alive_for_as_long_as_it_lasts(monkeypatch):
    monkeypatch.setattr(Deepgram, "keeps_alive_every", 0.1)
    with deepgram(key=KEY, hears=FRENCH, patience="1s") as running:

        async def pause(stream):
            await until(running, lambda: running.records.all and running.records.last.sound_ms >= 500)
            await stream.pause()
            await until(running, lambda: running.records.last.kinds.count("KeepAlive") >= 12)
            await stream.resume()

        result = listen(provider(running), Sound(9), during=pause)
        [record] = running.records.all

    assert result.error is None
    assert record.sound_ms == 9000
    assert record.ended - record.opened > 1
    assert not result.of(heard.Reconnecting)


def test_a_session_that_is_given_up_for_want_of_sound_is_followed_by_another_after_the_pause(monkeypatch):
    monkeypatch.setattr(Deepgram, "keeps_alive_every", None)
    source = Sound(9)
    with deepgram(key=KEY, hears=FRENCH, patience="400ms") as running:

        async def pause(stream):
            await until(running, lambda: running.records.all and running.records.last.sound_ms >= 2000)
            await stream.pause()
            await until(running, lambda: not running.records.open)
            assert len(running.records.all) == 1
            await stream.resume()

        result = listen(provider(running), source, during=pause)
        second = running.records.last

    assert result.error is None
    [again] = result.of(heard.Reconnecting)
    # Nothing has failed, and so nothing is waited for.
    assert (again.attempt, again.wait) == (0, 0)
    assert again.reason.startswith("nothing was heard for too long: NET-0001")
    assert result.finals[1].start == pytest.approx(begins(source, second) + 300, abs=100)


def test_a_turn_is_ended_by_hand():
    with deepgram(key=KEY, hears=[{"at": "0ms", "text": "eins zwei drei vier", "language": "de"}]) as running:

        async def end(stream):
            await until(running, lambda: running.records.all and running.records.last.sound_ms >= 500)
            assert await stream.end_turn()
            await until(running, lambda: "Finalize" in running.records.last.kinds)

        result = listen(provider(running), Sound(9), during=end)

    assert result.error is None
    assert " ".join(final.text for final in result.finals) == "eins zwei drei vier"


@pytest.mark.parametrize(
    ("key", "faults", "kind", "said"),
    [
        ("another", [], CredentialsError, "401: Invalid credentials"),
        (KEY, [{"fault": "refuse", "status": 400, "message": "No such model."}], UsageError, "400: No such model"),
    ],
)
def test_who_is_not_let_in_is_told_why_and_does_not_ask_again(key, faults, kind, said):
    with deepgram(key=KEY, faults=faults) as running:
        result = listen(provider(running, key=key), Sound(1))

        assert running.records.all == []
    assert isinstance(result.error, kind)
    assert said in str(result.error)
    assert key not in str(result.error)
    assert not result.of(heard.Reconnecting)


def test_too_many_sessions_are_waited_for(monkeypatch):
    faults = [{"fault": "refuse", "status": 429, "times": 2}]
    with deepgram(key=KEY, hears=FRENCH, faults=faults) as running:
        result = listen(provider(running), Sound(2), policy=QUICK._replace(busy_first=0.02))

    assert result.error is None
    assert [event.attempt for event in result.of(heard.Reconnecting)] == [1, 2]
    assert len(result.finals) == 1


def test_sound_that_the_service_cannot_read_is_no_matter_of_trying_again():
    faults = [{"fault": "drop", "at": "sound", "sound": "1s", "code": 1008, "message": "DATA-0000: cannot be decoded"}]
    with deepgram(key=KEY, faults=faults) as running:
        result = listen(provider(running), Sound(9))

        assert len(running.records.all) == 1
    assert isinstance(result.error, ServiceError)
    assert "the service cannot read the sound" in str(result.error)


def test_a_summary_that_never_comes_is_not_waited_for_long():
    faults = [{"fault": "mute", "at": "end"}]
    with deepgram(key=KEY, hears=FRENCH, faults=faults) as running:
        result = listen(provider(running), Sound(3), policy=QUICK._replace(ending=0.7))

        running.wait(lambda: not running.records.open)
    assert result.error is None
    assert [final.text for final in result.finals] == ["Bonjour à tous."]
    assert "did not confirm the end" in result.of(heard.Warned)[0].text
