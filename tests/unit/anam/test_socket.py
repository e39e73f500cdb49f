"""The signalling socket."""

from __future__ import annotations

import asyncio
import socket
from http import HTTPStatus

import pytest
from websockets.asyncio.server import serve
from websockets.exceptions import InvalidStatus
from websockets.protocol import State

from anamctl.anam.engine import EngineSession
from anamctl.anam.socket import dial, hang_up, host_of, is_loopback, reason, url_of
from anamctl.errors import ServiceError, UsageError
from tests.unit.anam.stub import until


def engine(host="connect-eu.anam.ai/v1/webrtc/engines/x", protocol="https", endpoint="/v1/engines/x/ws", id_="s"):
    return EngineSession(id_, host, protocol, endpoint)


@pytest.mark.parametrize(
    ("session", "url"),
    [
        (engine(), "wss://connect-eu.anam.ai/v1/engines/x/ws?session_id=s"),
        (engine(host="127.0.0.1:8000", protocol="http"), "ws://127.0.0.1:8000/v1/engines/x/ws?session_id=s"),
        (engine(protocol="other"), "wss://connect-eu.anam.ai/v1/engines/x/ws?session_id=s"),
        (engine(endpoint="ws"), "wss://connect-eu.anam.ai/ws?session_id=s"),
        (engine(endpoint=""), "wss://connect-eu.anam.ai/ws?session_id=s"),
        (engine(endpoint="/ws?a=b"), "wss://connect-eu.anam.ai/ws?a=b&session_id=s"),
        (engine(id_="a b/&c"), "wss://connect-eu.anam.ai/v1/engines/x/ws?session_id=a%20b%2F%26c"),
    ],
)
def test_the_address_is_the_host_without_its_path_and_the_endpoint(session, url):
    assert url_of(session) == url


def test_the_host_keeps_its_port():
    assert host_of(engine(host="h:1/x/y")) == "h:1"


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.0.0.1:80", True),
        ("127.8.8.8:80", True),
        ("localhost", True),
        ("LOCALHOST:80", True),
        ("a.localhost:80", True),
        ("[::1]:80", True),
        ("[::1]", True),
        ("::1", True),
        ("10.0.0.1:80", False),
        ("connect-eu.anam.ai", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_this_machine_is_known(host, expected):
    assert is_loopback(host) is expected


def served(handler, process=None):
    """Run a server for a test that gets its engine."""

    async def main(test):
        async with serve(handler, "127.0.0.1", 0, process_request=process) as server:
            port = next(iter(server.sockets)).getsockname()[1]
            return await test(engine(host=f"127.0.0.1:{port}/x", protocol="http"))

    return lambda test: asyncio.run(main(test))


async def reads(connection):
    async for _ in connection:
        pass


def test_it_opens_without_compression_and_says_who_it_is():
    async def test(session):
        connection = await dial(session, 2)
        assert connection.request is not None
        headers = connection.request.headers
        await hang_up(connection, 1)
        return headers

    headers = served(reads)(test)

    assert "Sec-WebSocket-Extensions" not in headers
    assert "Authorization" not in headers
    assert headers["User-Agent"].startswith("anamctl/")


def test_no_proxy_is_asked_for_this_machine(monkeypatch):
    for name in ("http_proxy", "https_proxy", "ws_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def test(session):
        return await hang_up(await dial(session, 2), 1)

    assert served(reads)(test)


def test_a_refusal_is_final():
    async def test(session):
        with pytest.raises(ServiceError, match=r"refused the signalling socket of the session \(404\)") as raised:
            await dial(session, 2)
        return raised.value.hint

    assert served(reads, lambda connection, _: connection.respond(HTTPStatus.NOT_FOUND, ""))(test)


def test_trouble_of_the_service_is_not():
    async def test(session):
        with pytest.raises(InvalidStatus) as raised:
            await dial(session, 2)
        return reason(raised.value)

    assert served(reads, lambda connection, _: connection.respond(HTTPStatus.BAD_GATEWAY, ""))(test) == (
        "the service answered with 502"
    )


def test_a_redirect_is_not_followed():
    asked = []

    def process(connection, request):
        asked.append(request.path)
        response = connection.respond(HTTPStatus.TEMPORARY_REDIRECT, "")
        response.headers["Location"] = "/elsewhere"
        return response

    async def test(session):
        with pytest.raises(InvalidStatus):
            await dial(session, 2)

    served(reads, process)(test)

    assert asked == ["/v1/engines/x/ws?session_id=s"]


def test_a_proxy_that_needs_more_than_there_is_is_named(monkeypatch):
    async def main():
        await dial(engine(host="engine.example"), 1)

    async def lacks(*_):
        raise ImportError("connecting through a SOCKS proxy requires python-socks")

    monkeypatch.setattr("websockets.asyncio.client.connect.connect", lacks)
    with pytest.raises(UsageError, match="python-socks"):
        asyncio.run(main())


@pytest.mark.parametrize("host", ["", "a b", "http://[", "é" * 70, "127.0.0.1:99999"])
def test_a_host_that_is_none_is_a_fault_of_the_service(host):
    async def main():
        await dial(engine(host=host), 1)

    with pytest.raises((ServiceError, OSError)):
        asyncio.run(main())


def test_a_side_that_does_not_answer_is_left_in_time():
    over = asyncio.Event()

    async def silent(reader, writer):
        await over.wait()
        writer.close()
        await writer.wait_closed()
        over.clear()

    async def main():
        async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(TimeoutError) as raised:
                await dial(engine(host=f"127.0.0.1:{port}", protocol="http"), 0.1)
            over.set()
            await until(lambda: not over.is_set())
            return reason(raised.value)

    assert asyncio.run(main()) == "it took too long"


def test_a_side_that_reads_nothing_gives_no_sign():
    over = asyncio.Event()

    async def deaf(connection):
        connection.transport.pause_reading()
        await over.wait()
        connection.transport.abort()

    async def test(session):
        connection = await dial(session, 2)
        heard = await hang_up(connection, 0.1)
        over.set()
        async with asyncio.timeout(0.1):
            await connection.wait_closed()
        return heard, connection.state

    assert served(deaf)(test) == (False, State.CLOSED)


def test_a_socket_that_is_broken_gives_no_sign():
    async def breaks(connection):
        connection.transport.abort()

    async def test(session):
        connection = await dial(session, 2)
        await connection.wait_closed()
        return await hang_up(connection, 1)

    assert served(breaks)(test) is False


def test_nothing_listening_is_said_in_few_words():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    async def main():
        try:
            await dial(engine(host=f"127.0.0.1:{port}", protocol="http"), 1)
        except OSError as error:
            return reason(error)

    text = asyncio.run(main())
    assert text is not None
    assert "refused" in text
