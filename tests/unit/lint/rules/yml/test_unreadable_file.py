"""YML001: files that cannot be read or are too large."""

from __future__ import annotations

import pytest

from anamctl.definitions.document import SourceFile
from anamctl.definitions.issue import ReadIssue
from anamctl.definitions.text import SourceText
from anamctl.lint.rules.yml import unreadable_file
from anamctl.lint.runner import Linter, Selection


def ask(kind, **detail):
    file = SourceFile("a.yaml", SourceText(""))
    [problem] = unreadable_file.check(file, ReadIssue(kind, 0, 0, detail))
    return problem


def test_the_reason_is_said():
    problem = ask("unreadable", reason="permission denied")

    assert problem.message == "file cannot be read: permission denied"
    assert problem.label == "nothing in it was checked"


@pytest.mark.parametrize(
    ("size", "message"),
    [(6_000_000, "file of 5.7 MiB"), (5_242_881, "file of 5.0 MiB"), (2_000, "file of 2,000 bytes")],
)
def test_size_and_limit_are_said(size, message):
    problem = ask("too-large", size=size, limit=5 * 1024 * 1024)

    assert problem.message == message
    assert problem.label.startswith("the limit is 5.0 MiB")
    assert problem.notes == ("nothing in it was checked",)


def test_a_missing_file_a_folder_and_a_large_file_are_found(tmp_path):
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 11)
    linter = Linter(Selection(select=("YML001",), max_file_size=10), {})
    found = {
        path.name: [finding.message for finding in linter.lint_path(str(path))]
        for path in (tmp_path / "absent.yaml", tmp_path, large)
    }

    assert found["large.yaml"] == ["file of 11 bytes"]
    assert found["absent.yaml"] == ["file cannot be read: no such file, or a link to one"]
    assert found[tmp_path.name][0].startswith("file cannot be read: ")


def test_a_file_of_exactly_the_limit_is_read(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_bytes(b"# 4567890\n")

    assert Linter(Selection(select=("YML001",), max_file_size=10), {}).lint_path(str(path)) == []
