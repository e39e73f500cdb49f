"""How streams are run by a command: with keys, signals, limits, and a terminal that is given back."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, TypeVar

from anamctl.cli.durations import duration
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.audio.notices import Notice
    from anamctl.cli.listen.request import ListenRequest
    from anamctl.errors import AnamctlError
    from anamctl.listening.runner import Plan

_Result = TypeVar("_Result")
_Result_co = TypeVar("_Result_co", covariant=True)


class Told:
    """What the source has to say, kept until there is somebody to tell."""

    def __init__(self) -> None:
        self._take: Callable[[Notice], None] | None = None
        self._early: list[Notice] = []
        self._began: Callable[[str, float], None] | None = None

    def by(self, take: Callable[[Notice], None], began: Callable[[str, float], None] | None = None) -> None:
        """
        Tell somebody from now on.

        Args:
            take: is told notices.
            began: is told that a file begins, by name and milliseconds.
        """
        self._take, self._began = take, began
        for notice in self._early:
            take(notice)

    def notice(self, notice: Notice) -> None:
        """Take a notice."""
        if self._take is None:
            self._early.append(notice)
        else:
            self._take(notice)

    def began(self, name: str, start: float) -> None:
        """Take in that a file begins."""
        if self._began is not None:
            self._began(name, start)


class Runs(Protocol[_Result_co]):
    """A stream, or several, that can be run."""

    @property
    def is_showing(self) -> bool:
        """Whether something is being written to whoever reads."""

    async def run(self) -> _Result_co:
        """Run to the end."""

    def signal(self) -> None:
        """Take a signal."""

    def limit(self, reason: str) -> None:
        """End it because its time is over."""

    def lose(self, error: OSError) -> None:
        """Take in that the screen is gone."""

    @property
    def lost(self) -> OSError | None:
        """What kept the screen from being written to."""


async def run_shown(
    runner: Runs[_Result],
    screen: object,
    request: ListenRequest,
    finish: Callable[[_Result], None],
    exit_code: Callable[[_Result], int],
) -> _Result:
    """
    Run with signals that end it, and say how it was.

    Once it was asked to end, nothing but the end itself keeps the process: it is not asked again.

    Args:
        runner: what is run.
        screen: what shows it.
        request: options.
        finish: says how it was; called while somebody reads.
        exit_code: gives what it means to the caller.
    """
    import asyncio

    from anamctl.cli.session.signals import handed_over
    from anamctl.cli.telling import told_how_it_was

    loop, is_over = asyncio.get_running_loop(), False

    def take() -> None:
        if not is_over:
            runner.signal()

    def is_writing() -> bool:
        return is_over or runner.is_showing or getattr(screen, "is_drawing", False)

    if not request.debug:
        # What a library leaves behind when a connection breaks would be a traceback in the middle of the view.
        loop.set_exception_handler(lambda _loop, _context: None)
    with handed_over(loop, take, is_writing, is_last=True) as signals:
        result = await _run(runner, screen, request)
        is_over = True
        told_how_it_was(lambda: finish(result), runner.lost, exit_code(result), signals)
    return result


async def _run(runner: Runs[_Result], screen: object, request: ListenRequest) -> _Result:
    """Run with the terminal taken over where there is one, and nobody's noise in the view."""
    import asyncio
    from contextlib import ExitStack

    from anamctl.audio.quiet import quiet
    from anamctl.cli.listen.screens import has_keys
    from anamctl.cli.session.screens import entered
    from anamctl.cli.session.terminal import watched

    loop = asyncio.get_running_loop()
    with ExitStack() as stack:
        if request.max_length:
            longest = duration(request.max_length, "--max-length")
            limit = loop.call_later(longest, runner.limit, f"--max-length {request.max_length} is over")
            stack.callback(limit.cancel)
        if has_keys(screen):
            stack.enter_context(quiet())
        stack.enter_context(entered(screen, runner.lose))
        stack.enter_context(watched(loop, runner.lose, has_reader=True))
        return await runner.run()


def plan_of(request: ListenRequest, screen: object) -> Plan:
    """Say what is to happen."""
    from anamctl.cli.listen.screens import has_keys
    from anamctl.listening.runner import Plan

    return Plan(duration(request.duration, "--for") if request.duration else None, reads_keys=has_keys(screen))


def leave_stuck(code: int, error: AnamctlError | None = None) -> None:
    """End the process here when a sound device hangs: the usual way out would wait for it."""
    if "anamctl.audio.threads" in sys.modules:
        from anamctl.audio.threads import leave, stuck

        if stuck():
            if error is not None:
                sys.stderr.write(visible(f"anamctl: {error.message}") + "\n")
            leave(code)
