from __future__ import annotations

import io
import sys

import pytest

from anamctl.cli.asking import ask, require_answerable
from anamctl.errors import UsageError


@pytest.mark.parametrize(
    ("typed", "answer", "more"),
    [
        ("y\n", True, ""),
        ("Yes \n", True, ""),
        ("n\n", False, ""),
        ("\n", False, ""),
        ("yo\n", False, ""),
        ("", False, "\n"),
    ],
)
def test_only_yes_is_yes(monkeypatch, capsys, typed, answer, more):
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    assert ask("sure?") is answer
    assert capsys.readouterr() == ("", f"sure? [y/N] {more}")


def test_with_yes_nobody_has_to_be_there():
    require_answerable(yes=True, json=True)


@pytest.mark.parametrize(("json", "said"), [(True, "with --json nobody is asked"), (False, "this is no terminal")])
def test_without_anybody_it_is_refused(json, said):
    with pytest.raises(UsageError, match=said):
        require_answerable(yes=False, json=json)


def test_at_a_terminal_it_can_be_asked(monkeypatch):
    monkeypatch.setattr("anamctl.cli.asking.is_terminal", lambda _: True)
    require_answerable(yes=False, json=False)
