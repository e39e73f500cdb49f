"""The command line in this process, as a user calls it."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from anamctl.__main__ import run
from tests.unit.cli.samples import DOUBTFUL, PERSONA, WRONG, Anamctl, Result

if TYPE_CHECKING:
    from pathlib import Path


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
