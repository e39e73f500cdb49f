"""
Run a command and measure what it took.

The kernel counts the size of the process that starts a command towards the peak of that command, so the
measuring process must stay smaller than what it measures: import little here, keep no texts.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Run(NamedTuple):
    """One run of one command."""

    seconds: float
    peak_mib: float | None
    """None where the system does not tell (Windows)."""
    exit_code: int


class Command(NamedTuple):
    """What to run, where, what must come back, and what to do before the clock starts."""

    name: str
    arguments: Sequence[str]
    folder: str
    exit_codes: tuple[int, ...] = (0,)
    before: Callable[[], None] | None = None


class UnexpectedExitError(Exception):
    """A measured command ended with an exit code that makes its time meaningless."""


def run(command: Command) -> Run:
    """
    Run a command with its output thrown away.

    Raises:
        UnexpectedExitError: the exit code is not one of those that the command may have.
    """
    if command.before is not None:
        command.before()
    start = time.perf_counter()
    process = subprocess.Popen(
        command.arguments,
        cwd=command.folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    exit_code, peak_mib = _wait(process)
    seconds = time.perf_counter() - start
    if exit_code not in command.exit_codes:
        raise UnexpectedExitError(
            f"{command.name} ended with exit code {exit_code}: {' '.join(command.arguments[:6])} …"
        )
    return Run(seconds, peak_mib, exit_code)


def run_in_turns(commands: Sequence[Command], rounds: int) -> dict[str, list[Run]]:
    """Run all commands after one another, `rounds` times, so that a busy moment hits all of them alike."""
    runs: dict[str, list[Run]] = {command.name: [] for command in commands}
    for _ in range(rounds):
        for command in commands:
            runs[command.name].append(run(command))
    return runs


def median_seconds(runs: Sequence[Run]) -> float:
    """Give the middle time."""
    return median(one.seconds for one in runs)


def highest_peak(runs: Sequence[Run]) -> float | None:
    """Give the largest memory peak in MiB, or None when no run knows it."""
    return max((one.peak_mib for one in runs if one.peak_mib is not None), default=None)


def _wait(process: subprocess.Popen[bytes]) -> tuple[int, float | None]:
    if sys.platform == "win32":
        return process.wait(), None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)  # keeps Popen from waiting a second time
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return process.returncode, usage.ru_maxrss / unit


def _environment() -> dict[str, str]:
    """Give ours, less what would make a tool behave as on a CI server or in colour."""
    unwanted = {"CI", "FORCE_COLOR", "GITHUB_ACTIONS", "PYTHONDEVMODE", "PYTHONWARNINGS"}
    return {name: value for name, value in os.environ.items() if name not in unwanted}
