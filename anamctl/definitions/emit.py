"""
Plain data to text: YAML as people would write it, or JSON.

Every reader, of YAML 1.1 or 1.2, gets the same values from it. Texts of several lines become block scalars, so that a
prompt can be read; a dollar sign that would begin a placeholder is doubled.
"""

from __future__ import annotations

import json
import re
from typing import Any

from anamctl.definitions.scalars import read

STEP = 2
"""Columns that each level is indented by."""
_WIDTH = 100
"""Columns up to which a list of short values stands in one line."""

_DOLLAR = re.compile(r"\$(?=[${])")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_NOT_IN_BLOCK = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_FIRST = frozenset("!&*-?:,[]{}#|>@`\"'%=~<")
_IN_FLOW = frozenset(",[]{}")


def document(value: Any) -> str:  # noqa: ANN401  # JSON
    """Give a whole document in block style."""
    return "\n".join(_lines(value, 0)) + "\n"


def entry(key: str, value: Any, column: int) -> list[str]:  # noqa: ANN401
    """Give the lines of a key and its value in block style; all but the first are indented as the file needs it."""
    head, *rest = after_colon(value, column)
    return [f"{scalar(key, is_key=True)}:{head}", *rest]


def item(value: Any, column: int) -> list[str]:  # noqa: ANN401
    """Give the lines of a list item in block style, as `entry`."""
    if isinstance(value, (dict, list)) and value and _one_line(value, column + STEP) is None:
        first, *rest = _lines(value, column + STEP)
        return [f"- {first[column + STEP :]}", *rest]
    head, *rest = after_colon(value, column)
    return [f"-{head}", *rest]


def after_colon(value: Any, column: int) -> list[str]:  # noqa: ANN401
    """
    Give what stands behind the colon of a key, or behind a dash: the rest of its line, and the lines below.

    Args:
        value: the value.
        column: where the key or the dash stands, counted from 0.
    """
    if isinstance(value, (dict, list)):
        line = _one_line(value, column)
        return [f" {line}"] if line is not None else ["", *_lines(value, column + STEP)]
    if isinstance(value, str) and may_be_block(value):
        return block(value, column)
    return [f" {scalar(value)}"]


def block(text: str, column: int) -> list[str]:
    """Give a text as a block scalar: the mark, and its lines."""
    indicator = str(STEP) if text[0] in " \t\n" else ""
    if not text.endswith("\n"):
        chomping = "-"
    elif text.endswith("\n\n"):
        chomping = "+"
    else:
        chomping = ""
    body = escaped(text.removesuffix("\n")).split("\n")
    pad = " " * (column + STEP)
    return [f" |{indicator}{chomping}", *(pad + line if line else "" for line in body)]


def may_be_block(text: str) -> bool:
    """Tell whether a text has several lines, and may stand as a block scalar."""
    return "\n" in text and not text.isspace() and _NOT_IN_BLOCK.search(text) is None


def flow(value: Any) -> str:  # noqa: ANN401
    """Give a value in one line."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{scalar(key, is_flow=True, is_key=True)}: {flow(own)}" for key, own in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, is_flow=True)


def scalar(value: Any, *, is_flow: bool = False, is_key: bool = False) -> str:  # noqa: ANN401
    """Give a scalar in one line, without quotes where every reader takes it for what it is."""
    if isinstance(value, str):
        text = value if is_key else escaped(value)
        return text if is_plain(text, is_flow=is_flow) else quoted(text)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _float(value)
    return str(value)


def is_plain(text: str, *, is_flow: bool = False) -> bool:
    """Tell whether a text may stand without quotes, for readers of YAML 1.1 too."""
    if not text or text[0] in _FIRST or text != text.strip() or text.startswith("..."):
        return False
    if ": " in text or " #" in text or text[-1] == ":" or not _is_printable(text):
        return False
    if is_flow and not _IN_FLOW.isdisjoint(text):
        return False
    value, other = read(text)
    return isinstance(value, str) and not other


def quoted(text: str) -> str:
    """Give a text in double quotes."""
    return _ESCAPED.sub(_by_number, json.dumps(text, ensure_ascii=False))


def escaped(text: str) -> str:
    """Double the dollar signs that would begin a placeholder or stand for a dollar sign."""
    return _DOLLAR.sub("$$", text) if "$" in text else text


def as_json(value: Any, column: int = 0) -> str:  # noqa: ANN401
    """
    Give a value as JSON over several lines, those below the first indented as far as its own line is.

    Raises:
        ValueError: it holds a number that JSON does not have.
    """
    text = json.dumps(_escaped_inside(value), ensure_ascii=False, indent=STEP, allow_nan=False)
    return text.replace("\n", "\n" + " " * column)


def _escaped_inside(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, dict):
        return {key: _escaped_inside(own) for key, own in value.items()}
    if isinstance(value, list):
        return [_escaped_inside(own) for own in value]
    return escaped(value) if isinstance(value, str) else value


def _lines(value: Any, column: int) -> list[str]:  # noqa: ANN401
    """Give the lines of a value that begins on a line of its own."""
    pad = " " * column
    lines: list[str] = []
    if isinstance(value, dict) and value:
        for key, own in value.items():
            first, *rest = entry(key, own, column)
            lines += (pad + first, *rest)
        return lines
    if isinstance(value, list) and value and _one_line(value, column) is None:
        for own in value:
            first, *rest = item(own, column)
            lines += (pad + first, *rest)
        return lines
    return [pad + flow(value)]


def _one_line(value: dict[str, Any] | list[Any], column: int) -> str | None:
    """Give a collection in one line: one that is empty, or a list of scalars that is short; None for others."""
    if isinstance(value, dict):
        return None if value else "{}"
    if any(isinstance(own, (dict, list)) or (isinstance(own, str) and "\n" in own) for own in value):
        return None
    line = flow(value)
    return line if column + len(line) <= _WIDTH else None


def _float(value: float) -> str:
    text = repr(value)
    if text in ("inf", "-inf"):
        return text.replace("inf", ".inf")
    if text == "nan":
        return ".nan"
    # Readers of YAML 1.1 take a number with an exponent for text, unless it has a point.
    return text if "." in text else text.replace("e", ".0e")


def _is_printable(text: str) -> bool:
    return "\t" not in text and "\n" not in text and _NOT_IN_BLOCK.search(text) is None


def _by_number(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"
