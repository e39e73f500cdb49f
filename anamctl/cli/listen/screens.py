"""What shows what is heard where there is no terminal, and the choice of the screen."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from anamctl.cli.terminal import is_terminal, uses_color, width
from anamctl.stt import heard

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from anamctl.listening.events import Event
    from anamctl.listening.screen import Screen
    from anamctl.listening.status import Status
    from anamctl.listening.summary import Summary


class NoKeys:
    """Where nobody presses keys."""

    async def keys(self) -> AsyncIterator[str]:
        """End at once."""
        nothing: tuple[str, ...] = ()
        for key in nothing:
            yield key

    def stop_reading(self) -> None:
        """Do nothing: nothing is read."""


class JsonScreen(NoKeys):
    """
    Writes JSON lines: every event, and a summary as the last one.

    Args:
        notes: warnings to begin with.
    """

    def __init__(self, notes: Sequence[str] = ()) -> None:
        self._notes = notes
        self._began = time.monotonic()

    def begin(self, status: Status) -> None:  # noqa: ARG002  # as screens are begun
        """Write what is to be known before."""
        for line in self._notes:
            self.note(line)

    def show(self, event: Event) -> None:
        """Write an event."""
        from anamctl.listening.records import record

        self._write(record(event))

    def note(self, line: str) -> None:
        """Write a warning of our own."""
        from anamctl.listening.records import note_record

        self._write(note_record(line, time.monotonic() - self._began))

    def finish(self, summary: Summary) -> None:
        """Write the summary."""
        from anamctl.listening.records import summary_record

        self._write(summary_record(summary))

    @staticmethod
    def _write(data: dict[str, object]) -> None:
        from anamctl.report.dump import line

        sys.stdout.write(line(data))
        sys.stdout.flush()


class LinesScreen(NoKeys):
    """
    Writes plain lines: finals to stdout, everything said about them to stderr.

    Args:
        quiet: write finals only.
        notes: what to say first.
    """

    def __init__(self, *, quiet: bool = False, notes: Sequence[str] = ()) -> None:
        self._quiet = quiet
        self._notes = notes
        self._status: Status | None = None

    def begin(self, status: Status) -> None:
        """Say what is to be known before."""
        self._status = status
        for line in self._notes:
            self.note(line)

    def show(self, event: Event) -> None:
        """Write an event."""
        from anamctl.view.listen.text import final_line, remark

        if isinstance(event, heard.Final):
            if self._status is not None and (line := final_line(event, self._status.about)):
                sys.stdout.write(line + "\n")
                sys.stdout.flush()
        elif line := remark(event):
            self.note(line)

    def note(self, line: str) -> None:
        """Write a line of our own."""
        if not self._quiet:
            from anamctl.report.width import visible

            sys.stderr.write(visible(" ".join(line.split())) + "\n")
            sys.stderr.flush()

    def finish(self, summary: Summary) -> None:
        """Say how it was: a table by language, and what came of the expectation."""
        from anamctl.view.listen import text
        from anamctl.view.listen.rows import text_of

        if not self._quiet:
            for row in text.table_rows(summary, width()):
                sys.stderr.write(text_of(row).rstrip() + "\n")
        verdict = text.verdict_line(summary)
        if verdict and not (self._quiet and summary.verdict is not None and summary.verdict.is_met):
            sys.stderr.write(verdict + "\n")
        if not self._quiet:
            sys.stderr.write(" · ".join(text.ending_parts(summary)) + "\n")
        sys.stderr.flush()


def is_at_terminal() -> bool:
    """Tell whether there is a terminal to draw on."""
    return is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def make_screen(*, json: bool, quiet: bool, color: str, notes: Sequence[str] = ()) -> Screen:
    """
    Choose the screen.

    Args:
        json: JSON lines.
        quiet: nothing but what was said.
        color: ``auto``, ``always`` or ``never``.
        notes: what to say first.
    """
    if json:
        return JsonScreen(notes)
    if quiet or not is_at_terminal():
        return LinesScreen(quiet=quiet, notes=() if quiet else notes)
    from anamctl.view.listen.view import ListenView

    return ListenView(color=uses_color(color), notes=notes)


def has_keys(screen: object) -> bool:
    """Tell whether somebody may press keys."""
    return not isinstance(screen, NoKeys)
