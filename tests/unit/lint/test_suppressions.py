from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.engine import Plan, run
from anamctl.lint.finding import Severity
from anamctl.lint.rules import all_codes
from anamctl.lint.suppressions import apply

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.lint.finding import Finding


def yml(code: str) -> bool:
    return code.startswith("YML")


def lint(text: str, wanted: Callable[[str], bool] = yml, path: str = "a.yaml", **severities: Severity) -> list[Finding]:
    plan = Plan(wanted, severities)
    file = read_bytes(text.encode(), path)
    return apply(file, run(file, plan), all_codes(), plan)


def found(text: str, wanted: Callable[[str], bool] = yml) -> list[tuple[str, int, int]]:
    return [(finding.code, finding.line, finding.column) for finding in lint(text, wanted)]


def fixed(text: str) -> str:
    """Apply the fixes from the end to the beginning."""
    edits = {edit for finding in lint(text) if finding.fix for edit in finding.fix.edits}
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


# An unquoted "no" is YML008, a key given twice is YML007.


# ---- which findings --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "comment",
    [
        "# anamctl: ignore[YML008]",
        "#anamctl:ignore[YML008]",
        "# anamctl: ignore[YML008] it is Norwegian",
        "# anamctl: ignore[YML008, YML007]",
        "# anamctl: ignore [ YML008 ]",
        "# anamctl: ignore[YML]",
        "# anamctl: ignore[YML00]",
        "# anamctl: ignore",
        "# anamctl: ignore it is Norwegian",
        "# anamctl: ignore YML008",
        "# anamctl: ignore YML008, YML007 both",
        "# anamctl: ignore[YML008 it is Norwegian",
        "# the country  # anamctl: ignore[YML008]",
        "\t# anamctl: ignore[YML008]",
    ],
)
def test_a_comment_suppresses_on_its_line(comment: str) -> None:
    text = f"personaConfig:\n  name: no  {comment}\n  voiceId: no\n"

    assert [place for place in found(text) if place[0] == "YML008"] == [("YML008", 3, 12)]


@pytest.mark.parametrize(
    "comment",
    [
        "# anamctl: ignore[YML007]",
        "# anamctl: ignore[yml008]",
        "# anamctl: ignore[]",
        "# anamctl: ignored",
        "# anamctl: ignore-line",
        "# anamctl: disable",
        "# anamctl ignore[YML008]",
        "# other: ignore[YML008]",
        "#x anamctl: ignore",
    ],
)
def test_other_comments_do_not(comment: str) -> None:
    assert ("YML008", 2, 9) in found(f"personaConfig:\n  name: no  {comment}\n")


def test_a_comment_line_suppresses_on_the_line_below() -> None:
    text = "personaConfig:\n  # anamctl: ignore[YML008]\n  name: no\n  voiceId: no\n"

    assert found(text) == [("YML008", 4, 12)]


def test_several_comment_lines_suppress_on_the_line_below_them_all() -> None:
    text = "personaConfig:\n  # anamctl: ignore[YML008] because\n  # of this\n# and that\n  name: no\n"

    assert found(text) == []


def test_a_comment_behind_something_is_not_about_the_line_below() -> None:
    text = "personaConfig:  # anamctl: ignore[YML008]\n  name: no\n"

    assert found(text) == [("YML019", 1, 35), ("YML008", 2, 9)]


def test_an_empty_line_parts_a_comment_from_what_follows() -> None:
    text = "personaConfig:\n  # anamctl: ignore[YML008]\n\n  name: no\n"

    assert ("YML008", 4, 9) in found(text)


def test_a_comment_for_the_file_suppresses_everywhere() -> None:
    text = (
        "personaConfig:\n  name: no\n  voiceId: no\n---\nlanguages: {fr: no}\n# anamctl: ignore-file[YML008,YML011]\n"
    )

    assert found(text) == []


def test_a_comment_for_the_file_suppresses_only_its_codes() -> None:
    text = "# anamctl: ignore-file[YML007]\npersonaConfig:\n  name: no\n  voiceId: a\n  voiceId: b\n"

    assert found(text) == [("YML008", 3, 9)]


def test_a_comment_line_may_be_about_itself() -> None:
    text = "personaConfig: {name: a}\n# anamctl: ignore[YML004] \x07\n"

    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "personaConfig:\n  name: |  # anamctl: ignore[SEC]\n    one\n    two \u200b\n",
        "personaConfig:\n  # anamctl: ignore[SEC]\n  name: >\n    one\n\n    two\n",
        'personaConfig:\n  name: "one\n    two\n    three"  # anamctl: ignore[SEC]\n',
        "personaConfig:\n  # anamctl: ignore[SEC]\n  name: 'one\n    two'\n",
        "personaConfig:\n  # anamctl: ignore[SEC]\n  name: one\n    two\n",
    ],
)
def test_what_is_found_inside_a_long_text_is_suppressed_at_its_borders(text: str) -> None:
    plan = Plan(yml)
    file = read_bytes(text.encode(), "a.yaml")
    inside = lint("personaConfig:\n  name: no\n")[0]._replace(
        code="SEC501", line=file.source.position(text.index("two")).line
    )

    assert apply(file, [inside], [*all_codes(), "SEC501"], plan) == []


def test_what_is_found_below_a_long_text_is_not() -> None:
    text = "personaConfig:\n  name: |  # anamctl: ignore[YML008]\n    one\n  voiceId: no\n"

    assert ("YML008", 4, 12) in found(text)


# ---- only real comments ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        'personaConfig:\n  name: "# anamctl: ignore[YML007]"\n',
        "personaConfig:\n  name: 'a # anamctl: ignore[YML007]'\n",
        "personaConfig:\n  name: |\n    # anamctl: ignore[YML007]\n",
        "personaConfig:\n  name: >-\n    text\n    # anamctl: ignore-file[YML007]\n  voiceId: a\n",
        'personaConfig:\n  name: "a\n    # anamctl: ignore[YML007]\n    b"\n',
        "personaConfig:\n  name: a#anamctl:ignore[YML007]\n",
        '"# anamctl: ignore[YML007]": 1\npersonaConfig: {name: a}\n',
    ],
)
def test_text_that_looks_like_a_comment_is_none(text: str) -> None:
    assert found(text) == []


def test_text_behind_which_there_is_a_comment_has_one() -> None:
    text = "personaConfig:\n  name: |\n    # anamctl: ignore[YML007]\n  # anamctl: ignore[YML008]\n  voiceId: no\n"

    assert found(text) == []


def test_behind_the_sign_that_opens_a_text_there_may_be_a_comment() -> None:
    text = "personaConfig:\n  name: |  # anamctl: ignore[YML999]\n    # anamctl: ignore[YML998]\n"

    assert [finding.message for finding in lint(text)] == ['unknown rule code "YML999"']


def test_json_has_no_comments() -> None:
    text = '{"personaConfig": {"name": "# anamctl: ignore[YML007]", "name": "b"}}'

    assert [finding.code for finding in lint(text, path="a.json")] == ["YML007"]


def test_a_file_without_the_mark_gives_the_same_list() -> None:
    plan = Plan(yml)
    file = read_bytes(b"personaConfig: {name: no}\n", "a.yaml")
    findings = run(file, plan)

    assert apply(file, findings, all_codes(), plan) is findings


# ---- unknown and unused ----------------------------------------------------------------------------------------------


def test_an_unknown_code_is_a_finding() -> None:
    text = "personaConfig:\n  name: no  # anamctl: ignore[YML008,YML999]\n"
    (finding,) = lint(text)

    assert (finding.code, finding.line, finding.column, finding.end_column) == ("YML018", 2, 38, 44)
    assert finding.severity is Severity.WARNING
    assert '"YML999"' in finding.message


def test_an_unused_code_is_a_finding_and_its_fix_takes_it_away() -> None:
    text = "personaConfig:\n  name: a  # anamctl: ignore[YML008] because\n  voiceId: b\n"
    (finding,) = lint(text)

    assert (finding.code, finding.line, finding.column, finding.end_column) == ("YML019", 2, 30, 36)
    assert finding.fix is not None
    assert finding.fix.safe
    assert fixed(text) == "personaConfig:\n  name: a\n  voiceId: b\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# anamctl: ignore[YML007,YML008]", "# anamctl: ignore[YML008]"),
        ("# anamctl: ignore[YML008, YML007] why", "# anamctl: ignore[YML008] why"),
        ("# anamctl: ignore[YML007,YML008,YML009]", "# anamctl: ignore[YML008]"),
        ("# note # anamctl: ignore[YML007,YML008]", "# note # anamctl: ignore[YML008]"),
    ],
)
def test_a_fix_leaves_the_codes_that_are_used(before: str, after: str) -> None:
    assert fixed(f"personaConfig:\n  name: no  {before}\n") == f"personaConfig:\n  name: no  {after}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\n  # anamctl: ignore[YML008]\npersonaConfig: {}\n", "a: 1\npersonaConfig: {}\n"),
        ("a: 1  # note # anamctl: ignore[YML008]\npersonaConfig: {}\n", "a: 1  # note\npersonaConfig: {}\n"),
        ("personaConfig: {}\n# anamctl: ignore-file[YML008]", "personaConfig: {}\n"),
        ("personaConfig: {}\r\n# anamctl: ignore[YML008]\r\na: 1\r\n", "personaConfig: {}\r\na: 1\r\n"),
        ("personaConfig: {}\t# anamctl: ignore[YML007,YML008]\r\n", "personaConfig: {}\r\n"),
    ],
)
def test_a_comment_that_is_not_needed_goes_with_its_line(before: str, after: str) -> None:
    assert fixed(before) == after


def test_a_comment_that_ends_a_text_with_kept_blank_lines_stays() -> None:
    text = "personaConfig:\n  name: |+\n    a\n# anamctl: ignore[YML008]\n\n  voiceId: b\n"
    (finding,) = lint(text)

    assert finding.code == "YML019"
    assert finding.fix is None


def test_a_code_whose_rule_did_not_take_part_is_not_unused() -> None:
    text = "personaConfig:\n  name: a  # anamctl: ignore[YML008]\n"

    assert found(text, lambda code: yml(code) and code != "YML008") == []
    assert found(text.replace("YML008", "YML"), lambda code: yml(code) and code != "YML008") == []
    assert found(text.replace("[YML008]", "")) == []  # all rules are meant, but only one family takes part
    assert found(text.replace("[YML008]", ""), lambda _: True)[-1][0] == "YML019"


@pytest.mark.parametrize(
    "text",
    [
        "personaConfig: {name: a  # anamctl: ignore[YML008]\n",
        "- a  # anamctl: ignore[YML008]\n",
        "- |\n  # anamctl: ignore[YML008]\n",
        "unknown: 1  # anamctl: ignore[YML008]\n",
        "personaConfig: {name: *a}  # anamctl: ignore[YML008]\n",
    ],
)
def test_nothing_is_unused_in_a_file_that_was_not_read_to_its_end(text: str) -> None:
    assert "YML019" not in [code for code, *_ in found(text)]


def test_findings_about_comments_are_suppressed_by_their_code_only() -> None:
    text = "personaConfig:\n  name: a  # anamctl: ignore[YML008{}]\n"

    assert [code for code, *_ in found(text.format(""))] == ["YML019"]
    assert found(text.format(",YML019")) == []
    assert found("# anamctl: ignore-file[YML019]\n" + text.format("")) == []
    assert [code for code, *_ in found("# anamctl: ignore-file[YML007]\n" + text.format(""))] == ["YML019", "YML019"]


def test_they_are_not_made_when_their_rules_do_not_take_part() -> None:
    text = "personaConfig:\n  name: a  # anamctl: ignore[YML008,YML999]\n"

    assert found(text, lambda code: code not in ("YML018", "YML019")) == [
        place for place in found(text, lambda _: True) if place[0] not in ("YML018", "YML019")
    ]


def test_they_have_the_severity_of_the_settings() -> None:
    (finding,) = lint("personaConfig:\n  name: a  # anamctl: ignore[YML008]\n", YML019=Severity.INFO)

    assert finding.severity is Severity.INFO


def test_findings_stay_in_the_order_of_the_text() -> None:
    text = "personaConfig:\n  name: a  # anamctl: ignore[YML007]\n  voiceId: no\n# anamctl: ignore[YML999]\n"

    assert [code for code, *_ in found(text)] == ["YML019", "YML008", "YML018"]


def test_a_comment_within_aliases_and_several_documents_is_read() -> None:
    text = "a: &x {name: no}  # anamctl: ignore[YML008]\npersonaConfig: *x\n---\npersonaConfig:\n  name: no\n"

    assert found(text) == [("YML008", 5, 9)]
