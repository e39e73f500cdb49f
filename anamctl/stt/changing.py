"""What of a service can change while a session runs: single settings, and sets of them that its maker recommends."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import UsageError
from anamctl.stt.parameters import read, remarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.parameters import Parameter, Value


class Preset(NamedTuple):
    """Settings that go well together."""

    name: str
    settings: Mapping[str, Value]


class Changing(NamedTuple):
    """What can change."""

    parameters: tuple[Parameter, ...] = ()
    presets: tuple[Preset, ...] = ()
    standing: Mapping[str, Value] = MappingProxyType({})
    """How they stand when a session begins, as far as somebody has chosen."""
    aliases: Mapping[str, str] = MappingProxyType({})
    """Old names, each with the one that is sent."""

    def find(self, name: str) -> Parameter | None:
        """Give a setting that can change; None when there is none of this name."""
        name = self.aliases.get(name, name)
        return next((parameter for parameter in self.parameters if parameter.name == name), None)

    def values(self, given: Mapping[str, object]) -> dict[str, object]:
        """
        Read settings that people have written, each by the name that is sent.

        Names that cannot change are left as they are. What has been read stays the same.

        Raises:
            UsageError: a value is none, or a setting is given by two names.
        """
        found: dict[str, object] = {}
        for written, value in given.items():
            name = self.aliases.get(written, written)
            if name in found:
                raise UsageError(f"{name} is given twice: once by an old name.", hint="leave one of them out.")
            parameter = self.find(name)
            found[name] = value if parameter is None else read(parameter, value)
        return found

    def remarks(self, values: Mapping[str, object]) -> list[str]:
        """Say what may be wrong with values although they are sent."""
        return [
            remark
            for name, value in values.items()
            if (parameter := self.find(name)) is not None
            for remark in remarks(parameter, read(parameter, value))
        ]


NOTHING = Changing()
