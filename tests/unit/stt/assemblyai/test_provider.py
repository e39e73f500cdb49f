from __future__ import annotations

import pytest

from anamctl.errors import CredentialsError, UsageError
from anamctl.secret import Secret
from tests.unit.stt.assemblyai.frames import provider


@pytest.mark.parametrize(
    ("region", "host"),
    [("", "streaming.assemblyai.com"), ("us", "streaming.us.assemblyai.com"), ("EU", "streaming.eu.assemblyai.com")],
)
def test_a_region_has_a_host_of_its_own(region, host):
    assert provider(region=region).endpoint == f"wss://{host}/v3/ws"


@pytest.mark.parametrize("options", [{"region": "mars"}, {"region": "eu", "url": "wss://h.example"}])
def test_a_region_that_cannot_be_is_refused(options):
    with pytest.raises(UsageError):
        provider(**options)


@pytest.mark.parametrize("url", ["", "https://streaming.eu.assemblyai.com", "wss://assemblyai.com"])
def test_the_service_itself_wants_a_key(url):
    with pytest.raises(CredentialsError) as caught:
        provider(url=url, key=None)

    assert "ASSEMBLYAI_API_KEY" in caught.value.hint


def test_a_host_that_only_ends_alike_is_not_the_service():
    assert provider(url="wss://notassemblyai.com", key=None).price_per_hour is None


@pytest.mark.parametrize(
    ("model", "price"),
    [("", 0.15), ("universal-streaming-english", 0.15), ("u3-rt-pro", 0.45), ("whisper-rt", None), ("new", None)],
)
def test_an_hour_costs_what_is_published_and_nothing_is_guessed(model, price):
    assert provider(model).price_per_hour == price


def test_a_server_of_ones_own_has_no_published_price():
    assert provider(url="ws://127.0.0.1:8080").price_per_hour is None


@pytest.mark.parametrize(("model", "count"), [("", 6), ("whisper-rt", 100), ("universal-3-5-pro", 18), ("new", 0)])
def test_the_languages_of_a_model_are_known(model, count):
    assert len(provider(model).languages) == count


def test_whisper_says_nothing_of_words():
    assert not provider("whisper-rt").has_word_confidence
    assert provider().has_word_confidence
    assert provider().has_language_confidence
    assert not provider().language_is_share


def test_a_session_is_kept_alive_only_where_it_could_fall_asleep():
    assert provider().keeps_alive_every is None
    assert provider(params=("inactivity_timeout=30",)).keeps_alive_every == 15


def test_an_unknown_model_is_remarked_and_sent():
    found = provider("universal-9")

    assert "universal-9" in found.notices[0]
    assert "speech_model=universal-9" in found.dialogue().connection(16000).url


def test_nothing_is_remarked_of_the_default():
    assert provider().notices == ()


def test_it_prints_without_secrets():
    assert "key-of" not in repr(provider()) + str(vars(provider()))


@pytest.mark.parametrize("secrets", [{"key": None, "token": Secret("t")}, {"key": Secret("k")}, {"key": None}])
def test_who_would_lose_a_key_or_a_token_on_the_way_is_told(secrets):
    with pytest.raises(UsageError) as caught:
        provider(url="ws://10.0.0.9", **secrets)

    assert ("the key" in caught.value.message) == any(secrets.values())
