"""The sound (.wav), in step with the times of all the rest: what was not heard is silence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from anamctl.audio.blocks import SAMPLE
from anamctl.audio.notices import OutputLost
from anamctl.audio.wav_writer import WavWriter
from anamctl.listening.saving.files import exists
from anamctl.stt.heard import Paused

if TYPE_CHECKING:
    from anamctl.audio.blocks import Block
    from anamctl.audio.notices import Notice
    from anamctl.listening.events import Event
    from anamctl.listening.summary import Summary

_PIECE = 1 << 16
"""Samples of silence that are written at once."""


class SoundSaver:
    """
    Records what is heard.

    Args:
        path: of the file.
        replace: the file may exist.

    Raises:
        UsageError: the file exists, or cannot be made.
    """

    def __init__(self, path: str, *, replace: bool = False) -> None:
        self.path = path
        self._lost: OSError | None = None
        if not replace and os.path.lexists(path):
            raise exists(path)
        self._writer = WavWriter(path, replace=replace, tell=self._lose)
        self._next = 0
        """Which sample comes next."""
        self._is_paused = False

    def see(self, event: Event) -> None:
        """Record nothing while it is paused."""
        if isinstance(event, Paused):
            self._is_paused = event.is_paused

    def sound(self, block: Block, rate: int) -> None:
        """Record a block."""
        if self._is_paused or not block.pcm:
            return
        while (missing := block.start - self._next) > 0:
            silence = min(missing, _PIECE)
            self._write(bytes(silence * SAMPLE), rate)
            self._next += silence
        self._write(block.pcm, rate)
        self._next = block.end

    def settle(self, *, was_heard: bool) -> bool:  # noqa: ARG002  # a recording of nothing cannot be played
        """Say whether there is any sound."""
        return self._writer.seconds > 0

    def finish(self, summary: Summary) -> None:
        """Nothing: this is sound."""

    def close(self) -> None:
        """Let go of the file."""
        self._writer.close()

    def _write(self, pcm: bytes, rate: int) -> None:
        self._writer.write(pcm, rate, 1)
        if self._lost is not None:
            lost, self._lost = self._lost, None
            raise lost

    def _lose(self, notice: Notice) -> None:
        self._lost = (notice.error if isinstance(notice, OutputLost) else None) or OSError(notice.text)
