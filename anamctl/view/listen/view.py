"""The view of `listen` at a terminal: what was said goes to the scrollback once, how it goes is in a few rows below."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from anamctl.listening.screen import PRESETS, SETTINGS, Typed
from anamctl.stt import heard
from anamctl.view.listen import text
from anamctl.view.listen.bottom import Bottom
from anamctl.view.listen.presses import Pasted
from anamctl.view.listen.prompt import Prompt
from anamctl.view.listen.status import METER, Picture, needs_a_row, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anamctl.audio.level import Level
    from anamctl.listening.events import Event
    from anamctl.listening.screen import Key
    from anamctl.listening.status import Status
    from anamctl.listening.summary import Summary
    from anamctl.view.listen.rows import Row


class ListenView(Bottom):
    """Shows what is heard (`anamctl.listening.screen.Screen`)."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # those of `Bottom`
        super().__init__(**options)
        self._status: Status | None = None
        self._partial: heard.Partial | None = None
        self._levels: deque[Level | None] = deque(maxlen=METER)
        self._prompt = Prompt()
        self._tall_from = 0
        """The most columns at which what there is to say did not fit into one row."""

    def begin(self, status: Status) -> None:
        """Draw the rows at the bottom from now on."""
        self._status = status
        self._prompt = Prompt(status.about.changing)
        self.start()

    def picture(self, width: int, height: int) -> Sequence[Row]:
        """Give the rows at the bottom."""
        if self._status is None:
            return ()
        prompt = self._prompt if self._prompt.is_open and not self._is_ending else None
        # Once there is much to say, the row for it stays: rows that come and go would be a jump each time.
        self._tall_from = max(self._tall_from, width if needs_a_row(self._status, width) else 0)
        is_tall = width <= self._tall_from
        found = Picture(self._partial, tuple(self._levels), self.has_keys, prompt, is_tall)
        return rows(self._status, found, width, height)

    @property
    def _is_ending(self) -> bool:
        return self._status is not None and self._status.state in ("ending", "ended")

    def understand(self, press: str) -> Iterable[Key]:
        """Say what a press means, or take it as typed."""
        if self._prompt.is_open and not self._is_ending:
            return self._type(press)
        if self._prompt.is_open:
            self._close()
        if isinstance(press, Pasted):
            return ()
        if press in PRESETS:
            return (press,)
        if press not in ("s", "S") or self._is_ending or self._status is None:
            return super().understand(press)
        if not self._status.about.changing.parameters:
            return (SETTINGS,)
        self._prompt.open()
        self._keyboard.hold(is_held=True)
        self.print_above([])
        return ()

    def _type(self, press: str) -> Iterable[Key]:
        """Take a press as typed; what is to be sent stays until it is known what became of it."""
        if isinstance(press, Pasted):
            self._prompt.paste(press)
        elif text := self._prompt.press(press):
            return (Typed(text, self._settle),)
        self._after_typing()
        return ()

    def _settle(self, problem: str) -> None:
        """Take in what became of what was typed."""
        self._prompt.settle(problem)
        self._after_typing()

    def _after_typing(self) -> None:
        if self._prompt.is_open:
            self.print_above([])
        else:
            self._close()

    def _close(self) -> None:
        """Let keys mean again what they mean."""
        self._prompt.close()
        self._keyboard.hold(is_held=False)
        self.print_above([])

    def look(self) -> None:
        """Measure how loud it is."""
        if self._status is not None:
            is_heard = self._status.state not in ("paused", "missing", "ended")
            self._levels.append(self._status.level() if is_heard else None)

    def show(self, event: Event) -> None:
        """Show an event."""
        found: list[Row] = []
        if isinstance(event, heard.Partial):
            self._partial = event
        elif isinstance(event, heard.Final):
            if self._partial is not None and self._partial.key == event.key:
                self._partial = None
            if self._status is not None:
                found = text.final_rows(event, self._status.about, self.room)
        else:
            found = text.remark_rows(event, self.room)
        self.print_above(found)

    def finish(self, summary: Summary) -> None:
        """Say how it was; nothing comes after it."""
        width = self.room
        table = text.table_rows(summary, width)
        self.print_last(
            [
                *([(), *table, ()] if table else []),
                *text.verdict_rows(summary, width),
                *text.ending_rows(summary, width),
            ]
        )
