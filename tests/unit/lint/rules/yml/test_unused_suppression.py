"""YML019: suppressions of nothing."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Edit
from anamctl.lint.rules.yml.unused_suppression import problem


@pytest.mark.parametrize(
    ("code", "for_file", "message", "label"),
    [
        ("ANM201", False, "unused suppression of ANM201", "ANM201 finds nothing here; remove it"),
        ("ANM201", True, "unused suppression of ANM201", "ANM201 finds nothing in this file; remove it"),
        ("", False, "unused suppression", "there is no finding here; remove it"),
        ("", True, "unused suppression", "there is no finding in this file; remove it"),
    ],
)
def test_what_it_does_not_find_is_said(code, for_file, message, label):
    found = problem(3, 9, code, Edit(1, 9, ""), for_file=for_file)

    assert (found.start, found.end, found.message, found.label) == (3, 9, message, label)
    assert found.fix is not None
    assert found.fix.safe
    assert found.fix.edits == (Edit(1, 9, ""),)


def test_without_an_edit_there_is_no_fix():
    assert problem(3, 9, "ANM201").fix is None
