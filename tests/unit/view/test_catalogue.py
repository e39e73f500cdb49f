"""Things of an account on terminals of every width."""

from __future__ import annotations

import pytest

from anamctl.report.width import columns
from anamctl.view.catalogue import Column, show_items

ID = "30fa96d0-26c4-4e55-94a0-517025942e18"
COLUMNS = (Column("name", 8, "bold"), Column("id", 36), Column("accent", 6), Column("why", 12))
ROWS = [
    ("Théo", ID, "FR", "accent: France, description mentions French"),
    ("日本語の声 · とても落ち着いた女性の声", ID.replace("3", "4"), "JP", ""),
    ("", ID.replace("3", "5"), "", "[bold]x[/bold]"),
]


@pytest.fixture
def draw(capsys):
    def drawn(width, *, color=False, rows=None):
        show_items(COLUMNS, ROWS if rows is None else rows, color=color, width=width)
        return capsys.readouterr().out.splitlines()

    return drawn


def test_with_room_everything_stands_in_one_line(draw):
    out = draw(None)

    assert out[0].split() == ["name", "id", "accent", "why"]
    assert len(out) == 4
    assert out[3].startswith("–")
    assert all(id_ in line for (_, id_, _, _), line in zip(ROWS, out[1:], strict=True))


@pytest.mark.parametrize("width", range(36, 140, 7))
def test_lines_fit_and_ids_are_whole_at_every_width(draw, width):
    out = draw(width)

    assert max(map(columns, out)) <= width
    for _, id_, _, _ in ROWS:
        assert any(id_ in line for line in out)


@pytest.mark.parametrize("width", [1, 10, 20, 35])
def test_an_id_is_whole_even_where_it_does_not_fit(draw, width):
    assert any(ID in line for line in draw(width))


def test_columns_stand_under_their_titles_whatever_the_glyphs(draw):
    out = draw(90)
    place = out[0].index("id")

    for (_, id_, _, _), line in zip(ROWS, [line for line in out if "-" in line and "4" in line][:3], strict=False):
        assert columns(line[: line.index(id_)]) == place


def test_a_long_cell_is_broken_between_words(draw):
    out = "\n".join(draw(80))

    assert "Fra\n" not in out
    assert "mentions" in out


def test_on_a_narrow_terminal_things_stand_under_each_other(draw):
    assert draw(40)[:4] == ["Théo", f"  {ID}", "  accent: FR", "  why: accent: France, description"]
    assert draw(40)[-3:] == ["–", f"  {ID.replace('3', '5')}", "  why: [bold]x[/bold]"]


def test_colours_only_when_wanted(draw):
    assert "\x1b" not in "".join(draw(100))
    assert "\x1b[1m" in "".join(draw(100, color=True))


def test_many_things_are_quick(draw):
    assert len(draw(120, rows=[ROWS[0]] * 1000)) > 1000
