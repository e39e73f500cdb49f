from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anamctl.view.listen_region import Region
from anamctl.view.listen_rows import Span, row
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
