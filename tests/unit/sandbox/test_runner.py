"""One runner for services of any kind."""

from __future__ import annotations

import asyncio
import gc
import socket
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocketDisconnect
from websockets.exceptions import ConnectionClosedError, ConnectionClosedOK, InvalidStatus
from websockets.sync.client import connect

from anamctl.errors import UsageError
from anamctl.sandbox.runner import Runner


class Greeter:
    has_sockets = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.stopped = False

        async def greet(request):
            return PlainTextResponse(name)

        self.app = Starlette(routes=[Route("/", greet)])

    def variables(self, url):
        return {f"{self.name.upper()}_URL": url}

    def stop(self):
        self.stopped = True


def test_services_run_beside_each_other_and_say_where():
    services = [Greeter("one"), Greeter("two")]
    with Runner(services) as runner:
        said = {name: httpx.get(url).text for name, url in runner.variables().items()}

    assert said == {"ONE_URL": "one", "TWO_URL": "two"}
    assert all(service.stopped for service in services)


def test_only_this_machine_can_reach_them():
    with Runner([Greeter("one")]) as runner:
        assert runner.url("one").startswith("http://127.0.0.1:")


def test_a_port_can_be_chosen_and_is_free_afterwards():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        with Runner([Greeter("one")], {"one": port}) as runner:
            assert runner.url("one") == f"http://127.0.0.1:{port}"
            assert httpx.get(runner.url("one")).text == "one"


def test_a_port_that_is_taken_is_told():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used: "):
            Runner([Greeter("one")], {"one": port})


def test_a_port_that_is_none_is_told():
    with pytest.raises(UsageError, match=r"port 70000 cannot be used: .*[^.]\.\Z"):
        Runner([Greeter("one")], {"one": 70000})


def test_an_idle_connection_does_not_keep_it_from_ending():
    before = threading.active_count()
    with Runner([Greeter("one")]) as runner:
        client = httpx.Client()
        client.get(runner.url("one"))
    client.close()

    assert threading.active_count() == before


def test_it_can_end_before_anybody_asked():
    with Runner([Greeter("one")]):
        pass


# ---- sockets ---------------------------------------------------------------------------------------------------------


class Echo:
    """Answers on sockets: says what it hears, closes or drops when told, and may take no notice of an end."""

    name = "echo"
    has_sockets = True

    def __init__(self, *, lingers: bool = False) -> None:
        self.codes: list[int] = []
        self.was_cancelled = threading.Event()

        async def echo(ws):
            await ws.accept()
            try:
                while True:
                    text = await ws.receive_text()
                    if text == "drop":
                        ws.scope["state"]["drop"]()
                    elif text == "close":
                        await ws.close(1000, "told so")
                        return
                    else:
                        await ws.send_text(text)
            except WebSocketDisconnect as error:
                self.codes.append(error.code)
            if lingers:
                try:
                    await asyncio.sleep(3600)
                except asyncio.CancelledError:
                    self.was_cancelled.set()
                    raise

        async def read(request):
            return PlainTextResponse("HTTP")

        self.app = Starlette(routes=[Route("/", read), WebSocketRoute("/ws", echo)])

    def variables(self, url):
        return {}

    def stop(self):
        pass


def opened(runner):
    return connect(runner.url("echo").replace("http", "ws") + "/ws", proxy=None)


def test_a_service_speaks_websocket_beside_http():
    with Runner([Echo(), Greeter("one")]) as runner, opened(runner) as ws:
        ws.send("Bonjour")

        assert ws.recv(timeout=30) == "Bonjour"
        assert httpx.get(runner.url("echo")).text == "HTTP"
        assert httpx.get(runner.url("one")).text == "one"


def test_a_service_without_sockets_has_none():
    with Runner([Greeter("echo")]) as runner, pytest.raises(InvalidStatus):
        opened(runner)


def test_a_socket_can_be_closed_with_a_code():
    with Runner([Echo()]) as runner, opened(runner) as ws:
        ws.send("close")
        with pytest.raises(ConnectionClosedOK) as closed:
            ws.recv(timeout=30)

    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, closed.value.rcvd.reason) == (1000, "told so")


def test_a_socket_can_be_cut_without_one():
    service = Echo()
    with Runner([service]) as runner, opened(runner) as ws:
        ws.send("drop")
        with pytest.raises(ConnectionClosedError) as closed:
            ws.recv(timeout=30)

    assert closed.value.rcvd is None
    assert service.codes in ([1005], [1006])  # whichever the server makes of an end without a code


def test_open_sockets_are_told_of_the_end_and_do_not_keep_it():
    service = Echo()
    codes: list[int] = []
    with Runner([service]) as runner, ExitStack() as stack:
        sockets = [stack.enter_context(opened(runner)) for _ in range(5)]
        for ws in sockets:
            ws.send("Bonjour")
            ws.recv(timeout=30)
        began = time.monotonic()
        runner.stop()
        took = time.monotonic() - began
        for ws in sockets:
            with pytest.raises(ConnectionClosedError) as closed:
                ws.recv(timeout=30)
            assert closed.value.rcvd is not None
            codes.append(closed.value.rcvd.code)

    assert codes == service.codes == [1012] * 5
    assert took < 1


def test_a_client_that_hangs_does_not_keep_it_from_ending():
    """The client neither reads nor answers: its socket is a bare one."""
    service = Echo()
    with Runner([service]) as runner:
        port = int(runner.url("echo").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as bare:
            bare.sendall(
                b"GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
            assert bare.recv(100).startswith(b"HTTP/1.1 101")
            began = time.monotonic()
            runner.stop()
            took = time.monotonic() - began

    assert took < 1
    assert service.codes == [1012]


def test_a_client_that_does_not_read_is_cut_off(monkeypatch):
    """What it was sent fills all buffers, so its connection cannot be closed in a proper way."""
    monkeypatch.setattr("anamctl.sandbox.runner._GRACE", 0.1)
    service = Greeter("one")
    much = b"x" * 50_000_000
    sending = threading.Event()

    async def greet(request):
        sending.set()
        return PlainTextResponse(much)

    service.app = Starlette(routes=[Route("/", greet)])
    with Runner([service]) as runner:
        port = int(runner.url("one").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as bare:
            bare.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            assert sending.wait(30)
            runner.stop()
            gc.collect()  # tells of what was left open


def test_an_application_that_lingers_is_cut_short(monkeypatch):
    monkeypatch.setattr("anamctl.sandbox.runner._GRACE", 0.2)
    service = Echo(lingers=True)
    with Runner([service]) as runner, opened(runner) as ws:
        ws.send("Bonjour")
        ws.recv(timeout=30)
        began = time.monotonic()
        runner.stop()
        took = time.monotonic() - began

    assert service.was_cancelled.is_set()
    assert took < 3


def test_what_runs_beside_requests_gets_the_time_to_end_properly(monkeypatch):
    service = Greeter("one")
    tasks: list[asyncio.Task[None]] = []
    told, done = asyncio.Event(), threading.Event()

    async def run_beside():
        await told.wait()
        await asyncio.sleep(0.05)  # as long as a peer takes to say goodbye
        done.set()

    async def begin(request):
        tasks.append(asyncio.create_task(run_beside()))
        return PlainTextResponse("begun")

    service.app = Starlette(routes=[Route("/", begin)])
    with Runner([service]) as runner:
        assert httpx.get(runner.url("one")).text == "begun"
        monkeypatch.setattr(service, "stop", lambda: tasks[0].get_loop().call_soon_threadsafe(told.set))

    assert done.is_set()


def test_what_runs_beside_requests_and_does_not_end_is_cut_short(monkeypatch):
    monkeypatch.setattr("anamctl.sandbox.runner._GRACE", 0.1)
    service = Greeter("one")
    tasks: list[asyncio.Task[object]] = []

    async def begin(request):
        tasks.append(asyncio.create_task(asyncio.Event().wait()))
        return PlainTextResponse("begun")

    service.app = Starlette(routes=[Route("/", begin)])
    with Runner([service]) as runner:
        assert httpx.get(runner.url("one")).text == "begun"

    assert tasks[0].cancelled()


def test_stopping_twice_is_stopping_once():
    with Runner([Greeter("one")]) as runner:
        runner.stop()
        runner.stop()


def test_a_service_without_sockets_does_not_load_the_package_for_them():
    script = (
        "import sys\nfrom anamctl.sandbox.bolna.service import BolnaService\n"
        "from anamctl.sandbox.runner import Runner\n"
        "with Runner([BolnaService()]): pass\n"
        "print({'websockets', 'aiortc', 'numpy', 'httpx', 'anamctl.sandbox.scenario.anam'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"


def test_an_anam_that_is_only_asked_over_http_loads_nothing_for_sessions():
    script = (
        "import sys, urllib.request\nfrom anamctl.sandbox.anam.service import AnamService\n"
        "from anamctl.sandbox.runner import Runner\n"
        "with Runner([AnamService()]) as runner:\n"
        "    key = {'Authorization': 'Bearer ak-sandbox'}\n"
        "    asked = urllib.request.Request(runner.url('anam') + '/v1/voices', headers=key)\n"
        "    print(urllib.request.urlopen(asked).status)\n"
        "print({'aiortc', 'numpy', 'av', 'httpx'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "200\nset()\n"
