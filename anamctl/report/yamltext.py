"""
Plain data as YAML that every reader takes for the same, version 1.1 or 1.2.

Written by hand because the library's writer knows only version 1.1, folds long prompts, and costs more start-up time
than the whole text. Texts of several lines stay readable as literal blocks.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from anamctl.characters import UNSAFE_BEYOND_ASCII
from anamctl.definitions.scalars import SPECIAL_START, read

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = f"{UNSAFE_BEYOND_ASCII}\ufffe\uffff"
_UNSAFE = re.compile(f"[{_HIDDEN}]")
_LITERAL = re.compile(f"[^\x00-\x09\x0b-\x1f{_HIDDEN}]*\\Z")
_PLAIN = re.compile(f"[^\\W_](?:[^\x00-\x1f{_HIDDEN}:#]|:(?! )|(?<! )#)*\\Z")
_FLOAT = re.compile(r"\A-?[0-9]+(?=e)")


def dump(value: Any) -> str:  # noqa: ANN401  # any plain data
    """Write a document; it ends with a line break."""
    if _is_nested(value):
        return "".join(f"{line}\n" if line else "\n" for line in _lines(value))
    lines = _scalar(value, "")
    return "".join(f"{line}\n" for line in lines)


def _is_nested(value: object) -> bool:
    return isinstance(value, (dict, list)) and bool(value)


def _lines(value: Any) -> Iterator[str]:  # noqa: ANN401
    """The lines of a mapping or a list that is not empty, without indentation."""
    for head, inner in _heads(value):
        if not _is_nested(inner):
            first, *others = _scalar(inner, head)
            yield first
            yield from others
        elif head == "-":
            # The first line of what is inside stands behind the dash.
            first, *others = _lines(inner)
            yield f"- {first}"
            yield from _indented(others)
        else:
            yield head
            yield from _indented(_lines(inner))


def _heads(value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    if isinstance(value, dict):
        yield from ((f"{_text(key)}:", inner) for key, inner in value.items())
    else:
        yield from (("-", inner) for inner in value)


def _indented(lines: Any) -> Iterator[str]:  # noqa: ANN401
    for line in lines:
        yield f"  {line}" if line else ""


def _scalar(value: Any, head: str) -> list[str]:  # noqa: ANN401
    """The lines of a value without inner lines of its own, behind a key or a dash."""
    gap = " " if head else ""
    if isinstance(value, str) and "\n" in value and _can_be_literal(value):
        body = value.rstrip("\n")
        ends = len(value) - len(body)
        sign = ("|-", "|", "|+")[min(ends, 2)]
        return [f"{head}{gap}{sign}", *_indented(body.split("\n")), *[""] * (ends - 1)]
    return [f"{head}{gap}{_inline(value)}"]


def _can_be_literal(text: str) -> bool:
    """Tell whether a text can be a literal block: its first line must show how far it is indented."""
    return text[0] not in " \n" and _LITERAL.match(text) is not None and bool(text.strip("\n"))


def _inline(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, (dict, list)):
        return "{}" if isinstance(value, dict) else "[]"
    return str(value)


def _float(value: float) -> str:
    if value != value:  # noqa: PLR0124  # NaN
        return ".nan"
    if value in (float("inf"), float("-inf")):
        return ".inf" if value > 0 else "-.inf"
    # Version 1.1 knows no float without a dot.
    return _FLOAT.sub(r"\g<0>.0", repr(value))


def _text(text: str) -> str:
    if _PLAIN.match(text) and not text.endswith((" ", ":")) and _is_text_everywhere(text):
        return text
    return _UNSAFE.sub(_escape, json.dumps(text, ensure_ascii=False))


def _is_text_everywhere(text: str) -> bool:
    if text[0] not in SPECIAL_START:
        return True
    value, other = read(text)
    return isinstance(value, str) and not other


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
