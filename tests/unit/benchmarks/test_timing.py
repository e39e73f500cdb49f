from __future__ import annotations

import sys

import pytest

from benchmarks.timing import (
    Command,
    Run,
    UnexpectedExitError,
    highest_peak,
    median_seconds,
    run,
    run_in_turns,
)


def python(name: str, code: str, folder: str, **more) -> Command:
    return Command(name, [sys.executable, "-c", code], folder, **more)


def test_a_run_knows_its_time_its_exit_code_and_its_memory(tmp_path):
    result = run(python("exit", "raise SystemExit(1)", str(tmp_path), exit_codes=(0, 1)))

    assert result.exit_code == 1
    assert result.seconds > 0
    assert sys.platform == "win32" or (result.peak_mib or 0) > 1


def test_an_exit_code_that_was_not_foreseen_stops_the_measuring(tmp_path):
    with pytest.raises(UnexpectedExitError, match="broken ended with exit code 3"):
        run(python("broken", "raise SystemExit(3)", str(tmp_path)))


def test_commands_run_in_turns_and_after_their_preparation(tmp_path):
    log = tmp_path / "log"

    def note() -> None:
        with log.open("a") as file:
            file.write("prepare ")

    commands = [
        python("a", "open('log', 'a').write('a ')", str(tmp_path), before=note),
        python("b", "open('log', 'a').write('b ')", str(tmp_path)),
    ]
    runs = run_in_turns(commands, 2)

    assert log.read_text() == "prepare a b prepare a b "
    assert {name: len(times) for name, times in runs.items()} == {"a": 2, "b": 2}


def test_a_measured_command_sees_no_sign_of_a_ci_server(tmp_path, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    code = "import os; raise SystemExit('GITHUB_ACTIONS' in os.environ)"

    assert run(python("ci", code, str(tmp_path))).exit_code == 0


def test_the_middle_time_and_the_highest_peak_count():
    runs = [Run(3.0, 10.0, 0), Run(1.0, 30.0, 0), Run(2.0, None, 0)]

    assert median_seconds(runs) == 2.0
    assert highest_peak(runs) == 30.0
    assert highest_peak([Run(1.0, None, 0)]) is None
