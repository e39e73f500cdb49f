"""
Measure a live session against Anam's own Python client, and print a table with targets.

Both talk to the same sandbox, a process of its own, in turns: start, wait until ready, stay, end. The time of an update
is measured on a session of ours that is open anyway.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from statistics import median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.table import Row, at_most, duration, markdown_table, plain_table, put_into_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PERSONA = os.path.join(ROOT, "personas", "concierge.yaml")
SECTION = "bench:sessions"
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Session(NamedTuple):
    """What one session took."""

    ready: float
    """Seconds from the start of the process until it could be talked to."""
    connected_cpu: float
    """Seconds of processor time from then to the end."""
    peak_mib: float


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and give the exit code: 0, or 1 when a target is missed."""
    options = _parse(arguments)
    ours = [options.anamctl, "session", "start", PERSONA, "--lang", "fr", "--json", "--for", f"{options.seconds}s"]
    theirs = [sys.executable, os.path.join(ROOT, "benchmarks", "sdk_session.py"), str(options.seconds)]
    runs: dict[str, list[Session]] = {"ours": [], "theirs": []}
    with _sandbox(options.anamctl) as environment:
        for command in (ours, theirs):  # fill the file system's cache and write .pyc files
            _run(command, environment)
        for _ in range(options.rounds):
            runs["ours"].append(_run(ours, environment))
            runs["theirs"].append(_run(theirs, environment))
        times = _update_times(options.anamctl, environment, options.updates)
    rows = _rows(runs, times, options.seconds)
    conditions = _conditions(options)
    print(f"{conditions}\n\n{plain_table(rows)}")
    if options.write:
        with open(options.write, encoding="utf-8") as file:
            page = file.read()
        with open(options.write, "w", encoding="utf-8", newline="\n") as file:
            file.write(put_into_page(page, f"{conditions}\n\n{markdown_table(rows)}", SECTION))
    return int(any(row.verdict == "MISSED" for row in rows))


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0] if __doc__ else "")
    beside = os.path.join(os.path.dirname(sys.executable), "anamctl")
    parser.add_argument("--anamctl", default=beside, metavar="PROGRAM", help="the anamctl to measure")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="sessions of each (7)")
    parser.add_argument("--seconds", type=int, default=5, metavar="N", help="how long each stays connected (5)")
    parser.add_argument("--updates", type=int, default=300, metavar="N", help="updates to time (300)")
    parser.add_argument("--write", metavar="PAGE", help="put the table into this Markdown page as well")
    return parser.parse_args(arguments)


@contextmanager
def _sandbox(program: str) -> Iterator[dict[str, str]]:
    """Serve, and give the environment that leads clients there."""
    process = subprocess.Popen([program, "sandbox"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        output = process.stdout.read() if process.stdout else ""  # it lets go of it once the variables are printed
        variables = dict(line.removeprefix("export ").split("=", 1) for line in output.splitlines())
        yield {**os.environ, **variables}
    finally:
        process.terminate()
        process.communicate()


def _run(command: Sequence[str], environment: dict[str, str]) -> Session:
    """Run a session."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        text=True,
    )
    ready, cpu = 0.0, 0.0
    for line in process.stdout or ():
        if not ready and ("ready" in line.split() or '"type": "ready"' in line):
            ready = time.perf_counter() - start
            cpu = _cpu(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdout is not None:
        process.stdout.close()
    if process.returncode or not ready:
        raise SystemExit(f"bench: {' '.join(command)} ended with exit code {process.returncode}")
    return Session(ready, usage.ru_utime + usage.ru_stime - cpu, usage.ru_maxrss / 1024)


def _cpu(pid: int) -> float:
    """Seconds of processor time that a process has used."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _update_times(program: str, environment: dict[str, str], count: int) -> list[float]:
    """Change a session again and again, and give the seconds until each was applied."""
    lines = "".join(f"/set voiceGenerationOptions.speed={1 + index % 2 / 10}\n" for index in range(1, count + 1))
    command = [program, "session", "start", PERSONA, "--lang", "fr", "--json", "--max-length", "10m"]
    done = subprocess.run(command, input=lines, env=environment, capture_output=True, text=True, check=True)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    times = [event["took"] for event in events if event["type"] == "update" and event["outcome"] == "applied"]
    if len(times) < count:
        raise SystemExit(f"bench: {len(times)} of {count} updates were applied")
    return times


def _rows(runs: dict[str, list[Session]], times: list[float], seconds: int) -> list[Row]:
    ours, theirs = runs["ours"], runs["theirs"]

    def against(name: str, field: str, shown: str, target: float) -> Row:
        mine, other = (median(getattr(one, field) for one in group) for group in (ours, theirs))
        texts = (duration(mine), duration(other)) if shown == "s" else (f"{mine:.0f} MiB", f"{other:.0f} MiB")
        goal = at_most(target, "×")
        return Row(name, texts[0], f"anam {texts[1]}", mine / other, "{:.2f}×", goal, goal)

    p99 = quantiles(times, n=100)[98] * 1000
    return [
        against("process start → ready", "ready", "s", 0.7),
        against("peak memory", "peak_mib", "MiB", 0.8),
        against(f"processor time of {seconds} s connected", "connected_cpu", "s", 1.0),
        Row(
            f"update → applied, {len(times)} in a row, both sides and the wire",
            f"p50 {median(times) * 1000:.1f} ms",
            "",
            p99,
            "p99 {:.1f} ms",
            at_most(5, " ms"),
            at_most(5, " ms"),
        ),
    ]


def _conditions(options: argparse.Namespace) -> str:
    from importlib.metadata import version

    tools = ", ".join(f"{name} {version(name)}" for name in ("anamctl", "anam", "aiortc"))
    return (
        f"{options.rounds} sessions of {options.seconds} s each, in turns, with the sandbox in a process of its own; "
        f"medians. {tools}."
    )


if __name__ == "__main__":
    sys.exit(main())
