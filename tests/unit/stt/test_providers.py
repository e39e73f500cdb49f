from __future__ import annotations

import subprocess
import sys

import pytest

from anamctl.errors import CredentialsError, UsageError
from anamctl.secret import Secret
from anamctl.stt.options import Options
from anamctl.stt.provider import Connection, Dialogue, Provider
from anamctl.stt.providers import DEFAULT, NAMES, about, make, parameters

KEY = Options(key=Secret("key-of-a-test"))


def members(protocol: type) -> set[str]:
    return {name for name in vars(protocol) if not name.startswith("_")}


@pytest.mark.parametrize("name", NAMES)
def test_every_provider_has_what_a_stream_needs(name):
    provider = make(name, KEY)
    dialogue = provider.dialogue()

    assert provider.name == name
    assert all(hasattr(provider, member) for member in members(Provider))
    assert all(callable(getattr(dialogue, member)) for member in members(Dialogue))
    assert dialogue is not provider.dialogue()
    assert provider.min_block_ms <= 50 <= provider.max_block_ms
    assert provider.max_pace >= 1


@pytest.mark.parametrize("name", NAMES)
def test_a_block_as_sources_cut_it_can_be_sent(name):
    dialogue = make(name, KEY).dialogue()
    dialogue.connection(16000)

    assert dialogue.audio(bytes(1600)) == bytes(1600)


@pytest.mark.parametrize("name", NAMES)
def test_no_secret_can_be_seen(name):
    provider = make(name, Options(key=Secret("key-of-a-test"), token=Secret("token-of-a-test")))
    found = provider.dialogue().connection(16000)

    assert "of-a-test" not in repr(provider) + repr(found) + found.shown_url


@pytest.mark.parametrize("name", NAMES)
def test_a_key_does_not_travel_unencrypted_but_on_this_machine(name):
    with pytest.raises(UsageError):
        make(name, Options(key=Secret("k"), url="ws://10.0.0.9:8000"))

    make(name, Options(key=Secret("k"), url="ws://10.0.0.9:8000", allow_plain=True))
    make(name, Options(key=Secret("k"), url="ws://127.0.0.1:8000"))


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_is_described_before_it_is_made(name):
    found = about(name.upper())

    assert found.name == name
    assert found.shown
    assert found.url.startswith("http")
    assert found.key_variable
    assert found.url_variable
    assert found.default_model == make(name, KEY).model
    assert [parameter.name for parameter in parameters(name)]
    assert {parameter.name for parameter in parameters(name)}.isdisjoint({"sample_rate", "encoding", "token"})


@pytest.mark.parametrize("secret", ["", "a b", "a\r\nX: y", "schlüssel", "\x00"])
@pytest.mark.parametrize("is_token", [False, True])
def test_a_secret_that_could_break_a_header_is_refused_and_not_repeated(secret, is_token):
    found = Secret(secret)
    with pytest.raises(CredentialsError) as caught:
        make(DEFAULT, Options(key=Secret("k"), token=found) if is_token else Options(key=found))

    assert not secret or secret not in caught.value.message


def test_the_default_is_one_of_them():
    assert DEFAULT in NAMES


@pytest.mark.parametrize("name", ["", "assembly", "google"])
def test_an_unknown_provider_is_refused_with_those_there_are(name):
    for call in (lambda: about(name), lambda: make(name, KEY), lambda: parameters(name)):
        with pytest.raises(UsageError) as caught:
            call()
        assert any(known in caught.value.hint for known in NAMES)


def test_a_connection_is_shown_without_its_address():
    assert "t0p" not in repr(Connection("wss://h?token=t0p", (("Authorization", Secret("t0p")),), "wss://h"))


def test_a_model_beside_the_name_is_told_where_it_goes():
    with pytest.raises(UsageError) as raised:
        about("deepgram/nova-3")

    assert raised.value.hint == "a model is an option of its own: --provider deepgram --model nova-3"
    with pytest.raises(UsageError) as raised:
        about("deepgrm/nova-3")
    assert raised.value.hint == 'did you mean "deepgram"?'


def test_making_a_provider_loads_no_network():
    code = (
        "import sys\n"
        "from anamctl.stt.options import Options\n"
        "from anamctl.stt.providers import NAMES, make\n"
        "from anamctl.secret import Secret\n"
        "[make(name, Options(key=Secret('k'))).dialogue().connection(16000) for name in NAMES]\n"
        "heavy = {'asyncio', 'httpx', 'websockets', 'sounddevice', 'numpy', 'rich', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "assert not [name for name in sys.modules if name.startswith('anamctl.sandbox')]\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)

    assert done.stderr == ""
    assert done.returncode == 0
