from __future__ import annotations

import pytest

from anamctl.languages.iso639 import language
from anamctl.languages.matrix import Matrix, Row
from anamctl.languages.supported import Service, Support
from anamctl.report.width import columns
from anamctl.view.languages import show_language, show_matrix
from tests.unit.report.samples import SGR


def matrix(*services: str, codes=("fr", "he")) -> Matrix:
    """Give a matrix: French is documented everywhere, Hebrew is a guess and written ``iw``."""
    rows = []
    for code in codes:
        cells = tuple(
            Support(slug, "fr", "fr", "documented", "the docs", "")
            if code == "fr"
            else Support(slug, "iw", "he", "inferred", "the code", "an old code")
            for slug in services
        )
        found = language(code)
        assert found is not None
        rows.append(Row(found, cells))
    listed = tuple(Service(slug, f"Title of {slug}", "", is_open=False, note="") for slug in services)
    return Matrix(listed, tuple(rows))


@pytest.mark.parametrize(("width", "groups"), [(52, 5), (72, 3), (92, 2), (102, 1), (300, 1)])
def test_services_that_do_not_fit_beside_each_other_follow_below(capsys, width, groups):
    names = [f"s{number}" for number in range(5)]
    show_matrix(matrix(*names), color=False, width=width)
    out = capsys.readouterr().out
    heads = [line.split()[4:] for line in out.splitlines() if line.startswith("code ")]

    assert [name for head in heads for name in head] == names
    assert len(heads) == groups
    assert max(columns(line.rstrip()) for line in out.splitlines()) <= width


def test_a_mark_tells_how_sure_it_is_and_how_the_service_writes_the_code(capsys):
    show_matrix(matrix("s1"), color=False, width=100)
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines() if line.strip()}

    assert rows["fr"] == ["French", "français", "Latn", "✓"]
    assert rows["he"] == ["Hebrew", "עברית", "Hebr", "←", "iw?"]


def test_colour_says_nothing_that_the_marks_do_not(capsys):
    show_matrix(matrix("s1"), color=False, width=100)
    plain = capsys.readouterr().out
    show_matrix(matrix("s1"), color=True, width=100)
    coloured = capsys.readouterr().out

    assert SGR.sub("", coloured) == plain
    assert "\x1b[32m" in coloured
    assert "\x1b[33m" in coloured


def test_one_language_in_full(capsys):
    show_language(matrix("s1", "s2", codes=("he",)), color=False, width=100)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    assert lines == [
        "he  Hebrew  עברית",
        "script Hebr, right to left · ISO 639-2 heb",
        "",
        "Title of s1  iw?  inferred: the code; an old code",
        "Title of s2  iw?  inferred: the code; an old code",
    ]


def test_a_name_with_brackets_is_no_markup(capsys):
    show_language(matrix("[bold]", codes=("fr",)), color=True, width=100)

    assert "Title of [bold]" in SGR.sub("", capsys.readouterr().out)
