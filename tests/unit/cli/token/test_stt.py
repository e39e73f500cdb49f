"""``anamctl token stt``, against a server on loopback."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest


class Handler(BaseHTTPRequestHandler):
    """Makes tokens for one key."""

    def do_GET(self) -> None:
        query = parse_qs(urlsplit(self.path).query)
        self.server.asked.append((urlsplit(self.path).path, query))  # type: ignore[attr-defined]
        is_good = self.headers["Authorization"] == "key-of-a-test"
        data: dict[str, object] = {"error": f"Not authorized: {self.headers['Authorization']}"}
        if is_good:
            data = {"token": "t0p", "expires_in_seconds": int(query["expires_in_seconds"][0])}
        self.send_response(200 if is_good else 401)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(data).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        """Say nothing."""


@pytest.fixture
def server(monkeypatch):
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.asked = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setenv("ANAMCTL_STT_URL", f"ws://127.0.0.1:{found.server_address[1]}")
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", "key-of-a-test")
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


def test_the_token_and_nothing_else_is_printed(anamctl, server):
    code, out, err = anamctl("token", "stt", "--expires", "5m", "--max-session", "10m")

    assert (code, out) == (0, "t0p\n")
    assert err == "a token of 127.0.0.1, good for connecting within 5 min, for sessions of up to 10 min\n"
    assert server.asked == [("/v3/token", {"expires_in_seconds": ["300"], "max_session_duration_seconds": ["600"]})]


def test_quiet_says_nothing_more(anamctl, server):
    assert anamctl("token", "stt", "-q") == (0, "t0p\n", "")


def test_verbose_says_where_address_and_key_came_from_and_not_the_key(anamctl, server):
    err = anamctl("token", "stt", "-v").err

    assert "(ANAMCTL_STT_URL from the environment)" in err
    assert "key: ASSEMBLYAI_API_KEY from the environment" in err
    assert "key-of" not in err


def test_an_address_with_a_password_is_not_told(anamctl, server, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "anamctl.toml").write_text('[profile.eu.assemblyai]\nurl = "https://stt.example.com"\n')
    code, out, err = anamctl("token", "stt", "-v", "-p", "eu", "--url", "wss://user:hunter2@stt.example.com")

    assert (code, out) == (2, "")
    assert "address: not shown" in err
    assert "hunter2" not in err


def test_json_says_how_long_it_is_good(anamctl, server):
    code, out, err = anamctl("token", "stt", "--json")
    data = json.loads(out)["data"]

    assert (code, err) == (0, "")
    assert data.pop("expires").endswith("Z")
    assert data == {"token": "t0p", "expiresIn": 60, "maxSession": None, "host": "127.0.0.1"}


def test_the_address_on_the_command_line_wins(anamctl, server, monkeypatch):
    url = f"ws://127.0.0.1:{server.server_address[1]}/v3/ws"
    monkeypatch.setenv("ANAMCTL_STT_URL", "https://elsewhere.example")

    assert anamctl("token", "stt", "--url", url).out == "t0p\n"


def test_a_profile_names_address_and_key(anamctl, server, monkeypatch, tmp_path):
    monkeypatch.delenv("ASSEMBLYAI_API_KEY")
    monkeypatch.delenv("ANAMCTL_STT_URL")
    monkeypatch.setenv("STT_KEY", "key-of-a-test")
    url = f"http://127.0.0.1:{server.server_address[1]}"
    (tmp_path / "anamctl.toml").write_text(
        f'[profile.eu.assemblyai]\nurl = "{url}"\nkey-variable = "STT_KEY"\n', encoding="utf-8"
    )

    assert anamctl("token", "stt", "-p", "eu").out == "t0p\n"


def test_a_key_that_is_refused_is_not_repeated(anamctl, server, monkeypatch):
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", "wrong-key")
    code, out, err = anamctl("token", "stt")

    assert (code, out) == (4, "")
    assert err.startswith("anamctl: AssemblyAI refused the key (401: Not authorized: •••). ASSEMBLYAI_API_KEY")
    assert "wrong-key" not in err


def test_without_a_key_nothing_is_asked(anamctl, server, monkeypatch):
    monkeypatch.delenv("ASSEMBLYAI_API_KEY")
    code, out, err = anamctl("token", "stt")

    assert (code, out) == (4, "")
    assert err.endswith("\nhint: set ASSEMBLYAI_API_KEY.\n")
    assert server.asked == []


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--expires", "0"), "1 s to 600 s"),
        (("--expires", "11m"), "1 s to 600 s"),
        (("--expires", "500ms"), "whole seconds"),
        (("--expires", "soon"), "--expires 2m"),
        (("--max-session", "30s"), "60 s to 10800 s"),
        (("--region", "mars"), "us or eu"),
        (("--region", "eu", "--url", "wss://h.example"), "names its region itself"),
        (("--url", "http://10.0.0.9"), "http:// is for this machine only"),
        (("--url", "nonsense"), "like https://"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_asked(anamctl, server, arguments, hint):
    code, out, err = anamctl("token", "stt", *arguments)

    assert (code, out) == (2, "")
    assert hint in err
    assert server.asked == []


def test_a_service_that_is_not_there_is_told(anamctl, monkeypatch):
    async def no_wait(_: float) -> None:
        """Wait for nothing."""

    monkeypatch.setattr("anamctl.stt.token.fetch.__kwdefaults__", {**fetch_defaults(), "sleep": no_wait})
    monkeypatch.setenv("ASSEMBLYAI_API_KEY", "key-of-a-test")
    code, out, err = anamctl("token", "stt", "--url", "http://127.0.0.1:9")

    assert (code, out) == (3, "")
    assert "127.0.0.1:9 cannot be reached" in err
    assert "trying again in" in err


def fetch_defaults():
    from anamctl.stt.token import fetch

    return fetch.__kwdefaults__
