"""``--compare``: the same sound to two services at once."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from anamctl.cli.listen import request as requests
from anamctl.cli.listen.expecting import expectation
from anamctl.cli.listen.screens import NoKeys, is_at_terminal
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible
from anamctl.shown import NotWrittenError
from anamctl.stt import heard

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anamctl.cli.listen.expecting import Expected
    from anamctl.cli.listen.request import ListenRequest, SttRequest
    from anamctl.errors import AnamctlError
    from anamctl.listening.compare import Compared, ComparisonScreen, Lane
    from anamctl.listening.events import Event
    from anamctl.listening.target import Target
    from anamctl.stt.provider import Provider


def compare(service: SttRequest, request: ListenRequest) -> int:
    """Let two services hear the same, and give the exit code."""
    import asyncio

    from anamctl.cli.listen.running import leave_stuck
    from anamctl.cli.listen.service import opened, takes_keyterms
    from anamctl.cli.signals import stoppable
    from anamctl.cli.telling import raise_what_was_not_told
    from anamctl.listening.compare import exit_code

    targets = requests.compared(request)
    if request.saves:
        raise UsageError("--compare goes without --save.", hint="--json keeps everything: > compared.jsonl")
    expected = expectation(request)
    with stoppable(), opened(service, targets, keyterms=expected.keyterms) as providers:
        notes = [f"{provider.shown}: {line}" for provider in providers for line in provider.notices]
        terms = expected.notes if any(takes_keyterms(target, service) for target in targets) else ()
        compared = asyncio.run(_run(targets, providers, service, request, expected, [*terms, *notes]))
    code = exit_code(compared)
    errors = _errors(compared)
    worst = next((error for error in errors if error.exit_code == code), None)
    for error in errors:
        if error is not worst and (not request.json or isinstance(error, NotWrittenError)):
            _tell(error)
    leave_stuck(code, worst)
    raise_what_was_not_told(worst, code, json=request.json)
    return code


def _errors(compared: Sequence[Compared]) -> list[AnamctlError]:
    """Give what decided how any of them ended; what both say once."""
    found = [one.summary for one in compared]
    errors = [one.error for one in found if one.error is not None and one.error.exit_code == one.exit_code]
    return list({error.message: error for error in reversed(errors)}.values())[::-1]


def _tell(error: AnamctlError) -> None:
    """Say on stderr what went wrong, to whoever reads it."""
    hint = f"hint: {visible(error.hint)}\n" if error.hint else ""
    with suppress(OSError):
        sys.stderr.write(f"anamctl: {visible(error.message)}\n{hint}")
        sys.stderr.flush()


async def _run(
    targets: Sequence[Target],
    providers: Sequence[Provider],
    service: SttRequest,
    request: ListenRequest,
    expected: Expected,
    notes: Sequence[str],
) -> tuple[Compared, ...]:
    from anamctl.cli.listen import running
    from anamctl.listening.compare import Comparison, Lane, exit_code
    from anamctl.listening.source import opened
    from anamctl.listening.status import Status
    from anamctl.listening.target import about_provider
    from anamctl.stt.stream import Stream

    def maker(provider: Provider) -> Callable[[Any], Any]:
        return lambda source: Stream(provider, source)

    lanes = [
        Lane(target.label, maker(provider), Status(about_provider(provider), expected.wish))
        for target, provider in zip(targets, providers, strict=True)
    ]
    screen = _make_screen(service, request, notes)
    told = running.Told()
    only = next((provider.only_rate for provider in providers if provider.only_rate is not None), None)
    async with opened(requests.wanted(request)._replace(only_rate=only), told.notice) as source:
        comparison = Comparison(source, lanes, screen, running.plan_of(request, screen))
        told.by(comparison.notice)

        def finish(compared: Sequence[Compared]) -> None:
            screen.finish(compared)
            if request.json and comparison.lost is not None:
                _say_why(compared)

        return await running.run_shown(comparison, screen, request, finish, exit_code)


def _say_why(compared: Sequence[Compared]) -> None:
    """Say what came of the expectation to whoever reads stderr, because nobody has read the summaries."""
    from anamctl.view.listen.compare import verdict_line

    for one in compared:
        if one.summary.exit_code == ExitCode.FINDINGS:
            sys.stderr.write(verdict_line(one) + "\n")


def _make_screen(service: SttRequest, request: ListenRequest, notes: Sequence[str]) -> ComparisonScreen:
    if request.json:
        return JsonComparison(notes)
    if service.quiet or not is_at_terminal():
        return LinesComparison(() if service.quiet else notes, quiet=service.quiet)
    from anamctl.cli.terminal import uses_color
    from anamctl.view.listen.compare import CompareView

    return CompareView(color=uses_color(request.color), notes=notes)


class JsonComparison(NoKeys):
    """
    Writes JSON lines: every event with its service, and a summary of each.

    Args:
        notes: warnings to begin with.
    """

    def __init__(self, notes: Sequence[str]) -> None:
        self._notes = notes
        self._began = time.monotonic()
        self._lanes: Sequence[Lane] = ()

    def begin(self, lanes: Sequence[Lane]) -> None:
        """Write what is to be known before."""
        self._lanes = lanes
        for line in self._notes:
            self.note(line)

    def show(self, lane: int, event: Event) -> None:
        """Write an event."""
        from anamctl.listening.records import record

        self._write(record(event), self._lanes[lane].label)

    def note(self, line: str) -> None:
        """Write a warning of our own."""
        from anamctl.listening.records import note_record

        self._write(note_record(line, time.monotonic() - self._began), "")

    def finish(self, compared: Sequence[Compared]) -> None:
        """Write the summaries."""
        from anamctl.listening.records import summary_record

        for one in compared:
            self._write(summary_record(one.summary) | {"text": one.text}, one.label)

    @staticmethod
    def _write(data: dict[str, Any], label: str) -> None:
        from anamctl.report.dump import line

        sys.stdout.write(line({"type": data.pop("type"), "t": data.pop("t"), "service": label or None, **data}))
        sys.stdout.flush()


class LinesComparison(NoKeys):
    """
    Writes plain lines: finals with their service to stdout, everything said about them to stderr.

    Args:
        notes: what to say first.
        quiet: write finals only.
    """

    def __init__(self, notes: Sequence[str] = (), *, quiet: bool = False) -> None:
        self._notes = notes
        self._quiet = quiet
        self._lanes: Sequence[Lane] = ()

    def begin(self, lanes: Sequence[Lane]) -> None:
        """Say what is to be known before."""
        self._lanes = lanes
        for line in self._notes:
            self.note(line)

    def show(self, lane: int, event: Event) -> None:
        """Write an event."""
        from anamctl.view.listen.compare import final_line
        from anamctl.view.listen.text import remark

        label = self._lanes[lane].label
        if isinstance(event, heard.Final):
            if line := final_line(label, self._lanes[lane], event):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        elif said := remark(event):
            self.note(f"{label}: {said}")

    def note(self, line: str) -> None:
        """Write a line of our own."""
        if not self._quiet:
            from anamctl.view.listen.rows import plain

            sys.stderr.write(plain(line) + "\n")
            sys.stderr.flush()

    def finish(self, compared: Sequence[Compared]) -> None:
        """Say how it was: a row for each service, and what came of the expectation."""
        from anamctl.cli.terminal import width
        from anamctl.view.listen.compare import table_rows, verdict_line
        from anamctl.view.listen.rows import text_of

        if not self._quiet:
            for row in table_rows(compared, width()):
                sys.stderr.write(text_of(row) + "\n")
        for one in compared:
            verdict = one.summary.verdict
            if verdict is not None and not (self._quiet and verdict.is_met):
                sys.stderr.write(verdict_line(one) + "\n")
        sys.stderr.flush()
