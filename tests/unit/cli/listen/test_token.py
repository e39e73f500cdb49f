"""Listening with a temporary token in the place of a key."""

from __future__ import annotations

import pytest

from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.cli.listen.serving import events, serving, silence

FRENCH = [{"at": "100ms", "text": "Bonjour.", "language": "fr", "confidence": 0.97}]
EXPIRED = {"fault": "error", "at": "open", "code": 1008, "message": "Unauthorized Connection: Signature has expired"}
CUT = {"fault": "drop", "at": "sound", "sound": "1s", "times": 1}
HINT = "hint: every session needs a good one: make another (anamctl token stt), or use a key"


@pytest.fixture
def listen(anamctl, monkeypatch, tmp_path):
    """Get a token as people do, take the key away, and listen."""
    monkeypatch.setitem(Stream.__init__.__kwdefaults__, "policy", Policy(first=0.01))
    monkeypatch.setattr("anamctl.audio.files.TAIL", 0.5)

    def call(faults, *options):
        with serving({"hears": FRENCH, "faults": faults}, monkeypatch) as served:
            token = anamctl("token", "stt", "--quiet").out.strip()
            monkeypatch.delenv("ASSEMBLYAI_API_KEY")
            monkeypatch.setenv("ANAMCTL_STT_TOKEN", token)
            sound = silence(tmp_path / "silence.wav", 9 if faults else 1)
            result = anamctl("listen", str(sound), "--pace", "100", "--save", "heard.txt", *options)
        assert len(token) > 1000
        assert token not in result.out + result.err
        return result, served

    return call


def test_a_token_is_as_good_as_a_key(listen):
    result, served = listen([])

    assert (result.code, result.out) == (0, "0:00  fr 97 %  Bonjour.\n")
    assert len(served.records.all) == 1


def test_a_lost_session_is_followed_by_another_while_the_token_is_good(listen):
    result, served = listen([CUT])

    assert result.code == 0
    assert len(served.records.all) == 2


def test_a_token_that_has_expired_is_said_to_have(listen):
    result, _ = listen([EXPIRED])
    said = " ".join(result.err.split())

    assert result.code == 4
    assert "no session could be started: the token has expired" in said
    assert HINT in said


def test_a_token_that_expired_meanwhile_ends_it_and_what_was_heard_is_kept(listen, tmp_path):
    result, served = listen([CUT, {**EXPIRED, "after": 1}])
    said = " ".join(result.err.split())

    assert result.code == 4
    assert "the stream is lost: the token has expired" in said
    assert HINT in said
    assert (tmp_path / "heard.txt").read_text(encoding="utf-8") == "Bonjour.\n"
    assert len(served.records.all) == 2


def test_json_says_so_too(listen):
    result, _ = listen([CUT, {**EXPIRED, "after": 1}], "--json")
    summary = events(result.out)[-1]

    assert (summary["exitCode"], summary["sessions"]) == (4, 1)
    [error] = summary["errors"]
    assert error["code"] == "credentials"
    assert "the token has expired" in error["message"]
