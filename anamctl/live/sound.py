"""The sound of a session: a microphone or a file that the persona hears, a loudspeaker and a recording of its voice."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, NamedTuple

from anamctl.anam.media import AudioIn, AudioOut, Media

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from anamctl.audio.notices import Notice


class Wanted(NamedTuple):
    """What is heard, and who listens."""

    mic: bool = False
    audio: str = ""
    """A WAV file; ``-`` is stdin."""
    speaker: bool = False
    record: str = ""
    """A WAV file that is made; one that exists is not replaced."""
    device: str = ""
    """Number of a device, or parts of its name; the system's own when empty."""


class Sound(NamedTuple):
    """What is open."""

    media: Media
    is_over: asyncio.Event | None
    """Set when a file has been heard to its end; None without one."""


@asynccontextmanager
async def opened(wanted: Wanted, tell: Callable[[str], None]) -> AsyncIterator[Sound]:
    """
    Open what is wanted, and close it in the end; none of that hangs.

    Args:
        wanted: what.
        tell: is told what happens to a device, in a line.

    Raises:
        DeviceError: a device cannot be used.
        SoundFileError: a file cannot be used.
    """

    def notice(one: Notice) -> None:
        tell(f"{one.text}{'; ' + one.hint if one.hint else ''}")

    loop = asyncio.get_running_loop()

    def from_anywhere(one: Notice) -> None:
        # Outputs may tell from threads of their own.
        loop.call_soon_threadsafe(notice, one)

    async with AsyncExitStack() as stack:
        hears: AudioIn | None = None
        is_over: asyncio.Event | None = None
        if wanted.mic:
            hears = await _microphone(wanted, from_anywhere, stack)
        elif wanted.audio:
            is_over = asyncio.Event()
            hears = await _file(wanted.audio, is_over, from_anywhere, stack)
        speaks = await _outputs(wanted, from_anywhere, stack)
        yield Sound(Media(hears, speaks), is_over)


class _Ending:
    """Sound that says when it is over."""

    def __init__(self, inner: AudioIn, is_over: asyncio.Event) -> None:
        self._inner = inner
        self._is_over = is_over
        self.rate = inner.rate

    async def block(self) -> bytes | None:
        """Give the next piece; None at the end."""
        try:
            found = await self._inner.block()
        except Exception:
            self._is_over.set()
            raise
        if found is None:
            self._is_over.set()
        return found


async def _microphone(wanted: Wanted, tell: Callable[[Notice], None], stack: AsyncExitStack) -> AudioIn:
    from anamctl.audio.feed import Feed
    from anamctl.audio.microphone import open_microphone

    microphone = await open_microphone(_device(wanted.device), rate=48_000, tell=tell)
    stack.push_async_callback(microphone.aclose)
    return Feed(microphone)


async def _file(path: str, is_over: asyncio.Event, tell: Callable[[Notice], None], stack: AsyncExitStack) -> AudioIn:
    from anamctl.audio.feed import Feed
    from anamctl.audio.files import open_files

    # The session asks for it in real time, so the file need not keep time itself.
    source = await open_files([path], pace=0, tell=tell)
    stack.push_async_callback(source.aclose)
    return _Ending(Feed(source), is_over)


async def _outputs(wanted: Wanted, tell: Callable[[Notice], None], stack: AsyncExitStack) -> tuple[AudioOut, ...]:
    outputs: list[AudioOut] = []
    if wanted.speaker:
        from anamctl.audio.speaker import open_speaker

        speaker = await open_speaker(_device(wanted.device if not wanted.mic else ""), tell=tell)
        stack.callback(speaker.close)
        outputs.append(speaker)
    if wanted.record:
        from anamctl.audio.wav_writer import WavWriter

        recording = WavWriter(wanted.record, tell=tell)
        stack.callback(recording.close)
        outputs.append(recording)
    return tuple(outputs)


def _device(text: str) -> str | int | None:
    return int(text) if text.isdecimal() else text or None
