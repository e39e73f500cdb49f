"""What a live session hears from us, and to whom it speaks. Whoever has the microphone or the speaker fills this in."""

from __future__ import annotations

from typing import NamedTuple, Protocol


class AudioIn(Protocol):
    """Sound for the persona: mono, 16-bit little-endian samples."""

    rate: int
    """Samples a second."""

    async def block(self) -> bytes | None:
        """
        Wait for the next piece, of any length; None when there is no more.

        It is asked no faster than in real time, but for a fifth of a second in advance.
        """


class AudioOut(Protocol):
    """Takes what the persona says."""

    def write(self, pcm: bytes, rate: int, channels: int) -> None:
        """Take 16-bit little-endian samples, those of the channels in turn. Called in the event loop: never blocks."""

    def close(self) -> None:
        """Take no more. Called once, when the session ends; it may have been closed before. Never blocks for long."""


class Media(NamedTuple):
    """The sound of a session."""

    hears: AudioIn | None = None
    """What the persona hears; None offers no sound at all."""
    speaks: tuple[AudioOut, ...] = ()
    """To whom it speaks; its voice is not even decoded when there is nobody."""
