"""``--suite``: labelled clips, heard by one or more services."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from anamctl.cli.guard import give_up_hung_stderr, give_up_stdout
from anamctl.cli.listen import request as requests
from anamctl.cli.terminal import is_terminal
from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible
from anamctl.shown import InterruptedWritingError, NotWrittenError, has_no_reader, is_terminal_gone, not_written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from anamctl.cli.listen.request import ListenRequest, SttRequest
    from anamctl.listening.hearing import Outcome
    from anamctl.listening.suite import Report, Result
    from anamctl.listening.suite_file import Suite
    from anamctl.listening.target import Target
    from anamctl.listening.verdict import Wish
    from anamctl.stt.provider import Provider


def run(service: SttRequest, request: ListenRequest) -> int:
    """Hear the clips of a suite, say how it was, and give the exit code."""
    import asyncio

    from anamctl.cli.listen.service import opened
    from anamctl.cli.signals import stoppable
    from anamctl.listening.suite_file import load_suite

    suite = settled(load_suite(request.suite, os.environ), service, request)
    if request.junit:
        _check_junit(request.junit, suite)
    told = _Teller(suite, service, request)
    with stoppable(), opened(service, suite.targets) as providers:
        report = asyncio.run(_hear(suite, dict(zip(suite.targets, providers, strict=True)), told, request))
    return report.exit_code or (ExitCode.OK if told.has_files else ExitCode.SERVICE)


def _check_junit(path: str, suite: Suite) -> None:
    """Make sure that the file can be written, and is none of those that are read."""
    from anamctl.cli.listen.report import check
    from anamctl.listening.saving import check_apart

    if path == "-":
        raise UsageError("--junit needs a file.", hint="the results are on stdout already: --junit listen.xml")
    check(path, force=True)
    if os.path.realpath(path) == os.path.realpath(suite.path):
        raise UsageError(f"--junit {path} is the suite itself.", hint="name another file: listen.xml")
    check_apart([("--junit", path)], [clip.file for clip in suite.clips])


def settled(suite: Suite, service: SttRequest, request: ListenRequest) -> Suite:
    """
    Let the command line say who hears, and how much is enough, where it does.

    Raises:
        UsageError: there is no such service, it is named twice, or a limit is none.
    """
    from anamctl.listening.target import Target
    from anamctl.stt.providers import DEFAULT, about

    targets = suite.targets
    if request.compare:
        targets = requests.compared(request)
    elif service.provider or service.model or not targets:
        targets = (Target(about(service.provider or DEFAULT).name, service.model),)
    confidence = requests.part(request.min_confidence, "--min-confidence")
    share = requests.part(request.min_share, "--min-share")
    return suite._replace(
        targets=targets,
        min_confidence=suite.min_confidence if confidence is None else confidence,
        min_share=suite.min_share if share is None else share,
    )


async def _hear(suite: Suite, providers: dict[Target, Provider], told: _Teller, request: ListenRequest) -> Report:
    import asyncio

    from anamctl.cli.session.signals import handed_over
    from anamctl.listening.suite import report, run_suite

    loop = asyncio.get_running_loop()
    if not request.debug:
        loop.set_exception_handler(lambda _loop, _context: None)

    async def hear(target: Target, path: str, wish: Wish) -> Outcome:
        return await _hear_clip(providers[target], path, wish, request)

    async def run() -> Report:
        told.begin(providers)
        return await run_suite(suite, hear, told.tell)

    task = loop.create_task(run())

    def stop() -> None:
        task.cancel()

    with handed_over(loop, stop, lambda: told.is_writing, is_last=True) as signals:
        try:
            found = await task
        except asyncio.CancelledError:
            found = report(suite, told.results, is_interrupted=True)
        except OSError:
            if told.lost is None:
                raise
            found = report(suite, told.results, is_interrupted=bool(signals) or is_terminal_gone(told.lost))
        told.finish(found)
        if told.failure is not None and not found.is_interrupted:
            raise not_written(told.failure, InterruptedWritingError if signals else NotWrittenError)
    return found


async def _hear_clip(provider: Provider, path: str, wish: Wish, request: ListenRequest) -> Outcome:
    from anamctl.listening.hearing import hear
    from anamctl.listening.source import Wanted, opened
    from anamctl.listening.target import about_provider
    from anamctl.stt.stream import Stream

    wanted = Wanted(files=(path,), pace=requests.pace(request.pace), only_rate=provider.only_rate)

    def make(source: Any) -> Any:  # noqa: ANN401  # each has a protocol of its own for the other
        return Stream(provider, source)

    return await hear(opened(wanted, lambda _notice: None), make, about_provider(provider), wish)


class _Teller:
    """Tells of each clip as soon as it was heard: as JSON lines, or in a line on stderr; and how it was."""

    def __init__(self, suite: Suite, service: SttRequest, request: ListenRequest) -> None:
        self._suite = suite
        self._quiet = service.quiet
        self._request = request
        self._began = time.monotonic()
        self._skips: set[Target] = set()
        self.results: list[Result] = []
        """All so far."""
        self.lost: OSError | None = None
        """What kept the results from being written."""
        self.has_files = True
        """Whether the file for CI could be written, where one is wanted."""
        self.is_writing = False
        """Whether something is being written to whoever reads, who may take no more."""

    @property
    def failure(self) -> OSError | None:
        """What is to be said of it, where the results are lost for another reason than that nobody reads."""
        return None if self.lost is None or has_no_reader(self.lost) else self.lost

    def begin(self, providers: Mapping[Target, Provider]) -> None:
        """
        Say what it is going to take, and what is odd about the settings.

        Raises:
            OSError: nobody takes the results, and there is no file of them either.
        """
        from anamctl.listening.suite_estimate import estimate, sentence

        found = estimate(self._suite.clips, list(providers.values()), requests.pace(self._request.pace))
        notes = [(target, note) for target, provider in providers.items() for note in _notes(provider)]
        if self._request.json:
            from anamctl.report.listen_suite import begun_record, warning_record

            self._write("suite", begun_record(self._suite, found))
            for target, note in notes:
                self._write("warning", warning_record(target, note))
        elif not self._quiet:
            self._say([f"{target.label}: {note}" for target, note in notes])
            self._say([sentence(len(self._suite.clips), len(providers), found)])

    def tell(self, result: Result) -> None:
        """
        Tell of a clip.

        Raises:
            OSError: nobody takes the results any more, and there is no file of them either.
        """
        self.results.append(result)
        if self._request.json:
            from anamctl.report.listen_suite import result_record

            self._write("result", result_record(result))
        elif not self._quiet:
            self._say(self._rows(result))

    def finish(self, report: Report) -> None:
        """Write the file for CI, and say how it was to whoever still reads."""
        if report.is_interrupted and is_terminal(sys.stderr):
            self._say([""])  # after the ^C that stands there
        if self._request.junit:
            from anamctl.cli.listen.report import is_written
            from anamctl.report.suite_junit import render

            self.has_files = is_written(self._request.junit, render(report))
        if self._request.json:
            from anamctl.report.dump import line

            self._put(line(_summary(report)))
            return
        self._put(_table(report, self._request))
        for failure in {one.failure.message: one.failure for one in report.results if one.failure is not None}.values():
            hint = [visible(f"hint: {failure.hint}")] if failure.hint else []
            self._say([visible(f"anamctl: {failure.message}"), *hint])
        if not self._quiet:
            self._say([_outcome(report)])

    def _rows(self, result: Result) -> list[str]:
        from anamctl.cli.terminal import uses_color, width
        from anamctl.view.listen.rows import written
        from anamctl.view.listen.suite import result_rows, skipped_rows

        has_several = len(self._suite.targets) > 1
        if not result.is_skipped:
            all_ = len(self._suite.clips) * len(self._suite.targets)
            place = f"{len(self.results):>{len(str(all_))}}/{all_}"
            rows = result_rows(result, width() - 1, has_several=has_several, place=place)
        elif result.target not in self._skips:
            self._skips.add(result.target)
            tried = sum(one.target == result.target and not one.is_skipped for one in self.results)
            rows = skipped_rows(result, len(self._suite.clips) - tried, width() - 1, has_several=has_several)
        else:
            return []
        return [written(row, color=uses_color(self._request.color, sys.stderr)) for row in rows]

    def _write(self, kind: str, data: dict[str, Any]) -> None:
        """
        Write a line of JSON.

        Raises:
            OSError: nobody takes it, and there is no file of the results either.
        """
        from anamctl.report.dump import line

        self._put(line({"type": kind, "t": round(time.monotonic() - self._began, 3), **data}))
        if self.lost is not None and not (has_no_reader(self.lost) and self._request.junit):
            raise self.lost

    def _put(self, text: str) -> None:
        """Write to stdout as long as somebody takes it."""
        if self.lost is not None:
            return
        try:
            with self._writing():
                sys.stdout.write(text)
                sys.stdout.flush()
        except OSError as error:
            self.lost = error
            give_up_stdout()
            give_up_hung_stderr()

    def _say(self, lines: Sequence[str]) -> None:
        """Write to stderr, for whoever reads it."""
        try:
            with self._writing():
                sys.stderr.writelines(f"{line}\n" for line in lines)
                sys.stderr.flush()
        except OSError:
            give_up_hung_stderr()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self.is_writing = True
        try:
            yield
        finally:
            self.is_writing = False


def _notes(provider: Provider) -> list[str]:
    """Say what is odd about the settings of a service."""
    share = ["its confidence is the share of words in the language"] if provider.language_is_share else []
    return [*share, *provider.notices]


def _summary(report: Report) -> dict[str, Any]:
    from anamctl.report.listen_suite import as_json

    data = as_json(report)
    data.pop("results")  # each was a line of its own
    return {"type": "summary", "ok": report.exit_code == 0, "exitCode": int(report.exit_code), **data}


def _table(report: Report, request: ListenRequest) -> str:
    from anamctl.cli.terminal import uses_color, width
    from anamctl.view.listen.rows import written
    from anamctl.view.listen.suite import rows

    color = uses_color(request.color)
    return "".join(written(row, color=color).rstrip() + "\n" for row in rows(report, width() - 1))


def _outcome(report: Report) -> str:
    tried = [result for result in report.results if not result.is_skipped]
    skipped = len(report.results) - len(tried)
    met = f"{sum(result.is_met for result in tried)} of {len(tried)} clips met"
    told = f"{met}, {skipped} not tried" if skipped else met
    return f"interrupted: {told}" if report.is_interrupted else told
