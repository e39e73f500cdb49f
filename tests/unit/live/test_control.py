"""The control socket, with real sockets on both ends."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import threading
import time
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import AnamctlError, CredentialsError, ServiceError, SettingsError, UsageError
from anamctl.live import control_messages as messages
from anamctl.live import control_server
from anamctl.live.control_client import Control, GoneError, SilentError
from anamctl.live.control_server import MOST_CLIENTS, ControlServer
from anamctl.live.registry import Entry

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), lambda inner: st.lists(inner, max_size=3)
)


def entry(**more):
    return Entry(**{"id": "abc-1", "pid": os.getpid(), "started": 0.0, "until": 1e12, **more})


@contextmanager
def served(handle, *, known=None):
    """Serve in a thread, and give the entry and what stops it."""
    up, stopped = threading.Event(), threading.Event()
    found: dict[str, Any] = {}

    async def main():
        server = ControlServer(handle)
        found["entry"] = await server.open(known or entry())
        found["stop"] = asyncio.Event()
        found["loop"] = asyncio.get_running_loop()
        found["server"] = server
        up.set()
        await found["stop"].wait()
        await server.close()

    def stop():
        if not stopped.is_set():
            stopped.set()
            found["loop"].call_soon_threadsafe(found["stop"].set)
        thread.join(5)
        assert not thread.is_alive()

    thread = threading.Thread(target=asyncio.run, args=(main(),))
    thread.start()
    assert up.wait(5)
    try:
        yield found["entry"], stop
    finally:
        stop()


async def echo(request):
    return {"seen": request}


@pytest.fixture(params=["socket", "loopback"])
def way(request, monkeypatch):
    """Serve over a socket in the file system, and where there are none over loopback."""
    if request.param == "loopback":
        monkeypatch.setattr(control_server, "_FAMILY", None)
    return request.param


def test_a_request_gets_its_answer(runtime, way):
    with served(echo) as (known, _), Control(known) as control:
        seen = [control.ask("say", text=text)["seen"]["text"] for text in ("un", "deux", "नमस्ते\n\u2028")]

    assert seen == ["un", "deux", "नमस्ते\n\u2028"]
    assert bool(known.socket) is (way == "socket")
    assert bool(known.secret) is bool(known.port) is (way == "loopback")


def test_several_clients_are_answered_at_the_same_time(runtime, way):
    together = threading.Barrier(5)

    async def handle(request):
        await asyncio.to_thread(together.wait, 5)
        return {"text": request["text"]}

    def ask(text):
        with Control(known) as control:
            answers.append(control.ask("say", text=text)["text"])

    answers: list[str] = []
    with served(handle) as (known, _):
        threads = [threading.Thread(target=ask, args=(str(number),)) for number in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)

    assert sorted(answers) == list("01234")


def test_the_socket_is_for_its_user_only_and_goes_with_the_session(runtime):
    with served(echo) as (known, _):
        assert stat.S_IMODE(os.stat(known.socket).st_mode) == 0o600
        assert stat.S_IMODE(os.stat(os.path.dirname(known.socket)).st_mode) == 0o700
    assert not os.path.exists(known.socket)


def test_what_is_left_of_another_session_is_no_obstacle(runtime):
    runtime.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(runtime / "abc-1.sock"))
    with served(echo) as (known, _), Control(known) as control:
        assert control.ask("status")


def test_a_path_that_is_too_long_for_a_socket_makes_it_a_port(runtime, monkeypatch):
    monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(runtime / ("x" * 120)))
    with served(echo) as (known, _), Control(known) as control:
        assert control.ask("status")
    assert (known.socket, bool(known.port), bool(known.secret)) == ("", True, True)


@pytest.mark.parametrize("secret", ["", "wrong", "é"])
def test_without_the_secret_nothing_is_done_at_a_port(runtime, monkeypatch, secret):
    monkeypatch.setattr(control_server, "_FAMILY", None)
    asked = []

    async def handle(request):
        asked.append(request)
        return {}

    with (
        served(handle) as (known, _),
        Control(known._replace(secret=secret)) as control,
        pytest.raises(CredentialsError) as caught,
    ):
        control.ask("stop")

    assert asked == []
    assert known.secret not in str(caught.value)


@pytest.mark.parametrize(
    "error",
    [
        UsageError("a.", hint="b"),
        SettingsError("a.", hint="b"),
        ServiceError("a.", hint="b"),
        CredentialsError("a.", hint="b"),
        messages.RefusedError("a.", hint="b", code="other", exit_code=1),
    ],
)
def test_an_error_arrives_as_it_was(runtime, error):
    async def handle(_):
        raise error

    with served(handle) as (known, _), Control(known) as control, pytest.raises(AnamctlError) as caught:
        control.ask("status")

    found = caught.value
    assert (found.message, found.hint, found.code, found.exit_code) == ("a.", "b", error.code, error.exit_code)


def test_a_bug_ends_the_request_and_not_the_server(runtime):
    calls = []

    async def handle(_):
        calls.append(1)
        if len(calls) == 1:
            raise KeyError("planted")
        return {"fine": True}

    with served(handle) as (known, _), Control(known) as control:
        with pytest.raises(AnamctlError, match="bug in anamctl"):
            control.ask("status")
        assert control.ask("status") == {"fine": True}


def raw(known, data):
    """Send bytes, and give everything that comes back until the server closes."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(5)
        connection.connect(known.socket)
        try:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # it has closed in the middle
        received = b""
        try:
            while chunk := connection.recv(65536):
                received += chunk
        except ConnectionResetError:
            pass
        return received


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"nonsense\n", b"no JSON"),
        (b"[]\n", b"no object"),
        (b"{}\n", b"another version"),
        (b'{"version": 2, "op": "stop"}\n', b"another version"),
        (b'{"version": 1, "op": "rm"}\n', b"does not know"),
        (b'{"version": 1, "op": ["stop"]}\n', b"does not know"),
        (b"[" * 200_000 + b"\n", b"no JSON"),
        (b"\xff\xfe\n", b"no JSON"),
        (b"x" * (messages.LARGEST + 10), b"too long"),
        (b"", b""),
        (b"half a line", b"no JSON"),
    ],
)
def test_garbage_is_answered_with_an_error_and_nothing_is_done(runtime, data, part):
    asked = []

    async def handle(request):
        asked.append(request)
        return {}

    with served(handle) as (known, _):
        received = raw(known, data)
        with Control(known) as control:
            control.ask("status")

    assert part in received
    assert [one["op"] for one in asked] == ["status"]


def test_more_clients_than_anybody_needs_are_turned_away(runtime):
    with served(echo) as (known, _):
        held = [Control(known) for _ in range(MOST_CLIENTS)]
        for one in held:
            one.ask("status")
        with pytest.raises(GoneError), Control(known) as late:
            late.ask("status")
        held[0].ask("status")
        for one in held:
            one.__exit__(None, None, None)


def test_a_client_that_waits_gets_its_answer_though_the_session_ends(runtime):
    asked = threading.Event()

    async def handle(_):
        asked.set()
        await asyncio.sleep(0.1)
        return {"closed": True}

    answers = []
    with served(handle) as (known, stop), Control(known) as control:
        thread = threading.Thread(target=lambda: answers.append(control.ask("stop")))
        thread.start()
        assert asked.wait(5)
        stop()
        thread.join(5)

    assert answers == [{"closed": True}]


def test_a_session_that_is_gone_is_told_apart_from_one_that_is_silent(runtime, monkeypatch):
    with pytest.raises(GoneError, match="no process any more"):
        Control(entry(socket=str(runtime / "nothing.sock")))
    with pytest.raises(GoneError):
        Control(entry())
    runtime.mkdir(mode=0o700)
    path = str(runtime / "silent.sock")
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(path)
        silent.listen(1)
        begun = time.monotonic()
        with Control(entry(socket=path), patience=0.1) as control, pytest.raises(SilentError, match="does not answer"):
            control.ask("status")
        assert time.monotonic() - begun < 2
    with pytest.raises(GoneError):
        Control(entry(socket=path))


def test_a_socket_of_another_user_is_refused(runtime, monkeypatch):
    with served(echo) as (known, _):
        monkeypatch.setattr("anamctl.live.control_client.is_ours", lambda _: False)
        with pytest.raises(GoneError):
            Control(known)


def test_an_answer_in_pieces_is_put_together_and_an_endless_one_is_given_up(runtime):
    runtime.mkdir(mode=0o700)
    path = str(runtime / "odd.sock")

    def serve(pieces):
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(path)
            server.listen(1)
            ready.set()
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                try:
                    for piece in pieces:
                        connection.sendall(piece)
                except OSError:
                    pass
        os.unlink(path)

    whole = messages.success({"text": "x" * 1000})
    for pieces, error in (
        ([whole[:7], whole[7:100], whole[100:]], None),
        ([b"x" * 65536] * 40, messages.ControlError),
        ([b"{}\n"], messages.ControlError),
        ([b'{"version": 1}\n'], messages.ControlError),
        ([b'{"version": 1, "ok": true, "result": 3}\n'], messages.ControlError),
        ([whole[:7]], GoneError),
    ):
        ready = threading.Event()
        thread = threading.Thread(target=serve, args=(pieces,))
        thread.start()
        assert ready.wait(5)
        with Control(entry(socket=path)) as control:
            if error is None:
                assert control.ask("status") == {"text": "x" * 1000}
            else:
                with pytest.raises(error):
                    control.ask("status")
        thread.join(5)


@given(st.dictionaries(st.text(), JSON))
def test_every_message_comes_back(message):
    message.pop("version", None)
    line = messages.encode(message)

    assert line.count(b"\n") == 1
    assert messages.decode(line) == {"version": 1, **message}


@given(st.binary(max_size=60))
def test_any_line_is_a_message_or_an_error(line):
    try:
        found = messages.decode(line)
    except messages.ControlError:
        return
    assert isinstance(found, dict)


@given(st.dictionaries(st.sampled_from(["ok", "result", "error", "x"]), JSON | st.dictionaries(st.text(), JSON)))
def test_any_answer_is_a_result_or_an_error(message):
    try:
        found = messages.result_of(message)
    except AnamctlError:
        return
    assert isinstance(found, dict)
