"""What came of a suite of clips, for programs: JSON and JUnit XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.report.junit import attribute, text

if TYPE_CHECKING:
    from anamctl.listening.suite import Confusion, Report, Result, Total

_DIGITS = 3
_MONEY = 6


def as_json(report: Report) -> dict[str, Any]:
    """Give everything that is known of a suite."""
    return {
        "suite": report.path,
        "interrupted": report.is_interrupted,
        "providers": [
            {**_total(total), "confusion": _confusion(report.confusion(total.target))} for total in report.totals
        ],
        "results": [result_record(result) for result in report.results],
    }


def result_record(result: Result) -> dict[str, Any]:
    """Give what a service made of a clip."""
    failure, mistakes = result.failure, result.errors
    return {
        "provider": result.target.label,
        "clip": result.clip.path,
        "expected": result.clip.language,
        "found": result.found or None,
        "met": result.is_met,
        "why": result.why,
        "share": _round(result.share),
        "confidence": _round(result.confidence),
        "text": result.text,
        "expectedText": result.clip.text or None,
        "wordErrorRate": None if mistakes is None else _round(mistakes.rate),
        "meanDelay": _round(result.delay),
        "openSeconds": _round(result.open_seconds),
        "estimatedCost": None if result.cost is None else round(result.cost, _MONEY),
        "error": None if failure is None else {"code": failure.code, "message": failure.message, "hint": failure.hint},
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "provider": total.target.label,
        "clips": total.clips,
        "met": total.met,
        "failed": total.failed,
        "accuracy": _round(total.accuracy),
        "meanConfidence": _round(total.mean_confidence),
        "wordErrorRate": None if total.errors is None else _round(total.errors.rate),
        "meanDelay": _round(total.mean_delay),
        "openSeconds": _round(total.open_seconds),
        "estimatedCost": None if total.cost is None else round(total.cost, _MONEY),
    }


def _confusion(found: Confusion) -> list[dict[str, Any]]:
    return [
        {"expected": expected, "found": heard or None, "clips": count}
        for (expected, heard), count in sorted(found.counts.items())
    ]


def junit(report: Report) -> str:
    """Give a suite for each service, and a case for each clip."""
    results = report.results
    failures = sum(not result.is_met and result.failure is None for result in results)
    broken = sum(result.failure is not None for result in results)
    seconds = sum(result.duration for result in results)
    counts = f'tests="{len(results)}" failures="{failures}" errors="{broken}" time="{seconds:.3f}"'
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="anamctl listen" {counts}>']
    for total in report.totals:
        own = [result for result in results if result.target == total.target]
        lines += _suite(total.target.label, own)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(label: str, results: list[Result]) -> list[str]:
    failures = sum(not result.is_met and result.failure is None for result in results)
    broken = sum(result.failure is not None for result in results)
    seconds = sum(result.duration for result in results)
    head = (
        f'  <testsuite name={attribute(label)} tests="{len(results)}" failures="{failures}" errors="{broken}"'
        f' time="{seconds:.3f}">'
    )
    return [head, *(_case(label, result) for result in results), "  </testsuite>"]


def _case(label: str, result: Result) -> str:
    head = (
        f"    <testcase classname={attribute(label)} name={attribute(f'{result.clip.path} ({result.clip.language})')}"
        f' time="{result.duration:.3f}"'
    )
    heard = f"<system-out>{text(result.text)}</system-out>" if result.text else ""
    if result.failure is not None:
        kind, what = "error", result.failure.code
    elif not result.is_met:
        kind, what = "failure", "language"
    else:
        return f"{head}>{heard}</testcase>" if heard else f"{head}/>"
    why = result.failure.message if result.failure is not None else result.why
    return f"{head}><{kind} type={attribute(what)} message={attribute(why)}/>{heard}</testcase>"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
