"""A key that the service refuses: it is said which one that was, and never what it is."""

from __future__ import annotations

import pytest

from anamctl.secret import Secret
from anamctl.stt.events import Failed
from anamctl.stt.giving_up import failure
from anamctl.stt.options import Options
from anamctl.stt.providers import make
from tests.unit.cli.listen.serving import KEY, events, serving, silence

PROFILE = '[profile.mine.assemblyai]\nurl = "{url}"\nkey-variable = "MY_KEY"\n'
USED = {
    "key": ({"ASSEMBLYAI_API_KEY": KEY}, [], "ASSEMBLYAI_API_KEY from the environment was used."),
    "token": ({"ANAMCTL_STT_TOKEN": KEY}, [], "ANAMCTL_STT_TOKEN from the environment (a temporary token) was used."),
    "profile": (
        {"MY_KEY": KEY, "ASSEMBLYAI_API_KEY": "other"},
        ["--profile", "mine"],
        "MY_KEY from the environment, named by profile mine of anamctl.toml, was used.",
    ),
    "none": ({}, [], 'ASSEMBLYAI_API_KEY is not set, and "self-hosted" was sent in the place of a key.'),
    "empty": ({"ASSEMBLYAI_API_KEY": " "}, [], 'ASSEMBLYAI_API_KEY is empty, and "self-hosted" was sent'),
}


@pytest.mark.parametrize("name", USED)
def test_which_key_was_used_is_said(anamctl, monkeypatch, tmp_path, name):
    variables, options, said = USED[name]
    sound = str(silence(tmp_path / "silence.wav", 0.5))
    with serving({"key": "another"}, monkeypatch) as served:
        (tmp_path / "anamctl.toml").write_text(PROFILE.format(url=served.url), encoding="utf-8")
        monkeypatch.delenv("ASSEMBLYAI_API_KEY")
        for variable, value in variables.items():
            monkeypatch.setenv(variable, value)
        lines = anamctl("listen", sound, *options)
        told = anamctl("listen", sound, *options, "--json")

    assert (lines.code, told.code) == (4, 4)
    assert said in lines.err.replace(f"{tmp_path}/", "")
    assert said in events(told.out)[-1]["errors"][0]["message"].replace(f"{tmp_path}/", "")
    assert KEY not in lines.out + lines.err + told.out + told.err


@pytest.mark.parametrize(
    ("provider", "variable", "sent"),
    [
        ("deepgram", "DEEPGRAM_API_KEY", True),
        ("deepgram", "DEEPGRAM_API_KEY", False),
        ("whisperlivekit", "WHISPERLIVEKIT_API_TOKEN", True),
        ("whisperlivekit", "WHISPERLIVEKIT_API_TOKEN", False),
    ],
)
def test_other_services_say_it_too(provider, variable, sent):
    credential = f"{variable} from the environment was used" if sent else f"{variable} is not set"
    made = make(provider, Options(url="ws://127.0.0.1:1", key=Secret(KEY) if sent else None, credential=credential))
    error = failure(made, Failed(kind="auth", text="no"), 1, has_begun=False)

    assert error.message.endswith(f": no. {credential}.")
    assert error.hint == (
        "is the key right, and is there something left on the account?"
        if sent
        else "this server wants a key; set that variable."
    )
