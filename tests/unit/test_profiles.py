from __future__ import annotations

import pytest

from anamctl.errors import CredentialsError, SettingsError, UsageError
from anamctl.profiles import Needs, load_profiles, resolve

BOLNA = Needs("bolna", "Bolna", "https://api.bolna.ai", "BOLNA_API_URL", "BOLNA_API_KEY")
FILE = """\
[profile.default.bolna]
url = "https://default.example/"
key-variable = "DEFAULT_KEY"
[profile.staging.bolna]
url = "https://staging.example"
key-variable = "STAGING_KEY"
[profile.key-only.bolna]
key-variable = "STAGING_KEY"
[profile.empty]
"""
KEYS = {"BOLNA_API_KEY": "bn-env", "DEFAULT_KEY": "bn-default", "STAGING_KEY": "bn-staging"}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "anamctl.toml").write_text(FILE)
    return str(tmp_path)


# ---- where values come from ------------------------------------------------------------------------------------------


def test_without_settings_the_environment_and_the_default_count(tmp_path):
    found = resolve(BOLNA, "", str(tmp_path), {"BOLNA_API_KEY": " bn-env\n"})

    assert found.url == ("https://api.bolna.ai", "the default")
    assert (found.key.reveal(), found.key_source) == ("bn-env", "BOLNA_API_KEY from the environment")
    assert found.profile == "default"


@pytest.mark.parametrize(
    ("profile", "environ", "url", "url_source", "key", "key_source"),
    [
        ("", KEYS, "https://default.example", "profile default of", "bn-env", "BOLNA_API_KEY from the environment"),
        (
            "",
            {**KEYS, "BOLNA_API_KEY": "", "BOLNA_API_URL": "https://env.example/"},
            "https://env.example",
            "BOLNA_API_URL from the environment",
            "bn-default",
            "DEFAULT_KEY from the environment, named by profile default of",
        ),
        (
            "staging",
            {**KEYS, "BOLNA_API_URL": "https://env.example"},
            "https://staging.example",
            "profile staging of",
            "bn-staging",
            "STAGING_KEY from the environment, named by profile staging of",
        ),
        (
            "key-only",
            {**KEYS, "BOLNA_API_URL": "https://env.example"},
            "https://env.example",
            "BOLNA_API_URL from",
            "bn-staging",
            "STAGING_KEY from",
        ),
        ("empty", KEYS, "https://api.bolna.ai", "the default", "bn-env", "BOLNA_API_KEY from the environment"),
        ("default", KEYS, "https://default.example", "profile default of", "bn-default", "DEFAULT_KEY from"),
    ],
)
def test_what_was_asked_for_wins_and_says_where_it_is_from(folder, profile, environ, url, url_source, key, key_source):
    found = resolve(BOLNA, profile, folder, environ)

    assert found.url.value == url
    assert found.url.source.startswith(url_source)
    assert found.key.reveal() == key
    assert found.key_source.startswith(key_source)


def test_the_project_file_can_hold_profiles(tmp_path):
    (tmp_path / "pyproject.toml").write_text('[tool.anamctl.profile.a.bolna]\nurl = "https://a.example"\n')

    assert resolve(BOLNA, "a", str(tmp_path), KEYS).url == (
        "https://a.example",
        "profile a of pyproject.toml, [tool.anamctl]",
    )


def test_the_key_is_in_no_text(folder):
    found = resolve(BOLNA, "staging", folder, KEYS)

    assert "bn-staging" not in repr(found)
    assert "bn-staging" not in f"{found}"


# ---- what is missing or wrong ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("environ", [{}, {"BOLNA_API_KEY": ""}, {"BOLNA_API_KEY": " \n"}])
def test_without_a_key_the_variable_and_the_sandbox_are_named(tmp_path, environ):
    with pytest.raises(CredentialsError) as missing:
        resolve(BOLNA, "", str(tmp_path), environ)

    assert missing.value.message == "Bolna wants a key, and BOLNA_API_KEY is not set."
    assert missing.value.hint == "set BOLNA_API_KEY, or add --sandbox to try it without an account."


def test_a_profile_without_its_key_does_not_fall_back_to_another_account(folder):
    with pytest.raises(CredentialsError, match=r"STAGING_KEY is not set, named by profile staging of anamctl\.toml"):
        resolve(BOLNA, "staging", folder, {"BOLNA_API_KEY": "bn-env"})


@pytest.mark.parametrize("key", ["bn-1\nX-Other: 1", "bn-ü", "bn 1", "bn-\x00"])
def test_a_key_that_is_none_is_refused_without_showing_it(tmp_path, key):
    with pytest.raises(CredentialsError) as refused:
        resolve(BOLNA, "", str(tmp_path), {"BOLNA_API_KEY": key})

    assert refused.value.message == "BOLNA_API_KEY holds characters that no key has."


@pytest.mark.parametrize(
    "url",
    [
        "api.bolna.ai",
        "ftp://api.bolna.ai",
        "https://",
        "https://:1",
        "https://h:99999",
        "https://ü.example",
        "https://[",
        "https://user:secret@api.bolna.ai",
        "https://api.bolna.ai?token=secret",
        "http://api.bolna.ai",
        "http://192.168.0.1",
    ],
)
def test_an_address_that_is_none_or_not_safe_is_refused_without_showing_it(tmp_path, url):
    with pytest.raises(UsageError) as refused:
        resolve(BOLNA, "", str(tmp_path), {**KEYS, "BOLNA_API_URL": url})

    assert "BOLNA_API_URL from the environment" in refused.value.message
    assert "secret" not in refused.value.message + refused.value.hint


@pytest.mark.parametrize("url", ["http://127.0.0.1:8000", "http://localhost:1", "http://[::1]:1", "https://h/base"])
def test_this_machine_needs_no_encryption(tmp_path, url):
    assert resolve(BOLNA, "", str(tmp_path), {**KEYS, "BOLNA_API_URL": url}).url.value == url


@pytest.mark.parametrize(
    ("name", "hint"), [("stagign", 'did you mean "staging"?'), ("x", "profiles are default, empty,")]
)
def test_an_unknown_profile_is_told_with_the_known_ones(folder, name, hint):
    with pytest.raises(UsageError, match=f'no profile "{name}"') as refused:
        resolve(BOLNA, name, folder, KEYS)

    assert refused.value.hint.startswith(hint)


def test_without_settings_there_is_no_profile_to_ask_for(tmp_path):
    with pytest.raises(UsageError, match='no profile "x"'):
        resolve(BOLNA, "x", str(tmp_path), KEYS)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("profile = 1", '"profile" must be a table', "[profile.NAME.bolna]"),
        ("[profile]\na = 1", '"profile.a" must be a table', "[profile.a.bolna]"),
        ("[profile.sandbox.bolna]", 'no profile can be called "sandbox"', "--sandbox"),
        ("[profile.a.bolan]", 'unknown service "profile.a.bolan"', 'did you mean "bolna"?'),
        ("[profile.a]\nbolna = 1", '"profile.a.bolna" must be a table', "[profile.a.bolna]"),
        ("[profile.a.bolna]\nurls = 'x'", 'unknown key "profile.a.bolna.urls"', 'did you mean "url"?'),
        ("[profile.a.bolna]\nurl = 1", '"profile.a.bolna.url" must be a text', "url ="),
        ("[profile.a.bolna]\nkey = 'bn-1'", "a key does not belong into a file", "key-variable"),
    ],
)
def test_what_no_profile_says_is_told(tmp_path, text, message, hint):
    (tmp_path / "anamctl.toml").write_text(text)
    with pytest.raises(SettingsError) as refused:
        load_profiles(str(tmp_path))

    assert message in refused.value.message
    assert hint in refused.value.hint
    assert "bn-1" not in refused.value.message


def test_profiles_do_not_keep_anybody_from_validating(folder):
    from anamctl.settings import load_lint_settings

    settings = load_lint_settings(folder)

    assert settings.file == "anamctl.toml"
    assert dict(settings.origin) == {}
