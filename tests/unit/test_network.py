from __future__ import annotations

import asyncio
import errno
import socket
import ssl

import httpx
import pytest

from anamctl.network import is_loopback, reason, tls


def _caused(error: httpx.RequestError, cause: BaseException) -> httpx.RequestError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpx.ReadTimeout("x"), "it took too long"),
        (httpx.RemoteProtocolError("Server disconnected"), "the connection was closed"),
        (_caused(httpx.ConnectError("x"), ConnectionRefusedError(errno.ECONNREFUSED, "no")), "connection refused"),
        (_caused(httpx.ConnectError("x"), socket.gaierror(-2, "Name not known")), "name not known"),
        (
            _caused(
                httpx.ConnectError("x"),
                ExceptionGroup("all failed", [OSError(errno.ECONNREFUSED, "Connect call failed ('::1', 1)")]),
            ),
            "connection refused",
        ),
        (httpx.ConnectError("All connection attempts failed."), "all connection attempts failed"),
        (httpx.ConnectError(""), "ConnectError"),
    ],
)
def test_failures_have_plain_names(error, words):
    assert reason(error) == words


def test_a_closed_port_is_named_alike_with_and_without_a_loop():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/"

        async def ask() -> str:
            async with httpx.AsyncClient(trust_env=False) as client:
                try:
                    await client.get(url)
                except httpx.ConnectError as error:
                    return reason(error)
            return ""

        with pytest.raises(httpx.ConnectError) as caught:
            httpx.get(url, trust_env=False)

        assert asyncio.run(ask()) == reason(caught.value) == "connection refused"


def test_only_this_machine_is_loopback():
    assert [is_loopback(url) for url in ("http://127.0.0.1:1/x", "http://[::1]:2", "http://localhost")] == [True] * 3
    assert not is_loopback("https://api.anam.ai")


def test_authorities_are_read_only_where_there_is_tls():
    assert tls("https://api.anam.ai") is True
    assert isinstance(tls("http://127.0.0.1:1"), ssl.SSLContext)
