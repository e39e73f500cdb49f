"""Standard streams that are closed, full, or that nobody reads."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.unit.audio.samples import posix
from tests.unit.cli.listen.serving import CLIPS

FRENCH = str(CLIPS / "fr-table.wav")
PERSONA = str(Path(__file__).resolve().parents[3] / "personas/concierge.yaml")
SESSION = ["session", "start", PERSONA, "--sandbox", "--say", "hello"]
STREAM = ["listen", FRENCH, "--sandbox", "--pace", "max", "--provider", "whisperlivekit"]
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")


def shell(redirection: str, *arguments: str) -> tuple[int, str, str]:
    """Run with streams as a shell leaves them."""
    command = ["sh", "-c", f'exec "$0" "$@" {redirection}', sys.executable, "-m", "anamctl", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    return done.returncode, done.stdout, done.stderr


@posix
@pytest.mark.parametrize(
    "arguments", [["--version"], ["languages"], ["languages", "--json"], SESSION, STREAM], ids=" ".join
)
def test_a_stdout_that_is_closed_is_said_to_be(arguments):
    code, _, err = shell(">&-", *arguments)

    assert code == 3
    assert err.splitlines()[-2:] == [
        "anamctl: cannot write the result: Bad file descriptor.",
        "hint: stdout is closed; give it somewhere to go, or > /dev/null.",
    ]


@posix
def test_a_stdin_that_is_closed_is_said_to_be():
    code, _, err = shell("<&-", "listen", "-", "--sandbox", "--pace", "max")

    assert code == 2
    assert err.splitlines()[-2:] == [
        "anamctl: stdin cannot be read: Bad file descriptor.",
        "hint: is it closed? Pipe sound into it, or name a file.",
    ]


@posix
@pytest.mark.parametrize("redirection", ["2>&-", pytest.param("2>/dev/full", marks=FULL)])
@pytest.mark.parametrize(
    ("arguments", "code", "out"),
    [
        (["validate", "nosuch"], 2, ""),
        (["listen", FRENCH, "--rate", "1"], 2, ""),
        ([*STREAM, "--verbose", "--expect", "fr"], 0, "Une table"),
    ],
    ids=str,
)
def test_nobody_has_to_read_stderr(redirection, arguments, code, out):
    found = shell(redirection, *arguments)

    assert (found[0], out in found[1], found[2]) == (code, True, "")


@posix
@FULL
@pytest.mark.parametrize(
    "arguments",
    [
        STREAM,
        SESSION,
        [*STREAM, "--json"],
        ["listen", FRENCH, "--sandbox", "--pace", "max", "--compare", "whisperlivekit", "whisperlivekit/small"],
        ["--version"],
        ["languages", "--json"],
    ],
    ids=" ".join,
)
def test_a_disk_that_is_full_is_said_to_be(arguments):
    code, _, err = shell(">/dev/full", *arguments)

    assert code == 3
    assert err.splitlines()[-2:] == [
        "anamctl: cannot write the result: No space left on device.",
        "hint: is the disk full?",
    ]


@posix
@pytest.mark.parametrize("options", [[], ["--json"]], ids=str)
def test_why_it_is_1_is_said_although_nobody_reads_stdout(options):
    command = [sys.executable, "-m", "anamctl", *STREAM[:-2], FRENCH, "--expect", "de", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr is not None
        err = process.stderr.read()

    assert process.wait(30) == 1
    assert "expected de: not met" in err
