"""
Asks PortAudio in a process of its own, because asking can go wrong in ways that no process survives.

A broken ALSA configuration aborts the process that imports sounddevice; a hung sound server never answers. `look` runs
`answer` in a process and puts into words what became of it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from anamctl.audio.devices import Device, listed
from anamctl.audio.failures import DeviceError, HungError, NoPortAudioError, SoundSystemError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Run = Callable[[Sequence[str], float], tuple[int | None, bytes, bytes]]
    """Runs a command for at most so many seconds and gives its code (None: killed, it took longer) and output."""

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_SCRIPT = "import sys; sys.path.insert(0, {root!r}); from anamctl.audio.probe import answer; answer(rates={rates})"
"""Finds this package where it is found now; but not other modules in the folder where the user happens to be (-P)."""
LIMIT = 8.0
"""Seconds that PortAudio may take; it asks every sound card."""
_COMMON_RATES = (8000, 16000, 22050, 24000, 32000, 44100, 48000)
_HUNG_HINT = (
    "is the sound server all right? On Linux: systemctl --user restart pipewire pipewire-pulse, or pulseaudio --kill."
)


def look(*, rates: bool = False, limit: float = LIMIT, run: Run | None = None) -> tuple[Device, ...]:
    """
    Give the devices of this machine without touching PortAudio in this process.

    Args:
        rates: ask each device for the rates it takes as well, which opens it.
        limit: seconds.
        run: in the place of `subprocess`.

    Raises:
        NoPortAudioError: the library is missing.
        SoundSystemError: the sound configuration is broken.
        HungError: there was no answer in time.
    """
    command = [sys.executable or "python3", "-P", "-c", _SCRIPT.format(root=_ROOT, rates=rates)]
    code, output, noise = (run or _run)(command, limit)
    if code is None:
        raise HungError(f"The sound system has not answered within {limit:g} s.", hint=_HUNG_HINT)
    if code < 0 or code in (134, 3221226505, 3221225477):
        raise SoundSystemError(
            f"Asking the sound system for its devices kills the process{_last_line(noise)}.",
            hint="on Linux: is ALSA's configuration whole (ALSA_CONFIG_PATH, /usr/share/alsa, ~/.asoundrc)?",
        )
    try:
        found = json.loads(output)
        if "missing" in found:
            raise missing_portaudio(found["missing"])
        if "failed" in found:
            raise DeviceError(f"PortAudio does not start: {found['failed']}.", hint=_HUNG_HINT)
        return tuple(Device(**{**row, "rates": tuple(row["rates"])}) for row in found["devices"])
    except (ValueError, KeyError, TypeError):
        raise SoundSystemError(
            f"The sound system gives no list of its devices (code {code}{_last_line(noise)}).",
            hint='does `python -c "import sounddevice"` work?',
        ) from None


def missing_portaudio(why: str) -> NoPortAudioError:
    """Say that the library is missing, and how to get it here."""
    if sys.platform.startswith("linux"):
        hint = "on Debian and Ubuntu: sudo apt install libportaudio2; on Fedora: sudo dnf install portaudio"
    else:
        hint = "install it again: pip install --force-reinstall sounddevice"
    detail = "" if "library not found" in why else f" ({why})"
    return NoPortAudioError(
        f"Microphones and loudspeakers need PortAudio, which is not installed{detail}.",
        hint=f"{hint}. Files and pipes work without it.",
    )


def _last_line(noise: bytes) -> str:
    lines = noise.decode(errors="replace").split("\n")
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    printable = "".join(character for character in last if character.isprintable())
    return f": {printable[:200]}" if printable else ""


def _run(command: Sequence[str], limit: float) -> tuple[int | None, bytes, bytes]:
    try:
        done = subprocess.run(  # noqa: S603  # our own module
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired as late:
        return None, late.stdout or b"", late.stderr or b""
    except OSError as error:
        return 127, b"", str(error).encode()
    return done.returncode, done.stdout, done.stderr


def _answer(*, rates: bool) -> dict[str, Any]:
    try:
        from importlib import import_module

        module = import_module("sounddevice")
    except (ImportError, OSError) as error:
        return {"missing": str(error)}
    except Exception as error:  # noqa: BLE001  # PortAudioError, which has no name while its module is not there
        return {"failed": str(error)}
    devices = listed(module)
    if rates:
        devices = tuple(device.with_rates(_taken(module, device)) for device in devices)
    return {"devices": [device.as_json() for device in devices]}


def _taken(module: Any, device: Device) -> tuple[int, ...]:  # noqa: ANN401  # sounddevice
    """Ask a device which rates it takes."""
    check = module.check_input_settings if device.inputs else module.check_output_settings
    channels = 1 if device.inputs else min(2, device.outputs)
    taken = []
    for rate in sorted({*_COMMON_RATES, device.rate}):
        try:
            check(device=device.number, channels=channels, dtype="int16", samplerate=rate)
        except (module.PortAudioError, ValueError):
            continue
        taken.append(rate)
    return tuple(taken)


def answer(*, rates: bool) -> None:
    """Print what there is as JSON; for `look`, in another process."""
    json.dump(_answer(rates=rates), sys.stdout)
