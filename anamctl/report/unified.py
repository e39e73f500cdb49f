"""Two agents as a unified diff: both written in the same manner and in the same order, so that only meaning differs."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from anamctl.definitions import emit
from anamctl.report.width import visible

_COLORS = {"-": "\x1b[31m", "+": "\x1b[32m", "@": "\x1b[36m"}
_RESET = "\x1b[0m"


def render(before: dict[str, Any], after: dict[str, Any], names: tuple[str, str], *, color: bool = False) -> str:
    """
    Give the difference; empty when there is none.

    Args:
        before: the first agent.
        after: the second one, whose order counts.
        names: what both are called in the head.
        color: use ANSI colours.
    """
    old, new = map(visible, names)
    lines = unified_diff(_lines(ordered_like(before, after)), _lines(after), old, new, lineterm="")
    return "".join(f"{_colored(visible(line)) if color else visible(line)}\n" for line in lines)


def ordered_like(value: Any, model: Any) -> Any:  # noqa: ANN401  # JSON
    """Give a value with the keys of its objects in the order of another value; its own keys follow."""
    if isinstance(value, dict) and isinstance(model, dict):
        keys = [*(key for key in model if key in value), *(key for key in value if key not in model)]
        return {key: ordered_like(value[key], model.get(key)) for key in keys}
    if isinstance(value, list) and isinstance(model, list):
        return [ordered_like(item, model[index] if index < len(model) else None) for index, item in enumerate(value)]
    return value


def _lines(value: dict[str, Any]) -> list[str]:
    return emit.document(value).rstrip("\n").split("\n")


def _colored(line: str) -> str:
    color = _COLORS.get(line[:1], "")
    return f"{color}{line}{_RESET}" if color else line
