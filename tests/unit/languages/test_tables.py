from __future__ import annotations

import os

import pytest

from anamctl.languages import tables

FILES = sorted(name for name in os.listdir(os.path.join(os.path.dirname(tables.__file__), "data")))


def test_comment_lines_are_left_out():
    assert not [line for line in tables.read("support.tsv") if line.startswith("#")]


def test_cells_missing_at_the_end_are_empty():
    widths = {len(row) for row in tables.read_rows("services.tsv", 5)}

    assert widths == {5}


@pytest.mark.parametrize("name", FILES)
def test_no_table_has_empty_lines_or_spaces_at_an_end(name):
    lines = tables.read(name)

    assert lines
    assert [line for line in lines if not line or line != line.strip()] == []


@pytest.mark.parametrize("name", FILES)
def test_every_table_says_what_it_is(name):
    with open(os.path.join(os.path.dirname(tables.__file__), "data", name), encoding="utf-8") as file:
        assert file.readline().startswith("# ")
