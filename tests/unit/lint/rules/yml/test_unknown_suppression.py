"""YML018: suppressions of rules that do not exist."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Edit
from anamctl.lint.rules.yml.unknown_suppression import problem

KNOWN = ("ANM201", "ANM202", "YML008")


@pytest.mark.parametrize(
    ("code", "label", "fixed"),
    [
        ("anm201", 'did you mean "ANM201"?', "ANM201"),
        ("YLM008", 'did you mean "YML008"?', "YML008"),
        ("XYZ999", 'it suppresses nothing; "anamctl rule" lists the codes', None),
        ("ANM20", 'it suppresses nothing; "anamctl rule" lists the codes', None),
        ("", 'it suppresses nothing; "anamctl rule" lists the codes', None),
    ],
)
def test_the_code_is_quoted_and_the_one_that_was_meant_is_named(code, label, fixed):
    found = problem(10, 10 + len(code), code, KNOWN)

    assert (found.start, found.end) == (10, 10 + len(code))
    assert found.message == f'unknown rule code "{code}"'
    assert found.label == label
    if fixed is None:
        assert found.fix is None
    else:
        assert found.fix is not None
        assert found.fix.edits == (Edit(10, 10 + len(code), fixed),)
        assert not found.fix.safe
