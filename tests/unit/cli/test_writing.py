from __future__ import annotations

import os
import stat
import sys

import pytest

from anamctl.cli.writing import write_atomically
from anamctl.errors import UsageError


def test_a_file_is_written_and_nothing_else_is_left(tmp_path):
    write_atomically(str(tmp_path / "a.json"), "é\n")

    assert (tmp_path / "a.json").read_bytes() == "é\n".encode()
    assert os.listdir(tmp_path) == ["a.json"]


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("a long old text")
    path.chmod(0o640)
    write_atomically(str(path), "new")

    assert path.read_text() == "new"
    assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_relative_path_needs_no_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_atomically("a.json", "x")

    assert (tmp_path / "a.json").read_text() == "x"


def test_a_dash_is_stdout(capsys):
    write_atomically("-", "x\n")

    assert capsys.readouterr().out == "x\n"


@pytest.mark.skipif(sys.platform == "win32", reason="has no devices among its files")
def test_a_device_stays_a_device():
    write_atomically(os.devnull, "x")

    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="has no pipes among its files")
def test_a_pipe_is_written_to(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_atomically(str(path), "x")

    assert os.read(reader, 9) == b"x"
    os.close(reader)


@pytest.mark.parametrize("path", ["missing/a.json", "."])
def test_what_cannot_be_written_is_said_in_two_lines(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UsageError) as caught:
        write_atomically(path, "x")

    assert caught.value.message.startswith(f"cannot write {path}: ")
    assert caught.value.hint


def test_a_missing_folder_is_what_the_hint_is_about(tmp_path):
    with pytest.raises(UsageError) as caught:
        write_atomically(str(tmp_path / "no" / "a"), "x")

    assert caught.value.hint == "does its folder exist?"


def test_half_a_surrogate_pair_is_written_as_an_escape(tmp_path):
    write_atomically(str(tmp_path / "a"), "\udc80")

    assert (tmp_path / "a").read_text() == "\\udc80"
