"""
Keep a session running for a long time while it is changed again and again, and look at what it leaves behind.

The client is the real command, in a process of its own that looks at itself: how much memory it holds, how many tasks
there are, what asyncio complains about. Another process serves the sandbox, and this one asks for the changes through
the control socket, as another terminal does. Every warning of Python is an error over there.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PERSONA = os.path.join(ROOT, "personas", "concierge.yaml")
MOST_MIB = 5.0
"""How far memory may be from what it was once the session had settled."""
_SETTLED = 0.1
"""Part of the time after which memory is what it is going to be: code is loaded, buffers are filled."""
_TALK = 10
"""Changes after which something is said, too: the persona of the example hears silence for 90 s at most."""
_SCENARIO = "anam: {silence: 0, max_length: 5h}\n"


class Sample(NamedTuple):
    """How the client was at a moment."""

    t: float
    """Seconds since its loop began."""
    mib: float
    """Resident memory."""
    tasks: int
    heap_kib: float | None
    """What Python's objects take, when that is traced."""


class Result(NamedTuple):
    """How it went."""

    samples: list[Sample]
    applied: int
    wanted: int
    left: list[str]
    """Names of the tasks that were still there when the session was over."""
    complaints: list[str]
    """What asyncio logged, and what Python could not raise."""
    exit_code: int

    @property
    def settled(self) -> list[Sample]:
        """The samples that count."""
        start = self.samples[0].t + _SETTLED * (self.samples[-1].t - self.samples[0].t)
        return [sample for sample in self.samples if sample.t >= start]

    @property
    def drift(self) -> tuple[float, float]:
        """The lowest and the highest memory, in MiB from the first sample that counts."""
        memory = [sample.mib for sample in self.settled]
        return min(memory) - memory[0], max(memory) - memory[0]

    @property
    def tasks(self) -> tuple[int, int]:
        """How many tasks there were at least, at first and in the end; some come and go with every change."""
        counts = [sample.tasks for sample in self.settled]
        quarter = max(1, len(counts) // 4)
        return min(counts[:quarter]), min(counts[-quarter:])

    @property
    def problems(self) -> list[str]:
        """What is not as it must be."""
        low, high = self.drift
        before, after = self.tasks
        found = []
        if max(-low, high) > MOST_MIB:
            found.append(f"memory moved by {low:+.1f} to {high:+.1f} MiB, more than {MOST_MIB:g}")
        if after > before:
            found.append(f"{after} tasks in the end, {before} before")
        if self.applied < self.wanted:
            found.append(f"{self.applied} of {self.wanted} changes were applied")
        if self.left:
            found.append(f"tasks were left: {', '.join(self.left)}")
        if self.exit_code:
            found.append(f"the session ended with exit code {self.exit_code}")
        return found + self.complaints


def main(arguments: list[str] | None = None) -> int:
    """Soak, print what was seen, and give the exit code: 0, or 1 when something is not as it must be."""
    options = _parse(arguments)
    result = soak(round(options.minutes * options.rate), 60 / options.rate, tells=not options.quiet)
    print(report(result), flush=True)
    return int(bool(result.problems))


def report(result: Result) -> str:
    """Say how it went."""
    first, last = result.settled[0], result.settled[-1]
    low, high = result.drift
    before, after = result.tasks
    lines = [
        f"{result.applied} of {result.wanted} changes applied in {(last.t - result.samples[0].t) / 60:.1f} min",
        f"memory {first.mib:.1f} MiB once settled, {last.mib:.1f} MiB in the end; between {low:+.1f} and {high:+.1f}",
        f"tasks {before} once settled, {after} in the end, {len(result.left)} left when the session was over",
        f"complaints {len(result.complaints)}",
        *(f"PROBLEM: {problem}" for problem in result.problems),
    ]
    return "\n".join(lines)


def soak(count: int, pause: float, *, tells: bool = False, traces: bool = False, every: float = 1.0) -> Result:
    """
    Change a session so many times.

    Args:
        count: how many changes.
        pause: seconds from one to the next.
        tells: whether to say on stderr how far it is.
        traces: whether the client traces the memory of Python's objects, too; that is slow.
        every: seconds between two samples.
    """
    with tempfile.TemporaryDirectory(prefix="soak") as folder, _sandbox(folder) as environment:
        told = os.path.join(folder, "client.jsonl")
        command = [sys.executable, "-W", "error", "-m", "benchmarks.soaked_client"]
        client = subprocess.Popen(
            [*command, told, str(every), str(int(traces)), PERSONA],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        applied = 0
        reading = _Reading(client)
        try:
            reading.until_ready()
            applied = _change(environment, count, pause, tells=tells)
        finally:
            client.terminate()
            client.wait()
            reading.join()
            if client.stdout is not None:
                client.stdout.close()
        found = _read(told, applied, count, client.returncode)
        return found._replace(complaints=[*found.complaints, *reading.warnings])


class _Reading(threading.Thread):
    """Reads what the client writes; one that nobody reads would stop when the pipe is full."""

    def __init__(self, client: subprocess.Popen[str]) -> None:
        super().__init__(daemon=True)
        self._client = client
        self._began = threading.Event()
        self._is_ready = False
        self.warnings: list[str] = []
        self.start()

    def run(self) -> None:
        for line in self._client.stdout or ():
            event = json.loads(line)
            self._is_ready |= event["type"] == "ready"
            if event["type"] == "warning" and event["by"] == "service":
                self.warnings.append(f"warning: {event['text']}")
            if self._is_ready:
                self._began.set()
        self._began.set()

    def until_ready(self) -> None:
        """Wait until the session can be talked to."""
        self._began.wait()
        if not self._is_ready:
            raise SystemExit("soak: the session did not get ready")


def _change(environment: dict[str, str], count: int, pause: float, *, tells: bool) -> int:
    """Ask for the changes, each at its time, and count those that were applied."""
    from anamctl.live.control_client import Control
    from anamctl.live.registry import entries

    os.environ["ANAMCTL_RUNTIME_DIR"] = environment["ANAMCTL_RUNTIME_DIR"]
    [entry] = entries()
    begun, applied = time.monotonic(), 0
    for number in range(1, count + 1):
        code = ("fr", "es", "de", "ja")[number % 4]
        data = {"languageCode": code, "voiceGenerationOptions": {"speed": (0.8, 0.9, 1.0, 1.1, 1.15)[number % 5]}}
        with Control(entry) as control:
            if number % _TALK == 1:
                control.ask("context", text=f"This is change {number}.")
                control.ask("say", text="How are you?")
            answer = control.ask("update", data=data, extra=5.0)
        applied += (answer.get("update") or {}).get("outcome") == "applied"
        if tells and number % _TALK == 0:
            print(f"{number} of {count} changes, {applied} applied", file=sys.stderr, flush=True)
        time.sleep(max(0.0, begun + number * pause - time.monotonic()))
    return applied


def _read(path: str, applied: int, wanted: int, exit_code: int) -> Result:
    """Read what the client has told of itself."""
    samples: list[Sample] = []
    left: list[str] = []
    complaints: list[str] = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            told: dict[str, Any] = json.loads(line)
            if "mib" in told:
                samples.append(Sample(**told))
            left += told.get("left", [])
            complaints += told.get("complaints", [])
    # 130 is the code of a session that is ended by a signal, as this one was.
    return Result(samples, applied, wanted, left, complaints, 0 if exit_code == 130 else exit_code)


@contextmanager
def _sandbox(folder: str) -> Iterator[dict[str, str]]:
    """Serve, and give the environment that leads the client there."""
    scenario = os.path.join(folder, "scenario.yaml")
    with open(scenario, "w", encoding="utf-8") as file:
        file.write(_SCENARIO)
    command = [sys.executable, "-m", "anamctl", "sandbox", "--only", "anam", "--scenario", scenario]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        output = process.stdout.read() if process.stdout else ""  # it lets go of it once the variables are printed
        variables = dict(line.removeprefix("export ").split("=", 1) for line in output.splitlines())
        yield {**os.environ, **variables, "ANAMCTL_RUNTIME_DIR": os.path.join(folder, "run")}
    finally:
        process.terminate()
        process.communicate()


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="how long (10)")
    parser.add_argument("--rate", type=float, default=20, metavar="N", help="changes a minute (20)")
    parser.add_argument("--quiet", action="store_true", help="do not say how far it is")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
