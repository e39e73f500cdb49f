"""What came of a suite of clips as JUnit XML: a suite for each service, a test case for each clip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.report.junit import attribute, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.suite import Report, Result
    from anamctl.listening.target import Target


def render(report: Report) -> str:
    """
    Give the document.

    A clip that could not be heard is an error; one in which another language was heard fails; one that nobody has tried
    is skipped.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="anamctl listen" {_counts(report.results)}>')
    for target in report.targets:
        lines += _suite(target, [result for result in report.results if result.target == target])
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(target: Target, results: Sequence[Result]) -> list[str]:
    name = attribute(target.label)
    return [
        f"  <testsuite name={name} {_counts(results)}>",
        *(_case(result, name) for result in results),
        "  </testsuite>",
    ]


def _case(result: Result, classname: str) -> str:
    case = f'<testcase classname={classname} name={attribute(result.clip.path)} time="{result.duration:.3f}">'
    if result.is_skipped:
        return f"    {case}<skipped message={attribute(result.why)}/></testcase>"
    heard = f'expected {result.clip.language}: {result.why}\nheard: "{result.text}"'
    if result.errors is not None:
        heard += f"\nexpected text: {result.clip.text}\nerror rate: {result.errors.rate:.3f}"
    if result.failure is not None:
        heard += f"\nhint: {result.failure.hint}" if result.failure.hint else ""
        inner = f'<error type="{result.failure.code}" message={attribute(result.why)}>{text(heard)}</error>'
    elif not result.is_met:
        inner = f'<failure type="expectation" message={attribute(result.why)}>{text(heard)}</failure>'
    else:
        inner = f"<system-out>{text(heard)}</system-out>"
    return f"    {case}{inner}</testcase>"


def _counts(results: Sequence[Result]) -> str:
    broken = sum(result.failure is not None and not result.is_skipped for result in results)
    failed = sum(result.is_heard and not result.is_met for result in results)
    seconds = sum(result.duration for result in results)
    skipped = sum(result.is_skipped for result in results)
    counts = f'tests="{len(results)}" failures="{failed}" errors="{broken}" skipped="{skipped}"'
    return f'{counts} time="{seconds:.3f}"'
