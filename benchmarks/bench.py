"""
Measure anamctl against check-jsonschema and yamllint, and print a table with targets.

Everything runs as a user runs it: one process a command, output thrown away, in turns. Nothing is written
into the repository unless `--write` names a page.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from typing import NamedTuple

from benchmarks.agent import agent_file
from benchmarks.corpus import write_corpus
from benchmarks.table import Row, at_most, duration, faster, markdown_table, plain_table, put_into_page
from benchmarks.timing import Command, Run, highest_peak, median_seconds, run, run_in_turns

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCHEMA = os.path.join(ROOT, "schemas", "persona.schema.json")
BIN = os.path.dirname(sys.executable)
QUICK = 5
"""Commands that take a fraction of a second get this many times the rounds."""

Runs = dict[str, list[Run]]


class Bench(NamedTuple):
    """The folders that are measured."""

    home: str
    """Commands run here; the cache appears here."""
    clean: str
    faulty: str
    one: str
    """One of the clean files."""
    agent: str
    """A Bolna agent with eighteen languages."""
    paths: list[str]
    """All the clean files, for the tool that takes no folders."""
    program: str
    """The anamctl to measure."""

    @property
    def cache(self) -> str:
        """The folder of anamctl's cache."""
        return os.path.join(self.home, ".anamctl_cache")

    def anamctl(self, name: str, *arguments: str, exit_codes: tuple[int, ...] = (0,)) -> Command:
        """Run our command."""
        return Command(name, [self.program, *arguments], self.home, exit_codes)

    def yamllint(self, name: str, path: str) -> Command:
        """Run yamllint with its own settings; it has much to say about long lines, which costs little."""
        return Command(name, [_tool("yamllint"), path], self.home, (0, 1))

    def check_jsonschema(self, name: str, *paths: str) -> Command:
        """Run check-jsonschema with our schema, on files that conform."""
        return Command(name, [_tool("check-jsonschema"), "--schemafile", SCHEMA, *paths], self.home)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, and give the exit code: 0, or 1 when a target is missed."""
    options = _parse(arguments)
    with tempfile.TemporaryDirectory(prefix="anamctl-bench-") as home:
        bench = _prepare(home, options.files, options.anamctl)
        problem = _why_not(bench, options.files)
        if problem:
            print(f"bench: {problem}", file=sys.stderr)
            return 2
        runs = _measure(bench, options.rounds)
    rows = _rows(runs, options.files)
    if options.json:
        print(json.dumps(_as_json(options, rows, runs), indent=2, ensure_ascii=False))
    else:
        print(_conditions(options))
        print()
        print(plain_table(rows))
    if options.write:
        _write(options.write, f"{_conditions(options)}\n\n{markdown_table(rows)}")
    return int(any(row.verdict == "MISSED" for row in rows))


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.strip().splitlines()[0] if __doc__ else "")
    parser.add_argument("--files", type=int, default=2000, metavar="N", help="persona files to make (2000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="times each command is run (5)")
    parser.add_argument("--anamctl", default=_tool("anamctl"), metavar="PROGRAM", help="the anamctl to measure")
    parser.add_argument("--json", action="store_true", help="print every single time as JSON")
    parser.add_argument("--write", metavar="PAGE", help="put the table into this Markdown page as well")
    options = parser.parse_args(arguments)
    if options.files < 1 or options.rounds < 1:
        parser.error("--files and --rounds must be at least 1")
    return options


def _prepare(home: str, files: int, program: str) -> Bench:
    clean = os.path.join(home, "clean")
    faulty = os.path.join(home, "faulty")
    paths = write_corpus(clean, files)
    write_corpus(faulty, files, faulty=True)
    one = os.path.join(home, "one.yaml")
    shutil.copyfile(paths[0], one)
    agent = os.path.join(home, "agent.yaml")
    with open(agent, "w", encoding="utf-8", newline="\n") as file:
        file.write(agent_file())
    return Bench(home, clean, faulty, one, agent, paths, os.path.abspath(program))


def _why_not(bench: Bench, files: int) -> str | None:
    """
    Say what would make the figures meaningless.

    Clean files must be clean, and each of the others must have one finding.
    """
    for tool in (bench.program, _tool("check-jsonschema"), _tool("yamllint")):
        if shutil.which(tool) is None:
            return f"{tool} is missing; use `make bench`"
    if not os.path.exists(SCHEMA):
        return "schemas/persona.schema.json is missing; run `make schemas`"
    for folder, expected in ((bench.clean, 0), (bench.faulty, files)):
        findings = _findings(bench, folder)
        if len(findings) != expected:
            shown = "\n".join(f"  {f['path']}:{f['line']}: {f['code']} {f['message']}" for f in findings[:5])
            return f"expected {expected} findings in {folder}, got {len(findings)}\n{shown}"
    return None


def _findings(bench: Bench, folder: str) -> list[dict[str, object]]:
    command = [bench.program, "validate", folder, "--no-cache", "--format", "json", "--exit-zero"]
    result = subprocess.run(command, cwd=bench.home, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode != 0:
        raise SystemExit(f"bench: {' '.join(command)} failed:\n{result.stderr}")
    findings: list[dict[str, object]] = json.loads(result.stdout)["findings"]
    return findings


def _measure(bench: Bench, rounds: int) -> Runs:
    cold = ["validate", bench.clean, "--no-cache", "--jobs", "1"]
    first = bench.anamctl("first", "validate", bench.clean)._replace(
        before=lambda: shutil.rmtree(bench.cache, ignore_errors=True)
    )
    many = [
        bench.anamctl("cold", *cold),
        bench.anamctl("findings", "validate", bench.faulty, "--no-cache", "--jobs", "1", exit_codes=(1,)),
        first,
        bench.anamctl("second", "validate", bench.clean),
        bench.yamllint("yamllint", bench.clean),
        bench.check_jsonschema("check-jsonschema", *bench.paths),
    ]
    few = [
        Command("python", [_python_of(bench.program), "-c", "pass"], bench.home),
        bench.anamctl("version", "--version"),
        bench.anamctl("one", "validate", bench.one, "--no-cache"),
        bench.anamctl("agent", "validate", bench.agent, "--no-cache"),
        bench.anamctl("show", "show", bench.agent),
        bench.yamllint("yamllint one", bench.one),
        bench.check_jsonschema("check-jsonschema one", bench.one),
    ]
    for command in few:  # fill the file system's cache and write .pyc files
        run(command)
    return run_in_turns(many, rounds) | run_in_turns(few, rounds * QUICK)


def _rows(runs: Runs, files: int) -> list[Row]:
    seconds = {name: median_seconds(times) for name, times in runs.items()}
    peak = highest_peak(runs["cold"])
    times = "{:.1f}×"

    def against(name: str, ours: str, theirs: str, target: float, stretch: float, text: str = "") -> Row:
        return Row(
            name,
            duration(seconds[ours]),
            f"{theirs} {duration(seconds[theirs])}".replace(" one ", " "),
            seconds[theirs] / seconds[ours],
            times,
            faster(target),
            faster(stretch, text),
        )

    one = against("one file, against check-jsonschema", "one", "check-jsonschema one", 2, 0)
    faster_than_yamllint = seconds["check-jsonschema one"] / seconds["yamllint one"]
    return [
        against(f"{files:,} files cold, against check-jsonschema", "cold", "check-jsonschema", 15, 22),
        against("… against yamllint", "cold", "yamllint", 20, 30),
        against("unchanged second run, against the first", "second", "first", 3, 5),
        one._replace(
            theirs=f"{one.theirs}, yamllint {duration(seconds['yamllint one'])}",
            stretch=faster(faster_than_yamllint, "faster than yamllint"),
        ),
        Row(
            "--version, against python -c pass",
            duration(seconds["version"]),
            f"python {duration(seconds['python'])}",
            seconds["version"] / seconds["python"],
            times,
            at_most(6, "×"),
            at_most(2, "×"),
        ),
        Row(
            "show an agent in 18 languages, against validate",
            duration(seconds["show"]),
            f"validate {duration(seconds['agent'])}",
            seconds["show"] / seconds["agent"],
            "{:.2f}×",
            at_most(1.5, "×"),
            at_most(1.25, "×"),
        ),
        Row(
            f"{files:,} findings printed, over the clean run",
            duration(seconds["findings"]),
            f"clean {duration(seconds['cold'])}",
            (seconds["findings"] / seconds["cold"] - 1) * 100,
            "{:+.0f} %",
            at_most(15, " %"),
            at_most(5, " %"),
        ),
        Row(
            f"peak memory, {files:,} files",
            "–" if peak is None else f"{peak:.0f} MiB",
            "",
            peak,
            "{:.0f} MiB",
            at_most(80, " MiB"),
            at_most(40, " MiB"),
        ),
    ]


def _conditions(options: argparse.Namespace) -> str:
    """Say what was measured, on what, and how to repeat it."""
    from importlib.metadata import version

    tools = ", ".join(f"{name} {version(name)}" for name in ("anamctl", "check-jsonschema", "yamllint", "pyyaml"))
    langid = "with" if _has_langid(options.anamctl) else "without"
    return (
        f"{options.files:,} persona files, medians of {options.rounds} rounds in turns "
        f"({options.rounds * QUICK} for single commands), {datetime.now(tz=UTC):%Y-%m-%d}.\n"
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}; "
        f"{tools}; {langid} the extra langid.\n"
        f"Repeat with: make bench ARGS='--files {options.files} --rounds {options.rounds}'"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.partition(":")[2].strip()
    except OSError:
        pass  # not Linux
    return platform.processor() or "unknown processor"


def _as_json(options: argparse.Namespace, rows: list[Row], runs: Runs) -> dict[str, object]:
    return {
        "conditions": _conditions(options).splitlines(),
        "rows": [{**row._asdict(), "verdict": row.verdict} for row in rows],
        "runs": {name: [one._asdict() for one in times] for name, times in runs.items()},
    }


def _write(page: str, result: str) -> None:
    old = ""
    if os.path.exists(page):
        with open(page, encoding="utf-8") as file:
            old = file.read()
    with open(page, "w", encoding="utf-8", newline="\n") as file:
        file.write(put_into_page(old or "# Performance\n", result))


def _python_of(program: str) -> str:
    """Find the interpreter of the environment that a program is installed in."""
    beside = os.path.join(os.path.dirname(os.path.abspath(program)), os.path.basename(sys.executable))
    return beside if os.path.exists(beside) else sys.executable


def _has_langid(program: str) -> bool:
    """Look whether prompts are read for their language, which takes a model of 100 MiB and a second to load."""
    code = "import sys, importlib.util as i; sys.exit(i.find_spec('py3langid') is None)"
    return subprocess.run([_python_of(program), "-c", code], check=False).returncode == 0


def _tool(name: str) -> str:
    return os.path.join(BIN, name + (".exe" if sys.platform == "win32" else ""))


if __name__ == "__main__":
    sys.exit(main())
