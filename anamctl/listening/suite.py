"""
Labelled clips, heard by one or more services, so that people choose a model by measurement.

Services are asked at the same time, each for one clip after the other: none has two sessions at once because of us.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from anamctl.audio.failures import SoundFileError
from anamctl.errors import AnamctlError, ExitCode
from anamctl.listening.codes import base, is_same
from anamctl.listening.tally import UNSURE, most
from anamctl.listening.verdict import Wish
from anamctl.listening.wer import Errors, errors, unit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from anamctl.listening.hearing import Outcome
    from anamctl.listening.suite_clips import Clip
    from anamctl.listening.suite_file import Suite
    from anamctl.listening.target import Target

    Hear = Callable[[Target, str, Wish], Awaitable[Outcome]]
    """Lets a service hear a file, and says what came of it."""


class Result(NamedTuple):
    """What a service made of a clip."""

    target: Target
    clip: Clip
    is_met: bool
    """Whether the language was the expected one, and the text near enough where a limit is set."""
    why: str
    """A clause."""
    found: str = ""
    """The language that was heard most (`anamctl.listening.tally.most`); `UNSURE` when it was not recognised surely."""
    share: float = 0.0
    """How much of the speech was in the expected language."""
    confidence: float | None = None
    """How sure the service was of the language that was heard most."""
    text: str = ""
    errors: Errors | None = None
    """Mistakes in the text; None where no text is expected."""
    delay: float | None = None
    """Mean of the finals, in seconds."""
    open_seconds: float = 0.0
    cost: float | None = None
    duration: float = 0.0
    """Seconds that it took."""
    failure: AnamctlError | None = None
    """What kept the clip from being heard, or from being heard to its end."""
    is_skipped: bool = False
    """Whether nobody has tried: the service failed before, or it was interrupted."""

    @property
    def is_heard(self) -> bool:
        """Whether the clip was heard to its end, so that it says something about the service."""
        return self.failure is None and not self.is_skipped


class Total(NamedTuple):
    """How a service did."""

    target: Target
    clips: int
    """Those that were tried."""
    met: int
    failed: int
    """Clips of these that could not be heard."""
    skipped: int
    """Clips that nobody has tried."""
    accuracy: float | None
    """Of the clips that were heard, the part whose language was heard right; None when none was heard."""
    mean_confidence: float | None
    """Of the languages that were heard right."""
    errors: Errors | None
    """Of all texts together; None where none is expected."""
    mean_delay: float | None
    open_seconds: float
    cost: float | None


class Report(NamedTuple):
    """What came of a suite."""

    path: str
    results: tuple[Result, ...]
    """By service, then by clip, in the order of the file; each clip that was not tried is there, too."""
    totals: tuple[Total, ...]
    is_interrupted: bool = False

    @property
    def targets(self) -> tuple[Target, ...]:
        """The services, in the order of the file."""
        return tuple(total.target for total in self.totals)

    def confusion(self, target: Target) -> Confusion:
        """Give which language was heard for which."""
        return confusion([result for result in self.results if result.target == target])

    @property
    def exit_code(self) -> int:
        """What it means to the caller."""
        if self.is_interrupted:
            return ExitCode.INTERRUPTED
        failures = [result.failure for result in self.results if result.failure is not None]
        if failures:
            return failures[0].exit_code
        tried = [result for result in self.results if not result.is_skipped]
        return ExitCode.OK if all(result.is_met for result in tried) else ExitCode.FINDINGS


class Confusion(NamedTuple):
    """Which language was heard for which."""

    expected: tuple[str, ...]
    """The languages of the clips, sorted: the rows."""
    found: tuple[str, ...]
    """
    What was heard: the columns. First those that were expected, then others, `UNSURE` for what was not recognised
    surely; empty for none, the last one.
    """
    counts: dict[tuple[str, str], int]
    """How many clips, by expected and found."""


async def run_suite(suite: Suite, hear: Hear, tell: Callable[[Result], None] | None = None) -> Report:
    """
    Let every service hear every clip.

    Args:
        suite: what is heard by whom.
        hear: lets one of them hear one clip.
        tell: is told each result as it comes.
    """
    tasks = [asyncio.create_task(_run_target(suite, target, hear, tell)) for target in suite.targets]
    try:
        found = await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)  # each ends its session first
        raise
    return report(suite, [result for results in found for result in results])


def report(suite: Suite, results: Sequence[Result], *, is_interrupted: bool = False) -> Report:
    """Put results together; clips are missing when it ended before they were tried."""
    found = {(result.target, result.clip.path): result for result in results}
    ordered = [
        found.get((target, clip.path)) or _not_tried(target, clip, "it ended before this clip")
        for target in suite.targets
        for clip in suite.clips
    ]
    totals = tuple(total(target, [one for one in ordered if one.target == target]) for target in suite.targets)
    return Report(suite.path, tuple(ordered), totals, is_interrupted)


async def _run_target(suite: Suite, target: Target, hear: Hear, tell: Callable[[Result], None] | None) -> list[Result]:
    results: list[Result] = []
    for clip in suite.clips:
        wish = Wish(clip.language, suite.min_confidence, suite.min_share)
        try:
            outcome = await hear(target, clip.file, wish)
        except AnamctlError as error:
            result = Result(target, clip, is_met=False, why=_failed(error), failure=error)
        else:
            result = judged(suite, target, clip, outcome)
        results.append(result)
        if tell is not None:
            tell(result)
        if why := _would_fail(results):
            rest = [_not_tried(target, other, why, result.failure) for other in suite.clips[len(results) :]]
            if tell is not None:
                for skipped in rest:
                    tell(skipped)
            return results + rest
    return results


def _would_fail(results: Sequence[Result]) -> str:
    """Say why the next clip would fail like the last one; empty when it may be heard."""
    failure = results[-1].failure
    if failure is None:
        return ""
    if failure.exit_code == ExitCode.CREDENTIALS:
        return "not tried after the service refused the key"
    if failure.exit_code == ExitCode.USAGE and not isinstance(failure, SoundFileError):
        return "not tried after the service refused how it was asked"
    if len(results) >= GIVES_UP and all(map(_is_unreached, results[-GIVES_UP:])):
        return f"not tried after {GIVES_UP} clips for which no session could be started"
    return ""


def _is_unreached(result: Result) -> bool:
    is_service = result.failure is not None and result.failure.exit_code == ExitCode.SERVICE
    return is_service and not result.open_seconds


GIVES_UP = 3
"""Clips in a row for which no session could be started, after which the others are not tried."""


def _not_tried(target: Target, clip: Clip, why: str, failure: AnamctlError | None = None) -> Result:
    return Result(target, clip, is_met=False, why=why, failure=failure, is_skipped=True)


def judged(suite: Suite, target: Target, clip: Clip, outcome: Outcome) -> Result:
    """Say what a service made of a clip."""
    summary = outcome.summary
    verdict = summary.verdict
    assert verdict is not None  # noqa: S101  # there was a wish
    found = most(summary.languages)
    mean = next((one.mean_confidence for one in summary.languages if one.is_sure and one.code == found), None)
    mistakes = errors(clip.text, outcome.text, clip.language) if clip.text else None
    is_met, why = verdict.is_met, verdict.why
    limit = suite.max_error_rate
    if is_met and mistakes is not None and limit is not None and mistakes.rate > limit:
        is_met, why = (
            False,
            (f"{mistakes.rate * 100:.0f} % of the {unit(clip.language)} were wrong (allowed {limit * 100:g} %)"),
        )
    if summary.error is not None:
        is_met, why = False, _failed(summary.error)
    return Result(
        target,
        clip,
        is_met=is_met,
        why=why,
        found=found,
        share=verdict.share,
        confidence=mean,
        text=outcome.text,
        errors=mistakes,
        delay=summary.mean_delay,
        open_seconds=summary.open_seconds,
        cost=summary.cost,
        duration=summary.duration,
        failure=summary.error,
    )


def total(target: Target, results: Sequence[Result]) -> Total:
    """Sum up what a service made of the clips."""
    tried = [result for result in results if not result.is_skipped]
    heard = [result for result in results if result.is_heard]
    right = [result for result in heard if result.found and is_same(result.found, result.clip.language)]
    mistakes = [result.errors for result in heard if result.errors is not None]
    costs = [result.cost for result in heard]
    return Total(
        target,
        clips=len(tried),
        met=sum(result.is_met for result in tried),
        failed=len(tried) - len(heard),
        skipped=len(results) - len(tried),
        accuracy=len(right) / len(heard) if heard else None,
        mean_confidence=_mean([result.confidence for result in right]),
        errors=Errors(sum(one.wrong for one in mistakes), sum(one.of for one in mistakes)) if mistakes else None,
        mean_delay=_mean([result.delay for result in heard]),
        open_seconds=sum(result.open_seconds for result in results),
        cost=None if not costs or None in costs else sum(cost for cost in costs if cost is not None),
    )


def confusion(results: Sequence[Result]) -> Confusion:
    """Count which language was heard for which; clips that could not be heard are left out."""
    counts: Counter[tuple[str, str]] = Counter()
    for result in results:
        if result.is_heard:
            expected = base(result.clip.language)
            found = expected if result.found and is_same(result.found, expected) else result.found
            counts[expected, found] += 1
    expected_codes = sorted({expected for expected, _ in counts})
    heard = {found for _, found in counts}
    others = sorted(heard - set(expected_codes) - {UNSURE, ""})
    last = [found for found in (UNSURE, "") if found in heard]
    return Confusion(tuple(expected_codes), (*expected_codes, *others, *last), dict(counts))


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _failed(error: AnamctlError) -> str:
    return error.message.rstrip(".")
