"""What ``anamctl listen`` does, without the option parser."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli import listen_request as requests
from anamctl.cli.terminal import is_terminal
from anamctl.errors import AnamctlError, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Sequence

    from anamctl.audio.notices import Notice
    from anamctl.cli.listen_request import ListenRequest, SttRequest
    from anamctl.listening.runner import Runner
    from anamctl.listening.screen import Screen
    from anamctl.listening.summary import Summary
    from anamctl.listening.verdict import Wish
    from anamctl.stt.provider import Provider

COMMAND = "listen"


class Expected(NamedTuple):
    """What is expected of the speech."""

    wish: Wish | None = None
    keyterms: tuple[str, ...] = ()
    """Words of the persona to listen for."""
    notes: tuple[str, ...] = ()


def listen(service: SttRequest, request: ListenRequest) -> int:
    """Listen, and give the exit code."""
    try:
        return _listen(service, request)
    except AnamctlError as error:
        if not request.json or request.list_devices:
            raise
        _fail(error)
        return error.exit_code


def _listen(service: SttRequest, request: ListenRequest) -> int:
    if request.list_devices:
        from anamctl.cli.listen_devices import list_devices

        return list_devices(json=request.json, color=request.color)
    requests.check(request, service, has_terminal=is_terminal(sys.stdin))
    if request.suite or request.compare or request.report:
        raise UsageError("--suite, --compare and --report are being built.")
    return _stream(service, request)


def _stream(service: SttRequest, request: ListenRequest) -> int:
    import asyncio

    from anamctl.cli.listen_service import opened
    from anamctl.cli.signals import stoppable
    from anamctl.listening.saving import check
    from anamctl.listening.target import Target
    from anamctl.stt.providers import DEFAULT, about

    expected = expectation(request)
    check(request.saves)
    target = Target(about(service.provider or DEFAULT).name)
    with stoppable(), opened(service, [target], keyterms=expected.keyterms) as (provider,):
        notes = (*expected.notes, *provider.notices, *_pace_note(request, provider))
        summary = asyncio.run(_run(provider, service, request, expected, notes))
    leave_stuck(summary)
    if summary.error is not None and not request.json and summary.exit_code == summary.error.exit_code:
        raise summary.error
    return summary.exit_code


def expectation(request: ListenRequest) -> Expected:
    """
    Say what is expected, from an option or from the file of a persona.

    Raises:
        UsageError: there is no such language, or no such persona.
    """
    if request.expect:
        return Expected(requests.wish(request, request.expect))
    if not request.persona:
        return Expected()
    from anamctl.listening.persona import read_persona

    found = read_persona(request.persona, request.lang, os.environ, request.document)
    terms = found.key_terms
    listed = ", ".join(terms[:_LISTED]) + (f" and {len(terms) - _LISTED} more" if len(terms) > _LISTED else "")
    notes = (f"listening for {listed}",) if terms else ()
    return Expected(requests.wish(request, found.language), terms, notes)


_LISTED = 6


def _pace_note(request: ListenRequest, provider: Provider) -> list[str]:
    asked = requests.pace(request.pace)
    if asked and asked <= provider.max_pace:
        return []
    return [f"{provider.shown} takes sound at {provider.max_pace:g} times its pace at most"] if request.pace else []


async def _run(
    provider: Provider, service: SttRequest, request: ListenRequest, expected: Expected, notes: Sequence[str]
) -> Summary:
    import asyncio
    from contextlib import ExitStack

    from anamctl.audio.quiet import quiet
    from anamctl.cli import listen_screens as screens
    from anamctl.cli.session_screens import entered
    from anamctl.cli.session_signals import handed_over
    from anamctl.cli.session_terminal import watched
    from anamctl.listening.runner import Plan, Runner
    from anamctl.listening.saving import open_savers
    from anamctl.listening.source import Tapped, opened
    from anamctl.listening.status import Status
    from anamctl.listening.target import about_provider
    from anamctl.stt.stream import Stream

    told: list[Callable[[Notice], None]] = []
    early: list[Notice] = []

    def tell(notice: Notice) -> None:
        (told[0] if told else early.append)(notice)

    loop = asyncio.get_running_loop()
    if not request.debug:
        # What a library leaves behind when a connection breaks would be a traceback in the middle of the view.
        loop.set_exception_handler(lambda _loop, _context: None)
    screen = screens.make_screen(json=request.json, quiet=service.quiet, color=request.color, notes=notes)
    wanted = requests.wanted(request)
    async with opened(wanted, tell) as source:
        status = Status(about_provider(provider), expected.wish)
        savers = open_savers(request.saves, replace=request.force, tell=screen.note)
        began: list[Callable[[str, float], None]] = []

        def file_began(name: str, at: float) -> None:
            for one in began:
                one(name, at)

        tapped = Tapped(source, [savers], began=file_began if len(wanted.files) > 1 else None)
        status.level = tapped.level
        duration = requests.duration(request.duration, "--for") if request.duration else None
        runner = Runner(
            Stream(provider, tapped),
            screen,
            status,
            Plan(duration, reads_keys=screens.has_keys(screen)),
            savers=savers,
        )
        told.append(runner.notice)
        began.append(runner.file_began)
        for notice in early:
            runner.notice(notice)
        with ExitStack() as stack:
            if screens.has_keys(screen):
                stack.enter_context(quiet())
            stack.enter_context(entered(screen, runner.lose))
            stack.enter_context(watched(loop, runner.lose))
            stack.enter_context(handed_over(loop, runner.signal))
            limit = _limit(request, runner)
            try:
                summary = await runner.run()
            finally:
                if limit is not None:
                    limit.cancel()
        _finish(screen, summary, runner)
    return summary


def _limit(request: ListenRequest, runner: Runner) -> asyncio.TimerHandle | None:
    """End it after a time, whatever happens."""
    import asyncio

    if not request.max_length:
        return None
    longest = requests.duration(request.max_length, "--max-length")
    loop = asyncio.get_running_loop()
    return loop.call_later(longest, runner.end, f"--max-length {request.max_length} is over")


def _finish(screen: Screen, summary: Summary, runner: Runner) -> None:
    """Say how it was, to whoever still reads."""
    from anamctl.cli.guard import give_up_stdout

    if runner.lost is None:
        try:
            screen.finish(summary)
        except OSError:
            give_up_stdout()
    else:
        give_up_stdout()


def leave_stuck(summary: Summary) -> None:
    """End the process here when a sound device hangs: the usual way out would wait for it."""
    if "anamctl.audio.threads" in sys.modules:
        from anamctl.audio.threads import leave, stuck

        if stuck():
            if summary.error is not None:
                sys.stderr.write(visible(f"anamctl: {summary.error.message}") + "\n")
            leave(summary.exit_code)


def _fail(error: AnamctlError) -> None:
    """Write an error as the only line of JSON: there was nothing to tell of."""
    import json

    from anamctl.report.dump import line
    from anamctl.report.envelope import failure

    sys.stdout.write(line(json.loads(failure(error, COMMAND))))
    sys.stdout.flush()
