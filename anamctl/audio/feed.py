"""A source without its clock, for a call: only the sound, and of a microphone only what is said from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.audio.level import SILENCE, Level, level

if TYPE_CHECKING:
    from anamctl.audio.blocks import Source


class Feed:
    """
    Gives the sound of a source, block by block.

    What a microphone recorded before the first block was wanted is left out: it would be heard late, and everything
    after it too.

    Args:
        source: is iterated; closing it is left to who opened it.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._blocks = aiter(source)
        self._last = b""
        self.rate = source.rate
        """Samples in a second."""
        self.sent = 0
        """Samples that were given."""

    @property
    def level(self) -> Level:
        """How loud the last block was."""
        return level(self._last) if self._last else SILENCE

    async def block(self) -> bytes | None:
        """
        Give the next block, mono and 16 bit; None at the end.

        Raises:
            DeviceError: the device has failed.
            SoundFileError: the file has.
        """
        if not self.sent:
            self._source.discard()
        try:
            block = await anext(self._blocks)
        except StopAsyncIteration:
            self._last = b""
            return None
        self._last = block.pcm
        self.sent += block.samples
        return block.pcm
