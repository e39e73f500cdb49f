"""Keys and tokens appear nowhere, and go to nobody but the service that they are for."""

from __future__ import annotations

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

import pytest

from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.cli.listen.serving import serving, silence

KEY = "aai-planted-5f1e0c"
TOKEN = "planted-token-7b22"
ECHO = f"User Input Validation Error: ws://host/v3/ws?token={TOKEN}&x=1 with Authorization: {KEY}"
SPOKEN = {
    "type": "Turn",
    "turn_order": 0,
    "end_of_turn": True,
    "turn_is_formatted": True,
    "transcript": f"Key {KEY}.",
    "utterance": f"Key {KEY}.",
    "speaker_label": KEY,
    "language_code": KEY,
    "language_confidence": 0.9,
    "words": [
        {"text": "Key", "start": 0, "end": 50, "confidence": 1, "word_is_final": True},
        {"text": f"{KEY}.", "start": 50, "end": 90, "confidence": 1, "word_is_final": True},
    ],
}
WARNING = {"type": "Warning", "warning_code": 1, "warning": f"your key {KEY} expires"}
SCENARIOS: dict[str, dict[str, Any]] = {
    "all is well": {},
    "a key that is refused": {"faults": [{"fault": "error", "at": "open", "code": 1008, "message": ECHO}]},
    "a setting that is refused": {"faults": [{"fault": "error", "at": "open", "code": 3006, "message": ECHO}]},
    "a close that repeats it": {"faults": [{"fault": "drop", "at": "open", "code": 1011, "message": ECHO[:100]}]},
    "an upgrade that is refused": {"faults": [{"fault": "refuse", "status": 500, "message": ECHO}]},
    "a connection that breaks": {"faults": [{"fault": "drop", "at": "sound", "sound": "200ms"}]},
    "a service that hears it": {"hears": [], "script": [{"at": "100ms", "send": [SPOKEN]}]},
    "a service that repeats it": {"hears": [], "script": [{"at": "100ms", "send": [WARNING]}]},
}
OPTIONS = [[], ["--json"], ["--verbose", "--debug"]]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("name", SCENARIOS)
def test_no_secret_is_seen(anamctl, monkeypatch, tmp_path, name, options):
    monkeypatch.setitem(Stream.__init__.__kwdefaults__, "policy", Policy(first=0.01, longest=0.02, attempts=2))
    monkeypatch.setattr("anamctl.audio.files.TAIL", 0.1)
    saves = [part for kind in ("txt", "jsonl", "srt", "vtt", "wav") for part in ("--save", f"heard.{kind}")]
    with serving({**SCENARIOS[name], "key": KEY}, monkeypatch):
        sound = silence(tmp_path / "silence.wav", 0.5)
        _, out, err = anamctl(
            "listen", str(sound), "--pace", "100", *saves, "--report", "heard.html", "--expect", "fr", *options
        )

    written = {path.name: path.read_bytes().decode(errors="replace") for path in tmp_path.iterdir()}
    assert {"heard.txt", "heard.jsonl"} <= set(written)
    for text in (out, err, *written.values()):
        assert KEY not in text
        assert TOKEN not in text


def test_a_bug_shows_no_secret_in_its_traceback(anamctl, monkeypatch, tmp_path):
    def broken(*_arguments, **_options):
        raise RuntimeError("planted")

    monkeypatch.setattr("anamctl.stt.assemblyai.dialogue.AssemblyDialogue.received", broken)
    with serving({"key": KEY}, monkeypatch):
        code, out, err = anamctl("listen", str(silence(tmp_path / "silence.wav", 1)), "--verbose", "--debug")

    assert code == 70
    assert "RuntimeError: planted" in err
    assert KEY not in out + err


@pytest.mark.parametrize("options", [[], ["--json"], ["--suite"], ["--compare"]], ids=str)
def test_a_key_goes_nowhere_without_encryption(anamctl, monkeypatch, tmp_path, options):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY)
    monkeypatch.setenv("ANAMCTL_STT_URL", "ws://stt.example.com/")
    sound = str(silence(tmp_path / "silence.wav", 0.2))
    (tmp_path / "suite.yaml").write_text(f"clips:\n- {{path: {sound}, language: fr}}\n", encoding="utf-8")
    arguments = {
        "--suite": ["--suite", "suite.yaml"],
        "--compare": [sound, "--compare", "assemblyai", "assemblyai/whisper-rt"],
    }.get("".join(options), [sound, *options])
    code, out, err = anamctl("listen", *arguments)

    assert code == 2
    assert "ANAMCTL_STT_URL from the environment" in out + err
    assert "--allow-insecure" in out + err
    assert KEY not in out + err


@pytest.mark.parametrize("address", [f"wss://name:{TOKEN}@127.0.0.1:9/", f"wss://127.0.0.1:9/v3/ws?token={TOKEN}"])
@pytest.mark.parametrize("variable", ["", "ANAMCTL_STT_URL"])
def test_an_address_that_holds_a_secret_is_refused_and_not_repeated(anamctl, monkeypatch, tmp_path, address, variable):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY)
    if variable:
        monkeypatch.setenv(variable, address)
    sound = str(silence(tmp_path / "silence.wav", 0.2))
    code, out, err = anamctl("listen", sound, "--verbose", *([] if variable else ["--url", address]))

    assert code == 2
    assert "address: not shown" in err
    assert TOKEN not in out + err


class Redirecting(BaseHTTPRequestHandler):
    """Sends everybody elsewhere, and notes who came."""

    seen: ClassVar[list[tuple[str, str]]] = []
    to = ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.seen.append((self.path.split("?")[0], self.headers.get("Authorization", "")))
        self.send_response(307)
        self.send_header("Location", self.to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def redirecting(to=""):
    class Handler(Redirecting):
        seen: ClassVar[list[tuple[str, str]]] = []

    Handler.to = to
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"ws://127.0.0.1:{server.server_port}", Handler.seen
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("scheme", ["ws", "http"])
@pytest.mark.parametrize("options", [[], ["--json"]], ids=str)
def test_a_redirect_is_not_followed(anamctl, monkeypatch, tmp_path, options, scheme):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY)
    with redirecting() as (elsewhere, others):
        to = elsewhere.replace("ws:", f"{scheme}:") + f"/v3/ws?token={TOKEN}"
        with redirecting(to) as (url, seen):
            monkeypatch.setenv("ANAMCTL_STT_URL", url)
            code, out, err = anamctl("listen", str(silence(tmp_path / "silence.wav", 0.2)), *options)

    assert code == 3
    assert [path for path, _ in seen] == ["/v3/ws"]
    assert others == []
    assert "redirect" in out + err
    assert KEY not in out + err
    assert TOKEN not in out + err
    assert err == "" if options else len(err.splitlines()) == 3
    if options:
        assert json.loads(out.splitlines()[-1])["exitCode"] == 3
