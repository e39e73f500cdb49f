"""Which service a command hears with: address, key, sandbox, and what typed options mean to each."""

from __future__ import annotations

import pytest

from anamctl.cli.listen.request import SttRequest
from anamctl.cli.listen.service import URL_VARIABLES, opened, settings, takes_keyterms
from anamctl.errors import CredentialsError, UsageError
from anamctl.listening.target import Target, parse_target
from anamctl.stt.providers import NAMES, about

KEY = "k3y-of-a-user"


@pytest.fixture(autouse=True)
def _nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(about(name).key_variable, raising=False)
        monkeypatch.delenv(URL_VARIABLES[name], raising=False)


def one(request=None, name="assemblyai", **more):
    with opened(SttRequest(**(request or {})), [parse_target(name)], **more) as (provider,):
        return provider


def endpoint(provider):
    return provider.dialogue().connection(16000).shown_url.partition("?")[0]


def test_without_a_key_the_variable_and_the_sandbox_are_named():
    with pytest.raises(CredentialsError) as caught:
        one()

    assert caught.value.message == "AssemblyAI wants a key, and ASSEMBLYAI_API_KEY is not set."
    assert caught.value.hint == "set ASSEMBLYAI_API_KEY, or add --sandbox to try it without an account."
    with pytest.raises(CredentialsError, match="DEEPGRAM_API_KEY"):
        one(name="deepgram")


def test_a_server_of_ones_own_needs_no_key():
    assert endpoint(one({"url": "ws://127.0.0.1:8080"})) == "ws://127.0.0.1:8080/v3/ws"
    assert endpoint(one(name="whisperlivekit")) == "ws://127.0.0.1:8000/asr"


def test_where_address_and_key_came_from_is_told_but_not_the_key(monkeypatch, capsys):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY)
    monkeypatch.setenv("ANAMCTL_STT_URL", "https://stt.example.com")
    provider = one({"verbose": True})

    told = capsys.readouterr().err
    assert "address: https://stt.example.com (ANAMCTL_STT_URL from the environment)" in told
    assert "key: ASSEMBLYAI_API_KEY from the environment" in told
    assert KEY not in told + repr(provider)
    assert endpoint(provider) == "wss://stt.example.com/v3/ws"


@pytest.mark.parametrize(
    "url",
    [
        f"user:{KEY}@stt.example.com",
        f"wss:/user:{KEY}@stt.example.com",
        f"//user:{KEY}@stt.example.com",
        f"wss://us/er:{KEY}@stt.example.com",
        f"wss://user:a@{KEY}@stt.example.com",
        f"wss://user:a?{KEY}@stt.example.com",
        f"wss://stt.example.com/x#token={KEY}",
        f"wss://stt.example.com/x?mail=a@b&token={KEY}",
        KEY,
    ],
)
def test_an_address_that_may_hold_a_secret_is_not_told(monkeypatch, capsys, url):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", "another")
    monkeypatch.setenv("ANAMCTL_STT_URL", url)
    with pytest.raises(UsageError, match="ANAMCTL_STT_URL") as raised:
        one({"verbose": True})

    told = capsys.readouterr().err
    assert "address: not shown, for it is a wrong one (ANAMCTL_STT_URL from the environment)" in told
    assert KEY not in told + raised.value.message + raised.value.hint


def test_a_token_is_taken_where_there_is_no_key_and_is_never_told(monkeypatch, capsys):
    monkeypatch.setenv("ANAMCTL_STT_TOKEN", KEY)
    provider = one({"verbose": True})

    told = capsys.readouterr().err
    assert "key: ANAMCTL_STT_TOKEN from the environment (a temporary token)" in told
    assert KEY not in told + repr(provider)
    assert f"token={KEY}" in provider.dialogue().connection(16000).url
    with pytest.raises(CredentialsError, match="DEEPGRAM_API_KEY"):
        one(name="deepgram")


@pytest.mark.parametrize("request_", [{"profile": "staging"}, {}])
def test_a_token_is_taken_where_a_profile_names_a_variable_without_a_key(tmp_path, monkeypatch, request_):
    name = request_.get("profile", "default")
    (tmp_path / "anamctl.toml").write_text(f'[profile.{name}.assemblyai]\nkey-variable = "MINE"\n', encoding="utf-8")
    monkeypatch.setenv("ANAMCTL_STT_TOKEN", KEY)
    assert f"token={KEY}" in one(request_).dialogue().connection(16000).url
    monkeypatch.setenv("MINE", "key-of-mine")
    assert "token=" not in one(request_).dialogue().connection(16000).url
    monkeypatch.delenv("MINE")
    monkeypatch.delenv("ANAMCTL_STT_TOKEN")
    with pytest.raises(CredentialsError, match=f"MINE is not set, named by profile {name}"):
        one(request_)


def test_a_key_wins_over_a_token(monkeypatch):
    monkeypatch.setenv("ANAMCTL_STT_TOKEN", "token")
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY)
    connection = one().dialogue().connection(16000)

    assert "token=" not in connection.url
    assert KEY in [secret.reveal() for _, secret in connection.headers]


def test_an_option_wins_over_the_environment(monkeypatch):
    monkeypatch.setenv("ANAMCTL_STT_URL", "https://stt.example.com")

    assert endpoint(one({"url": "wss://other.example.com"})) == "wss://other.example.com/v3/ws"


def test_a_profile_names_address_and_variable(tmp_path, monkeypatch):
    (tmp_path / "anamctl.toml").write_text(
        '[profile.staging.deepgram]\nurl = "https://dg.example.com"\nkey-variable = "DG_STAGING"\n', encoding="utf-8"
    )
    with pytest.raises(CredentialsError, match="DG_STAGING is not set, named by profile staging"):
        one({"profile": "staging"}, "deepgram")
    monkeypatch.setenv("DG_STAGING", KEY)

    assert endpoint(one({"profile": "staging"}, "deepgram")) == "wss://dg.example.com/v1/listen"


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"profile": "stagin"}, 'no profile "stagin".'),
        ({"sandbox": True, "profile": "x"}, "--profile and --sandbox exclude each other."),
        ({"sandbox": True, "url": "ws://127.0.0.1"}, "--url and --sandbox exclude each other."),
        ({"scenario": "x.yaml", "region": "eu"}, "--region and --sandbox exclude each other."),
        ({"url": "nonsense"}, "the address of the server is no web address."),
        ({"url": "wss://stt.example.com?token=x"}, "the address of the server holds more than a host and a path."),
        ({"url": "ws://127.0.0.1", "params": ("x",)}, '--param "x" has no value.'),
    ],
)
def test_what_cannot_be_is_refused(request_, said):
    with pytest.raises(UsageError) as caught:
        one(request_)
    assert caught.value.message == said
    assert caught.value.hint


def test_an_unencrypted_address_needs_a_flag_and_the_error_says_where_it_was_found(monkeypatch):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY)
    monkeypatch.setenv("ANAMCTL_STT_URL", "ws://stt.example.com")
    with pytest.raises(UsageError, match=r"ANAMCTL_STT_URL from the environment") as caught:
        one()

    assert "--allow-insecure" in caught.value.hint
    assert endpoint(one({"allow_insecure": True})) == "ws://stt.example.com/v3/ws"


@pytest.mark.parametrize("name", NAMES)
def test_the_sandbox_serves_each_service_for_as_long_as_it_is_used(name):
    with opened(SttRequest(sandbox=True), [Target(name)]) as (provider,):
        assert endpoint(provider).startswith("ws://127.0.0.1:")
        assert provider.name == name


def test_the_sandbox_serves_two_models_of_one_service():
    with opened(SttRequest(sandbox=True), [parse_target("assemblyai"), parse_target("assemblyai/whisper-rt")]) as two:
        assert [provider.model for provider in two] == ["universal-streaming-multilingual", "whisper-rt"]
        assert endpoint(two[0]) == endpoint(two[1])


# ---- options ---------------------------------------------------------------------------------------------------------


def test_options_of_a_target_are_taken_and_those_of_the_command_line_win():
    target = Target("assemblyai", options=(("--vad-threshold", "0.3"), ("--max-speakers", "2")))

    assert settings(SttRequest(typed={"--vad-threshold": "0.5"}), target) == {"vad_threshold": 0.5, "max_speakers": 2}


@pytest.mark.parametrize(
    ("typed", "name", "setting"),
    [
        ({"--vad-threshold": "0.5"}, "assemblyai", "vad_threshold=0.6"),
        ({"--keyterm": ("Lyon",)}, "assemblyai", "keyterms_prompt=Aurore"),
        ({"--min-turn-silence": "400ms"}, "deepgram", " endpointing =false"),
    ],
)
def test_a_setting_is_given_by_one_of_its_names(typed, name, setting):
    said = f"{setting.partition('=')[0].strip()} is given twice: as a setting, and by an option."
    for request, target in (
        (SttRequest(typed=typed, params=(setting,)), Target(name)),
        (SttRequest(typed=typed), Target(name, params=(setting,))),
        (SttRequest(params=(setting,)), Target(name, options=tuple(typed.items()))),
    ):
        with pytest.raises(UsageError) as caught:
            settings(request, target)
        assert caught.value.message == said
    assert settings(SttRequest(params=(setting,)), Target(name)) == {}


def test_an_option_that_one_of_two_services_has_nothing_like_is_refused():
    request = SttRequest(sandbox=True, typed={"--vad-threshold": "0.5"})
    with (
        pytest.raises(UsageError, match="Deepgram knows nothing like --vad-threshold"),
        opened(request, [Target("assemblyai"), Target("deepgram")]),
    ):
        pass


def test_words_of_a_persona_are_taken_where_a_service_can_and_those_of_the_user_win():
    assert settings(SttRequest(), Target("assemblyai"), ["Aurore"]) == {"keyterms_prompt": ("Aurore",)}
    assert settings(SttRequest(), Target("whisperlivekit"), ["Aurore"]) == {}
    assert settings(SttRequest(typed={"--keyterm": ("Lyon",)}), Target("deepgram"), ["Aurore"]) == {
        "keyterm": ("Lyon",)
    }


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("assemblyai", True),
        ("assemblyai/universal-3-5-pro", True),
        ("assemblyai/whisper-rt", False),
        ("assemblyai/of-tomorrow", True),
        ("deepgram", True),
        ("whisperlivekit", False),
    ],
)
def test_words_of_a_persona_are_for_models_that_take_some(name, takes):
    assert takes_keyterms(parse_target(name), SttRequest()) is takes


def test_words_of_a_persona_are_not_sent_to_a_model_that_would_only_complain():
    assert (
        one({"sandbox": True, "model": "whisper-rt"}, keyterms=["Aurore"]).notices
        == one({"sandbox": True, "model": "whisper-rt"}).notices
    )
