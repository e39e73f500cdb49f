"""A stand-in for the module sounddevice, whose devices do what a test tells them."""

from __future__ import annotations

import threading
from types import SimpleNamespace
from typing import Any

USB = {"name": "USB Mic", "inputs": 1, "outputs": 0}
HEADSET = {"name": "Headset", "inputs": 1, "outputs": 2}
SPEAKERS = {"name": "Speakers", "inputs": 0, "outputs": 2}


class PortAudioError(Exception):
    """As sounddevice has it: a text and a number."""


class Stream:
    """A stream that is driven by the test."""

    def __init__(self, module: FakeSounddevice, options: dict[str, Any]) -> None:
        self.module = module
        self.callback = options["callback"]
        self.finished = options["finished_callback"]
        self.device = options["device"]
        self.rate = options["samplerate"]
        self.channels = options["channels"]
        self.blocksize = options.get("blocksize")
        self.is_started = False
        self.is_closed = False
        self.epoch = module.epoch

    def start(self) -> None:
        if self.module.start_fails:
            raise PortAudioError("Error starting stream: Unanticipated host error", -9999)
        self.is_started = True

    def close(self) -> None:
        assert self.epoch == self.module.epoch, "a stream of a PortAudio that was ended is touched"
        self.module.wait_if_hung()
        if not self.is_closed:
            self.is_closed = True
            self.finished()  # PortAudio does, also when we close it

    # ---- what the device does ------------------------------------------------------------------------------------

    def deliver(self, data: bytes, *, overflow: bool = False) -> None:
        """Call back with a block, in this thread."""
        assert self.is_started
        memory = bytearray(data)  # it is reused, so whoever keeps it without copying keeps nonsense
        self.callback(
            memoryview(memory), len(data) // 2 // self.channels, None, SimpleNamespace(input_overflow=overflow)
        )
        memory[:] = bytes(len(memory))

    def ask(self, frames: int) -> bytes:
        """Call back for sound to play."""
        memory = bytearray(b"\1" * (frames * 2 * self.channels))
        self.callback(memoryview(memory), frames, None, None)
        return bytes(memory)

    def vanish(self) -> None:
        """Be unplugged."""
        self.finished()


class FakeSounddevice:
    """
    The module.

    Args:
        devices: what there is; `rates` of one are those it takes, `refuses` channels that it does not.
        default_input: place of the default microphone.
        default_output: place of the default loudspeaker.
    """

    PortAudioError = PortAudioError

    def __init__(self, *devices: dict[str, Any], default_input: int = 0, default_output: int = 0) -> None:
        self.plugged = list(devices)
        self.seen = list(devices)
        self.defaults = {"input": default_input, "output": default_output}
        self.streams: list[Stream] = []
        self.epoch = 1
        self.start_fails = False
        self.busy = False
        self._go_on = threading.Event()
        self._go_on.set()

    def hang(self) -> None:
        self._go_on.clear()

    def go_on(self) -> None:
        self._go_on.set()

    def wait_if_hung(self) -> None:
        assert self._go_on.wait(30)

    # ---- sounddevice ---------------------------------------------------------------------------------------------

    def query_hostapis(self) -> tuple[dict[str, Any], ...]:
        names = dict.fromkeys(device.get("api", "ALSA") for device in self.seen)
        return tuple({"name": name} for name in names)

    def query_devices(self, kind: str | None = None) -> Any:
        apis = [api["name"] for api in self.query_hostapis()]
        found = [
            {
                "name": device["name"],
                "index": number,
                "hostapi": apis.index(device.get("api", "ALSA")),
                "max_input_channels": device["inputs"],
                "max_output_channels": device["outputs"],
                "default_samplerate": float(device.get("rate", 44100)),
            }
            for number, device in enumerate(self.seen)
        ]
        if kind is None:
            return found
        place = self.defaults[kind]
        if not 0 <= place < len(found) or not found[place][f"max_{kind}_channels"]:
            raise PortAudioError("Error querying device -1")
        return found[place]

    def check_input_settings(self, device: int, channels: int, dtype: str, samplerate: int) -> None:
        assert dtype == "int16"
        self.wait_if_hung()
        self._check(device, channels, samplerate)

    check_output_settings = check_input_settings

    def RawInputStream(self, **options: Any) -> Stream:  # noqa: N802  # as it is called
        return self._open("input", options)

    def RawOutputStream(self, **options: Any) -> Stream:  # noqa: N802  # as it is called
        return self._open("output", options)

    def _open(self, kind: str, options: dict[str, Any]) -> Stream:
        assert options["dtype"] == "int16"
        self.wait_if_hung()
        self._check(options["device"], options["channels"], options["samplerate"])
        assert options["channels"] <= self.seen[options["device"]][f"{kind}s"]
        if self.busy or self.seen[options["device"]] not in self.plugged:
            raise PortAudioError(f"Error opening Raw{kind.title()}Stream: Device unavailable", -9985)
        stream = Stream(self, options)
        self.streams.append(stream)
        return stream

    def _check(self, device: int, channels: int, rate: int) -> None:
        found = self.seen[device]
        if rate not in found.get("rates", (rate,)):
            raise PortAudioError("Invalid sample rate", -9997)
        if channels in found.get("refuses", ()):
            raise PortAudioError("Invalid number of channels", -9998)

    def _terminate(self) -> None:
        self.wait_if_hung()
        self.epoch += 1

    def _initialize(self) -> None:
        self.seen = list(self.plugged)
