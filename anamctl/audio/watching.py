"""Notices what a microphone does not report: that it is mute, or that nothing comes at all."""

from __future__ import annotations

from typing import NamedTuple

from anamctl.audio.failures import StalledError
from anamctl.audio.level import is_silent
from anamctl.audio.notices import Heard, Notice, Resumed, Silent, Stalled


class Patience(NamedTuple):
    """How long to wait, in seconds, before something is said or done."""

    open: float = 10.0
    """For the device to open; a sound server that hangs takes for ever."""
    close: float = 1.0
    """For the device to close."""
    silent: float = 3.0
    """Of samples that are all zero, from the beginning, before it is said."""
    silent_again: float = 15.0
    """The same after there was sound: what suppresses noise gives zeros between words."""
    stalled: float = 3.0
    """Without a block, before it is said."""
    give_up: float = 30.0
    """Without a block, before the source ends with an error."""


class Watch:
    """
    Follows what comes, and when. Does no I/O: it is told the time.

    Args:
        name: of the device.
        rate: frames in a second.
        patience: for how long things may last.
        now: when the device was opened.
    """

    def __init__(self, name: str, rate: int, patience: Patience, now: float) -> None:
        self._name = name
        self._rate = rate
        self._patience = patience
        self._last = now
        self._zeros = 0
        self._is_stalled = False
        self._is_silent = False
        self._was_heard = False

    def due(self, now: float) -> float:
        """Give the seconds until `waited` has something to say, when nothing comes."""
        limit = self._patience.give_up if self._is_stalled else self._patience.stalled
        return max(0.0, self._last + limit - now)

    def heard(self, pcm: bytes, frames: int, captured: float) -> list[Notice]:
        """Take in what came."""
        notices: list[Notice] = []
        gap = captured - self._last - frames / self._rate
        self._last = max(self._last, captured)
        if self._is_stalled:
            self._is_stalled = False
            notices.append(Resumed(self._name, gap))
        if not is_silent(pcm):
            self._zeros = 0
            self._was_heard = True
            if self._is_silent:
                self._is_silent = False
                notices.append(Heard(self._name))
            return notices
        self._zeros += frames
        limit = self._patience.silent_again if self._was_heard else self._patience.silent
        if not self._is_silent and self._zeros >= limit * self._rate:
            self._is_silent = True
            notices.append(Silent(self._name, self._zeros / self._rate))
        return notices

    def waited(self, now: float) -> list[Notice]:
        """
        Take in that nothing has come until now.

        Raises:
            StalledError: not for so long that waiting makes no sense.
        """
        gap = now - self._last
        if gap >= self._patience.give_up:
            raise StalledError(
                f"Nothing has come from {self._name} for {gap:.0f} s, and it reports no error.",
                hint="is it suspended, or is the sound server busy? --list-devices shows what else there is.",
            )
        if gap >= self._patience.stalled and not self._is_stalled:
            self._is_stalled = True
            return [Stalled(self._name, gap)]
        return []
