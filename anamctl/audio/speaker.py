"""A loudspeaker: plays what it is given, and never holds up who gives it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.audio.blocks import SAMPLE
from anamctl.audio.devices import choose
from anamctl.audio.failures import DeviceError, HungError
from anamctl.audio.fitting import Fitting
from anamctl.audio.jitter import JitterBuffer
from anamctl.audio.notices import OutputLost, nobody
from anamctl.audio.opening import refused
from anamctl.audio.quiet import quiet
from anamctl.audio.system import SYSTEM, SoundSystem, start
from anamctl.audio.threads import StuckError, in_thread, within
from anamctl.audio.watching import Patience

if TYPE_CHECKING:
    from anamctl.audio.devices import Device
    from anamctl.audio.notices import Tell

RATE, CHANNELS = 48000, 2
"""What a call over WebRTC brings."""
_PATIENCE = Patience()
_LATENCY = 0.1
"""Seconds that the device is given in advance; nobody notices them in a talk, and a busy machine needs them."""


class _Player:
    """What one stream plays."""

    def __init__(self, rate: int, channels: int) -> None:
        self.buffer = JitterBuffer(rate, channels * SAMPLE)
        self.fitting = Fitting(rate, channels)
        self.is_lost = False

    def play(self, data: Any, frames: int, time: Any, status: Any) -> None:  # noqa: ANN401, ARG002  # as it is called
        """Fill what the device asks for; called by its thread."""
        data[:] = self.buffer.pull(len(data))

    def finish(self) -> None:
        """Take in that the stream has ended; called by its thread."""
        self.is_lost = True


class _Opened(NamedTuple):
    stream: Any
    device: Device
    player: _Player


async def open_speaker(
    wanted: str | int | None = None,
    *,
    rate: int = RATE,
    channels: int = CHANNELS,
    tell: Tell = nobody,
    patience: Patience = _PATIENCE,
    system: SoundSystem = SYSTEM,
) -> Speaker:
    """
    Open a loudspeaker.

    Args:
        wanted: its number, or parts of its name; None takes the system's default.
        rate: frames in a second to ask for first.
        channels: to ask for first.
        tell: is told when it is lost.
        patience: for how long opening and closing may last.
        system: PortAudio.

    Raises:
        DeviceError: there is no such loudspeaker, or it does not open.
    """
    speaker = Speaker(wanted, rate=rate, channels=channels, tell=tell, patience=patience, system=system)
    await speaker.open()
    return speaker


class Speaker:
    """A loudspeaker. Made by `open_speaker`; the parameters are described there."""

    def __init__(
        self,
        wanted: str | int | None,
        *,
        rate: int,
        channels: int,
        tell: Tell,
        patience: Patience,
        system: SoundSystem,
    ) -> None:
        self._wanted = wanted
        self._rate = rate
        self._channels = channels
        self._tell = tell
        self._patience = patience
        self._system = system
        self._opened: _Opened | None = None
        self._is_closed = False
        self._is_told = False
        self.name = ""

    async def open(self) -> None:
        """
        Open the device.

        Raises:
            DeviceError: there is no such loudspeaker, or it does not open.
        """
        try:
            with quiet():
                opened = await in_thread(self._open, limit=self._patience.open, late=lambda late: late.stream.close())
        except StuckError:
            raise HungError(
                f"The loudspeaker has not opened within {self._patience.open:g} s.",
                hint="does the sound server hang? Start it again, or choose another device.",
            ) from None
        self._use(opened)
        self._system.hold(self)

    def write(self, pcm: bytes, rate: int, channels: int) -> None:
        """
        Play sound after what is waiting; after the device was lost, nothing.

        Args:
            pcm: whole frames of 16 bit samples.
            rate: frames in a second.
            channels: samples of a frame.
        """
        opened = self._opened
        if opened is not None and not opened.player.is_lost:
            opened.player.buffer.push(opened.player.fitting.fit(pcm, rate, channels))
        elif not self._is_closed and not self._is_told:
            self._is_told = True
            self._tell(OutputLost(self.name, "it is gone; what is said is not played any more"))

    def close(self) -> None:
        """End playing, at once. It takes no longer than its limit, even when the sound server hangs."""
        self._is_closed = True
        opened, self._opened = self._opened, None
        if opened is None:
            return
        self._system.release(self)
        with quiet(), contextlib.suppress(StuckError, DeviceError):
            within(self._patience.close, opened.stream.close)

    @property
    def underruns(self) -> int:
        """How often there was nothing to play in time."""
        return self._opened.player.buffer.underruns if self._opened is not None else 0

    # ---- when PortAudio is started anew, in another thread -------------------------------------------------------

    def forget_stream(self) -> None:
        """Close the stream, because PortAudio is about to be started anew."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.stream.close()

    def restore_stream(self) -> None:
        """Open it again, now that PortAudio has been started anew; without the device it stays lost."""
        with contextlib.suppress(DeviceError):
            if not self._is_closed:
                self._use(self._open())

    def _use(self, opened: _Opened) -> None:
        self._is_told = False
        self._opened = opened
        self.name = opened.device.name

    def _open(self) -> _Opened:
        module = self._system.module()
        device = choose(self._system.devices(), self._wanted, "output")
        refusal: Exception | None = None
        for channels in sorted({min(self._channels, device.outputs), 1, min(2, device.outputs)}, reverse=True):
            for rate in dict.fromkeys((self._rate, device.rate)):
                player = _Player(rate, channels)
                try:
                    stream = module.RawOutputStream(
                        device=device.number,
                        channels=channels,
                        dtype="int16",
                        samplerate=rate,
                        latency=_LATENCY,
                        callback=player.play,
                        finished_callback=player.finish,
                    )
                    start(stream)
                except (module.PortAudioError, ValueError) as error:
                    refusal = refusal or error
                    continue
                return _Opened(stream, device, player)
        raise refused(device, refusal, "output")
