from __future__ import annotations

import errno
import io
import json
import os
import sys

import pytest

from anamctl.cli.guard import StopError, guarded
from anamctl.errors import (
    AnamctlError,
    CredentialsError,
    ServiceError,
    SettingsError,
    UsageError,
)


def fail(error: BaseException):
    def command() -> int:
        raise error

    return command


@pytest.mark.parametrize("code", [0, 1])
def test_the_code_of_a_command_is_that_of_the_process(code, capsys):
    assert guarded(lambda: code) == code
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("kind", "code"),
    [(UsageError, 2), (SettingsError, 2), (ServiceError, 3), (CredentialsError, 4), (AnamctlError, 70)],
)
def test_a_known_error_is_told_in_two_lines(kind, code, capsys):
    assert guarded(fail(kind("a is missing.", hint="add a."))) == code
    assert capsys.readouterr() == ("", "anamctl: a is missing.\nhint: add a.\n")


def test_an_error_without_a_hint_is_one_line(capsys):
    guarded(fail(UsageError("a is missing.")))

    assert capsys.readouterr().err == "anamctl: a is missing.\n"


def test_foreign_text_in_an_error_controls_nothing(capsys):
    guarded(fail(UsageError("no \x1b[31m\u202e.", hint="\r\x9b")))

    assert capsys.readouterr().err == "anamctl: no <U+001B>[31m<U+202E>.\nhint: <U+000D><U+009B>\n"


def test_an_envelope_that_nobody_reads_leaves_the_exit_code(monkeypatch, capfd):
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8", closefd=False) as out:
        monkeypatch.setattr(sys, "stdout", out)
        assert guarded(fail(UsageError("a is missing.", hint="add a.")), json=True, name="rule") == 2
    os.close(writer)
    assert capfd.readouterr().err == ""


def test_an_error_is_an_envelope_on_stdout_where_json_is_asked_for(capsys):
    assert guarded(fail(UsageError("a is missing.", hint="add a.")), json=True, name="rule") == 2

    out, err = capsys.readouterr()
    assert err == ""
    assert json.loads(out) == {
        "version": 1,
        "command": "rule",
        "ok": False,
        "data": None,
        "errors": [{"code": "usage", "message": "a is missing.", "hint": "add a."}],
    }


@pytest.mark.parametrize("error", [ValueError("secret"), KeyError("x"), RecursionError(), MemoryError()])
def test_a_bug_is_no_finding_and_shows_no_traceback_unasked(error, capsys):
    assert guarded(fail(error)) == 70

    name = type(error).__name__
    assert capsys.readouterr() == (
        "",
        f"anamctl: This is a bug in anamctl ({name}).\nhint: run the same command with --debug and report it.\n",
    )


@pytest.mark.parametrize(("error", "code"), [(ValueError("why"), 70), (UsageError("why"), 2)])
def test_debug_adds_the_traceback_and_keeps_code_and_lines(error, code, capsys):
    assert guarded(fail(error), debug=True) == code

    err = capsys.readouterr().err
    assert err.startswith("Traceback (most recent call last):\n")
    assert "in command\n" in err
    assert ": why\n" in err
    assert "\nanamctl: " in err


def test_ctrl_c_is_130_without_a_word(capsys):
    assert guarded(fail(KeyboardInterrupt())) == 130
    assert capsys.readouterr() == ("", "")


def test_an_exit_that_was_asked_for_is_let_through():
    with pytest.raises(SystemExit):
        guarded(fail(SystemExit(5)))


# ---- stdout that takes no more ---------------------------------------------------------------------------------------


class Full(io.StringIO):
    """A stdout that holds back what is written, and fails when it has to hand it over."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def flush(self) -> None:
        raise self.error


def test_a_reader_that_has_seen_enough_is_no_error(monkeypatch, capsys):
    assert guarded(fail(BrokenPipeError(errno.EPIPE, "Broken pipe"))) == 0
    assert guarded(fail(StopError(BrokenPipeError(errno.EPIPE, "Broken pipe")))) == 0
    assert capsys.readouterr().err == ""


def test_findings_count_though_nobody_reads_them_to_the_end(monkeypatch):
    monkeypatch.setattr(sys, "stdout", Full(BrokenPipeError(errno.EPIPE, "Broken pipe")))

    assert guarded(lambda: 1) == 1


def test_a_full_disk_is_no_bug(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdout", Full(OSError(errno.ENOSPC, "No space left on device")))

    assert guarded(lambda: 1) == 3
    assert capsys.readouterr().err == (
        "anamctl: cannot write the result: No space left on device.\nhint: is the disk full?\n"
    )


def test_a_file_that_cannot_be_used_is_named(capsys):
    error = PermissionError(errno.EACCES, "Permission denied", "a\x1b.yaml")

    assert guarded(fail(StopError(error))) == 3
    assert capsys.readouterr().err.splitlines()[0] == "anamctl: a<U+001B>.yaml: Permission denied."


@pytest.mark.skipif(os.name != "nt", reason="elsewhere an invalid argument is one")
def test_an_invalid_argument_is_a_closed_pipe_on_windows():
    assert guarded(fail(OSError(errno.EINVAL, "Invalid argument"))) == 0
