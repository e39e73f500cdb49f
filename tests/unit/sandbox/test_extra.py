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


def test_asking_imports_neither():
    script = (
        "import sys; from anamctl.sandbox.extra import require; require();"
        "print({'starlette', 'uvicorn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
