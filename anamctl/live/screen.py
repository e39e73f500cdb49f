"""
What shows a session: the view of a terminal, plain lines, or JSON lines. The runner knows only this much of it.

A screen is entered before the first event and left after the last; what it cannot write it raises as `OSError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anamctl.anam.events import Event
    from anamctl.live.summary import Summary

QUIT = "/quit"
"""What a screen gives for the key that ends a session (Ctrl-D)."""
INTERRUPTED = "\x03"
"""What a screen gives for Ctrl-C, where the terminal hands that over as a key instead of a signal."""


class Screen(Protocol):
    """Shows what happens, and gives what is typed."""

    def ends_in(self, seconds: float) -> None:
        """Say after how many seconds from now the session will end."""

    def language(self, code: str) -> None:
        """Say that the persona hears another language from now on; ``es``."""

    def show(self, event: Event) -> None:
        """Show an event."""

    def note(self, line: str) -> None:
        """Say something of anamctl's own in a line."""

    def typed(self) -> AsyncIterator[str]:
        """
        Give the lines that are typed, or come through a pipe.

        Ends with its input. `QUIT` and `INTERRUPTED` stand for keys.
        """

    def stop_reading(self) -> None:
        """End `typed`, from anywhere, also before it has begun."""

    def finish(self, summary: Summary) -> None:
        """Say how the session was; nothing comes after it."""
