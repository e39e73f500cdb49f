"""Columns beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.view.columns import Layout, layouts

WIDTHS = st.lists(st.integers(1, 60), min_size=1, max_size=20)


def test_what_fits_stays_together_in_full():
    assert layouts(14, [10, 12, 8], 100) == [Layout(14, (0, 1, 2), (10, 12, 8))]


def test_cells_are_cut_before_a_part_is_added():
    (part,) = layouts(20, [36, 36, 36], 100)

    assert part.places == (0, 1, 2)
    assert part.width <= 100
    assert min(part.widths) >= 20


def test_every_further_part_begins_with_the_first_column_again():
    parts = layouts(14, [12] * 7, 60)

    assert [part.places for part in parts] == [(0, 1, 2), (0, 3, 4), (0, 5, 6)]


def test_two_columns_share_a_wide_terminal():
    (part,) = layouts(20, [40, 40], 120)

    assert part.widths == (40, 40)


def test_one_column_may_have_everything():
    assert layouts(30, [200], 60) == [Layout(20, (0,), (38,))]


@given(label=st.integers(1, 60), wanted=WIDTHS, room=st.integers(40, 200))
def test_no_part_is_wider_than_the_terminal_and_no_column_is_lost(label, wanted, room):
    parts = layouts(label, wanted, room)

    assert all(part.width <= room for part in parts)
    shown = [place for part in parts for place in part.places]
    assert sorted(set(shown)) == list(range(len(wanted)))
    assert len(shown) == len(wanted) + len(parts) - 1
    for part in parts:
        assert part.places[0] == 0
        assert all(width <= max(3, wanted[place]) for place, width in zip(part.places, part.widths, strict=True))


@pytest.mark.parametrize("room", [40, 60])
def test_a_narrow_terminal_shows_a_language_beside_the_base(room):
    parts = layouts(33, [36, 36, 36, 36], room)

    assert all(len(part.places) >= 2 for part in parts)
    assert all(min(part.widths) >= 11 for part in parts)
