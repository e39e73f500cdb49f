"""What came of a suite, or of a comparison, as JSON has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.listening.records import summary_record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.compare import Compared
    from anamctl.listening.suite import Confusion, Report, Result, Total
    from anamctl.listening.wer import Errors

_DIGITS = 3
_MONEY = 6


def result_record(result: Result) -> dict[str, Any]:
    """Give what a service made of a clip."""
    return {
        "target": result.target.label,
        "clip": result.clip.path,
        "met": result.is_met,
        "why": result.why,
        "expected": result.clip.language,
        "found": result.found or None,
        "share": _round(result.share),
        "confidence": _round(result.confidence),
        "text": result.text,
        "expectedText": result.clip.text or None,
        "errors": _errors(result.errors),
        "delay": _round(result.delay),
        "audioSeconds": _round(result.audio_seconds),
        "openSeconds": _round(result.open_seconds),
        "estimatedCost": _money(result.cost),
        "failure": None
        if result.failure is None
        else {"code": result.failure.code, "message": result.failure.message, "hint": result.failure.hint},
    }


def report_record(report: Report) -> dict[str, Any]:
    """Give all of it: totals and confusion of each service, and every result."""
    return {
        "suite": report.path,
        "met": report.exit_code == 0,
        "interrupted": report.is_interrupted,
        "targets": [
            {**_total(total), "confusion": _confusion(report.confusion(total.target))} for total in report.totals
        ],
        "results": [result_record(result) for result in report.results],
    }


def compared_record(compared: Sequence[Compared]) -> dict[str, Any]:
    """Give what came of a comparison."""
    lanes = [{**summary_record(one.summary), "target": one.label, "text": one.text} for one in compared]
    for lane in lanes:
        del lane["type"], lane["saved"]
    return {"targets": lanes}


def _total(total: Total) -> dict[str, Any]:
    return {
        "target": total.target.label,
        "provider": total.target.provider,
        "model": total.target.model or None,
        "clips": total.clips,
        "met": total.met,
        "failed": total.failed,
        "accuracy": _round(total.accuracy),
        "meanConfidence": _round(total.mean_confidence),
        "errors": _errors(total.errors),
        "meanDelay": _round(total.mean_delay),
        "openSeconds": _round(total.open_seconds),
        "estimatedCost": _money(total.cost),
    }


def _confusion(confusion: Confusion) -> list[dict[str, Any]]:
    return [
        {"expected": expected, "found": found or None, "clips": count}
        for (expected, found), count in sorted(confusion.counts.items())
    ]


def _errors(errors: Errors | None) -> dict[str, Any] | None:
    if errors is None:
        return None
    return {"rate": _round(errors.rate), "wrong": errors.wrong, "of": errors.of}


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _money(value: float | None) -> float | None:
    return None if value is None else round(value, _MONEY)
