"""What only a process of its own shows: pipes, signals, encodings."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys

import pytest

import anamctl
from tests.unit.cli.samples import WRONG

COMMAND = [sys.executable, "-m", "anamctl"]


@pytest.fixture
def environ() -> dict[str, str]:
    """Give the environment of the tests without what tells Python how to write."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONIOENCODING", "PYTHONUTF8", "PYTHONCOERCECLOCALE", "PYTHONUNBUFFERED")
        and not name.startswith("LC_")
    }


@pytest.fixture
def folder(tmp_path):
    """Give a folder with findings in a file whose name and text are not ASCII."""
    (tmp_path / "personas").mkdir()
    text = WRONG.replace("Concierge", "受付 Zoë")
    (tmp_path / "personas" / "受付.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def call(*arguments, cwd=None, **options) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, capture_output=True, check=False, **options)


def test_the_module_and_the_script_are_the_same_program(folder):
    module = call("--version")
    script = subprocess.run(
        [os.path.join(os.path.dirname(sys.executable), "anamctl"), "--version"], capture_output=True, check=True
    )

    assert module.stdout.split() == script.stdout.split() == [b"anamctl", anamctl.__version__.encode()]
    assert module.returncode == 0


def test_exit_codes_reach_the_shell(folder):
    assert call("validate", cwd=folder).returncode == 1
    assert call("validate", "--select", "YML", cwd=folder).returncode == 0
    assert call("validate", "--nope", cwd=folder).returncode == 2


@pytest.mark.parametrize("arguments", [("validate", "-f", "json"), ("languages",), ("rule",)])
def test_a_reader_that_goes_away_is_no_error(folder, environ, arguments):
    """`anamctl … | head`: the pipe is closed before anything is written."""
    reader, writer = os.pipe()
    os.close(reader)
    options = {"cwd": folder, "env": environ, "stdout": writer, "stderr": subprocess.PIPE}
    done = subprocess.run([*COMMAND, *arguments], check=False, **options)
    os.close(writer)

    assert done.stderr == b""
    assert done.returncode == (1 if arguments[0] == "validate" else 0)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [("validate",), ("languages",)])
def test_a_full_disk_is_told_in_two_lines(folder, arguments):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, *arguments], cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False)

    assert done.returncode == 3
    assert done.stderr.decode().splitlines() == [
        "anamctl: cannot write the result: No space left on device.",
        "hint: is the disk full?",
    ]


@pytest.mark.skipif(os.name == "nt", reason="has other signals")
@pytest.mark.parametrize("arguments", [("validate", "-"), ("validate", "-", "--debug")])
def test_ctrl_c_ends_with_130_and_no_traceback(folder, arguments):
    process = subprocess.Popen(
        [sys.executable, "-X", "importtime", "-m", "anamctl", *arguments],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.endswith(b" anamctl.lint.runner\n"):
            break  # it is about to read stdin
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert (process.returncode, out) == (130, b"")
    assert [line for line in err.decode().splitlines() if line and not line.startswith("import time:")] == []


# ---- encodings -------------------------------------------------------------------------------------------------------

LANGUAGE = ("languages", "fr")
REPORT = ("validate", "--color", "always")
ODD = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "cp1252"},
    {"PYTHONIOENCODING": "cp437"},
    {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "1"},
]


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: "-".join(odd.values()))
@pytest.mark.parametrize("arguments", [REPORT, LANGUAGE, ("rule",), ("init", "x", "-o", "-")], ids=lambda one: one[0])
def test_no_encoding_ends_in_a_crash(folder, environ, odd, arguments):
    done = call(*arguments, cwd=folder, env=environ | odd)

    assert done.returncode == (1 if arguments == REPORT else 0)
    assert b"bug" not in done.stderr
    assert done.stdout


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: "-".join(odd.values()))
def test_json_is_json_in_every_encoding(folder, environ, odd):
    done = call("validate", "-f", "json", cwd=folder, env=environ | odd)
    document = json.loads(done.stdout.decode(odd.get("PYTHONIOENCODING", "utf-8")))
    finding = document["findings"][0]

    assert "日本語" in finding["message"]
    if "PYTHONCOERCECLOCALE" not in odd:  # else names of files are bytes for Python as well
        assert finding["path"].replace("\\", "/") == "personas/受付.yaml"


def test_a_pipe_gets_utf8_where_nothing_else_was_asked_for(folder, environ):
    odd = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = call("validate", cwd=folder, env=environ | odd)

    assert "日本語" in done.stdout.decode()
    assert "│" in done.stdout.decode()


def test_an_ascii_report_can_be_read_and_keeps_its_carets(folder, environ):
    done = call("validate", cwd=folder, env=environ | {"PYTHONIOENCODING": "ascii"})
    lines = done.stdout.decode("ascii").splitlines()

    assert "\\u53d7\\u4ed8.yaml:6:17  error  LNG101" in lines[0]
    at = next(number for number, line in enumerate(lines) if "| " in line and "^" in line)
    assert lines[at - 1].index("jp") == lines[at].index("^^")


@pytest.mark.skipif(sys.platform != "linux", reason="others have no file names that are no text")
@pytest.mark.parametrize("name", ["text", "concise", "json", "sarif", "github", "gitlab", "junit"])
def test_a_file_name_that_is_no_text_can_be_reported(tmp_path, environ, name):
    folder = os.fsencode(tmp_path) + b"/personas"
    os.mkdir(folder)
    with open(folder + b"/\xff.yaml", "w", encoding="utf-8") as file:
        file.write(WRONG)

    done = call("validate", "-f", name, cwd=tmp_path, env=environ)

    assert (done.returncode, done.stderr) == (1, b"")
    assert "LNG101" in done.stdout.decode()
