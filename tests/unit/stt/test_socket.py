"""The socket, against servers on loopback."""

from __future__ import annotations

import asyncio
import contextlib
import http
import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from websockets.asyncio.server import serve

from anamctl import __version__
from anamctl.secret import Secret
from anamctl.stt.provider import Connection
from anamctl.stt.socket import GoneError, RefusedError, UnreachableError, dial

KEY = "s3cret-key"


@pytest.fixture
def certificate(tmp_path):
    """Make one that says who it is and that nobody else confirms."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, today - timedelta(1), today + timedelta(1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (tmp_path / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(encoding))
    (tmp_path / "key.pem").write_bytes(key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain))
    return tmp_path / "cert.pem", tmp_path / "key.pem"


def place(port, *, scheme="ws", host="127.0.0.1"):
    url = f"{scheme}://{host}:{port}/v3/ws"
    return Connection(f"{url}?token={KEY}", (("Authorization", Secret(KEY)),), url)


@contextlib.asynccontextmanager
async def served(handler, **options):
    options = {"compression": "deflate", "close_timeout": 0.2, **options}
    async with serve(handler, "127.0.0.1", 0, **options) as server:
        yield server.sockets[0].getsockname()[1]


@contextlib.asynccontextmanager
async def answering(answer: bytes | None):
    """Serve anything but WebSockets."""

    handling: set[asyncio.Task[Any] | None] = set()

    async def handle(reader, writer):
        handling.add(asyncio.current_task())
        with contextlib.suppress(OSError):
            await reader.read(1)
            if answer is None:
                await reader.read()
            else:
                writer.write(answer)
                await writer.drain()
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        await asyncio.gather(*filter(None, handling))


def test_it_says_who_it_is_and_asks_for_no_compression():
    async def main():
        seen: list[Any] = []

        async def handler(connection):
            seen.append((connection.request, connection.protocol.extensions))
            await connection.send("hello")
            assert await connection.recv() == b"sound"
            assert await connection.recv() == "text"

        async with served(handler) as port:
            opened = await dial(place(port), 5)
            assert await opened.recv() == "hello"
            await opened.send(b"sound")
            await opened.send("text")
            with pytest.raises(GoneError) as gone:
                await opened.recv()
            assert (gone.value.code, gone.value.reason) == (1000, "")
            with pytest.raises(GoneError):
                await opened.send("more")
            await opened.close(1)
            await opened.close(1)
        request, extensions = seen[0]
        assert request.headers["User-Agent"] == f"anamctl/{__version__}"
        assert request.headers.get_all("Authorization") == [KEY]
        assert not extensions

    asyncio.run(main())


def test_how_the_other_side_closed_is_told():
    async def main():
        async def handler(connection):
            await connection.close(3005, "Session Cancelled")

        async with served(handler) as port:
            opened = await dial(place(port), 5)
            with pytest.raises(GoneError) as gone:
                await opened.recv()
            assert (gone.value.code, gone.value.reason) == (3005, "Session Cancelled")
            await opened.close(1)

    asyncio.run(main())


def test_a_connection_that_breaks_has_no_code():
    async def main():
        async def handler(connection):
            connection.transport.abort()

        async with served(handler) as port:
            opened = await dial(place(port), 5)
            with pytest.raises(GoneError) as gone:
                await opened.recv()
            assert gone.value.code is None
            opened.abort()

    asyncio.run(main())


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_an_http_answer_is_given_whole(status):
    async def main():
        def refuse(connection, request):
            response = connection.respond(http.HTTPStatus(status), "because")
            response.headers["Retry-After"] = "7"
            return response

        async def handler(connection):
            raise AssertionError

        async with served(handler, process_request=refuse) as port:
            with pytest.raises(RefusedError) as refused:
                await dial(place(port), 5)
            assert (refused.value.status, refused.value.body) == (status, b"because")
            assert refused.value.headers["Retry-After"] == "7"
            assert KEY not in str(refused.value) + repr(refused.value)

    asyncio.run(main())


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(status):
    async def main():
        arrived = []

        async def handler(connection):
            arrived.append(connection)

        async with served(handler) as elsewhere:
            location = f"Location: ws://127.0.0.1:{elsewhere}/".encode()
            answer = b"HTTP/1.1 %d Moved\r\n%s\r\nContent-Length: 0\r\n\r\n" % (status, location)
            async with answering(answer) as port:
                with pytest.raises(RefusedError) as refused:
                    await dial(place(port), 5)
            assert refused.value.status == status
        assert not arrived

    asyncio.run(main())


def test_nobody_there():
    async def main():
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            port = held.getsockname()[1]
            for host in ("127.0.0.1", "localhost"):
                with pytest.raises(UnreachableError) as problem:
                    await dial(place(port, host=host), 5)
                assert problem.value.text == "connection refused"
                assert not problem.value.is_hopeless
                assert f"{host}:{port}" in problem.value.hint
                assert KEY not in problem.value.text + problem.value.hint

    asyncio.run(main())


def test_a_host_that_is_none():
    async def main():
        with pytest.raises(UnreachableError) as problem:
            await dial(place(1, host="no-such-host.invalid"), 5)
        assert "no-such-host.invalid" in problem.value.text  # unknown, or there is nobody to ask
        assert not problem.value.is_hopeless

    asyncio.run(main())


def test_a_server_that_does_not_answer():
    async def main():
        async with answering(None) as port:
            with pytest.raises(UnreachableError) as problem:
                await dial(place(port), 0.2)
            assert problem.value.text == "no answer within 0.2 s"

    asyncio.run(main())


@pytest.mark.parametrize(
    "answer", [b"", b"220 mail.example.com ESMTP\r\n", b"HTTP/1.1 101 Switching Protocols\r\n\r\n"]
)
def test_a_server_that_speaks_something_else(answer):
    async def main():
        async with answering(answer) as port:
            with pytest.raises(UnreachableError) as problem:
                await dial(place(port), 5)
            assert problem.value.is_hopeless == (b"101" in answer)

    asyncio.run(main())


def test_a_server_without_tls():
    async def main():
        async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
            with pytest.raises(UnreachableError) as problem:
                await dial(place(port, scheme="wss"), 5)
            assert problem.value.text.startswith("the encrypted connection failed")

    asyncio.run(main())


def test_a_certificate_that_nobody_vouches_for(certificate):
    async def main():
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)

        async def handler(connection):
            raise AssertionError

        async with served(handler, ssl=context) as port:
            with pytest.raises(UnreachableError) as problem:
                await dial(place(port, scheme="wss", host="localhost"), 5)
            assert problem.value.is_hopeless
            assert "certificate is not trusted" in problem.value.text

    asyncio.run(main())


def test_a_server_that_does_not_take_part_in_closing_is_left_in_time():
    async def main():
        is_over = asyncio.Event()

        async def handler(connection):
            connection.transport.pause_reading()
            await is_over.wait()
            connection.transport.abort()

        async with served(handler) as port:
            opened = await dial(place(port), 5)
            loop = asyncio.get_running_loop()
            began = loop.time()
            await opened.close(0.2)
            assert loop.time() - began < 1
            is_over.set()

    asyncio.run(main())


def test_a_proxy_of_the_surroundings_is_not_asked_for_what_is_on_this_machine(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:1")

    async def main():
        async def handler(connection):
            await connection.send("hello")

        async with served(handler) as port:
            opened = await dial(place(port), 5)
            assert await opened.recv() == "hello"
            await opened.close(1)

    asyncio.run(main())
