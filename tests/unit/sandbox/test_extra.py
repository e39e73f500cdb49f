from __future__ import annotations

import importlib.util
import subprocess
import sys

import pytest

from anamctl.errors import ExitCode, UsageError
from anamctl.sandbox.extra import require


def test_with_the_extra_nothing_is_said():
    require()


@pytest.mark.parametrize(
    ("missing", "named"),
    [({"uvicorn"}, "uvicorn, which is"), ({"starlette", "uvicorn"}, "starlette and uvicorn, which are")],
)
def test_a_missing_extra_is_one_line_and_the_command_that_installs_it(monkeypatch, missing, named):
    find = importlib.util.find_spec
    monkeypatch.setattr("anamctl.sandbox.extra.find_spec", lambda name: None if name in missing else find(name))
    with pytest.raises(UsageError) as refused:
        require()

    assert refused.value.message == f"the sandbox needs {named} not installed."
    assert refused.value.hint == 'pip install "anamctl[sandbox]"'
    assert refused.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("services", "named"),
    [
        ((), "starlette and uvicorn"),
        (("bolna",), "starlette and uvicorn"),
        (("anam", "bolna"), "uvicorn, aiortc and numpy"),
    ],
)
def test_only_what_a_service_needs_is_missed(monkeypatch, services, named):
    monkeypatch.setattr("anamctl.sandbox.extra.find_spec", lambda _: None)
    with pytest.raises(UsageError) as refused:
        require(*services)

    assert refused.value.message.endswith(f"{named}, which are not installed.")


def test_bolna_can_be_served_where_nothing_for_sessions_is_installed(monkeypatch):
    find = importlib.util.find_spec
    absent = {"aiortc", "numpy"}
    monkeypatch.setattr("anamctl.sandbox.extra.find_spec", lambda name: None if name in absent else find(name))
    require("bolna")
    with pytest.raises(UsageError, match="needs aiortc and numpy, which are not installed"):
        require("bolna", "anam")


def test_asking_imports_nothing():
    script = (
        "import sys; from anamctl.sandbox.extra import require; require('anam');"
        "print({'starlette', 'uvicorn', 'aiortc', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
