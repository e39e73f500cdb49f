from __future__ import annotations

import io
import os
import sys

import pytest

from anamctl.cli import terminal
from anamctl.cli.terminal import is_terminal, prepare, uses_color, width


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _no_term(monkeypatch):
    monkeypatch.delenv("TERM", raising=False)


# ---- colour ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "environ", "expected"),
    [
        ("auto", {}, True),
        ("auto", {"TERM": "xterm-256color"}, True),
        ("auto", {"TERM": "dumb"}, False),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"NO_COLOR": ""}, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("always", {"NO_COLOR": "1"}, True),
    ],
)
def test_colour_on_a_terminal(choice, environ, expected, monkeypatch):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert uses_color(choice, Terminal()) is expected


@pytest.mark.parametrize(
    ("choice", "environ", "expected"),
    [
        ("auto", {}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
        ("auto", {"FORCE_COLOR": ""}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ("always", {}, True),
        ("never", {}, False),
    ],
)
def test_colour_in_a_file(choice, environ, expected, monkeypatch):
    for name, value in environ.items():
        monkeypatch.setenv(name, value)

    assert uses_color(choice, io.StringIO()) is expected


def test_a_closed_stream_is_no_terminal():
    stream = Terminal()
    stream.close()
    closed = io.StringIO()
    closed.close()

    assert is_terminal(Terminal())
    assert not is_terminal(closed)


def test_stdout_is_asked_when_no_stream_is_named(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert is_terminal()
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not is_terminal()


# ---- width -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "expected"), [("60", 60), ("1", 1), ("0", 100), ("-5", 100), ("wide", 100), ("", 100)]
)
def test_columns_wins_where_it_is_a_number(columns, expected, monkeypatch, capsys):
    monkeypatch.setenv("COLUMNS", columns)

    assert width() == expected


def test_a_file_has_a_fixed_width():
    assert width() == terminal.FALLBACK_WIDTH == 100


def test_a_terminal_is_asked_how_wide_it_is(monkeypatch):
    stream = Terminal()
    monkeypatch.setattr(stream, "fileno", lambda: 7)
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(os, "get_terminal_size", {7: os.terminal_size((72, 20))}.get)
    assert width() == 72

    monkeypatch.setattr(os, "get_terminal_size", {7: os.terminal_size((0, 0))}.get)
    assert width() == 100


# ---- encoding --------------------------------------------------------------------------------------------------------


class Stream(io.TextIOWrapper):
    """A stdout with an encoding."""

    def __init__(self, encoding: str, *, is_tty: bool = False, errors: str = "strict") -> None:
        super().__init__(io.BytesIO(), encoding=encoding, errors=errors, newline="\n")
        self.is_tty = is_tty

    def isatty(self) -> bool:
        return self.is_tty

    def written(self, text: str) -> bytes:
        self.write(text)
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


@pytest.fixture(autouse=True)
def _encoding_of_python(monkeypatch):
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)


def prepared(monkeypatch, stream: Stream) -> Stream:
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(sys, "stderr", Stream("utf-8"))
    prepare()
    return stream


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii", "latin-1"])
def test_a_pipe_gets_utf8_whatever_the_machine_prefers(encoding, monkeypatch):
    stream = prepared(monkeypatch, Stream(encoding))

    assert stream.written("日本 │ é") == "日本 │ é".encode()


def test_half_a_surrogate_pair_can_be_written_to_a_pipe(monkeypatch):
    assert prepared(monkeypatch, Stream("cp1252")).written("a\udc80") == b"a\\udc80"


def test_a_terminal_keeps_its_encoding(monkeypatch):
    stream = prepared(monkeypatch, Stream("cp1252", is_tty=True))

    assert stream.written("é · 日 │ x") == b"\xe9 \xb7 \\u65e5 | x"


def test_an_encoding_that_was_asked_for_is_kept(monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    stream = prepared(monkeypatch, Stream("ascii"))

    assert stream.written("é · 日 … │ x") == b"\\u00e9 - \\u65e5 ~ | x"


def test_stderr_is_prepared_too(monkeypatch):
    stream = Stream("cp437", is_tty=True)
    monkeypatch.setattr(sys, "stderr", stream)
    prepare()

    assert stream.written("no rule “日”") == b"no rule \\u201c\\u65e5\\u201d"


def test_utf8_is_left_alone(monkeypatch):
    stream = prepared(monkeypatch, Stream("UTF-8"))

    assert stream.errors == "strict"


def test_a_stream_that_is_no_file_is_left_alone(monkeypatch):
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    prepare()

    assert isinstance(sys.stdout, io.StringIO)
