"""
The view of a live session: what has happened goes to the scrollback once, what goes on is in the lines at the bottom.

The bottom has the turn that grows, the line that is typed, and a bar with language, session and time that is left. It
is drawn by prompt_toolkit, which moves it down when something is printed above; so typing and printing never mix.
"""

from __future__ import annotations

import io
import shutil
import sys
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.text import Text

from anamctl.anam import events
from anamctl.languages.iso639 import language
from anamctl.live.screen import INTERRUPTED, QUIT
from anamctl.live.summary import closing_line
from anamctl.view.session import text

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from types import TracebackType

    from prompt_toolkit import PromptSession

    from anamctl.live.summary import Summary

_CLOCK_S = 0.5
"""Seconds between two looks at the clock."""


class SessionView:
    """
    Shows a session and reads what is typed. Enter it before the first event.

    Args:
        heading: what is known before the start.
        color: use colours.
        commands: completions: a command (``/lang``) to the words that may follow it.
        history: a file that keeps what was typed; empty for none.
        is_interactive: read lines; without, there is only the scrollback.
        clock: seconds.
    """

    def __init__(
        self,
        heading: text.Heading,
        *,
        color: bool = True,
        commands: Mapping[str, Sequence[str]] | None = None,
        history: str = "",
        is_interactive: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._heading = heading
        self._color = color
        self._commands = dict(commands or {})
        self._history = history
        self._is_interactive = is_interactive
        self._clock = clock
        self._ends_at: float | None = None
        self._steps: list[events.Event] = []
        self._growing: events.Message | None = None
        self._status = ""
        self._is_headed = False
        self._is_over = False
        self._prompt: PromptSession[str] | None = None
        self._stack = ExitStack()

    # ---- life ----------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        if self._is_interactive:
            from anamctl.view.session.prompt import make_prompt, printing_above

            # First, because the prompt draws with the output that it finds.
            self._stack.enter_context(printing_above())
            self._prompt = make_prompt(
                message=self._above_input,
                bar=self._bar,
                commands=self._commands,
                history=self._history,
                color=self._color,
                refresh=_CLOCK_S,
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop_reading()
        self._stack.close()

    def ends_in(self, seconds: float) -> None:
        """Say when the session will end."""
        self._ends_at = self._clock() + seconds

    def language(self, code: str) -> None:
        """Say that the persona hears another language now."""
        known = language(code)
        self._heading = self._heading._replace(language=known.english if known is not None else code)

    # ---- showing -------------------------------------------------------------------------------------------------

    def show(self, event: events.Event) -> None:
        """Show an event."""
        if isinstance(event, events.Engine):
            self._heading = self._heading._replace(session_id=event.session_id, region=event.region)
        if text.is_step(event):
            self._steps.append(event)
        if isinstance(event, (events.Ready, events.Closed)) and not self._is_headed:
            self._is_headed = True
            self._print([Text(self._title(), "bold"), *text.timeline(self._steps, self._width()), Text()])
        if isinstance(event, events.UserSpeech):
            self._status = "you are speaking" if event.speaking else ""
        elif isinstance(event, events.Reconnecting):
            self._status = "reconnecting"
        elif isinstance(event, events.Connected):
            self._status = ""
        if isinstance(event, events.Message):
            self._growing = None if event.final else event
        self._print(text.lines(event, self._console()))
        self._redraw()

    def note(self, line: str) -> None:
        """Print a line of anamctl's own."""
        self._print(self._wrapped(Text(text.plain(line), "dim")))

    def finish(self, summary: Summary) -> None:
        """Say how the session was; nothing comes after it."""
        self.stop_reading()
        self._growing = None
        rows = [Text()] if self._is_headed else []
        for verdict in summary.expectations:
            outcome = ("met", "green") if verdict.is_met else ("not met", "red")
            line = Text.assemble(f"{verdict.name} {text.plain(verdict.expected)}: ", outcome)
            rows += self._wrapped(line + Text(f", {text.plain(verdict.why)}"))
        self._print([*rows, *self._wrapped(Text(text.plain(closing_line(summary)), "bold"))])

    def _print(self, rows: Sequence[Text]) -> None:
        if not rows:
            return
        console = self._console()
        for row in rows:
            console.print(row, soft_wrap=True)
        sys.stdout.write(self._rendered(console))
        sys.stdout.flush()

    def _rendered(self, console: Console) -> str:
        file = console.file
        return file.getvalue() if isinstance(file, io.StringIO) else ""

    def _console(self) -> Console:
        return Console(
            file=io.StringIO(),
            width=self._width(),
            no_color=not self._color,
            force_terminal=True,
            color_system="standard" if self._color else None,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )

    def _wrapped(self, line: Text) -> list[Text]:
        console = self._console()
        return list(line.wrap(console, console.width))

    def _width(self) -> int:
        if self._prompt is not None:
            return self._prompt.app.output.get_size().columns
        return shutil.get_terminal_size().columns

    def _title(self) -> str:
        left = None if self._ends_at is None else self._ends_at - self._clock()
        return text.fitted(text.heading_parts(self._heading, left), self._width())

    # ---- the lines at the bottom ---------------------------------------------------------------------------------

    def _above_input(self) -> str:
        """Give what stands above and before the line that is typed."""
        if self._growing is not None:
            return "\n".join([*text.growing(self._growing, self._width()), "> "])
        return "> "

    def _bar(self) -> str:
        parts = []
        if self._ends_at is not None:
            parts.append(f"ends in {text.remaining(self._ends_at - self._clock())}")
        if not self._is_headed:
            parts.insert(0, f"connecting: {text.timeline(self._steps, 0)[-1].plain.strip()}…")
        if self._heading.language:
            parts.insert(0, self._heading.language)
        if self._status:
            parts.append(self._status)
        parts.append("/help")
        return " " + text.fitted(parts, self._width() - 2)

    def _redraw(self) -> None:
        if self._prompt is not None and self._prompt.app.is_running:
            self._prompt.app.invalidate()

    # ---- reading -------------------------------------------------------------------------------------------------

    async def typed(self) -> AsyncIterator[str]:
        """
        Give the lines that are typed, without those that are blank.

        Ctrl-D is `QUIT` and Ctrl-C, which is a key while somebody types, `INTERRUPTED`; after them, and after
        `stop_reading`, nothing comes any more.
        """
        if self._prompt is None:
            return
        while not self._is_over:
            try:
                line = await self._prompt.prompt_async(handle_sigint=False)
            except (EOFError, KeyboardInterrupt) as key:
                if not self._is_over:
                    yield QUIT if isinstance(key, EOFError) else INTERRUPTED
                return
            if line.strip():
                yield line.strip()

    def stop_reading(self) -> None:
        """End the wait for a line."""
        self._is_over = True
        if self._prompt is not None and self._prompt.app.is_running and not self._prompt.app.is_done:
            self._prompt.app.exit(exception=EOFError())


def show_lines(happened: Sequence[events.Event], heading: text.Heading, *, color: bool, width: int) -> str:
    """Give a session that is over as text, for pictures and logs."""
    console = Console(
        file=io.StringIO(),
        width=width,
        no_color=not color,
        force_terminal=color,
        color_system="standard" if color else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
    rows: list[Any] = [Text(text.fitted(text.heading_parts(heading), width), "bold")]
    rows += text.timeline(happened, width)
    for event in happened:
        rows += text.lines(event, console)
    for row in rows:
        console.print(row, soft_wrap=True)
    file = console.file
    return file.getvalue() if isinstance(file, io.StringIO) else ""
