"""Why a host cannot be reached."""

from __future__ import annotations

import errno
import os
import socket
import ssl

import pytest

from anamctl.stt import reaching
from anamctl.stt.reaching import has_network, is_loopback, unreached

URL = "wss://stt.example.com:8443/v3/ws?sample_rate=16000"
UNKNOWN = socket.gaierror(socket.EAI_NONAME, "Name or service not known")
NOBODY = socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
FIREWALL = "is the network up, and does a firewall or proxy let WebSockets to stt.example.com:8443 through?"


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    for name in tuple(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(reaching, "has_network", lambda: True)


@pytest.mark.parametrize(
    ("error", "text", "hint"),
    [
        (UNKNOWN, "the name stt.example.com is not known", "is the address right?"),
        (NOBODY, "nobody answers what the address of stt.example.com is", "is the network up, and its name server?"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "x"), "connection refused", FIREWALL),
        (OSError("Multiple exceptions: [Errno 111] a, [Errno 111] b"), os.strerror(111).lower(), FIREWALL),
        (OSError(errno.ENETUNREACH, "x"), os.strerror(errno.ENETUNREACH).lower(), FIREWALL),
        (OSError("?"), "no connection", FIREWALL),
        (ssl.SSLError(1, "[SSL] wrong"), "the encrypted connection failed", FIREWALL),
    ],
)
def test_the_name_the_network_and_the_host_are_kept_apart(error, text, hint):
    assert unreached(error, URL) == (text, hint)


@pytest.mark.parametrize("error", [UNKNOWN, NOBODY, OSError(errno.ENETUNREACH, "x")])
def test_without_a_network_it_is_the_network(monkeypatch, error):
    monkeypatch.setattr(reaching, "has_network", lambda: False)
    assert unreached(error, URL) == ("there is no network", "connect to one, and try again.")


def test_a_host_that_refuses_is_there_whatever_the_network_is(monkeypatch):
    monkeypatch.setattr(reaching, "has_network", lambda: False)
    assert unreached(ConnectionRefusedError(errno.ECONNREFUSED, "x"), URL)[0] == "connection refused"


def test_on_this_machine_it_is_the_server():
    assert unreached(ConnectionRefusedError(errno.ECONNREFUSED, "x"), "ws://localhost:8000/asr")[1] == (
        "does a server run at localhost:8000?"
    )


def test_with_a_proxy_its_name_may_be_the_one_that_is_not_known(monkeypatch):
    monkeypatch.setenv("no_proxy", "localhost")
    assert "proxy" not in unreached(UNKNOWN, URL)[0]
    monkeypatch.setenv("https_proxy", "http://proxy.example.com:3128")
    assert unreached(UNKNOWN, URL)[0] == "the name of stt.example.com, or of the proxy, is not known"


def test_a_network_is_one_that_leads_somewhere(monkeypatch):
    class Probe(socket.socket):
        def connect(self, address):
            tried.append(address[0])
            if address[0] not in reached:
                raise OSError(errno.ENETUNREACH, "x")

    tried: list[str] = []
    reached: set[str] = set()
    monkeypatch.setattr(socket, "socket", Probe)
    assert not has_network()
    assert tried == ["192.0.2.1", "2001:db8::1"]
    reached.add("2001:db8::1")
    assert has_network()


def test_this_machine_is_known_by_its_names():
    assert [is_loopback(f"ws://{host}:1/") for host in ("127.0.0.1", "[::1]", "localhost", "example.com")] == [
        True,
        True,
        True,
        False,
    ]
