"""
What can be wrong with devices and files.

    ServiceError  3
    └── DeviceError              something is wrong with a device
        ├── NoPortAudioError     the library that reaches devices is not there
        ├── SoundSystemError     the machine's sound configuration is broken: asking for it kills the process
        ├── NoDeviceError        there is none
        ├── ChoiceError          none, or more than one, is called so
        ├── RefusedError         the device does not open, or not with any format that we can use
        ├── HungError            the sound server does not answer
        ├── StalledError         the device is open, and nothing comes
        └── GoneError            the device was unplugged, or its server ended
    UsageError  2
    └── SoundFileError           a file cannot be read as sound, or not be written
"""

from __future__ import annotations

from anamctl.errors import ServiceError, UsageError


class DeviceError(ServiceError):
    """Something is wrong with a device."""

    code = "device"


class NoPortAudioError(DeviceError):
    """The library that reaches devices is not there."""

    code = "no-portaudio"


class SoundSystemError(DeviceError):
    """The machine's sound configuration is broken, so that asking for devices kills the process that asks."""

    code = "sound-system"


class NoDeviceError(DeviceError):
    """There is no device of that kind."""

    code = "no-device"


class ChoiceError(DeviceError):
    """No device is called so, or more than one."""

    code = "device-choice"


class RefusedError(DeviceError):
    """The device does not open, or not with any format that we can use."""

    code = "device-refused"


class HungError(DeviceError):
    """The sound server does not answer; what was asked of it may never return."""

    code = "device-hung"


class StalledError(DeviceError):
    """The device is open and says that all is well, and nothing comes."""

    code = "device-stalled"


class GoneError(DeviceError):
    """The device was unplugged, or its server ended."""

    code = "device-gone"


class SoundFileError(UsageError):
    """A file cannot be read as sound, or not be written."""

    code = "sound-file"
