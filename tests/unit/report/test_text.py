from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from anamctl.lint.finding import Severity
from anamctl.report.text import Style, render, render_concise, render_finding, summary
from anamctl.report.width import columns
from tests.unit.report.samples import ADVICE, SGR, WARNING, finding, findings, lines, pointed, run
from tests.unit.report.test_width import agreed, harmful

PLAIN = Style(color=False)
RUN = run(finding(), WARNING, ADVICE)

WIDE = """\
personas/concierge.yaml:24:3  error  LNG101  unknown language code "jp"
   22 │     voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
   23 │ languages:
   24 │   jp:
      │   ^^ not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?
      = fix: rename the key to ja  [safe]

personas/support.yaml:19:22  warning  BOL302  active_language "pt" is not among the languages
   18 │   multilingual_config:
   19 │     active_language: pt
      │                      ^^ one of: en, hi, ta
      = Bolna answers this with "Invalid multilingual config" and saves nothing

personas/support.yaml:1:1  info  TXT409  the prompt is short
     = fix: add a sentence  [unsafe]

1 error, 1 warning, 1 info in 2 of 14 files · 0.12 s · 1 can be fixed with --fix · 1 more with --unsafe-fixes
"""
SIXTY = """\
personas/concierge.yaml:24:3  error  LNG101  unknown language code "jp"
   22 │     voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
   23 │ languages:
   24 │   jp:
      │   ^^
      │ not an ISO 639-1 code; did you mean "ja" (Japanese,
      │ 日本語)?
      = fix: rename the key to ja  [safe]

personas/support.yaml:19:22  warning  BOL302  active_language "pt" is not among the languages
   18 │   multilingual_config:
   19 │     active_language: pt
      │                      ^^ one of: en, hi, ta
      = Bolna answers this with "Invalid multilingual
        config" and saves nothing

personas/support.yaml:1:1  info  TXT409  the prompt is short
     = fix: add a sentence  [unsafe]

1 error, 1 warning, 1 info in 2 of 14 files · 0.12 s · 1 can be fixed with --fix · 1 more with --unsafe-fixes
"""
FORTY = """\
personas/concierge.yaml:24:3  error  LNG101  unknown language code "jp"
   22 │     voiceId: 6bfbe25a-979d-40f3…
   23 │ languages:
   24 │   jp:
      │   ^^
      │ not an ISO 639-1 code; did you
      │ mean "ja" (Japanese, 日本語)?
      = fix: rename the key to ja
        [safe]

personas/support.yaml:19:22  warning  BOL302  active_language "pt" is not among the languages
   18 │   multilingual_config:
   19 │     active_language: pt
      │                      ^^
      │ one of: en, hi, ta
      = Bolna answers this with "Invalid
        multilingual config" and saves
        nothing

personas/support.yaml:1:1  info  TXT409  the prompt is short
     = fix: add a sentence  [unsafe]

1 error, 1 warning, 1 info in 2 of 14 files · 0.12 s · 1 can be fixed with --fix · 1 more with --unsafe-fixes
"""
COLOURED = """\
<1>personas/concierge.yaml:24:3<0>  <1;31>error<0>  LNG101  unknown language code "jp"
<2>   22<0> <2>│<0>     voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
<2>   23<0> <2>│<0> languages:
<2>   24<0> <2>│<0>   jp:
      <2>│<0>   <1;31>^^<0> not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?
      <2>=<0> <32>fix:<0> rename the key to ja  [safe]

<1>personas/support.yaml:19:22<0>  <1;33>warning<0>  BOL302  active_language "pt" is not among the languages
<2>   18<0> <2>│<0>   multilingual_config:
<2>   19<0> <2>│<0>     active_language: pt
      <2>│<0>                      <1;33>^^<0> one of: en, hi, ta
      <2>=<0> Bolna answers this with "Invalid multilingual config" and saves nothing

<1>personas/support.yaml:1:1<0>  <1;36>info<0>  TXT409  the prompt is short
     <2>=<0> <32>fix:<0> add a sentence  [unsafe]

<1>1 error, 1 warning, 1 info in 2 of 14 files<0> · 0.12 s · 1 can be fixed with --fix · 1 more with --unsafe-fixes
"""


def picture(one, width=60) -> list[str]:
    """Lines of the source and the carets, without the headline."""
    return render_finding(one, PLAIN, width).splitlines()[1:]


# ---- golden ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "expected"), [(120, WIDE), (60, SIXTY), (40, FORTY)])
def test_report_at_a_width(width, expected):
    assert render(RUN, width=width) == expected


def test_report_in_colour():
    assert re.sub("\x1b\\[([0-9;]+)m", "<\\1>", render(RUN, color=True, width=120)) == COLOURED


@pytest.mark.parametrize("width", [120, 60, 40])
def test_colours_change_nothing_but_the_colours(width):
    assert SGR.sub("", render(RUN, color=True, width=width)) == render(RUN, width=width)


def test_a_width_that_nothing_fits_into_is_taken_for_a_narrow_one():
    assert render(RUN, width=1) == render(RUN, width=30)


def test_concise_is_a_line_for_each_finding_and_the_summary():
    assert render_concise(RUN).splitlines() == [
        (
            'personas/concierge.yaml:24:3: error LNG101 unknown language code "jp": '
            'not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?'
        ),
        (
            'personas/support.yaml:19:22: warning BOL302 active_language "pt" is not among the languages: '
            "one of: en, hi, ta"
        ),
        "personas/support.yaml:1:1: info TXT409 the prompt is short",
        "1 error, 1 warning, 1 info in 2 of 14 files · 0.12 s · 1 can be fixed with --fix · 1 more with --unsafe-fixes",
    ]


def test_concise_in_colour():
    first = render_concise(RUN, color=True).splitlines()[0]

    assert first.startswith("personas/concierge.yaml:24:3: \x1b[1;31merror\x1b[0m LNG101 ")


# ---- the caret -------------------------------------------------------------------------------------------------------

LONG = "    systemPrompt: " + "You answer every question in the language of the guest, and briefly. " * 3


@pytest.mark.parametrize(
    ("one", "source", "carets"),
    [
        (pointed("  name: 東京 x", 8, 10), "  name: 東京 x", "        ^^^^"),
        (pointed("  name: 東京 x", 11, 12), "  name: 東京 x", "             ^"),
        (pointed("  name: Zoe\u0308 x", 12, 13), "  name: Zoe\u0308 x", "           ^"),
        (pointed("  name: Zoe\u0308", 11, 12), "  name: Zoe\u0308", "          ^"),
        (pointed("  name: हिन्दी x", 8, 14), "  name: हिन्दी x", "        ^^^^^"),
        (pointed("\tname:\tx", 7, 8), "    name:   x", "            ^"),
        (pointed("\tname:", 0, 1), "    name:", "^^^^"),
        (pointed("  name: Zoe \u202eevil\u202c", 12, 13), "  name: Zoe <U+202E>evil<U+202C>", "            ^^^^^^^^"),
        (pointed("  name: a\u200db", 9, 10), "  name: a<U+200D>b", "         ^^^^^^^^"),
        (pointed("  name: می\u200cخواهم", 8, 14), "  name: می\u200cخواهم", "        ^^^^^"),
        (pointed("  name: \x1b[31mred", 8, 13), "  name: <U+001B>[31mred", "        ^^^^^^^^^^^^"),
        (pointed("  name: مرحبا بكم # hello", 8, 17), "  name: مرحبا بكم # hello", "        ^^^^^^^^^"),
        (pointed("  name: שלום", 8, 12), "  name: שלום", "        ^^^^"),
        (pointed("  name:", 7, 7), "  name:", "       ^"),
        (pointed("  languages: # all", 2, 11, end_line=27), "  languages: # all", "  ^^^^^^^^^^^^^^^^"),
        (pointed(LONG, 4, 16), "    systemPrompt: You answer every question in the …", "    ^^^^^^^^^^^^"),
        (
            pointed(LONG, 18, len(LONG)),
            "    systemPrompt: You answer every question in the …",
            "                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        ),
        (pointed(LONG, 87, 92), "…t, and briefly. You answer every question in the l…", "                 ^^^^^"),
        (pointed(LONG, len(LONG) - 9, len(LONG) - 1), "… the guest, and briefly.", "                 ^^^^^^^^"),
        (
            pointed("  name: " + "東京の案内係です。" * 9, 50, 52),
            "…す。東京の案内係です。東京の案内係です。東京の案内…",
            "                 ^^^^",
        ),
    ],
)
def test_carets_stand_under(one, source, carets):
    assert picture(one) == [f"   24 │ {source}", f"      │ {carets}"]


def independent_columns(text: str) -> list[int]:
    """Column in which each character of a line begins, and where the line ends, by the widths of Rich."""
    column, found = 0, []
    for character in text:
        found.append(column)
        if character == "\t":
            column += 4 - column % 4
        elif harmful(character):
            column += len(f"<U+{ord(character):04X}>")
        else:
            column += cell_len(character)
    return [*found, column]


@given(st.text(agreed | st.sampled_from("\t\x1b\u202e日本e\u0301"), max_size=50), st.data())
def test_carets_stand_where_an_independent_count_puts_them(line, data):
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    stops = independent_columns(line)
    if start < end and stops[start] == stops[end]:
        return  # only marks: tested above

    caret = picture(pointed(line, start, end, label="x"), width=1000)[-1].removeprefix("      │ ")

    match = re.fullmatch(r"( *)(\^+) x", caret)
    assert match is not None
    before, carets = match.groups()
    assert len(before) == stops[start]
    assert len(carets) == max(1, stops[end] - stops[start])


@given(st.text(st.sampled_from("ab cd日本語東京"), min_size=30, max_size=400), st.data(), st.integers(30, 100))
def test_what_is_above_the_carets_of_a_cut_line_is_what_is_meant(line, data, width):
    start = data.draw(st.integers(0, len(line) - 1))
    end = data.draw(st.integers(start + 1, len(line)))

    shown, caret = (text.ljust(9)[8:] for text in picture(pointed(line, start, end), width))

    above, column = "", 0
    for character in shown.ljust(len(caret)):
        if caret.find("^") <= column < len(caret):
            above += character
        column += cell_len(character)
    meant = line[start:end]
    assert meant.rstrip() == above.rstrip() or (above.endswith("…") and meant.startswith(above[:-1]))
    assert len(above) >= min(4, len(meant.rstrip()))


@given(findings(), st.integers(40, 120))
def test_only_the_headline_may_be_wider_than_the_terminal(one, width):
    for line in render_finding(one, PLAIN, width).splitlines()[1:]:
        assert columns(line) <= width


# ---- foreign text ----------------------------------------------------------------------------------------------------


@given(st.lists(findings(), max_size=3), st.booleans(), st.integers(20, 120))
def test_no_control_character_of_others_is_printed(found, color, width):
    for text in (render(run(*found), color=color, width=width), render_concise(run(*found), color=color)):
        rest = SGR.sub("", text) if color else text

        assert harmful(rest) <= {"\n"}


@given(findings(lines.filter(bool)))
def test_concise_is_one_line_whatever_is_said(one):
    assert len(render_concise(run(one)).splitlines()) == 2


def test_a_line_that_is_the_whole_of_a_large_file_is_not_walked_through():
    line = "東" * 2_000_000
    one = pointed(line, 1_000_000, 1_900_000, label="here")

    # Looking at every character would take minutes for so many findings.
    shown = render(run(*[one] * 300), width=80)

    assert shown.count("^^ ") + shown.count("^^\n") == 300


# ---- what else a block can lack --------------------------------------------------------------------------------------


def test_a_finding_without_a_place_in_a_text_has_no_picture():
    one = finding(line=1, column=1, end_line=1, end_column=1, excerpt=(), label="is it a folder?", fix=None)

    assert picture(one) == ["     is it a folder?"]


def test_a_finding_in_an_empty_file_has_a_picture_when_there_is_something_to_say_under_it():
    one = finding(line=1, column=1, end_line=1, end_column=1, excerpt=((1, ""),), label="expected a mapping", fix=None)

    assert picture(one) == ["   1 │", "     │ ^ expected a mapping"]


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_is_told_in_words(severity):
    assert f"  {severity.value}  LNG101  " in render(run(finding(severity=severity)))


# ---- summary ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "changes", "expected"),
    [
        ((), {}, "14 files, no findings · 0.12 s"),
        ((), {"files": 1}, "1 file, no findings · 0.12 s"),
        ((), {"files": 12345, "seconds": 61.0}, "12,345 files, no findings · 61.00 s"),
        ((), {"fixed": 3}, "14 files, no findings · 3 fixed · 0.12 s"),
        ((), {"known": 2}, "14 files, no findings · 2 in the baseline · 0.12 s"),
        ((WARNING,), {"known": 1200, "gone": 1}, ("1 warning in 1 of 14 files · 1,200 in the baseline · "
         "1 of the baseline gone · 0.12 s")),
        ((WARNING, WARNING), {"files": 1}, "2 warnings in 1 of 1 file · 0.12 s"),
        ((finding(), finding()), {"fixed": 1}, ("2 errors in 1 of 14 files · 1 fixed · 0.12 s · "
         "2 can be fixed with --fix")),
        ((ADVICE,), {}, "1 info in 1 of 14 files · 0.12 s · 1 can be fixed with --unsafe-fixes"),
    ],
)  # fmt: skip
def test_summary_says(found, changes, expected):
    assert summary(run(*found, **changes), PLAIN) == expected


def test_the_summary_is_the_last_line_and_the_only_one_of_a_clean_run():
    assert render(run()) == render_concise(run()) == "14 files, no findings · 0.12 s\n"
    assert render(RUN).splitlines()[-1] == summary(RUN, PLAIN)


def test_a_clean_summary_is_green():
    assert summary(run(), Style(color=True)) == "\x1b[32m14 files, no findings\x1b[0m · 0.12 s"
