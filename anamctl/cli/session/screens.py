"""What shows a session where there is no terminal, and the choice of the screen."""

from __future__ import annotations

import os
import sys
import time
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING

from anamctl.cli.session.input import StdinLines
from anamctl.cli.terminal import is_terminal, uses_color

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence

    from anamctl.anam.events import Event
    from anamctl.live.screen import Screen
    from anamctl.live.summary import Summary


class JsonScreen:
    """Writes JSON lines: every event, and a summary as the last one."""

    def __init__(self) -> None:
        self._input = StdinLines()
        self._began = time.monotonic()

    def ends_in(self, seconds: float) -> None:
        """Nothing: the end is an event."""

    def language(self, code: str) -> None:
        """Nothing: the update is an event."""

    def show(self, event: Event) -> None:
        """Write an event."""
        from anamctl.live.records import record

        self._write(record(event))

    def note(self, line: str) -> None:
        """Write a warning of our own."""
        from anamctl.live.records import note_record

        self._write(note_record(line, time.monotonic() - self._began))

    def typed(self) -> AsyncIterator[str]:
        """Give what comes from stdin."""
        return self._input.read()

    def stop_reading(self) -> None:
        """End `typed`."""
        self._input.stop()

    def finish(self, summary: Summary) -> None:
        """Write the summary."""
        from anamctl.live.records import summary_record

        self._write(summary_record(summary))

    @staticmethod
    def _write(data: dict[str, object]) -> None:
        from anamctl.report.dump import line

        sys.stdout.write(line(data))
        sys.stdout.flush()


class LinesScreen:
    """
    Writes plain lines: the conversation to stdout, everything said about it to stderr.

    Args:
        quiet: write the conversation only.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._input = StdinLines()

    def ends_in(self, seconds: float) -> None:
        """Say when it will end."""
        from anamctl.live.summary import spoken

        self.note(f"ends in {spoken(seconds)} at the latest")

    def language(self, code: str) -> None:
        """Nothing: the update was told."""

    def show(self, event: Event) -> None:
        """Write an event."""
        from anamctl.report.session_lines import said, told

        line = said(event)
        if line is not None:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        for one in told(event):
            self.note(one)

    def note(self, line: str) -> None:
        """Write a line of our own."""
        if not self._quiet:
            from anamctl.report.session_lines import one_line

            sys.stderr.write(one_line(line) + "\n")
            sys.stderr.flush()

    def typed(self) -> AsyncIterator[str]:
        """Give what comes from stdin."""
        return self._input.read()

    def stop_reading(self) -> None:
        """End `typed`."""
        self._input.stop()

    def finish(self, summary: Summary) -> None:
        """Say how it was."""
        from anamctl.live.summary import closing_line
        from anamctl.report.session_lines import verdict_line

        for verdict in summary.expectations:
            if not (verdict.is_met and self._quiet):
                sys.stderr.write(verdict_line(verdict) + "\n")
        if summary.session_id:
            self.note(closing_line(summary))


def is_at_terminal() -> bool:
    """Tell whether there is a terminal to draw on and to type at."""
    return is_terminal(sys.stdout) and is_terminal(sys.stdin) and os.environ.get("TERM") != "dumb"


def make_screen(
    *, json: bool, quiet: bool, color: str, name: str, language: str, codes: Sequence[str], reads: bool
) -> Screen:
    """
    Choose the screen.

    Args:
        json: JSON lines.
        quiet: nothing but the conversation.
        color: ``auto``, ``always`` or ``never``.
        name: of the persona.
        language: code of its language; empty when it names none.
        codes: languages to complete.
        reads: whether lines are typed.
    """
    if json:
        return JsonScreen()
    if quiet or not is_at_terminal():
        return LinesScreen(quiet=quiet)
    return _view(color=color, name=name, language=language, codes=codes, reads=reads)


@contextmanager
def entered(screen: object, lose: Callable[[OSError], None]) -> Iterator[None]:
    """
    Enter a screen, where it takes the terminal over.

    Args:
        screen: the screen.
        lose: is told when the terminal cannot be given back, because it is gone.
    """
    stack = ExitStack()
    if isinstance(screen, AbstractContextManager):
        stack.enter_context(screen)
    try:
        yield
    finally:
        try:
            stack.close()
        except OSError as error:
            lose(error)


def _view(*, color: str, name: str, language: str, codes: Sequence[str], reads: bool) -> Screen:
    from importlib.util import find_spec

    from anamctl.live.commands import completions
    from anamctl.live.expectations import titled
    from anamctl.view.session.text import Heading
    from anamctl.view.session.view import SessionView

    can_type = find_spec("prompt_toolkit") is not None
    return SessionView(
        Heading(name, titled(language) if language else ""),
        color=uses_color(color),
        commands=completions(codes),
        history=_history(),
        is_interactive=reads and can_type,
    )


def _history() -> str:
    from platformdirs import user_state_dir

    return os.path.join(user_state_dir("anamctl", appauthor=False), "session-history")
