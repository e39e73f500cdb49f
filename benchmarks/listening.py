"""
Measure ``anamctl listen`` against AssemblyAI's own Python client, and print a table with targets.

Both stream the same file to the same server on loopback, which notes when what came (`stt_stub`). The live view runs in
a terminal of its own; what appears there is read back. What a refresh costs is measured in this process.
"""

from __future__ import annotations

import argparse
import json
import os
import pty
import select
import signal
import subprocess
import sys
import tempfile
import time
import wave
from contextlib import contextmanager
from statistics import median, quantiles
from typing import IO, TYPE_CHECKING, NamedTuple

from benchmarks.refreshing import ratio
from benchmarks.table import Row, at_most, duration, markdown_table, plain_table, put_into_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SECTION = "bench:listening"
BLOCK = 0.05


class Stream(NamedTuple):
    """What one stream took."""

    first: float
    """Seconds from the start of the process to the first sound at the server."""
    late: list[float]
    """Seconds by which each block came later than the most punctual one."""
    cpu: float
    """Seconds of processor time."""
    seen: list[float]
    """Seconds from the sending of a text to its appearance on the screen."""
    ended: float
    """Seconds from Ctrl-C to the end of the process; 0 when it ended by itself."""


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and give the exit code: 0, or 1 when a target is missed."""
    options = _parse(arguments)
    with tempfile.TemporaryDirectory(prefix="anamctl-bench-") as home, _stub() as (url, lines):
        short, long = (_sound(os.path.join(home, f"{seconds}.wav"), seconds) for seconds in (2, options.seconds))
        environment = {
            **os.environ,
            "ASSEMBLYAI_API_KEY": "x",
            "STUB_URL": url,
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        ours = [options.anamctl, "listen", "--url", url]
        theirs = [sys.executable, os.path.join(ROOT, "benchmarks", "sdk_listening.py")]
        for command in ([*ours, short], [*theirs, short]):  # fill caches
            _run(command, environment, lines)
        starts: dict[str, list[Stream]] = {"ours": [], "theirs": []}
        for _ in range(options.rounds):
            starts["ours"].append(_run([*ours, short], environment, lines))
            starts["theirs"].append(_run([*theirs, short], environment, lines))
        view = _run([*ours, long], environment, lines, in_terminal=True)
        plain = _run([*theirs, long], environment, lines)
        stops = [_run([*ours, long], environment, lines, in_terminal=True, stop_after=1.5) for _ in range(3)]
    rows = _rows(starts, view, plain, stops, options.seconds)
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
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="short streams of each (7)")
    parser.add_argument("--seconds", type=int, default=60, metavar="N", help="length of the long stream (60)")
    parser.add_argument("--write", metavar="PAGE", help="put the table into this Markdown page as well")
    return parser.parse_args(arguments)


@contextmanager
def _stub() -> Iterator[tuple[str, IO[str]]]:
    """Serve, and give the address and what the server notes."""
    command = [sys.executable, os.path.join(ROOT, "benchmarks", "stt_stub.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        if process.stdout is None:
            raise SystemExit("bench: no server")
        try:
            yield f"ws://127.0.0.1:{process.stdout.readline().strip()}", process.stdout
        finally:
            process.terminate()


def _sound(path: str, seconds: int) -> str:
    """Write so many seconds of a quiet hum; what is in it does not matter."""
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(bytes([1, 0, 2, 0]) * (8000 * seconds))
    return path


def _run(
    command: Sequence[str],
    environment: dict[str, str],
    lines: IO[str],
    *,
    in_terminal: bool = False,
    stop_after: float = 0.0,
) -> Stream:
    """Stream, and give what it took."""
    if in_terminal:
        start, seen, stopped, usage, ended = _in_terminal(command, environment, stop_after)
    else:
        seen, stopped = {}, 0.0
        start = time.monotonic()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        ended = time.monotonic()
        if process.returncode:
            raise SystemExit(f"bench: {' '.join(command)} ended with exit code {process.returncode}")
    noted = json.loads(lines.readline())
    frames: list[float] = noted["frames"]
    lateness = [at - number * BLOCK for number, at in enumerate(frames)]
    earliest = min(lateness)
    return Stream(
        first=frames[0] - start,
        late=[one - earliest for one in lateness],
        cpu=usage.ru_utime + usage.ru_stime,
        seen=[seen[text] - at for text, at in noted["sent"].items() if text in seen],
        ended=ended - stopped if stopped else 0.0,
    )


def _in_terminal(
    command: Sequence[str], environment: dict[str, str], stop_after: float
) -> tuple[float, dict[str, float], float, os.struct_rusage, float]:  # type: ignore[name-defined]  # resource's
    """Run in a terminal; give when it began, when each text appeared, when it was stopped, what it used, its end."""
    start = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update({"COLUMNS": "", **environment})
        os.environ.pop("COLUMNS")
        os.execvp(command[0], list(command))  # noqa: S606  # it becomes our command
    import fcntl
    import struct
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen: dict[str, float] = {}
    tail = ""
    stopped = 0.0
    while True:
        ready, _, _ = select.select([terminal], [], [], 0.05)
        if stop_after and not stopped and seen and time.monotonic() - start > stop_after:
            stopped = time.monotonic()
            os.kill(pid, signal.SIGINT)
        if not ready:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        at = time.monotonic()
        tail = (tail + data.decode(errors="replace"))[-4000:]
        for place in range(tail.count("mark")):
            text = tail.split("mark")[place + 1][:5]
            if len(text) == 5 and text.isdecimal():
                seen.setdefault(f"mark{text}", at)
    _, _, usage = os.wait4(pid, 0)
    ended = time.monotonic()
    os.close(terminal)
    return start, seen, stopped, usage, ended


def _rows(starts: dict[str, list[Stream]], view: Stream, plain: Stream, stops: list[Stream], seconds: int) -> list[Row]:
    ours, theirs = (median(one.first for one in starts[name]) for name in ("ours", "theirs"))
    late, other_late = (_p99(one.late) * 1000 for one in (view, plain))
    stop = median(one.ended for one in stops)
    few, many, growth = ratio(10, 1000)

    def row(name: str, shown: str, other: str, value: float, unit: str, bound: float, suffix: str) -> Row:
        return Row(name, shown, other, value, unit, at_most(bound, suffix), at_most(bound, suffix))

    return [
        row(
            "start → first sound at the server",
            duration(ours),
            f"assemblyai {duration(theirs)}",
            ours / theirs,
            "{:.2f}×",
            0.6,
            "×",
        ),
        row(
            "block due → at the server, with the view",
            f"p50 {median(view.late) * 1000:.1f} ms",
            f"assemblyai p99 {other_late:.1f} ms",
            late,
            "p99 {:.1f} ms",
            5,
            " ms",
        ),
        row(
            "text sent → on the screen",
            f"p50 {median(view.seen) * 1000:.1f} ms",
            "",
            _p99(view.seen) * 1000,
            "p99 {:.1f} ms",
            30,
            " ms",
        ),
        row(
            f"processor time of {seconds} s, with the view against without any",
            duration(view.cpu),
            f"assemblyai {duration(plain.cpu)}",
            view.cpu / plain.cpu,
            "{:.2f}×",
            1.5,
            "×",
        ),
        row(
            "drawing once more after 1,000 turns, against 10",
            duration(many),
            duration(few),
            growth,
            "{:.2f}×",
            1.2,
            "×",
        ),
        row("Ctrl-C → prompt", duration(stop), "", stop, "{:.2f} s", 1.5, " s"),
    ]


def _p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98] if len(times) > 1 else times[0]


def _conditions(options: argparse.Namespace) -> str:
    from importlib.metadata import version

    tools = ", ".join(f"{name} {version(name)}" for name in ("anamctl", "assemblyai", "websockets"))
    return (
        f"{options.rounds} short streams of each in turns, medians; one of {options.seconds} s each; "
        f"blocks of 50 ms at 16 kHz; the server is a process of its own. {tools}."
    )


if __name__ == "__main__":
    sys.exit(main())
