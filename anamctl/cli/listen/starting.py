"""What ``anamctl listen`` does, without the option parser."""

from __future__ import annotations

import math
import sys
from typing import TYPE_CHECKING

from anamctl.cli.listen import request as requests
from anamctl.cli.listen.expecting import expectation
from anamctl.cli.streams import check_stdout
from anamctl.cli.terminal import is_terminal
from anamctl.errors import AnamctlError, ExitCode
from anamctl.shown import NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.cli.listen.expecting import Expected
    from anamctl.cli.listen.request import ListenRequest, SttRequest
    from anamctl.listening.summary import Summary
    from anamctl.stt.provider import Provider

COMMAND = "listen"


def listen(service: SttRequest, request: ListenRequest) -> int:
    """Listen, and give the exit code."""
    try:
        return _listen(service, request)
    except AnamctlError as error:
        if not request.json or request.list_devices or isinstance(error, NotWrittenError):
            raise
        _fail(error)
        return error.exit_code


def _listen(service: SttRequest, request: ListenRequest) -> int:
    if request.list_devices:
        from anamctl.cli.listen.devices import list_devices

        return list_devices(json=request.json, color=request.color)
    requests.check(request, service, has_terminal=is_terminal(sys.stdin))
    check_stdout()
    if request.suite:
        from anamctl.cli.listen.suite import run

        return run(service, request)
    if request.compare:
        from anamctl.cli.listen.comparing import compare

        return compare(service, request)
    return _stream(service, request)


def _stream(service: SttRequest, request: ListenRequest) -> int:
    import asyncio

    from anamctl.cli.listen import report as listen_report
    from anamctl.cli.listen.running import leave_stuck
    from anamctl.cli.listen.service import opened, takes_keyterms
    from anamctl.cli.signals import stoppable
    from anamctl.cli.telling import raise_what_was_not_told
    from anamctl.listening.saving import check, check_apart
    from anamctl.listening.target import Target
    from anamctl.stt.providers import DEFAULT, about

    expected = expectation(request)
    check(request.saves)
    reports = (("--report", path) for path in request.reports)
    check_apart([*(("--save", path) for path in request.saves), *reports], request.sounds)
    for path in request.reports:
        listen_report.check(path, force=request.force)
    target = Target(about(service.provider or DEFAULT).name)
    with stoppable(), opened(service, [target], keyterms=expected.keyterms) as (provider,):
        terms = expected.notes if takes_keyterms(target, service) else ()
        notes = (*terms, *provider.notices, *_pace_note(request, provider))
        summary = asyncio.run(_run(provider, service, request, expected, notes))
    wrote = listen_report.write(request.reports, summary, tells=not (request.json or service.quiet))
    code = summary.exit_code or wrote
    leave_stuck(code, summary.error)
    raise_what_was_not_told(summary.error, code, json=request.json)
    return code


def _pace_note(request: ListenRequest, provider: Provider) -> list[str]:
    asked = requests.pace(request.pace) or math.inf
    if not request.pace or asked <= provider.max_pace:
        return []
    return [f"{provider.shown} takes sound at {provider.max_pace:g} times its pace at most"]


async def _run(
    provider: Provider, service: SttRequest, request: ListenRequest, expected: Expected, notes: Sequence[str]
) -> Summary:
    from contextlib import AsyncExitStack

    from anamctl.cli.listen import running, screens
    from anamctl.listening.runner import Runner
    from anamctl.listening.saving import open_savers
    from anamctl.listening.source import RATE, Tapped, opened
    from anamctl.listening.status import Status
    from anamctl.listening.target import about_provider
    from anamctl.stt.stream import Stream

    screen = screens.make_screen(json=request.json, quiet=service.quiet, color=request.color, notes=notes)
    told = running.Told()
    wanted = requests.wanted(request)._replace(only_rate=provider.only_rate)
    status = Status(about_provider(provider), expected.wish)
    async with AsyncExitStack() as stack:
        savers = open_savers(request.saves, replace=request.force, tell=screen.note)
        stack.callback(savers.close)

        async def open_() -> Tapped:
            source = await stack.enter_async_context(opened(wanted, told.notice))
            tapped = Tapped(source, [savers], began=told.began if len(wanted.files) > 1 else None)
            status.level = tapped.level
            return tapped

        # A file that cannot be heard is known before anything is paid for; a microphone opens while we connect.
        rate = wanted.only_rate or wanted.rate or RATE
        stream = Stream(provider, await open_()) if wanted.files else Stream(provider, open_, rate=rate)
        runner = Runner(stream, screen, status, running.plan_of(request, screen), savers=savers)
        told.by(runner.notice, runner.file_began)

        def finish(summary: Summary) -> None:
            screen.finish(summary)
            if request.json and runner.lost is not None and summary.exit_code == ExitCode.FINDINGS:
                _say_why(summary)

        return await running.run_shown(runner, screen, request, finish, lambda summary: summary.exit_code)


def _say_why(summary: Summary) -> None:
    """Say what came of the expectation to whoever reads stderr, because nobody has read the summary."""
    from anamctl.view.listen.text import verdict_line

    sys.stderr.write(verdict_line(summary) + "\n")


def _fail(error: AnamctlError) -> None:
    """Write an error as the only line of JSON: there was nothing to tell of."""
    import json

    from anamctl.report.dump import line
    from anamctl.report.envelope import failure

    sys.stdout.write(line(json.loads(failure(error, COMMAND))))
    sys.stdout.flush()
