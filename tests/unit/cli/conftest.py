"""The command line in this process, as a user calls it."""

from __future__ import annotations

import io
import signal
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from anamctl.__main__ import run
from tests.unit.cli.samples import DOUBTFUL, PERSONA, WRONG, Anamctl, Result

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_is_heard() -> None:
    """Let processes that tests start hear Ctrl-C; a shell that runs the tests in the background has switched it off."""
    is_main = threading.current_thread() is threading.main_thread()
    if is_main and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def anamctl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Anamctl:
    """Run `anamctl ARGUMENTS` in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str, stdin: bytes = b"") -> Result:
        monkeypatch.setattr(sys, "argv", ["anamctl", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code: object = 0
        try:
            run()
        except SystemExit as exit_:
            code = exit_.code
        assert isinstance(code, int)
        return Result(int(code), *capsys.readouterr())

    return call


@pytest.fixture
def personas(tmp_path: Path) -> Path:
    """Give `personas/` with a file of each kind: in order, with a warning, with an error."""
    folder = tmp_path / "personas"
    folder.mkdir()
    for name, text in (("good", PERSONA), ("doubtful", DOUBTFUL), ("wrong", WRONG)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
