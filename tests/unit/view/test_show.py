"""What a terminal shows of the languages of a definition."""

from __future__ import annotations

import re

import pytest

from anamctl.definitions.sheet import MISSING, Cell, Row, Sheet
from anamctl.report.width import columns
from anamctl.view.show import Page


def row(label, *values, group="transcriber", is_text=False):
    cells = [value if isinstance(value, Cell) else Cell(value) for value in values]
    return Row(group, label, (group, label), tuple(cells), is_text)


SAME = Cell("nova-3", is_same=True)
SHEET = Sheet(
    ("support.yaml", "Bolna agent"),
    ("base", "en", "hi", "od"),
    (
        row("provider", "deepgram", SAME, "sarvam", SAME),
        row("language", "en", Cell("en", mark="key"), Cell("hi-IN", mark="table"), Cell("od", mark="guess")),
        row("provider", "elevenlabs", SAME, Cell("sarvam", mark="replaces"), Cell(), group="synthesizer"),
        row(
            "prompt", "Be brief.", Cell(mark="base prompt stays"), "Sei kurz. " * 9, Cell(), group="texts", is_text=True
        ),
        row("agent name", MISSING, "Maya", "माया", "مايا", group="texts", is_text=True),
    ),
)


@pytest.fixture
def page(capsys):
    def draw(sheet=SHEET, width=100, color=False, explain=False, **calls):
        page = Page(color=color, width=width)
        page.table(sheet, explain=explain)
        for name, arguments in calls.items():
            getattr(page, name)(*arguments)
        return capsys.readouterr().out

    return draw


def test_languages_are_columns_and_only_what_differs_is_written(page):
    assert page() == (
        "\n"
        "              base        en                 hi                 od\n"
        "transcriber\n"
        "  provider    deepgram    ·                  sarvam             ·\n"
        "  language    en          en                 hi-IN              od (guess)\n"
        "synthesizer\n"
        "  provider    elevenlabs  ·                  sarvam (replaces)  –\n"
        "texts\n"
        "  prompt      Be brief.   base prompt stays  18 words           –\n"
        "  agent name  –           Maya               ↓                  ↓\n"
        "\n"
        "agent name\n"
        "  hi  माया\n"
        "  od  مايا\n"
        "\n"
        "· as in the first column   – not there   ↓ below\n"
    )


def test_with_reasons_every_mark_is_written(page):
    line = next(line for line in page(explain=True).splitlines() if "language" in line)

    assert re.split(r"  +", line.strip()) == ["language", "en", "en (key)", "hi-IN (table)", "od (guess)"]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_is_wider_than_the_terminal(page, width):
    for line in page(width=width).splitlines():
        assert columns(line) <= max(width, len("· as in the first column   – not there   ↓ below"))


def test_a_narrow_terminal_shows_fewer_languages_at_a_time(page):
    out = page(width=40)

    heads = [line.split() for line in out.splitlines() if line.strip().startswith("base")]
    assert heads == [["base", "en"], ["base", "hi"], ["base", "od"]]
    assert out.count("transcriber\n") == 3
    assert "od (guess)" in out


def test_a_single_language_is_shown_in_full(page):
    sheet = Sheet(
        ("a",),
        ("base", "fr"),
        (
            row("voiceId", "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"),
            row("systemPrompt", "One.\nTwo.\n", "Un.\n\nDeux.", is_text=True),
            row("initialMessage", "Good evening, how can I help you?", MISSING, is_text=True),
        ),
    )

    out = page(sheet, width=40)

    place = out.splitlines()[1].index("fr")
    voice = out[out.index("  voiceId") : out.index("  systemProm")].splitlines()
    assert "".join(line[place:] for line in voice) == "22222222-2222-4222-8222-222222222222"
    assert "…" not in out
    assert "systemPrompt\n  base\n    One.\n    Two.\n  fr\n    Un.\n\n    Deux.\n" in out
    assert "initialMessage\n  base  Good evening, how can I help you?\n" in out


def test_nothing_differs_is_said(page):
    assert page(SHEET._replace(columns=("en", "hi"), rows=())) == "\nnothing differs\n"


def test_text_that_looks_like_markup_is_shown_as_it_is(page):
    sheet = Sheet(("a",), ("base",), (row("voice", "[bold]x[/bold] :smile:"),))

    assert "[bold]x[/bold] :smile:" in page(sheet)


def test_colours_say_nothing_that_words_do_not(page):
    plain = page()
    coloured = page(color=True)

    assert "\x1b[1;33m (guess)" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


EXPLAINED = [
    ("transcriber.language", "hi-IN", "62", "its entry · T1 T3 · documented: docs: Multilingual Config Reference"),
    ("system_prompt", "आप माया हैं और", "7", "its entry"),
]


def test_reasons_stand_beside_their_values_where_there_is_room(page):
    out = page(explanation=("hi", EXPLAINED), width=100)

    assert out.endswith(
        "\nhi\n"
        "  transcriber.language  hi-IN    62  its entry · T1 T3 · documented: docs: Multilingual Config\n"
        "                                     Reference\n"
        "  system_prompt         4 words   7  its entry\n"
    )


def test_reasons_stand_below_their_values_where_there_is_none(page):
    out = page(explanation=("hi", EXPLAINED), width=40)

    assert out.endswith(
        "\nhi\n"
        "  transcriber.language  hi-IN\n"
        "    line 62 · its entry · T1 T3 ·\n"
        "    documented: docs: Multilingual\n"
        "    Config Reference\n"
        "  system_prompt  4 words\n"
        "    line 7 · its entry\n"
    )


def test_rules_and_remarks_come_last_with_their_places(page):
    out = page(
        legend=([("T2", "without its own transcriber", "documented")],),
        remarks=([('od: "od" is our guess', "a.yaml:41"), ("no place", "")],),
    )

    assert out.endswith(
        '\n\nT2  without its own transcriber (documented)\n\nod: "od" is our guess   a.yaml:41\nno place\n'
    )


def test_nothing_is_printed_for_no_rules_and_no_remarks(page):
    assert page(legend=([],), remarks=([],)) == page()


def test_a_title_is_one_line_that_may_wrap(capsys):
    page = Page(color=False, width=30)
    page.title(["concierge.yaml", "Anam persona", "Camille"])
    page.title(["b"])

    assert capsys.readouterr().out == "concierge.yaml · Anam persona\n· Camille\n\nb\n"


PROVIDERS = (
    [["en", "deepgram", "nova-3"], ["hi", "sarvam", ""]],
    ["language", "hears", "hears_model"],
    [("sarvam", "hears hi; speaks hi")],
)


def test_providers_are_a_table_where_there_is_room(capsys):
    Page(color=False, width=60).providers(*PROVIDERS)

    assert capsys.readouterr().out == (
        "\n"
        "language  hears     hears model\n"
        "en        deepgram  nova-3\n"
        "hi        sarvam\n"
        "\n"
        "keys needed\n"
        "  sarvam  hears hi; speaks hi\n"
    )


def test_providers_are_a_list_where_there_is_none(capsys):
    Page(color=False, width=28).providers(*PROVIDERS)

    assert capsys.readouterr().out == (
        "\n"
        "en\n"
        "  hears        deepgram\n"
        "  hears model  nova-3\n"
        "hi\n"
        "  hears        sarvam\n"
        "\n"
        "keys needed\n"
        "  sarvam  hears hi; speaks\n"
        "    hi\n"
    )
