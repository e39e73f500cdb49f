"""Which devices there are, and which one is meant."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from anamctl.audio.failures import ChoiceError, NoDeviceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    Kind = Literal["input", "output"]

_WORDS = {"input": "microphone", "output": "loudspeaker"}


@dataclass(frozen=True, slots=True)
class Device:
    """A device, or what the sound server offers as one."""

    number: int
    """Its place in PortAudio's list, which changes when something is plugged in."""
    name: str
    api: str
    """By what the system reaches it: ALSA, Core Audio, Windows WASAPI …"""
    inputs: int
    """Channels that it records."""
    outputs: int
    """Channels that it plays."""
    rate: int
    """Samples in a second that it would choose itself."""
    is_default_input: bool = False
    is_default_output: bool = False
    rates: tuple[int, ...] = ()
    """Rates it is known to take; empty when it was not asked."""

    def with_rates(self, rates: tuple[int, ...]) -> Device:
        """Give the same with the rates it takes."""
        return replace(self, rates=rates)

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON holds it."""
        return asdict(self)

    def channels(self, kind: Kind) -> int:
        """Give the channels of one direction."""
        return self.inputs if kind == "input" else self.outputs

    def is_default(self, kind: Kind) -> bool:
        """Tell whether it is taken when nobody names one."""
        return self.is_default_input if kind == "input" else self.is_default_output


def listed(module: Any) -> tuple[Device, ...]:  # noqa: ANN401  # sounddevice
    """Give what PortAudio lists; it found that when it started."""
    apis = module.query_hostapis()
    defaults = {kind: _default(module, kind) for kind in ("input", "output")}
    return tuple(
        Device(
            number,
            str(found["name"]).strip(),
            str(apis[found["hostapi"]]["name"]),
            int(found["max_input_channels"]),
            int(found["max_output_channels"]),
            round(found["default_samplerate"]),
            is_default_input=number == defaults["input"],
            is_default_output=number == defaults["output"],
        )
        for number, found in enumerate(module.query_devices())
    )


def _default(module: Any, kind: str) -> int:  # noqa: ANN401  # sounddevice
    try:
        return int(module.query_devices(kind=kind)["index"])
    except (module.PortAudioError, ValueError, KeyError):
        return -1


def choose(devices: Sequence[Device], wanted: str | int | None, kind: Kind = "input") -> Device:
    """
    Give the device that is meant.

    Args:
        devices: all there are.
        wanted: its number, its name, or parts of its name and API in any order; None takes the default.
        kind: what it must be able to do.

    Raises:
        NoDeviceError: there is none of that kind.
        ChoiceError: none is called so, or more than one.
    """
    able = [device for device in devices if device.channels(kind)]
    if not able:
        raise NoDeviceError(f"There is no {_WORDS[kind]}.", hint=_none_hint(kind))
    if wanted is None:
        return next((device for device in able if device.is_default(kind)), able[0])
    text = str(wanted).strip()
    called = [device for device in able if device.name.casefold() == text.casefold()]
    if not called and text.isascii() and text.isdigit():
        return _numbered(devices, int(text), kind)
    if not called:
        parts = text.casefold().split()
        called = [device for device in able if all(part in f"{device.name} {device.api}".casefold() for part in parts)]
    if not called or not text:
        near = get_close_matches(text, [device.name for device in able], 1, 0.5)
        hint = f'did you mean "{near[0]}"? ' if near else ""
        raise ChoiceError(
            f'No {_WORDS[kind]} is called "{text}".', hint=f"{hint}There is {_names(able)}; --list-devices tells more."
        )
    if len(called) > 1:
        called = _preferred(called, able, kind)
    if len(called) > 1:
        raise ChoiceError(
            f'"{text}" can be {_names(called)}.', hint="write more of the name, or the number that stands before it."
        )
    return called[0]


def _numbered(devices: Sequence[Device], number: int, kind: Kind) -> Device:
    found = next((device for device in devices if device.number == number), None)
    able = [device for device in devices if device.channels(kind)]
    if found is None:
        raise ChoiceError(f"There is no device {number}.", hint=f"there is {_names(able)}.")
    if not found.channels(kind):
        raise ChoiceError(f"Device {number}, {found.name}, is no {_WORDS[kind]}.", hint=f"there is {_names(able)}.")
    return found


def _preferred(called: list[Device], able: Sequence[Device], kind: Kind) -> list[Device]:
    """One device that the system offers in several ways is one device: the way of the default is taken."""
    if len({device.name for device in called}) > 1:
        return called
    defaults = [device for device in called if device.is_default(kind)]
    api = next((device.api for device in able if device.is_default(kind)), None)
    return defaults or [device for device in called if device.api == api] or called


def _names(devices: Sequence[Device]) -> str:
    most = 6
    names = [f"{device.number} {device.name} ({device.api})" for device in devices[:most]]
    return ", ".join(names) + (f" and {len(devices) - most} more" if len(devices) > most else "")


def _none_hint(kind: Kind) -> str:
    if kind == "output":
        return "is one connected? A session needs none: leave --speaker out, or --record what is said."
    if sys.platform == "darwin":
        return (
            "is one connected, and may the terminal use it (System Settings, Privacy & Security, Microphone)?"
            " Files and pipes work without one."
        )
    return "is one connected, and is the sound server running? Files and pipes work without one."
