"""What can stand where somebody types settings, and what it is for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from anamctl.listening.assignments import begins
from anamctl.stt.parameters import to_write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.stt.changing import Changing
    from anamctl.stt.parameters import Parameter

_NAME = re.compile(r"[^\s=]*")
_VALUES = {"flag": ("true", "false")}


class Choices(NamedTuple):
    """What can stand at the end of a text."""

    start: int
    """Where what is typed of it begins."""
    typed: str
    names: tuple[str, ...]
    """In the order of the table; those that begin as it is typed, or else that hold it."""
    ending: str
    """Follows one that is completed."""

    @property
    def common(self) -> str:
        """What all of them begin with."""
        first, last = min(self.names, default=""), max(self.names, default="")
        return next((first[:at] for at, letter in enumerate(first) if last[at : at + 1] != letter), first)


def choices(text: str, changing: Changing) -> Choices:
    """Say what can stand at the end of a text."""
    start = begins(text)
    name, equals, value = text[start:].partition("=")
    if not equals:
        return Choices(start, name, _fitting(name, [parameter.name for parameter in changing.parameters]), "=")
    parameter = changing.find(name)
    known = (parameter.choices or _VALUES.get(parameter.kind, ())) if parameter is not None else ()
    return Choices(start + len(name) + 1, value, _fitting(value, known), "")


def _fitting(typed: str, known: Sequence[str]) -> tuple[str, ...]:
    begin = tuple(name for name in known if name.startswith(typed))
    return begin or tuple(name for name in known if typed.lower() in name)


def hint(text: str, changing: Changing, rest: str = "") -> str:
    """
    Say what is being typed: what a setting is for, or which there are.

    Args:
        text: what stands before the cursor.
        changing: what can be set.
        rest: what stands after it.
    """
    name, equals, _ = text[begins(text) :].partition("=")
    ending = None if equals else _NAME.match(rest)
    exact = changing.find(name + (ending.group() if ending is not None else ""))
    if exact is not None:
        return _described(exact)
    names = () if equals else choices(text, changing).names
    if not names:
        return f"there is no setting {name} that could change"
    if len(names) == 1:
        only = changing.find(names[0])
        return f"{names[0]}: {_described(only)}" if only is not None else names[0]
    return ", ".join(names)


def _described(parameter: Parameter) -> str:
    return f"{parameter.help}: {to_write(parameter)}"
