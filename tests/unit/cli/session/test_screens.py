from __future__ import annotations

import asyncio
import io
import json
import os
import sys
import threading

import pytest

from anamctl.anam.events import (
    Change,
    Connected,
    Engine,
    Message,
    Minted,
    Ready,
    Reconnecting,
    ToolCall,
    Update,
    Warned,
)
from anamctl.cli.session.input import StdinLines
from anamctl.cli.session.screens import JsonScreen, LinesScreen, entered
from anamctl.live.expectations import Verdict
from anamctl.live.summary import Tally

HOSTILE = "\x1b[2J\u202eevil\nsecond line"


def update(outcome, **more):
    return Update(t=1, outcome=outcome, changes=(Change("voiceGenerationOptions.speed", 1.2, 1.0),), **more)


@pytest.mark.parametrize(
    ("event", "out", "err"),
    [
        (Message(t=1, role="user", id="1", text="Bonjour", final=True), "you      Bonjour\n", ""),
        (Message(t=1, role="persona", id="1", text="Bonsoir", final=True), "persona  Bonsoir\n", ""),
        (Message(t=1, role="persona", id="1", text="Bon", final=False), "", ""),
        (Message(t=1, role="persona", id="1", text=" ", final=True), "", ""),
        (
            Message(t=1, role="persona", id="1", text="Bon", final=True, interrupted=True),
            "persona  Bon  (interrupted)\n",
            "",
        ),
        (Minted(t=0.111), "", "token 0.11 s\n"),
        (Engine(t=0.2, session_id="abc", region="eu"), "", "engine 0.20 s: session abc in eu\n"),
        (Connected(t=0.3), "", "connected 0.30 s\n"),
        (Connected(t=9, is_again=True), "", "connected again\n"),
        (Ready(t=0.4), "", "ready 0.40 s\n"),
        (Ready(t=0.4, announced=False), "", "ready 0.40 s, though the service has not said so\n"),
        (Warned(t=1, text="slow"), "", "Anam warns: slow\n"),
        (Warned(t=1, text="slow", by="anamctl"), "", "warning: slow\n"),
        (Reconnecting(t=1, what="peer", attempt=1, of=3, reason="x"), "", "peer lost (x); attempt 1 of 3\n"),
        (ToolCall(t=1, stage="started", name="book"), "", "tool book started\n"),
        (update("applied", took=0.084), "", "update voiceGenerationOptions.speed 1.0 -> 1.2: applied in 84 ms\n"),
        (update("rejected", reason="no"), "", "update voiceGenerationOptions.speed 1.2: rejected: no\n"),
        (
            update("unconfirmed"),
            "",
            "update voiceGenerationOptions.speed 1.2: sent, unconfirmed: Anam said nothing; old engines never do\n",
        ),
        (update("not_sent", reason="no"), "", "update voiceGenerationOptions.speed 1.2: not sent: no\n"),
        (
            update("applied", is_late=True, took=3.21),
            "",
            "update voiceGenerationOptions.speed 1.0 -> 1.2: applied late in 3.2 s\n",
        ),
    ],
)
def test_the_conversation_goes_to_stdout_and_the_rest_to_stderr(capsys, event, out, err):
    LinesScreen().show(event)

    assert capsys.readouterr() == (out, err)


@pytest.mark.parametrize(
    ("outcome", "reason", "first", "last"),
    [
        ("not_sent", "no", "not sent", "not sent: no"),
        ("unconfirmed", "", "sent, unconfirmed", "sent, unconfirmed: Anam said nothing; old engines never do"),
    ],
)
def test_the_reason_of_several_fields_is_told_once(capsys, outcome, reason, first, last):
    changes = (Change("languageCode", "es"), Change("voiceGenerationOptions.speed", 1.2))
    LinesScreen().show(Update(t=1, outcome=outcome, changes=changes, reason=reason))

    told = f"update languageCode es: {first}\nupdate voiceGenerationOptions.speed 1.2: {last}\n"
    assert capsys.readouterr() == ("", told)


def test_quiet_is_the_conversation_alone(capsys):
    screen = LinesScreen(quiet=True)
    screen.show(Ready(t=1))
    screen.note("x")
    screen.ends_in(3)
    screen.show(Message(t=1, role="user", id="1", text="Bonjour", final=True))

    assert capsys.readouterr() == ("you      Bonjour\n", "")


@pytest.mark.parametrize(
    "event",
    [
        Message(t=1, role="persona", id="1", text=HOSTILE, final=True),
        Warned(t=1, text=HOSTILE),
        Engine(t=1, session_id=HOSTILE, region=HOSTILE),
        Update(t=1, outcome="rejected", changes=(Change(HOSTILE, HOSTILE),), reason=HOSTILE),
        ToolCall(t=1, stage="failed", name=HOSTILE),
        Reconnecting(t=1, what="peer", attempt=1, of=2, reason=HOSTILE),
    ],
)
@pytest.mark.parametrize("make", [LinesScreen, JsonScreen])
def test_what_others_say_stays_in_its_line_and_does_nothing(capsys, event, make):
    make().show(event)
    out, err = capsys.readouterr()

    assert (out + err).count("\n") == 1
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


def test_json_lines_have_events_notes_and_a_summary(capsys):
    screen = JsonScreen()
    screen.show(Minted(t=0.1, expires_in=3600.0))
    screen.note("a remark")
    screen.ends_in(3)
    screen.language("es")
    screen.finish(Tally().summary(0))
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert [one["type"] for one in found] == ["minted", "warning", "summary"]
    assert (found[1]["text"], found[1]["by"]) == ("a remark", "anamctl")


def test_the_end_is_told_with_what_was_expected(capsys):
    verdicts = [Verdict("expect-heard", "x", is_met=False, why="nothing was heard")]
    tally = Tally()
    tally.see(Engine(t=1, session_id="abc"))
    LinesScreen().finish(tally.summary(1, verdicts))

    assert capsys.readouterr().err.startswith("expect-heard x: not met, nothing was heard\nended (")


def test_a_terminal_that_is_gone_when_it_is_given_back_is_told():
    lost: list[OSError] = []

    class Gone(LinesScreen):
        def __enter__(self):
            return self

        def __exit__(self, *_):
            raise OSError(5, "Input/output error")

    with entered(Gone(), lost.append):
        pass
    assert len(lost) == 1
    with entered(LinesScreen(), lost.append):
        pass
    assert len(lost) == 1


# ---- stdin -----------------------------------------------------------------------------------------------------------


class Stdin:
    """A stdin of which only the number counts."""

    def __init__(self, number):
        self._number = number

    def fileno(self):
        return self._number


@pytest.fixture
def pipe(monkeypatch):
    """Let stdin be a pipe, and give its other end."""
    ours, theirs = os.pipe()
    monkeypatch.setattr(sys, "stdin", Stdin(ours))
    with open(theirs, "wb", buffering=0) as other:
        yield other
    for thread in threading.enumerate():
        if thread.name == "anamctl-stdin":
            thread.join(5)
    os.close(ours)


def lines(write=lambda: None):
    async def main():
        source = StdinLines()
        threading.Thread(target=write).start()
        async with asyncio.timeout(5):
            return [line async for line in source.read()]

    return asyncio.run(main())


def test_lines_come_as_they_are_written(pipe):
    def write():
        for piece in (b"un\nde", b"ux\r\n", "trois é".encode()[:-1], "é".encode()[-1:] + b"\n", b"last"):
            pipe.write(piece)
        pipe.close()

    assert lines(write) == ["un", "deux", "trois é", "last"]


def test_bytes_that_are_no_text_are_no_obstacle(pipe):
    pipe.write(b"\xff\xfe\n\n" + b"x" * 10 + b"\n")
    pipe.close()

    assert lines() == ["\ufffd\ufffd", "", "x" * 10]


def test_a_line_without_an_end_is_cut(pipe):
    def write():
        pipe.write(b"x" * (3 * 1024 * 1024))
        pipe.close()

    found = lines(write)
    assert "".join(found) == "x" * (3 * 1024 * 1024)
    assert max(map(len, found)) < 1024 * 1024 + 65536 + 1


def test_many_lines_all_arrive(pipe):
    def write():
        pipe.write(b"".join(b"%d\n" % number for number in range(2000)))
        pipe.close()

    assert lines(write) == [str(number) for number in range(2000)]


def test_what_stands_in_for_stdin_is_read(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("un\ndeux\n"))

    assert lines() == ["un", "deux"]


def test_stopping_ends_the_wait_for_a_line(pipe):
    async def main():
        source = StdinLines()
        asyncio.get_running_loop().call_later(0.02, source.stop)
        async with asyncio.timeout(5):
            return [line async for line in source.read()]

    assert asyncio.run(main()) == []
    pipe.write(b"too late\n")


def test_stopping_before_the_start_reads_nothing(pipe):
    async def main():
        source = StdinLines()
        source.stop()
        return [line async for line in source.read()]

    assert asyncio.run(main()) == []
