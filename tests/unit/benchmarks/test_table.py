from __future__ import annotations

import pytest

from benchmarks.table import (
    Row,
    at_most,
    duration,
    faster,
    markdown_table,
    plain_table,
    put_into_page,
)


def row(value: float | None, *, name: str = "cold") -> Row:
    return Row(name, "1 s", "other 20 s", value, "{:.1f}×", faster(15), faster(22))


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        (22.0, "stretch met"),
        (21.9, "met"),
        (15.0, "met"),
        (14.9, "MISSED"),
        (None, "not measured"),
    ],
)
def test_a_row_says_how_far_its_figure_got(value, verdict):
    assert row(value).verdict == verdict


def test_a_limit_is_kept_by_what_lies_at_or_below_it():
    limit = at_most(40, " MiB")

    assert limit.text == "≤ 40 MiB"
    assert limit.is_met_by(40)
    assert not limit.is_met_by(40.1)


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.00012, "120 µs"), (0.0214, "21 ms"), (1.0, "1.00 s"), (12.345, "12.35 s")]
)
def test_durations_are_written_in_the_unit_one_thinks_in(seconds, text):
    assert duration(seconds) == text


def test_columns_of_the_plain_table_line_up():
    first, second, third = plain_table([row(16.0), row(None, name="a much longer name")]).splitlines()

    assert first.index("anamctl") == second.index("1 s") == third.index("1 s")


def test_the_markdown_table_has_a_line_for_each_row():
    lines = markdown_table([row(16.0), row(23.0)]).splitlines()

    assert len(lines) == 4
    assert lines[2] == "| cold | 1 s | other 20 s | 16.0× | ≥ 15× | ≥ 22× | met |"


START, END = "<!-- bench:start -->", "<!-- bench:end -->"


def test_a_result_replaces_the_one_before_and_nothing_else():
    page = f"# Speed\n\nWords before.\n\n{START}\n\nold\n\n{END}\n\nWords after.\n"

    assert put_into_page(page, "new") == page.replace("old", "new")


def test_a_page_without_markers_gets_them_at_its_end():
    assert put_into_page("# Speed\n", "new") == f"# Speed\n\n{START}\n\nnew\n\n{END}\n"


def test_a_page_has_room_for_several_results():
    page = put_into_page(put_into_page("# Speed\n", "one"), "two", "bench:sessions")

    assert put_into_page(page, "three", "bench:sessions") == page.replace("two", "three")
    assert "one" in page
