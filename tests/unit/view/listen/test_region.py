from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.view.listen.region import HIDE_CURSOR, Region
from anamctl.view.listen.rows import CURSOR, Span, row
from tests.unit.view.terminal import Terminal


def rows(*texts):
    return [row(text) if text else () for text in texts]


def draw(region, terminal, above, below):
    terminal.write(region.draw(rows(*above), rows(*below), terminal.size()))


def test_rows_are_drawn_below_what_is_printed_once():
    terminal, region = Terminal(40, 10), Region(color=False)
    draw(region, terminal, [], ["", "one", "two"])
    draw(region, terminal, ["said"], ["", "one", "TWO"])
    draw(region, terminal, ["said again", "and again"], ["", "ONE", "TWO"])

    assert terminal.shown == ["said", "said again", "and again", "", "ONE", "TWO"]
    assert (terminal.row, terminal.column) == (5, 0)


def test_what_is_drawn_is_never_cleared_as_a_whole_for_some_terminals_keep_that_as_history():
    terminal, region = Terminal(40, 10), Region(color=False)
    draw(region, terminal, [], ["", "one", "two"])
    draw(region, terminal, [], ["one", "two", "three"])
    draw(region, terminal, ["said"], ["a longer one", "two"])
    draw(region, terminal, ["!"], ["1"])

    assert terminal.shown == ["said", "!", "1"]
    assert not terminal.was_wiped


def test_only_rows_that_differ_are_written():
    terminal, region = Terminal(40, 10), Region(color=False)
    draw(region, terminal, [], ["", "one", "two", "three"])

    assert region.draw([], rows("", "one", "two", "three"), terminal.size()) == ""
    written = region.draw([], rows("", "one", "2", "three"), terminal.size())
    terminal.write(written)
    assert "one" not in written
    assert "three" not in written
    assert terminal.shown == ["", "one", "2", "three"]


def test_erasing_leaves_what_was_printed_and_the_cursor_below_it():
    terminal, region = Terminal(40, 10), Region(color=False)
    draw(region, terminal, ["said"], ["", "one"])
    terminal.write(region.erase(terminal.size()))

    assert terminal.shown == ["said"]
    assert (terminal.row, terminal.column) == (1, 0)
    assert region.erase(terminal.size()) == ""


def test_after_the_terminal_has_become_narrower_nothing_old_is_left():
    terminal, region = Terminal(60, 12), Region(color=False)
    draw(region, terminal, ["said"], ["", "a row of forty columns, give or take two", "short"])
    terminal.resize(20)
    draw(region, terminal, [], ["", "narrow", "now"])

    assert terminal.shown == ["said", "", "narrow", "now"]


@pytest.mark.parametrize("height", [2, 3, 4, 5, 6, 7, 8, 12])
def test_in_a_window_of_a_few_rows_that_becomes_narrower_nothing_that_was_said_is_lost(height):
    terminal, region = Terminal(100, height), Region(color=False)
    long = [f"row {number} of ninety columns".ljust(89, ".") + "|" for number in range(min(height - 1, 6))]
    draw(region, terminal, ["said"], long)
    terminal.resize(40)
    draw(region, terminal, ["dit"], ["narrow", "now"][: height - 1])

    below = ["narrow", "now"][: height - 1]
    assert [one for one in terminal.shown if one in ("said", "dit", *below)] == ["said", "dit", *below]
    assert terminal.shown[-len(below) - 1 :] == ["dit", *below]
    # What the window had no room for is history; that is as much as the rows were too many, and no more.
    left = len(terminal.shown) - 2 - len(below)
    assert left <= max(0, 3 * len(long) - height)


def test_after_it_has_become_wider_everything_is_drawn_anew():
    terminal, region = Terminal(20, 12), Region(color=False)
    draw(region, terminal, ["said"], ["", "narrow", "now", "more"])
    terminal.resize(60)
    draw(region, terminal, [], ["", "wide"])

    assert terminal.shown == ["said", "", "wide"]


def test_a_row_that_a_terminal_takes_for_wider_than_it_is_does_not_break():
    terminal, region = Terminal(10, 10), Region(color=False)
    draw(region, terminal, [], ["too wide for it", "two"])
    draw(region, terminal, [], ["ok", "two"])

    assert terminal.shown == ["ok", "two"]
    assert terminal.wraps


@given(
    steps=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["said", "gesagt", "dit"]), max_size=3),
            st.lists(st.sampled_from(["", "one", "two", "a longer row"]), min_size=1, max_size=5),
            st.sampled_from([16, 40, 80]),
        ),
        max_size=12,
    )
)
def test_whatever_is_drawn_the_terminal_shows_it_and_loses_nothing(steps):
    terminal, region = Terminal(80, 30), Region(color=False)
    printed, below = [], []
    for above, below, width in steps:
        terminal.resize(width)
        draw(region, terminal, above, below)
        printed += above

        expected = printed + list(below)
        while expected and not expected[-1]:
            expected.pop()
        assert terminal.shown == expected


def typing(text, after=""):
    """Give rows of which one is typed into."""
    return [(), row("status"), (Span("set "), Span(text), Span("", CURSOR), Span(after)), row("hint")]


def stands(terminal):
    """Say where the cursor is, and whether it is seen."""
    return terminal.row, terminal.column, terminal.has_cursor


def test_the_cursor_stands_where_something_is_typed_and_goes_away_with_it():
    terminal, region = Terminal(40, 10), Region(color=False)
    terminal.write(HIDE_CURSOR)
    draw(region, terminal, ["said"], ["", "status", "", "keys"])
    assert stands(terminal) == (4, 0, False)

    terminal.write(region.draw([], typing("a=", "1"), terminal.size()))
    assert stands(terminal) == (3, len("set a="), True)

    terminal.write(region.draw(rows("said again"), typing("a=b", "1"), terminal.size()))
    assert stands(terminal) == (4, len("set a=b"), True)
    assert terminal.shown == ["said", "said again", "", "status", "set a=b1", "hint"]

    draw(region, terminal, [], ["", "status", "", "keys"])
    assert stands(terminal) == (5, 0, False)


def test_when_only_the_cursor_moves_it_moves():
    terminal, region = Terminal(40, 10), Region(color=False)
    terminal.write(region.draw([], typing("ab"), terminal.size()))
    terminal.write(region.draw([], typing("a", "b"), terminal.size()))

    assert (terminal.row, terminal.column) == (2, len("set a"))
    assert region.draw([], typing("a", "b"), terminal.size()) == ""


def test_a_wide_character_moves_the_cursor_by_two():
    assert f"\x1b[{len('set ') + 4}C" in Region(color=False).draw([], typing("日本"), (40, 10))


def test_erasing_from_where_the_cursor_stands_takes_all_rows_away():
    terminal, region = Terminal(40, 10), Region(color=False)
    draw(region, terminal, ["said"], [])
    terminal.write(region.draw([], typing("ab"), terminal.size()))
    terminal.write(region.erase(terminal.size()))

    assert terminal.shown == ["said"]
    assert (terminal.row, terminal.column, terminal.has_cursor) == (1, 0, False)


@given(
    steps=st.lists(
        st.tuples(
            st.lists(st.sampled_from(["said", "gesagt"]), max_size=2),
            st.one_of(st.none(), st.text("abcdefgh", max_size=30)),
            st.integers(0, 4),
            st.sampled_from([12, 20, 60]),
        ),
        max_size=12,
    )
)
def test_whatever_is_typed_and_however_the_terminal_changes_nothing_is_left_behind(steps):
    terminal, region = Terminal(60, 40), Region(color=False)
    terminal.write(HIDE_CURSOR)
    printed = []
    for above, text, after, width in steps:
        terminal.resize(width)
        below = rows("", "status", "", "keys") if text is None else typing(text[: width - 9], "z" * after)
        terminal.write(region.draw(rows(*above), below, terminal.size()))
        printed += above

        assert terminal.shown == [*printed, *("".join(span.text for span in one).rstrip() for one in below)]
        assert terminal.has_cursor == (text is not None)


def test_the_cost_of_drawing_does_not_grow_with_what_was_printed():
    region, terminal = Region(color=True), Terminal(80, 24)
    sizes = []
    for number in range(1000):
        below = rows("", f"text {number % 10}", "status")
        sizes.append(len(region.draw(rows(f"said {number % 10}"), below, terminal.size())))

    assert len(set(sizes[1:])) == 1


def test_styles_are_written_only_where_colours_are_wanted():
    spans = [row(Span("French", "bold"))]

    assert "\x1b[1m" in Region(color=True).draw([], spans, (40, 10))
    assert "\x1b[1m" not in Region(color=False).draw([], spans, (40, 10))
