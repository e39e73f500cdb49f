"""
What shows what is heard: the view of a terminal, plain lines, or JSON lines. The runner knows only this much of it.

A screen is entered before the first event and left after the last; what it cannot write it raises as `OSError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from anamctl.listening.events import Event
    from anamctl.listening.status import Status
    from anamctl.listening.summary import Summary

PAUSE = " "
"""What a screen gives for the key that pauses, and goes on again."""
END_TURN = "e"
QUIT = "q"
INTERRUPTED = "\x03"
"""What a screen gives for Ctrl-C, where the terminal hands that over as a key instead of a signal."""
SETTINGS = "s"
"""What a screen gives when somebody wants to set something, and it can take nothing."""
PRESETS = ("1", "2", "3")


class Typed(NamedTuple):
    """Settings that somebody has typed: ``min_turn_silence=800ms``."""

    text: str
    settle: Callable[[str], None]
    """Is told what is wrong with them, in a line, before the next key is asked for; nothing when they were sent."""


Key = str | Typed


class Screen(Protocol):
    """Shows what happens, and gives the keys that are pressed."""

    def begin(self, status: Status) -> None:
        """Begin; the status may be asked at any time until the end, as for a level meter and a clock."""

    def show(self, event: Event) -> None:
        """Show an event, which the status has seen already."""

    def note(self, line: str) -> None:
        """Say something of anamctl's own in a line."""

    def keys(self) -> AsyncIterator[Key]:
        """Give the keys that are pressed; ends at once where there is no terminal."""

    def stop_reading(self) -> None:
        """End `keys`, from anywhere, also before it has begun."""

    def finish(self, summary: Summary) -> None:
        """Say how it was; nothing comes after it."""
