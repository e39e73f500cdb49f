from __future__ import annotations

import pytest

from anamctl.view.console import make_console


def test_foreign_text_is_printed_as_it_is(capsys):
    make_console(color=True, width=80).print("[bold]:smile: 12 'x'")

    assert capsys.readouterr().out == "[bold]:smile: 12 'x'\n"


@pytest.mark.parametrize("width", [20, 200])
def test_the_width_is_what_was_said(capsys, width):
    make_console(color=False, width=width).print("word " * 60)

    assert max(map(len, capsys.readouterr().out.splitlines())) <= width


def test_a_reader_that_goes_away_is_left_to_the_caller():
    with pytest.raises(BrokenPipeError):
        make_console(color=False, width=80).on_broken_pipe()
