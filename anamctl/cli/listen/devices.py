"""``--list-devices``: microphones and loudspeakers as a table."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from anamctl.errors import ExitCode

if TYPE_CHECKING:
    from anamctl.audio.devices import Device


def list_devices(*, json: bool, color: str = "auto", command: str = "listen") -> int:
    """
    Print what devices there are.

    Args:
        json: as one JSON document.
        color: ``auto``, ``always`` or ``never``.
        command: which one was called, for the document.

    Raises:
        DeviceError: the sound system cannot be asked.
    """
    from anamctl.audio.probe import look

    devices = look(rates=True)
    if json:
        from anamctl.report.envelope import success

        sys.stdout.write(success(command, {"devices": [as_json(device) for device in devices]}))
        return ExitCode.OK
    from anamctl.cli.terminal import uses_color, width

    if not devices:
        sys.stderr.write("there are no sound devices; files and pipes work without one\n")
        return ExitCode.OK
    from anamctl.view.devices import table
    from anamctl.view.listen.rows import written

    for row in table(devices, width()):
        sys.stdout.write(written(row, color=uses_color(color)).rstrip() + "\n")
    return ExitCode.OK


def as_json(device: Device) -> dict[str, object]:
    """Give a device by the names that JSON has for its fields."""
    return {
        "number": device.number,
        "name": device.name,
        "api": device.api,
        "inputs": device.inputs,
        "outputs": device.outputs,
        "rate": device.rate,
        "rates": list(device.rates),
        "defaultInput": device.is_default_input,
        "defaultOutput": device.is_default_output,
    }
