from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

import pytest

from anamctl.errors import CredentialsError, UsageError
from anamctl.secret import Secret
from anamctl.stt.events import Begun, Ended, Failed, Final, Notice, SpeechStarted
from tests.unit.stt.deepgram.frames import begun, provider, result


def query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query, keep_blank_values=True)


# ---- connecting ------------------------------------------------------------------------------------------------------


def test_the_address_says_everything_and_the_header_the_key():
    found = provider().dialogue().connection(44100)

    assert found.url.startswith("wss://api.deepgram.com/v1/listen?")
    assert query(found.url) == [
        ("model", "nova-3"),
        ("encoding", "linear16"),
        ("sample_rate", "44100"),
        ("channels", "1"),
        ("language", "multi"),
        ("interim_results", "true"),
        ("endpointing", "100"),
        ("punctuate", "true"),
    ]
    assert [(name, value.reveal()) for name, value in found.headers] == [("Authorization", "Token key-of-a-test")]


def test_a_token_is_a_bearer():
    found = provider(key=None, token=Secret("t0p")).dialogue().connection(16000)

    assert [value.reveal() for _, value in found.headers] == ["Bearer t0p"]
    assert "t0p" not in repr(found) + found.url


def test_a_list_repeats_its_name():
    url = provider(params=("keyterm=Ana,Zoë", 'language_hint=["es","fr"]')).dialogue().connection(16000).url

    assert [value for name, value in query(url) if name == "keyterm"] == ["Ana", "Zoë"]
    assert [value for name, value in query(url) if name == "language_hint"] == ["es", "fr"]


@pytest.mark.parametrize("value", [False, "false", 300, "300"])
def test_endpointing_is_a_time_or_off(value):
    url = provider(settings={"endpointing": value}).dialogue().connection(16000).url

    assert ("endpointing", str(value).lower()) in query(url)


@pytest.mark.parametrize(
    "options",
    [
        {"params": ("endpointing=soon",)},
        {"params": ("utterance_end_ms=999",)},
        {"params": ("utterance_end_ms=1000", "interim_results=false")},
        {"params": ("encoding=opus",)},
        {"params": ("model=x",)},
        {"region": "eu"},
        {"url": "ws://10.0.0.9"},
    ],
)
def test_options_that_cannot_be_are_refused(options):
    with pytest.raises(UsageError):
        provider(**options)


@pytest.mark.parametrize("params", [("interim_results=false",), ("utterance_end_ms=1s",)])
def test_options_that_exclude_each_other_can_stand_alone(params):
    assert provider(params=params).notices == ()


def test_a_hint_without_multi_is_remarked():
    assert provider(params=("language=es", "language_hint=fr")).notices
    assert provider().notices == ()


def test_an_unknown_model_is_remarked_and_sent():
    assert "nova-9" in provider("nova-9").notices[0]


def test_the_service_itself_wants_a_key():
    with pytest.raises(CredentialsError, match="Deepgram wants a key"):
        provider(key=None)

    assert provider(key=None, url="ws://127.0.0.1:8000").dialogue().connection(16000).headers == ()


def test_languages_and_price_are_those_of_the_choice():
    assert len(provider().languages) == 55
    assert provider().price_per_hour == pytest.approx(0.348)
    assert provider(params=("language=es",)).languages == ("es",)
    assert provider(url="ws://127.0.0.1:8000").price_per_hour is None
    assert provider().language_is_share
    assert not provider().has_language_confidence


def test_a_rate_that_is_too_low_is_refused():
    with pytest.raises(UsageError, match="4000 Hz"):
        provider().dialogue().connection(4000)


# ---- what the service says -------------------------------------------------------------------------------------------


def test_it_is_ready_when_it_is_open():
    assert provider().dialogue().opened() == [Begun(model="nova-3")]


def test_the_summary_ends_a_session_that_was_asked_to_end():
    dialogue = begun()
    early = dialogue.received('{"type": "Metadata", "duration": 0}')
    dialogue.received(result("hola", final=True))
    dialogue.received(result("hola a"))
    dialogue.finish()
    events = dialogue.received('{"type": "Metadata", "duration": 3.25}')

    assert early == []
    assert [type(event) for event in events] == [Final, Ended]
    assert events[0].text == "hola hola a"
    assert events[1].audio_seconds == 3.25
    assert dialogue.closed(1000, "") == []


@pytest.mark.parametrize("code", [1000, None])
def test_a_close_in_the_place_of_the_summary_loses_nothing(code):
    dialogue = begun()
    dialogue.received(result("hola", final=True))
    dialogue.finish()

    assert [type(event) for event in dialogue.closed(code, "")] == [Final, Ended]


def test_what_is_open_when_the_connection_breaks_is_left_to_who_drives():
    dialogue = begun()
    dialogue.received(result("hola", final=True))

    assert [type(event) for event in dialogue.closed(None, "")] == [Failed]


@pytest.mark.parametrize(
    ("code", "reason", "kind"),
    [
        (1011, "NET-0001: no audio", "idle"),
        (1011, "NET-0000", "server"),
        (1008, "DATA-0000: cannot be decoded", "protocol"),
        (1002, "DATA-0000", "protocol"),
        (1000, "", "server"),
        (4401, "invalid or missing API token", "auth"),
        (4400, "invalid Deepgram session", "usage"),
        (None, "", "network"),
    ],
)
def test_closes_mean_what_they_say(code, reason, kind):
    failed = begun().closed(code, reason)[0]

    assert failed.kind == kind
    assert failed.text.endswith(reason)


@pytest.mark.parametrize(
    ("status", "body", "headers", "kind", "said"),
    [
        (401, b'{"err_code": "INVALID_AUTH", "err_msg": "Invalid credentials."}', {}, "auth", "Invalid credentials"),
        (400, b'{"category": "X", "message": "Bad.", "details": "no model x"}', {}, "usage", "no model x"),
        (400, b"", {"DG-Error": "no such model"}, "usage", "no such model"),
        (402, b"{}", {}, "auth", "402"),
        (403, b"{}", {}, "auth", "403"),
        (429, b"{}", {"Retry-After": "3"}, "busy", "429"),
        (502, b"<title>Bad Gateway</title>", {}, "server", "Bad Gateway"),
    ],
)
def test_keys_and_settings_are_refused_before_the_upgrade(status, body, headers, kind, said):
    dialogue = begun()
    failed = dialogue.refused(status, body, headers)

    assert (failed.kind, failed.code) == (kind, status)
    assert said in failed.text
    assert dialogue.closed(None, "") == []


def test_a_model_that_a_project_lacks_is_hinted_at():
    assert "model" in begun().refused(403, b"", {}).hint


@pytest.mark.parametrize("header", [False, True])
def test_no_secret_is_repeated(header):
    said = b"bad key-of-a-test"
    failed = begun().refused(401, b"" if header else said, {"dg-error": said.decode()} if header else {})

    assert "key-of" not in failed.text
    assert "•••" in failed.text


@pytest.mark.parametrize(
    "frame", ['{"type": "Error", "description": "boom"}', '{"error": "boom"}', '{"err_msg": "boom"}']
)
def test_an_error_ends_it_once(frame):
    dialogue = begun()

    assert [(event.kind, "boom" in event.text) for event in dialogue.received(frame)] == [("server", True)]
    assert dialogue.received(frame) == []


@pytest.mark.parametrize(("said", "kind"), [("NET-0001: did not receive", "idle"), ("DATA-0000: bad", "protocol")])
def test_an_error_means_what_its_close_would(said, kind):
    dialogue = begun()
    [failed] = dialogue.received(json.dumps({"type": "Error", "description": said, "message": said}))

    assert failed.kind == kind
    assert said in failed.text
    assert dialogue.closed(1011, said) == []


def test_other_messages():
    dialogue = begun()

    assert dialogue.received('{"type": "SpeechStarted", "timestamp": 1.45}') == [SpeechStarted(at=1450)]
    assert dialogue.received('{"type": "Warning", "description": "slow"}') == [Notice(text="slow")]
    assert dialogue.received('{"type": "New"}') == []
    assert isinstance(dialogue.received("{")[0], Notice)


# ---- what is sent ----------------------------------------------------------------------------------------------------


def test_messages_are_json_with_a_type():
    dialogue = begun()

    assert json.loads(dialogue.keep_alive()) == {"type": "KeepAlive"}
    assert json.loads(dialogue.end_turn()) == {"type": "Finalize"}
    assert json.loads(dialogue.finish()) == {"type": "CloseStream"}
    assert 3 <= provider().keeps_alive_every <= 5


def test_an_empty_block_is_not_sent():
    with pytest.raises(ValueError, match="block"):
        begun().audio(b"")


def test_nothing_can_be_changed():
    with pytest.raises(UsageError, match="language"):
        begun().configure({"language": "fr"})
