"""
Files that are picked up by themselves.

`valid/**`: no findings of the rule whose code names the folder, and no errors at all.
`invalid/**`: exactly the findings that the file itself expects, in lines ``# expect: CODE line:column`` at its top, or
in a file ``NAME.expect`` beside it where a comment cannot stand.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from anamctl.lint.finding import Severity
from tests.unit.lint.rules.account import linter

HERE = Path(__file__).parent
_EXPECT = re.compile(r"^(?:# )?expect: ([A-Z]{3}[0-9]{3}) ([0-9]+):([0-9]+)\s*$", re.MULTILINE)


def cases(folder: str) -> list[Path]:
    found = sorted(path for path in (HERE / folder).rglob("*") if path.suffix in (".yaml", ".yml", ".json"))
    assert found, f"no cases in {folder}"
    return found


def name(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def lint(path: Path):
    return linter(path.parent.name).lint_bytes(path.read_bytes(), path.name)


def expected(path: Path) -> list[tuple[str, int, int]]:
    beside = path.with_name(path.stem + ".expect")
    text = beside.read_text() if beside.exists() else path.read_bytes().decode(errors="replace")
    return sorted((code, int(line), int(column)) for code, line, column in _EXPECT.findall(text))


@pytest.mark.parametrize("path", cases("invalid"), ids=name)
def test_an_invalid_file_gives_the_findings_it_expects(path):
    wanted = expected(path)
    codes = {code for code, _, _ in wanted}
    found = sorted((f.code, f.line, f.column) for f in lint(path) if f.code in codes)

    assert wanted, "the file expects nothing"
    assert path.parent.name in codes
    assert found == wanted


@pytest.mark.parametrize("path", cases("valid"), ids=name)
def test_a_valid_file_is_clean(path):
    found = lint(path)

    assert not [f for f in found if f.severity is Severity.ERROR or f.code == path.parent.name]
