"""What happens when a user says nothing."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Silence:
    """
    Measures how long the user has been silent. Text counts as speech; what the persona says does not count.

    Args:
        end: called when it was silent for too long.
        prompt: called when the persona should speak first, once in a silence.
        usual: seconds before the end unless the persona says otherwise; 0 is never.
    """

    def __init__(self, *, end: Callable[[], None], prompt: Callable[[], None], usual: float) -> None:
        self._end = end
        self._prompt = prompt
        self._usual = usual
        self._timers: list[asyncio.TimerHandle] = []
        self._runs = False
        self._options: Mapping[str, Any] = {}

    def begin(self, options: object) -> None:
        """Measure from now on, with the ``voiceDetectionOptions`` of the persona."""
        self._runs = True
        self.options_changed(options)

    def options_changed(self, options: object) -> None:
        """Measure with other options, from now on."""
        self._options = options if isinstance(options, dict) else {}
        self.broken()

    def broken(self) -> None:
        """Begin anew: the user has said something."""
        self.stop()
        if not self._runs:
            return
        loop = asyncio.get_running_loop()
        before_end = _seconds(self._options, "silenceBeforeSessionEndSeconds", self._usual)
        before_prompt = _seconds(self._options, "silenceBeforeSkipTurnSeconds", 0.0)
        if before_end > 0:
            self._timers.append(loop.call_later(before_end, self._end))
        if before_prompt > 0:
            self._timers.append(loop.call_later(before_prompt, self._prompt))

    def stop(self) -> None:
        """Let no timer run any more, until the next word."""
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()


def _seconds(options: Mapping[str, Any], name: str, usual: float) -> float:
    value = options.get(name)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else usual
