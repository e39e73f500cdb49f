"""``--suite``: labelled clips, heard by one or more services."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from anamctl.cli import listen_request as requests
from anamctl.errors import UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from anamctl.cli.listen_request import ListenRequest, SttRequest
    from anamctl.listening.hearing import Outcome
    from anamctl.listening.suite import Report, Result
    from anamctl.listening.suite_file import Suite
    from anamctl.listening.target import Target
    from anamctl.listening.verdict import Wish
    from anamctl.stt.provider import Provider


def run(service: SttRequest, request: ListenRequest) -> int:
    """Hear the clips of a suite, say how it was, and give the exit code."""
    import asyncio

    from anamctl.cli.listen_service import opened
    from anamctl.cli.signals import stoppable
    from anamctl.listening.suite_file import load_suite

    suite = _settled(load_suite(request.suite, os.environ), service, request)
    if request.junit:
        from anamctl.cli.listen_report import check

        check(request.junit, force=True)
    with stoppable(), opened(service, suite.targets) as providers:
        found = dict(zip(suite.targets, providers, strict=True))
        for target, provider in found.items():
            if provider.language_is_share and not (request.json or service.quiet):
                sys.stderr.write(f"{visible(target.label)}: its confidence is the share of words in the language\n")
        report = asyncio.run(_hear(suite, found, service, request))
    return _tell(report, service, request)


def _settled(suite: Suite, service: SttRequest, request: ListenRequest) -> Suite:
    """Let the command line say who hears, and how much is enough, where it does."""
    from anamctl.listening.target import Target, parse_target
    from anamctl.stt.providers import DEFAULT, about

    targets = suite.targets
    if request.compare:
        targets = tuple(parse_target(text) for text in request.compare)
    elif service.provider or service.model or not targets:
        targets = (Target(about(service.provider or DEFAULT).name, service.model),)
    if len(set(targets)) < len(targets):
        raise UsageError("--compare names the same twice.", hint="write --compare assemblyai/MODEL deepgram/MODEL")
    confidence = requests.part(request.min_confidence, "--min-confidence")
    share = requests.part(request.min_share, "--min-share")
    return suite._replace(
        targets=targets,
        min_confidence=suite.min_confidence if confidence is None else confidence,
        min_share=suite.min_share if share is None else share,
    )


async def _hear(suite: Suite, providers: dict[Target, Provider], service: SttRequest, request: ListenRequest) -> Report:
    import asyncio

    from anamctl.cli.session_signals import handed_over
    from anamctl.listening.suite import report, run_suite

    loop = asyncio.get_running_loop()
    if not request.debug:
        loop.set_exception_handler(lambda _loop, _context: None)
    heard: list[Result] = []
    told = _Teller(len(providers) > 1, service, request)

    async def hear(target: Target, path: str, wish: Wish) -> Outcome:
        return await _hear_clip(providers[target], path, wish, request)

    def tell(result: Result) -> None:
        heard.append(result)
        told.tell(result)

    task = loop.create_task(run_suite(suite, hear, tell))

    def stop() -> None:
        task.cancel()

    with handed_over(loop, stop):
        try:
            return await task
        except asyncio.CancelledError:
            return report(suite, heard, is_interrupted=True)


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
    """Tells of each clip as soon as it was heard: as JSON lines, or in a line on stderr."""

    def __init__(self, has_several: bool, service: SttRequest, request: ListenRequest) -> None:
        self._has_several = has_several
        self._quiet = service.quiet
        self._request = request

    def tell(self, result: Result) -> None:
        """Tell of a clip."""
        if self._request.json:
            from anamctl.report.dump import line
            from anamctl.report.listen_suite import result_record

            sys.stdout.write(line({"type": "result", **result_record(result)}))
            sys.stdout.flush()
        elif not self._quiet:
            from anamctl.cli.terminal import uses_color, width
            from anamctl.view.listen_rows import written
            from anamctl.view.listen_suite import result_rows

            for row in result_rows(result, width() - 1, has_several=self._has_several):
                sys.stderr.write(written(row, color=uses_color(self._request.color, sys.stderr)) + "\n")
            sys.stderr.flush()


def _tell(report: Report, service: SttRequest, request: ListenRequest) -> int:
    if request.junit:
        from anamctl.cli.writing import write_atomically
        from anamctl.report.listen_suite import junit

        write_atomically(request.junit, junit(report))
    if request.json:
        from anamctl.report.dump import line
        from anamctl.report.listen_suite import as_json

        data = as_json(report)
        data.pop("results")  # each was a line of its own
        summary = {"type": "summary", "ok": report.exit_code == 0, "exitCode": int(report.exit_code), **data}
        sys.stdout.write(line(summary))
        return report.exit_code
    from anamctl.cli.terminal import uses_color, width
    from anamctl.view.listen_rows import written
    from anamctl.view.listen_suite import rows

    for row in rows(report, width() - 1):
        sys.stdout.write(written(row, color=uses_color(request.color)).rstrip() + "\n")
    sys.stdout.flush()
    failures = {result.failure.message: result.failure for result in report.results if result.failure is not None}
    for failure in failures.values():
        sys.stderr.write(visible(f"anamctl: {failure.message}") + "\n")
        if failure.hint:
            sys.stderr.write(visible(f"hint: {failure.hint}") + "\n")
    if not service.quiet:
        met = sum(result.is_met for result in report.results)
        sys.stderr.write(f"{met} of {len(report.results)} clips met\n")
    return report.exit_code
