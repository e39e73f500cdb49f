"""
Keys, tokens and TURN credentials appear nowhere: not in what is written, nor in a log, nor in a file.

That they do not when the service fails is looked for with every fault, in `test_faults.py`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anamctl.anam.session import Session
from anamctl.anam.timers import Timers
from tests.unit.cli.session.conftest import LATENCIES, wait_until
from tests.unit.cli.session.planted import KEY, PLANTED, SERVED, TURN, seen, seen_in

SAYS = f"{KEY} {TURN['username']} {TURN['credential']}"
"""What no service should say, and one that puts its state into its messages might."""


@pytest.fixture
def home(monkeypatch, tmp_path) -> Path:
    """Keep everything that is written for long in one folder."""
    folder = tmp_path / "home"
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "ANAMCTL_CACHE_DIR"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


@pytest.fixture
def abroad(monkeypatch):
    """Take the sandbox for an engine on the network, whose TURN servers are used."""
    monkeypatch.setattr("anamctl.anam.meeting.is_loopback", lambda _: False)
    monkeypatch.setitem(Session.__init__.__kwdefaults__, "timers", Timers(gather=0.2, connect=1, peer_tries=1))


@pytest.mark.parametrize(
    "options",
    [
        ["--json"],
        ["--verbose", "--debug"],
        ["--quiet"],
        ["--record", "said.wav", "--speaker", "--device", "none"],
        ["--record", "said.wav"],
        ["--json", "--lang", "xx"],
        ["--expect-reply-lang", "fr"],
    ],
    ids=" ".join,
)
def test_no_secret_is_seen_of_a_session(anamctl, serve, runtime, home, tmp_path, options):
    serve(**SERVED)
    _, out, err = anamctl("session", "start", "camille", "--say", "Hello", "--max-length", "20s", *options)

    assert seen(out, err) == []
    assert seen_in(runtime, tmp_path) == []


@pytest.mark.parametrize("options", [["--json"], ["--verbose", "--debug"]], ids=" ".join)
def test_no_secret_of_a_turn_server_is_seen(anamctl, serve, runtime, tmp_path, abroad, options):
    serve(**SERVED)
    _, out, err = anamctl("session", "start", "camille", "--say", "Hello", "--max-length", "20s", *options)

    assert "the ICE server" in out + err, "none of them was looked at"
    assert seen(out, err) == []
    assert seen_in(runtime, tmp_path) == []


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "warning", "message": SAYS},
        {"fault": "end", "message": SAYS},
        {"fault": "end", "at": "connected", "message": SAYS},
        {"fault": "garbage", "message": SAYS},
        {"fault": "unknown", "message": SAYS, "on": "channel"},
    ],
    ids=str,
)
@pytest.mark.parametrize("options", [["--json"], ["--debug"]], ids=" ".join)
def test_no_secret_is_seen_though_the_service_says_it(anamctl, serve, runtime, options, fault):
    serve(**SERVED, latencies={**LATENCIES, "reply": 0.1}, live_faults=[fault])
    _, out, err = anamctl("session", "start", "camille", "--say", "Hello", "--max-length", "20s", *options)

    assert seen(out, err) == []
    assert seen_in(runtime) == []


@pytest.mark.parametrize("way", ["socket", "loopback"])
def test_no_secret_is_seen_of_a_session_in_the_background(anamctl, serve, runtime, home, monkeypatch, way):
    if way == "loopback":  # a path that is too long for a socket
        monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(runtime / ("x" * 100)))
    serve(**SERVED)
    code, out, err = anamctl("session", "start", "camille", "--detach", "--max-length", "20s", "--say", "Hello")
    log = Path(err.splitlines()[0].partition("log: ")[2])
    assert code == 0
    texts = [out, err]
    for arguments in (
        ["list"],
        ["list", "--json"],
        ["list", "--remote", "--json"],
        ["update", "--lang", "fr", "--json"],
        ["update", "--speed", "9"],
        ["say", "Hello"],
        ["context", "It rains."],
        ["interrupt"],
        ["stop", "nobody"],
        ["stop", "--json"],
        ["stop"],
    ):
        texts += anamctl("session", *arguments)[1:]
    assert wait_until(lambda: '"summary"' in log.read_text())

    assert seen(*texts) == []
    assert seen_in(runtime, home) == []


def test_the_secret_of_a_control_port_stands_in_its_private_file_only(
    anamctl, server, runtime, background, monkeypatch
):
    monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(runtime / ("x" * 100)))
    one = background("--for", "60s")
    one.until("ready")
    [file] = (runtime / ("x" * 100)).glob("*.json")
    secret = json.loads(file.read_text())["secret"]
    texts = [
        text
        for arguments in (["list", "--json"], ["say", "x"], ["update", "--speed", "1.1", "--json"])
        for text in anamctl("session", *arguments)[1:]
    ]
    one.end()

    assert len(secret) > 30
    assert secret not in "".join(texts) + json.dumps(one.seen)


@pytest.mark.parametrize("fault", [None, {"request": "any", "answer": "unauthorized", "message": KEY}], ids=str)
def test_no_secret_is_seen_of_other_commands(anamctl, serve, home, tmp_path, fault):
    serve(**SERVED, faults=[fault] if fault else [])
    texts = []
    for arguments in (
        ["voices", "--lang", "fr"],
        ["voices", "--json", "--refresh"],
        ["avatars"],
        ["llms", "--verbose"],
        ["personas", "--json"],
        ["validate", "personas", "--online"],
        ["session", "list", "--remote", "--verbose"],
    ):
        texts += anamctl(*arguments)[1:]

    assert seen(*texts) == []
    assert seen_in(home, tmp_path) == []


def test_a_token_is_on_stdout_where_it_was_asked_for_and_nowhere_else(anamctl, serve, runtime, home, tmp_path):
    serve(**SERVED)
    _, token, told = anamctl("token", "mint", "camille", "--verbose", "--debug")
    _, shown, about = anamctl("token", "inspect", token.strip())
    _, also_shown, also_about = anamctl("token", "inspect", "-", "--json", stdin=token.encode())
    _, broken, why = anamctl("token", "inspect", token.strip() + ".x", "--debug")

    assert token.startswith("eyJ")
    assert seen(token, allowed=("eyJ",)) == []
    assert seen(told, shown, about, also_shown, also_about, broken, why) == []
    assert seen_in(home, tmp_path) == []


@pytest.mark.parametrize(
    "place", ["http://user:planted-turn-42@127.0.0.1:1", "http://127.0.0.1:1/?token=planted-turn-42"]
)
@pytest.mark.parametrize("options", [[], ["--json"], ["--verbose", "--debug"]], ids=" ".join)
def test_no_secret_of_an_address_is_seen(anamctl, persona, runtime, monkeypatch, place, options):
    monkeypatch.setenv("ANAM_API_URL", place)
    monkeypatch.setenv("ANAM_API_KEY", KEY)
    monkeypatch.setattr("anamctl.cli.anam_service.sleep", _no_time)
    code, out, err = anamctl("session", "start", "camille", "--say", "Hello", *options)

    assert code in (2, 3)
    assert seen(out, err) == []


async def _no_time(_: float) -> None:
    return None


def test_what_is_looked_for_can_be_found():
    assert seen(f"x{KEY}", "eyJhbGciOi") == [KEY, "eyJ"]
    assert len(PLANTED) == 6
