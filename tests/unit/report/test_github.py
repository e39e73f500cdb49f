from __future__ import annotations

import re

from hypothesis import given

from anamctl.lint.finding import Severity
from anamctl.report.github import render
from anamctl.report.width import visible
from tests.unit.report.samples import ADVICE, WARNING, finding, findings, lines, run
from tests.unit.report.test_width import harmful


def parse(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner does (GitHub docs, Workflow commands)."""
    match = re.fullmatch(r"::([a-z]+) ([^\r\n]*?)::([^\r\n]*)", line)
    assert match is not None, line
    pairs = (pair.split("=", 1) for pair in match[2].split(","))
    return match[1], {key: decode(value, property_=True) for key, value in pairs}, decode(match[3])


def decode(text: str, *, property_: bool = False) -> str:
    codes = {"%0D": "\r", "%0A": "\n"} | ({"%3A": ":", "%2C": ","} if property_ else {})
    for code, character in codes.items():
        text = text.replace(code, character)
    return text.replace("%25", "%")


def test_a_command_for_each_finding_and_the_summary():
    assert render(run(finding(), WARNING, ADVICE)).splitlines() == [
        (
            "::error file=personas/concierge.yaml,line=24,endLine=24,col=3,endColumn=5,"
            "title=LNG101 unknown-language-code::"
            'unknown language code "jp": not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?'
        ),
        (
            "::warning file=personas/support.yaml,line=19,endLine=19,col=22,endColumn=24,title=BOL302 active-language::"
            'active_language "pt" is not among the languages: one of: en, hi, ta%0A'
            'Bolna answers this with "Invalid multilingual config" and saves nothing'
        ),
        (
            "::notice file=personas/support.yaml,line=1,endLine=1,col=1,endColumn=1,title=TXT409 short-prompt::"
            "the prompt is short"
        ),
        "1 error, 1 warning, 1 info in 2 of 14 files · 0.12 s · 1 can be fixed with --fix · 1 more with --unsafe-fixes",
    ]


def test_what_would_end_a_value_is_escaped():
    one = finding(path="a,b:c%/d.yaml", message="100 %: 50 % of\r\n::error::x", label="", fix=None)

    assert render(run(one)).splitlines()[0] == (
        "::error file=a%2Cb%3Ac%25/d.yaml,line=24,endLine=24,col=3,endColumn=5,title=LNG101 unknown-language-code::"
        "100 %25: 50 %25 of<U+000D><U+000A>::error::x"
    )


def test_several_lines_have_no_columns():
    _, properties, _ = parse(render(run(finding(end_line=26))).splitlines()[0])

    assert list(properties) == ["file", "line", "endLine", "title"]
    assert (properties["line"], properties["endLine"]) == ("24", "26")


def test_paths_are_those_below_the_checkout(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    one = finding(path=str(tmp_path / "personas" / "a.yaml"))

    assert parse(render(run(one)).splitlines()[0])[1]["file"] == "personas/a.yaml"


@given(findings(lines.filter(bool)))
def test_the_runner_reads_what_was_meant_and_no_other_command(one):
    text = render(run(one))
    first, *others = text.removesuffix("\n").split("\n")
    level, properties, message = parse(first)

    assert harmful(text) <= {"\n"}
    assert len(others) == 1
    assert not others[0].startswith("::")
    assert level == {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}[one.severity]
    assert properties["title"] == "LNG101 unknown-language-code"
    assert message.split("\n") == [visible(one.full_message), *map(visible, one.notes)]
