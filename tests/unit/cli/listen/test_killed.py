"""A stream that is ended by force, in each state: the service is told, or the socket is closed all the same."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from anamctl.cli.listen.screens import JsonScreen
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.cli.listen.processes import Process, listening
from tests.unit.cli.listen.serving import events, serving, silence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LIMIT = 5.5
"""Seconds after which no socket may be open, whatever the service does."""
INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
SPEECH = [{"at": "0ms", "text": "Bonjour à tous.", "language": "fr", "confidence": 0.97}]


class Way(NamedTuple):
    """A way to end it."""

    signals: tuple[signal.Signals, ...] = ()
    leaves: bool = False
    """Whether who reads goes away: the other end of the pipe, or the terminal."""
    code: int = 130


AT_PIPE = {
    "INT": Way((INT,)),
    "INT INT": Way((INT, INT)),
    "TERM": Way((TERM,)),
    "HUP": Way((HUP,)),
    "the pipe is closed": Way(leaves=True, code=0),
}
AT_TERMINAL = {**AT_PIPE, "the terminal is gone": Way(leaves=True)}
del AT_TERMINAL["the pipe is closed"]


class State(NamedTuple):
    """What streams are doing."""

    scenario: dict[str, Any]
    is_reached: Callable[[Any], bool]
    """Tells of a session whether it is in this state."""
    seconds: float = 60
    """Of sound."""
    pace: str = "1"
    keys: str = ""
    """Pressed once sound comes."""
    says: tuple[str, ...] = ()
    """One of these is written."""
    is_told: bool = True
    """Whether the service hears that it is over."""


def sounds(record: Any) -> bool:
    return bool(record.sound_ms >= 200)


def faulty(**fault: Any) -> dict[str, Any]:
    return {"faults": [fault]}


LOST = faulty(fault="error", at="sound", sound="200ms", code=3009)
"""A service that is too busy, for which who listens waits for 5 s and more."""


STATES = {
    "before Begin": State(faulty(fault="mute", at="open"), lambda _: True),
    "listening": State({}, sounds),
    "paused": State({}, lambda record: "ForceEndpoint" in record.kinds, keys=" "),
    "a service that is deaf": State(faulty(fault="deaf", at="sound", sound="200ms", lasts="2s"), sounds, is_told=False),
    "reconnecting": State(LOST, lambda record: not record.is_open, says=('"attempt": 1', "(1/5)"), is_told=False),
    "finishing": State(faulty(fault="mute", at="end"), lambda record: record.asked_to_end, seconds=0.1, pace="100"),
}


def ways(state: State) -> list[tuple[str, Way, bool]]:
    """Give the ways to end it in a state, each with whether it is tried at a terminal, where alone there are keys."""
    if state.keys:
        return [(name, way, True) for name, way in AT_TERMINAL.items()]
    last = "the terminal is gone"
    return [*((name, way, False) for name, way in AT_PIPE.items()), (last, AT_TERMINAL[last], True)]


@contextlib.contextmanager
def started(tried: list[tuple[str, Way, bool]], sound: Any, pace: str = "1") -> Iterator[list[Process]]:
    """Start a process for each way, all at once; the service is told which is which."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                listening(str(sound), "--pace", pace, "--param", f"tried={number}", at_terminal=at_terminal)
            )
            for number, (_, _, at_terminal) in enumerate(tried)
        ]


def strike(way: Way, process: Process) -> float:
    """End a process in a way, and give when."""
    began = time.monotonic()
    for number in way.signals[:-1]:
        process.take(number)
    for number in way.signals[-1:]:
        process.process.send_signal(number)
    if way.leaves:
        process.leave()
    return began


def check(tried: list[tuple[str, Way, bool]], processes: list[Process]) -> None:
    """See how each has ended."""
    for (name, way, at_terminal), process in zip(tried, processes, strict=True):
        code, text, err = process.end()
        assert (name, code, err) == (name, way.code, "")
        if not way.leaves and not at_terminal:
            assert (name, events(text)[-1]["exitCode"]) == (name, code)


@pytest.mark.parametrize("name", STATES)
def test_however_it_is_ended_no_session_stays_open(monkeypatch, tmp_path, name):
    state, sound = STATES[name], silence(tmp_path / "silence.wav", STATES[name].seconds)
    tried = ways(state)
    pressed: set[int] = set()
    struck: dict[int, float] = {}

    with serving(state.scenario, monkeypatch) as served, started(tried, sound, state.pace) as processes:

        def advance() -> bool:
            """Take each on its way, whenever it is there, and tell whether all have been ended."""
            for record in tuple(served.records.all):
                number = int(record.query["tried"])
                process = processes[number]
                if state.keys and number not in pressed:
                    if sounds(record):
                        process.press(state.keys)
                        pressed.add(number)
                elif number not in struck and state.is_reached(record) and process.has_said(state.says):
                    struck[number] = strike(tried[number][1], process)
            return len(struck) == len(tried)

        wait(advance)
        assert served.is_over(LIMIT + 1)
        assert all(record.ended - struck[int(record.query["tried"])] < LIMIT for record in served.records.all)
        check(tried, processes)
    assert not state.is_told or all(record.asked_to_end for record in served.records.all)
    assert name == "reconnecting" or {record.ended_by for record in served.records.all} <= {"client", "lost"}


@contextlib.contextmanager
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[socket.socket]]:
    """Serve sockets that are never answered."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0), backlog=16) as server, contextlib.ExitStack() as stack:
        monkeypatch.setenv("ANAMCTL_STT_URL", f"ws://127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setenv("ASSEMBLYAI_API_KEY", "key")

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    taken.append(stack.enter_context(server.accept()[0]))

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield taken
        server.shutdown(socket.SHUT_RDWR)
        accepting.join()


def is_closed(one: socket.socket) -> bool:
    """Wait until the other side has closed a socket."""
    one.settimeout(LIMIT)
    with contextlib.suppress(ConnectionResetError):
        while one.recv(65536):
            pass
    return True


def wait(is_so: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for what nobody tells."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_however_it_is_ended_while_nobody_answers_the_socket_is_closed(monkeypatch, tmp_path):
    tried = ways(STATES["listening"])
    with silent(monkeypatch) as taken, started(tried, silence(tmp_path / "silence.wav", 60)) as processes:
        wait(lambda: len(taken) == len(tried))
        began = time.monotonic()
        for (_, way, _), process in zip(tried, processes, strict=True):
            strike(way, process)
        assert all(map(is_closed, taken))
        assert time.monotonic() - began < LIMIT
        check(tried, processes)


# ---- bugs ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def planted(anamctl, monkeypatch, tmp_path):
    """Run in this process with a bug in what reads keys, once a state is reached."""
    monkeypatch.setitem(Stream.__init__.__kwdefaults__, "policy", Policy(ending=1, begin=60))
    monkeypatch.setattr("anamctl.cli.listen.screens.has_keys", lambda _: True)
    raised: list[float] = []

    def call(until: Callable[[], None], state: State, before: Callable[[], None] = lambda: None) -> float:
        async def keys(_: Any) -> Any:
            await asyncio.to_thread(before)
            for key in state.keys:
                yield key
            await asyncio.to_thread(until)
            raised.append(time.monotonic())
            raise RuntimeError("planted")

        monkeypatch.setattr(JsonScreen, "keys", keys)
        sound = silence(tmp_path / "silence.wav", state.seconds)
        result = anamctl("listen", str(sound), "--json", "--pace", state.pace)
        assert (result.code, len(raised)) == (70, 1)
        assert "Traceback" not in result.err
        return raised[0]

    return call


@pytest.mark.parametrize("name", STATES)
def test_a_bug_in_any_state_leaves_no_session_open(monkeypatch, planted, name):
    state, told = STATES[name], threading.Event()
    show = JsonScreen.show

    def listens(screen: JsonScreen, event: Any) -> None:
        show(screen, event)
        if getattr(event, "attempt", 0) == 1:
            told.set()

    monkeypatch.setattr(JsonScreen, "show", listens)
    with serving(state.scenario, monkeypatch) as served:

        def until() -> None:
            assert served.wait(lambda: bool(served.records.all) and state.is_reached(served.last))
            assert not state.says or told.wait(10)

        def before() -> None:
            assert not state.keys or served.wait(lambda: bool(served.records.all) and sounds(served.last))

        began = planted(until, state, before)
        assert served.is_over(LIMIT)
        assert max(record.ended for record in served.records.all) - began < LIMIT
    assert not state.is_told or served.last.asked_to_end


def test_a_bug_while_nobody_answers_leaves_no_socket_open(monkeypatch, planted):
    with silent(monkeypatch) as taken:
        began = planted(lambda: wait(lambda: bool(taken)), STATES["listening"])
        assert all(map(is_closed, taken))
        assert time.monotonic() - began < LIMIT


@pytest.mark.parametrize("moment", ["ready", "partial", "final", "reconnecting", "ended"])
def test_a_bug_in_what_shows_leaves_no_session_open(anamctl, monkeypatch, tmp_path, moment):
    show = JsonScreen.show

    def broken(screen, event):
        if type(event).__name__.lower() == moment:
            raise RuntimeError("planted")
        show(screen, event)

    monkeypatch.setattr(JsonScreen, "show", broken)
    faults = LOST["faults"] if moment == "reconnecting" else []
    with serving({"hears": SPEECH, "faults": faults}, monkeypatch) as served:
        began = time.monotonic()
        result = anamctl("listen", str(silence(tmp_path / "silence.wav", 3)), "--json", "--pace", "100")
        assert time.monotonic() - began < LIMIT
        assert served.is_over()
        assert all(record.asked_to_end or moment == "reconnecting" for record in served.records.all)
    assert result.code == 70
    assert "Traceback" not in result.err


# ---- who reads -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("options", [["--json"], []], ids=str)
def test_a_signal_ends_it_although_nobody_reads_what_it_writes(monkeypatch, tmp_path, options):
    turn = {"type": "Turn", "turn_order": "{n}", "end_of_turn": True, "transcript": "word " * 200, "words": []}
    script = [{"at": "100ms", "repeat": 5000, "every": "2ms", "send": [turn]}]
    sound = silence(tmp_path / "silence.wav", 60)
    reader, writer = os.pipe()
    with (
        open(reader, "rb"),
        serving({"hears": [], "script": script}, monkeypatch) as served,
        subprocess.Popen(
            [sys.executable, "-m", "anamctl", "listen", str(sound), *options], stdout=writer, stderr=subprocess.PIPE
        ) as process,
    ):
        os.close(writer)
        assert served.wait(lambda: any(record.sent["Turn"] > 30 for record in served.records.all), 20)
        time.sleep(1)  # now the pipe is full
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT + 5) == 130
        assert served.is_over()
        assert served.last.asked_to_end


def test_a_process_that_is_killed_has_kept_what_it_has_shown(monkeypatch, tmp_path):
    sound, saved = silence(tmp_path / "silence.wav", 60), tmp_path / "heard.txt"
    with serving({"hears": SPEECH}, monkeypatch) as served, listening(str(sound), "--save", str(saved)) as process:
        process.wait_for(lambda text: '"type": "final"' in text)
        process.process.kill()
        process.process.wait(20)
        assert served.is_over()
    assert saved.read_text(encoding="utf-8") == "Bonjour à tous.\n"
