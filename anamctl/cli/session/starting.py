"""``anamctl session start``, without the option parser."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli.durations import duration
from anamctl.cli.session import checking
from anamctl.cli.session import request as requests
from anamctl.cli.streams import check_stdout
from anamctl.errors import AnamctlError
from anamctl.report.width import visible
from anamctl.shown import NotWrittenError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Mapping

    from anamctl.cli.anam_service import AnamRequest, OpenedAnam
    from anamctl.cli.session.request import StartRequest
    from anamctl.lint.runner import Linter
    from anamctl.live.runner import Runner
    from anamctl.live.source import Source
    from anamctl.live.summary import Summary

COMMAND = "session start"


class _Prepared(NamedTuple):
    """What has been found out before anything is asked of the service."""

    source: Source
    linter: Linter
    body: dict[str, object]


def start(service: AnamRequest, request: StartRequest) -> int:
    """Start a session, run it, and give the exit code."""
    try:
        return _start(service, request)
    except AnamctlError as error:
        if isinstance(error, checking.InvalidError) and not request.json:
            checking.show_findings(error.findings, request.color)
        if not request.json or isinstance(error, NotWrittenError):
            raise
        _fail(error)
        return error.exit_code


def _start(service: AnamRequest, request: StartRequest) -> int:
    from anamctl.anam.loading import require_live

    require_live()
    requests.check(request)
    check_stdout()
    prepared = _prepare(service, request)
    if request.detach:
        from anamctl.cli.session.detaching import detach

        return detach(service, request)
    from anamctl.cli.anam_service import opened
    from anamctl.cli.telling import raise_what_was_not_told

    with opened(service) as found:
        import asyncio

        summary = asyncio.run(_run(found, request, prepared))
    _leave_stuck(summary)
    raise_what_was_not_told(summary.error, summary.exit_code, json=request.json)
    return summary.exit_code


def _prepare(service: AnamRequest, request: StartRequest) -> _Prepared:
    """Find the persona and check everything that can be checked here."""
    from anamctl.live.fields import parse_setting
    from anamctl.live.source import Source

    settings = [parse_setting(text) for text in request.settings]
    linter = checking.make_linter()
    choice, findings = checking.choose_checked(request.persona, request.lang, request.document, linter)
    source = Source(choice, settings, duration(request.max_length, "--max-length"))
    body = source.body()
    remarks = checking.check_settings(body, settings, linter)
    if not service.quiet and not request.background:
        checking.tell_warnings(findings)
        for remark in remarks:
            sys.stderr.write(visible(f"--set: {remark}") + "\n")
    return _Prepared(source, linter, body)


async def _run(found: OpenedAnam, request: StartRequest, prepared: _Prepared) -> Summary:
    import asyncio

    from anamctl.anam.session import Session
    from anamctl.cli.session import screens
    from anamctl.cli.session.signals import handed_over
    from anamctl.cli.session.terminal import watched
    from anamctl.cli.telling import told_how_it_was
    from anamctl.live import sound
    from anamctl.live.changing import Changer
    from anamctl.live.runner import Runner

    source = prepared.source
    config = _config(prepared.body)
    is_conversation = not request.json and not found.quiet and screens.is_at_terminal() and not request.background
    plan = requests.plan(
        request,
        max_length=source.max_length,
        is_conversation=is_conversation,
        skips_greeting=config.get("skipGreeting") is True,
    )
    wanted = sound.Wanted(request.mic, request.audio, request.speaker, request.record, request.device)
    told: list[Callable[[str], None]] = []

    def tell(line: str) -> None:
        for one in told:
            one(line)

    async with sound.opened(wanted, tell) as sounding, found.client() as rest:
        session = Session(rest, prepared.body, media=sounding.media, max_length=plan.max_length)
        began = time.monotonic()
        changer = Changer(
            session, prepared.body, layer=source.layer, linter=prepared.linter, now=lambda: time.monotonic() - began
        )
        screen = screens.make_screen(
            json=request.json,
            quiet=found.quiet,
            color=request.color,
            name=source.choice.name,
            language=source.choice.language or "",
            codes=source.codes,
            reads=plan.reads,
        )
        runner = Runner(
            session,
            screen,
            plan,
            changer,
            sound_is_over=sounding.is_over,
            background=_watcher(source, prepared.linter) if request.watch else None,
            opened=_hosted(found, source),
        )
        told.append(runner.note)
        loop = asyncio.get_running_loop()
        if not request.debug:
            # What a library leaves behind when a connection breaks would be a traceback in the conversation.
            loop.set_exception_handler(lambda _loop, _context: None)
        is_over = False

        def take() -> None:
            if not is_over:
                runner.signal()

        with handed_over(loop, take, lambda: is_over or runner.is_showing, is_last=True) as signals:
            with screens.entered(screen, runner.lose), watched(loop, runner.lose):
                summary = await runner.run()
            is_over = True
            told_how_it_was(lambda: screen.finish(summary), runner.lost, summary.exit_code, signals)
    return summary


def _hosted(found: OpenedAnam, source: Source) -> Callable[[Runner], Awaitable[Callable[[], Awaitable[None]]]]:
    """Make what lets other terminals reach the session."""

    async def open_(runner: Runner) -> Callable[[], Awaitable[None]]:
        from anamctl.live.hosting import Host
        from anamctl.live.registry import Entry

        now = time.time()
        entry = Entry(
            id=runner.session.id,
            pid=os.getpid(),
            started=now,
            until=now + source.max_length + 60,
            name=source.choice.name,
            language=source.choice.language or "",
            service=found.shown,
            profile=found.profile,
            is_sandbox=found.is_sandbox,
        )
        return await Host(runner, entry).open()

    return open_


def _watcher(source: Source, linter: Linter) -> Callable[[Runner], Coroutine[None, None, None]]:
    """Make what takes over the file whenever it is saved."""

    async def watch(runner: Runner) -> None:
        from anamctl.live.following import follow

        await follow(runner, source, linter, os.environ)

    return watch


def _leave_stuck(summary: Summary) -> None:
    """End the process here when a sound device hangs: the usual way out would wait for it."""
    if "anamctl.audio.threads" in sys.modules:
        from anamctl.audio.threads import leave, stuck

        if stuck():
            if summary.error is not None:
                sys.stderr.write(visible(f"anamctl: {summary.error.message}") + "\n")
            leave(summary.exit_code)


def _config(body: Mapping[str, object]) -> Mapping[str, object]:
    config = body.get("personaConfig")
    return config if isinstance(config, dict) else {}


def _fail(error: AnamctlError) -> None:
    """Write an error as the only line of JSON: there was no session to tell of."""
    import json

    from anamctl.lint.finding import Severity
    from anamctl.report.dump import line
    from anamctl.report.envelope import failure

    others = [
        (one.code, f"{one.path}:{one.line}:{one.column}: {one.message}", one.label)
        for one in getattr(error, "findings", ())
        if one.severity is Severity.ERROR
    ]
    sys.stdout.write(line(json.loads(failure(error, COMMAND, others))))
    sys.stdout.flush()
