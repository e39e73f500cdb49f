"""What came of a suite of clips, as JSON has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anamctl.listening.suite import Confusion, Report, Result, Total
    from anamctl.listening.suite_estimate import Estimate
    from anamctl.listening.suite_file import Suite
    from anamctl.listening.target import Target

_DIGITS = 3
_MONEY = 6


def begun_record(suite: Suite, found: Estimate) -> dict[str, Any]:
    """Give what is going to be heard, and what that takes."""
    return {
        "suite": suite.path,
        "clips": len(suite.clips),
        "providers": [target.label for target in suite.targets],
        "seconds": round(found.seconds),
        "estimatedCost": _money(found.cost),
    }


def warning_record(target: Target, text: str) -> dict[str, Any]:
    """Give something that anamctl says of the settings of a service."""
    return {"provider": target.label, "text": text, "code": None, "by": "anamctl"}


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
        "estimatedCost": _money(result.cost),
        "skipped": result.is_skipped,
        "error": None if failure is None else {"code": failure.code, "message": failure.message, "hint": failure.hint},
    }


def _total(total: Total) -> dict[str, Any]:
    return {
        "provider": total.target.label,
        "clips": total.clips,
        "met": total.met,
        "failed": total.failed,
        "skipped": total.skipped,
        "accuracy": _round(total.accuracy),
        "meanConfidence": _round(total.mean_confidence),
        "wordErrorRate": None if total.errors is None else _round(total.errors.rate),
        "meanDelay": _round(total.mean_delay),
        "openSeconds": _round(total.open_seconds),
        "estimatedCost": _money(total.cost),
    }


def _confusion(found: Confusion) -> list[dict[str, Any]]:
    return [
        {"expected": expected, "found": heard or None, "clips": count}
        for (expected, heard), count in sorted(found.counts.items())
    ]


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _money(value: float | None) -> float | None:
    return None if value is None else round(value, _MONEY)
