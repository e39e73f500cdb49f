"""Opens a device with the first format that it takes, and says in words why when it takes none. Runs in a thread."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.audio.blocks import block_samples
from anamctl.audio.devices import Device, choose
from anamctl.audio.failures import RefusedError
from anamctl.audio.system import start

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from anamctl.audio.devices import Kind
    from anamctl.audio.ring import Ring
    from anamctl.audio.system import SoundSystem

_UNAVAILABLE = -9985
"""PortAudio's number for a device that somebody else uses."""


class Tap:
    """Leads what one stream delivers into the ring, until it is cut: a stream that was left may still call back."""

    def __init__(self, ring: Ring, clock: Callable[[], float]) -> None:
        self.ring = ring
        self._clock = clock
        self.is_over = False
        """Whether nothing more comes."""
        self._is_cut = False
        self._is_left = False

    def deliver(self, data: Any, frames: int, time: Any, status: Any) -> None:  # noqa: ANN401, ARG002  # as it is called
        """Copy, and nothing else: a slow callback makes the sound later and later, and nothing reports it."""
        if not self._is_cut:
            self.ring.put(bytes(data), frames, self._clock(), overflowed=status.input_overflow)

    def finish(self) -> None:
        """Take in that the stream has ended by itself."""
        if not self._is_left:
            self.end()

    def end(self) -> None:
        """Say that nothing more comes."""
        self.is_over = True
        self.ring.wake()

    def leave(self) -> None:
        """Let what comes through, but not that the stream ends: it is being closed."""
        self._is_left = True

    def cut(self) -> None:
        """Let nothing more through."""
        self._is_left = self._is_cut = True


class Opened(NamedTuple):
    """A microphone that is open, and in which format."""

    stream: Any
    tap: Tap
    device: Device
    rate: int
    channels: int

    def close(self) -> None:
        """Undo the opening; may block."""
        self.tap.cut()
        self.stream.close()


def open_input(
    system: SoundSystem,
    wanted: str | int | None,
    rates: Sequence[int],
    milliseconds: int,
    tap_for: Callable[[int], Tap],
) -> Opened:
    """
    Open a microphone and let it record.

    Args:
        system: PortAudio.
        wanted: which one, as `choose` takes it.
        rates: to try in this order; 0 is the one that the device would choose.
        milliseconds: of a block.
        tap_for: gives what takes the sound of a rate.

    Raises:
        DeviceError: there is no such microphone, or it does not open.
    """
    module = system.module()
    device = choose(system.devices(), wanted)
    refusal: Exception | None = None
    for channels, rate in _formats(device, rates):
        tap = tap_for(rate)
        try:
            module.check_input_settings(device=device.number, channels=channels, dtype="int16", samplerate=rate)
            stream = module.RawInputStream(
                device=device.number,
                channels=channels,
                dtype="int16",
                samplerate=rate,
                blocksize=block_samples(rate, milliseconds),
                callback=tap.deliver,
                finished_callback=tap.finish,
            )
            start(stream)
        except (module.PortAudioError, ValueError) as error:
            tap.cut()
            refusal = refusal or error
            continue
        return Opened(stream, tap, device, rate, channels)
    raise refused(device, refusal, "input")


def refused(device: Device, error: Exception | None, kind: Kind) -> RefusedError:
    """Say in words why a device did not open."""
    number = error.args[1] if error is not None and len(error.args) > 1 else None
    hint = "--list-devices shows what it takes, and what else there is."
    if number == _UNAVAILABLE:
        hint = "does another program use it?"
    elif sys.platform == "darwin" and kind == "input":
        hint = "may the terminal use it (System Settings, Privacy & Security, Microphone)?"
    why = str(error.args[0]) if error is not None and error.args else "it takes no format that we have"
    why = why.removeprefix(f"Error opening Raw{kind.title()}Stream: ")
    return RefusedError(f"{device.name} does not open: {why}.", hint=hint)


def _formats(device: Device, rates: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give channels and rates to try, the best first."""
    for channels in sorted({min(1, device.inputs), min(2, device.inputs), device.inputs}):
        for rate in dict.fromkeys(rate or device.rate for rate in rates):
            yield channels, rate
