"""AssemblyAI's Python SDK judges the sandbox: it knows nothing of ours, and the sandbox nothing of it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time

import httpx
import pytest
from assemblyai.streaming.v3 import (
    AsyncRealTimeTranscriber,
    RealTimeEvents,
    RealTimeParameters,
    RealTimeSessionParameters,
    RealTimeTranscriber,
    RealTimeTranscriberOptions,
    SpeechModel,
)

from anamctl.sandbox.speech import clips
from tests.unit.sandbox.stt.servers import MULTI, assemblyai

# What the SDK asks of newer releases of websockets is between the two.
pytestmark = [
    pytest.mark.filterwarnings(r"ignore:connect\(\) must be used as a context manager:DeprecationWarning"),
    pytest.mark.filterwarnings(r"ignore:ConnectionClosed\.(code|reason) is deprecated:DeprecationWarning"),
]

LIMIT = 10.0
RATE = 16_000
BLOCK = RATE // 10 * 2
CLIP = clips.named("fr-table")
MODELS = [model.value for model in SpeechModel if model is not SpeechModel.u3_pro]


@pytest.fixture(autouse=True)
def complaints(caplog):
    """Let nothing that comes be strange to the SDK: it would only write that down."""
    caplog.set_level(logging.WARNING, "assemblyai")
    yield caplog
    strange = ("Unsupported event", "Failed to decode", "handler raised")
    assert not [record for record in caplog.messages if record.startswith(strange)]


def options(running, **more):
    host = running.url.replace("http", "ws", 1)
    return RealTimeTranscriberOptions(**{"api_host": host, "api_key": "aai-sandbox", **more})


def parameters(**more):
    return RealTimeParameters(**{"sample_rate": RATE, "speech_model": MULTI, **more})


def blocks(*parts, block=BLOCK):
    sound = b"".join(
        clips.pcm(part) if isinstance(part, clips.Clip) else bytes(RATE * part // 1000 * 2) for part in parts
    )
    sound += bytes(-len(sound) % block)
    return [sound[begin : begin + block] for begin in range(0, len(sound), block)]


class Told:
    """What the SDK tells its user."""

    def __init__(self, client):
        self.events = []
        self._changed = threading.Condition()
        for event in RealTimeEvents:
            client.on(event, self._listener(event.value))

    def _listener(self, name):
        def listen(_, event):
            with self._changed:
                self.events.append((name, event))
                self._changed.notify_all()

        return listen

    def of(self, name):
        return [event for kind, event in self.events if kind == name]

    @property
    def kinds(self):
        return list(dict.fromkeys(kind for kind, _ in self.events))

    @property
    def finals(self):
        return [turn for turn in self.of("Turn") if turn.end_of_turn and turn.words]

    def wait(self, condition):
        with self._changed:
            assert self._changed.wait_for(condition, LIMIT), self.events

    async def until(self, condition):
        await asyncio.to_thread(self.wait, condition)


def threaded(running, talk, *, then=None, more=None, **params):
    """Hold a session with the threaded client."""
    client = RealTimeTranscriber(options(running, **(more or {})))
    told = Told(client)
    client.connect(parameters(**params))
    try:
        client.stream(talk)
        if then is not None:
            then(client, told)
    finally:
        client.disconnect(terminate=True)
    return told


class OnALoop(AsyncRealTimeTranscriber):
    """The client of asyncio, and where it lives."""

    loop: asyncio.AbstractEventLoop


def async_(running, talk, *, then=None, more=None, **params):
    """Hold a session with the client of asyncio."""

    async def hold():
        client = OnALoop(options(running, **(more or {})))
        client.loop = asyncio.get_running_loop()
        told = Told(client)
        await client.connect(parameters(**params))
        try:
            await client.stream(talk)
            if then is not None:
                await asyncio.to_thread(then, client, told)
        finally:
            await client.disconnect(terminate=True)
        return told

    return asyncio.run(hold())


BOTH = pytest.mark.parametrize("hold", [threaded, async_])


@BOTH
def test_a_session_hears_a_clip_and_ends(hold):
    with assemblyai() as running:
        told = hold(running, blocks(CLIP, 2000), language_detection=True, format_turns=True)
        record = running.records.last
        running.wait(lambda: not record.is_open)

    (begin,) = told.of("Begin")
    (termination,) = told.of("Termination")
    partials = [turn for turn in told.of("Turn") if not turn.end_of_turn]
    (final,) = told.finals
    assert told.kinds == ["Begin", "Turn", "Termination"]
    assert begin.id == record.id
    assert begin.expires_at.timestamp() == pytest.approx(time.time() + 10800, abs=60)
    assert begin.configuration.model == MULTI
    assert len(partials) > 3
    assert (final.transcript, final.language_code) == (CLIP.text, "fr")
    assert final.language_confidence > 0.9
    assert [word.text for word in final.words] == CLIP.text.split()
    assert all(word.word_is_final for word in final.words)
    assert (termination.audio_duration_seconds, termination.session_duration_seconds) == (3, 0)
    assert (record.asked_to_end, record.close_code) == (True, 1000)


@BOTH
@pytest.mark.parametrize("model", MODELS)
def test_every_message_of_every_model_is_understood(hold, model):
    wanted = {
        "language_detection": True,
        "format_turns": True,
        "speaker_labels": True,
        "session_heartbeat": True,
        "acknowledge_silence": True,
    }
    with assemblyai(heartbeat="20ms", whisper_silence="1s") as running:
        told = hold(
            running,
            blocks(1500, CLIP, 4000),
            then=lambda _, t: t.wait(lambda: t.of("Heartbeat")),
            speech_model=model,
            **wanted,
        )

    assert told.of("Error") == []
    expected = clips.named("fr-table").text if model != "universal-streaming-english" else None
    assert expected is None or expected in [turn.transcript for turn in told.finals]
    assert bool(told.of("SpeechStarted")) == bool(told.of("Silence")) == (not model.startswith(("universal-s", "w")))
    assert len(told.of("Termination")) == 1


@BOTH
def test_a_turn_can_be_ended_and_settings_changed_on_the_way(hold):
    def then(client, told):
        told.wait(lambda: told.of("Turn"))
        call(client, client.force_endpoint)
        told.wait(lambda: told.finals)
        call(client, client.keep_alive)
        call(client, client.set_params, RealTimeSessionParameters(max_turn_silence=5000, format_turns=True))
        running.wait(lambda: len(running.records.last.messages) >= 3)

    with assemblyai() as running:
        told = hold(running, blocks(CLIP), then=then)
        record = running.records.last

    assert record.kinds[:3] == ["ForceEndpoint", "KeepAlive", "UpdateConfiguration"]
    assert (record.settings["max_turn_silence"], record.settings["format_turns"]) == (5000, True)
    assert len(told.of("Termination")) == 1


def call(client, method, *arguments):
    """Call a method of either client from a thread."""
    result = method(*arguments)
    if result is not None:
        asyncio.run_coroutine_threadsafe(result, client.loop).result(LIMIT)


@BOTH
@pytest.mark.parametrize(
    "names", [{"api_key": None, "token": "x"}, {"api_key": "wrong"}, {"api_key": "Bearer aai-sandbox"}]
)
def test_a_bad_key_is_told(hold, names):
    with assemblyai() as running:
        told = hold(running, [], then=lambda _, t: t.wait(lambda: t.of("Error")), more=names)

    assert [(str(error), error.code) for error in told.of("Error")] == [
        ("Unauthorized Connection: Invalid API key", 1008)
    ]
    assert told.kinds == ["Error"]


@BOTH
@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"keyterms_prompt": ["x"] * 101}, "Invalid 'keyterms_prompt'"),
        ({"prompt": "x" * 1751}, "Invalid 'prompt'"),
        ({"inactivity_timeout": 4}, "Invalid 'inactivity_timeout'"),
        ({"speech_model": "u3-pro"}, "Invalid 'speech_model'"),
        ({"sample_rate": 7999}, "Invalid 'sample_rate'"),
        ({"language_codes": ["xx"]}, "Invalid 'language_codes'"),
    ],
)
def test_a_bad_parameter_is_told(hold, params, said):
    with assemblyai() as running:
        told = hold(running, [], then=lambda _, t: t.wait(lambda: t.of("Error")), **params)

    (error,) = told.of("Error")
    assert error.code == 3006
    assert str(error).startswith(f"User Input Validation Error: {said}")


@BOTH
def test_short_frames_are_told(hold):
    with assemblyai() as running:
        told = hold(running, blocks(20, block=640), then=lambda _, t: t.wait(lambda: t.of("Error")))

    (error,) = told.of("Error")
    assert (str(error), error.code) == (
        "Input Duration Error: Input Duration Violation: 20.0 ms. Expected between 50 and 1000 ms",
        3007,
    )


@BOTH
def test_a_bad_change_is_told(hold):
    def then(client, told):
        call(client, client.set_params, RealTimeSessionParameters(min_turn_silence=-1))
        told.wait(lambda: told.of("Error"))

    with assemblyai() as running:
        told = hold(running, [], then=then)

    assert [error.code for error in told.of("Error")] == [3006]


@BOTH
@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        ({"fault": "refuse"}, 401, "HTTP 401"),
        ({"fault": "error", "at": "begin"}, 3005, "Session Cancelled"),
        ({"fault": "drop", "at": "begin", "code": 1013}, 1013, "Temporary server condition"),
        ({"fault": "drop", "at": "begin"}, 1006, "code=1006"),
    ],
)
def test_what_goes_wrong_is_told(hold, fault, code, said):
    with assemblyai(faults=[fault]) as running:
        told = hold(running, [], then=lambda _, t: t.wait(lambda: t.of("Error")))

    (error,) = told.of("Error")
    assert error.code == code
    assert said in str(error)


@BOTH
def test_a_session_that_does_not_answer_terminate_is_given_up(hold):
    with assemblyai(faults=[{"fault": "mute", "at": "end"}]) as running:
        begun = time.monotonic()
        told = hold(running, blocks(CLIP), more={"terminate_timeout": 0.3})
        running.wait(lambda: not running.records.last.is_open)

    assert time.monotonic() - begun < 5
    assert running.records.last.asked_to_end
    assert told.of("Termination") == told.of("Error") == []


@BOTH
def test_a_token_opens_a_session(hold):
    with assemblyai() as running:
        answer = httpx.get(
            running.url + "/v3/token",
            params={"expires_in_seconds": 60, "max_session_duration_seconds": 60},
            headers={"Authorization": "aai-sandbox"},
        ).json()
        told = hold(running, blocks(CLIP, 1500), more={"api_key": None, "token": answer["token"]})

    (begin,) = told.of("Begin")
    assert begin.expires_at.timestamp() == pytest.approx(time.time() + 60, abs=10)
    assert told.finals
