from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from anamctl.definitions.document import Kind
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.shape import issues_of
from anamctl.lint import engine
from anamctl.lint.engine import Plan, run
from anamctl.lint.finding import Edit, Fix, Problem, Severity
from anamctl.lint.problems import at, between
from anamctl.lint.rule import ByHand, Documents, Files, ReadIssues, Rule, ShapeIssues, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable

PERSONA = "personaConfig:\n  name: A\n  languageCode: en\n"
AGENT = "agent_config:\n  agent_name: A\n"
UNKNOWN = "persona: {}\n"


def rule(code: str, on: Trigger, check: Callable[..., Any] | None, severity: Severity = Severity.ERROR) -> Rule:
    return Rule(code, f"name-of-{code.lower()}", "", "0.1.0", severity, on, check, "", "")


class Registry:
    """Rules that take the place of the real ones, and who asked for them."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.loaded: list[str] = []
        self.asked: list[tuple[str, object]] = []

    def add(self, code: str, on: Trigger, *problems: Problem, **options: Any) -> None:
        """Add a rule that notes what it is asked about and finds the same in everything."""

        def check(*subjects: object) -> tuple[Problem, ...]:
            self.asked.append((code, subjects[-1]))
            return problems

        self.rules.append(rule(code, on, check, **options))

    def family(self, name: str) -> tuple[Rule, ...]:
        self.loaded.append(name)
        return tuple(one for one in self.rules if one.code.startswith(name))

    def asked_codes(self) -> list[str]:
        return [code for code, _ in self.asked]


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Registry:
    registry = Registry()
    monkeypatch.setattr(engine, "family", registry.family)
    return registry


def lint(text: str, plan: Plan | None = None, path: str = "a.yaml"):
    return run(read_bytes(text.encode(), path), plan or Plan())


# ---- who is asked ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (PERSONA, ["ANM1", "SEC1", "SEC2"]),
        (AGENT, ["BOL1", "SEC2"]),
        (UNKNOWN, ["SEC2"]),
        (f"{PERSONA}---\n{AGENT}", ["ANM1", "SEC1", "SEC2", "BOL1", "SEC2"]),
    ],
)
def test_a_rule_is_asked_about_documents_of_its_kinds(rules, text, asked):
    rules.add("ANM1", Documents(Kind.PERSONA))
    rules.add("BOL1", Documents(Kind.AGENT))
    rules.add("SEC1", Documents(Kind.PERSONA))
    rules.add("SEC2", Documents())
    lint(text)

    assert rules.asked_codes() == asked


def test_a_rule_of_another_family_is_not_asked_about_a_kind_that_is_not_its_own(rules):
    rules.add("BOL1", Documents())
    rules.add("LNG1", Documents())
    lint(PERSONA)

    assert rules.asked_codes() == ["LNG1"]


def test_families_are_loaded_when_something_needs_them(rules):
    plan = Plan()
    lint(PERSONA, plan)
    assert "BOL" not in rules.loaded
    assert "YML" not in rules.loaded

    lint(AGENT, plan)
    lint(f"{PERSONA}  name: B\n", plan)
    assert {"BOL", "YML"} <= set(rules.loaded)
    count = len(rules.loaded)

    lint(f"{PERSONA}  name: B\n---\n{AGENT}", plan)
    assert len(rules.loaded) == count


def test_a_rule_about_reading_is_asked_about_each_issue_of_its_kinds(rules):
    rules.add("YML1", ReadIssues("duplicate"))
    rules.add("YML2", ReadIssues("syntax"))
    rules.add("YML3", ReadIssues("ambiguous", "duplicate"))
    lint(PERSONA + "  name: no\n")

    assert sorted((code, issue.kind) for code, issue in rules.asked) == [
        ("YML1", "duplicate"),
        ("YML3", "ambiguous"),
        ("YML3", "duplicate"),
    ]


def test_a_rule_about_shape_is_asked_about_each_issue_of_its_kinds_in_its_kind_of_document(rules):
    rules.add("ANM1", ShapeIssues("unknown", kind=Kind.PERSONA))
    rules.add("ANM2", ShapeIssues("range", kind=Kind.PERSONA))
    rules.add("LNG1", ShapeIssues("unknown", kind=Kind.AGENT))
    issues = issues_of(read_bytes(f"{PERSONA}  nmae: x\n".encode(), "a.yaml").documents[0])
    lint(f"{PERSONA}  nmae: x\n")

    assert [issue.kind for issue in issues] == ["unknown"]
    assert rules.asked_codes() == ["ANM1"]


def test_a_rule_about_files_is_asked_once_and_about_every_file(rules):
    rules.add("SEC1", Files())
    for text in (f"{PERSONA}---\n{AGENT}", "", "[", UNKNOWN):
        lint(text)

    assert rules.asked_codes() == ["SEC1"] * 4


def test_a_rule_that_the_engine_makes_by_hand_is_never_asked(rules):
    rules.add("YML1", ByHand())
    rules.rules.append(rule("YML2", ReadIssues("duplicate"), None))
    rules.rules.append(rule("ANM2", Documents(), None))

    assert lint(f"{PERSONA}  name: B\n") == []
    assert rules.asked == []


def test_a_rule_that_is_not_wanted_is_not_asked(rules):
    rules.add("ANM1", Documents())
    rules.add("ANM2", Documents())
    lint(PERSONA, Plan(lambda code: code == "ANM2"))

    assert rules.asked_codes() == ["ANM2"]


@pytest.mark.parametrize("found", [None, (), [], iter(())])
def test_a_rule_may_find_nothing_in_several_ways(rules, found):
    rules.rules.append(rule("ANM1", Documents(), lambda _: found))

    assert lint(PERSONA) == []


# ---- what becomes of a problem ---------------------------------------------------------------------------------------


def test_a_problem_becomes_a_finding_with_its_rule_and_its_place(rules):
    fix = Fix("say B", (Edit(25, 26, "B"),))

    def check(document):
        yield at(document, ("personaConfig", "name"), "A", "write B", notes=("because",), fix=fix)

    rules.rules.append(rule("ANM1", Documents(), check))
    (found,) = lint(PERSONA, path="personas/a.yaml")

    assert found._asdict() == {
        "path": "personas/a.yaml",
        "line": 2,
        "column": 9,
        "end_line": 2,
        "end_column": 10,
        "code": "ANM1",
        "name": "name-of-anm1",
        "severity": Severity.ERROR,
        "message": "A",
        "label": "write B",
        "notes": ("because",),
        "pointer": "/personaConfig/name",
        "fix": fix,
        "excerpt": ((1, "personaConfig:"), (2, "  name: A")),
    }
    assert found.full_message == "A: write B"


def test_a_problem_over_several_lines_ends_where_it_ends(rules):
    rules.add("ANM1", Documents(), between(15, len(PERSONA) - 1, "x"))
    (found,) = lint(PERSONA)

    assert (found.line, found.column, found.end_line, found.end_column) == (2, 1, 3, 19)


@pytest.mark.parametrize("end", [23, 20])
def test_a_problem_without_length_is_a_place(rules, end):
    rules.add("ANM1", Documents(), between(23, end, "x"))
    (found,) = lint(PERSONA)

    assert (found.line, found.column, found.end_line, found.end_column) == (2, 9, 2, 9)


def test_a_problem_beyond_the_end_is_at_the_end(rules):
    rules.add("ANM1", Documents(), between(9999, 10000, "x"))
    (found,) = lint(PERSONA)

    assert (found.line, found.column) == (4, 1)


def test_two_lines_before_are_shown_and_no_more(rules):
    rules.add("ANM1", Documents(), between(len(PERSONA) - 3, len(PERSONA) - 1, "x"))
    (found,) = lint(f"{PERSONA}  llmId: x\n")

    assert found.excerpt == ((1, "personaConfig:"), (2, "  name: A"), (3, "  languageCode: en"))


@pytest.mark.parametrize(
    ("own", "of_problem", "of_settings", "expected"),
    [
        (Severity.ERROR, None, None, Severity.ERROR),
        (Severity.ERROR, Severity.INFO, None, Severity.INFO),
        (Severity.INFO, None, Severity.ERROR, Severity.ERROR),
        (Severity.ERROR, Severity.INFO, Severity.WARNING, Severity.WARNING),
    ],
)
def test_settings_win_over_a_problem_and_a_problem_over_its_rule(rules, own, of_problem, of_settings, expected):
    rules.add("ANM1", Documents(), between(0, 1, "x", severity=of_problem), severity=own)
    plan = Plan(severities={"ANM1": of_settings} if of_settings else {})

    assert [found.severity for found in lint(PERSONA, plan)] == [expected]


def test_findings_stand_in_the_order_of_the_text_then_of_codes_then_of_messages(rules):
    rules.add("SEC1", Files(), between(30, 31, "b"), between(0, 1, "z"))
    rules.add("ANM2", Documents(), between(0, 1, "y"), between(0, 1, "x"))
    rules.add("ANM1", Documents(), between(17, 18, "a"))

    assert [(one.line, one.column, one.code, one.message) for one in lint(PERSONA)] == [
        (1, 1, "ANM2", "x"),
        (1, 1, "ANM2", "y"),
        (1, 1, "SEC1", "z"),
        (2, 3, "ANM1", "a"),
        (3, 6, "SEC1", "b"),
    ]


def test_the_same_finding_on_two_roads_is_said_once(rules):
    rules.add("ANM1", Documents(), between(0, 1, "x"), between(0, 1, "x"), between(0, 1, "y"))
    rules.add("ANM2", Documents(), between(0, 1, "x"))

    assert [(one.code, one.message) for one in lint(PERSONA)] == [("ANM1", "x"), ("ANM1", "y"), ("ANM2", "x")]


# ---- shape -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "count"), [(PERSONA, 0), (f"{PERSONA}  a: 1\n  b: 2\n", 2), (UNKNOWN, 0)])
def test_shape_is_asked_of_documents_that_have_one(text, count):
    document = read_bytes(text.encode(), "a.yaml").documents[0]

    assert len(issues_of(document)) == count


def test_shape_is_worked_out_once(monkeypatch):
    document = read_bytes(f"{PERSONA}  a: 1\n".encode(), "a.yaml").documents[0]
    first = issues_of(document)
    monkeypatch.setattr("anamctl.definitions.shape.check_persona", lambda _: pytest.fail("asked again"))

    assert issues_of(document) is first


def test_a_file_with_more_findings_than_anybody_reads_is_cut_and_says_so():
    text = "personaConfig: {personaId: 30fa96d0-26c4-4e55-94a0-517025942e18}\nlist: [" + "no, " * 12_000 + "]\n"
    found = run(read_bytes(text.encode(), "x.yaml"), Plan())

    assert len(found) <= 10_002
    assert [f.message for f in found if f.code == "YML006"] == ["more than 10,000 findings"]


def test_many_findings_of_rules_are_cut_too():
    keys = "".join(f"  key{number}: 1\n" for number in range(11_000))
    text = f"personaConfig:\n  personaId: 30fa96d0-26c4-4e55-94a0-517025942e18\n{keys}"
    found = run(read_bytes(text.encode(), "x.yaml"), Plan())

    assert len(found) == 10_001
    assert [f.message for f in found if f.code == "YML006"] == ["more than 10,000 findings"]
