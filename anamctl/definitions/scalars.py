"""
What an unquoted scalar means: by the core schema of YAML 1.2, and what a YAML 1.1 reader would make of it.

Sources: YAML 1.2.2, 10.3.2 (core schema); the YAML 1.1 type repository (bool, int, float, timestamp, value);
what PyYAML, the most used 1.1 reader, really does.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple, TypeAlias

Plain: TypeAlias = str | int | float | bool | None

SPECIAL_START = frozenset("0123456789+-.~nNtTfFyYoO=")
"""An unquoted scalar that begins with none of these is text for every YAML reader."""

_LETTERS = "nNtTfFyYoO"
_LONGEST_WORD = len("false")
_UUID_LENGTH = 36
# Two dashes at 8 and 13: no number has them, and no date.

_LONGEST = 64
# Longer ones can only be numbers that no field of ours can hold; they are looked at without the memo.

_WORDS: dict[str, Plain] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_INT_12 = re.compile(r"[-+]?[0-9]+\Z")
_OCTAL_12 = re.compile(r"0o[0-7]+\Z")
_HEX_12 = re.compile(r"0x[0-9a-fA-F]+\Z")
_FLOAT_12 = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")

_BOOL_11 = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "off", "Off", "OFF"), False),
}
_BINARY_11 = re.compile(r"[-+]?0b[0-1_]+\Z")
_OCTAL_11 = re.compile(r"[-+]?0[0-7_]+\Z")
_INT_11 = re.compile(r"[-+]?(?:0|[1-9][0-9_]*)\Z")
_HEX_11 = re.compile(r"[-+]?0x[0-9a-fA-F_]+\Z")
_BASE60_11 = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(\.[0-9_]*)?\Z")
_FLOAT_11 = re.compile(r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)\Z")
_TIME_11 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?"
    r"(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?))?\Z"
)


class Reading(NamedTuple):
    """An unquoted scalar in both versions of YAML."""

    value: Plain
    """By the core schema of YAML 1.2: what anamctl uses."""
    other: str
    """What a YAML 1.1 reader makes of it, in words; empty when both agree."""


def resolve(text: str) -> Plain:
    """Give the value of an unquoted scalar by the core schema of YAML 1.2."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT_12.match(text):
        return _integer(text, 10)
    if _FLOAT_12.match(text):
        return float(text)
    if _OCTAL_12.match(text):
        return _integer(text[2:], 8)
    if _HEX_12.match(text):
        return _integer(text[2:], 16)
    return text


def is_text(text: str) -> bool:
    """
    Tell quickly that an unquoted scalar is text for every reader; False means only that it needs a look.

    Nearly all that pass `SPECIAL_START` are prompts and UUIDs; both would miss the memo and cost six patterns.
    """
    first = text[:1]
    if first in _LETTERS and first:
        return len(text) > _LONGEST_WORD
    return len(text) == _UUID_LENGTH and text[8] == "-" == text[13]


def read(text: str) -> Reading:
    """Give the value of an unquoted scalar, and say what a YAML 1.1 reader would see instead."""
    return _read_short(text) if len(text) <= _LONGEST else _read(text)


def _read(text: str) -> Reading:
    value = resolve(text)
    other = _in_yaml_11(text)
    # repr, because NaN differs from itself and 1 equals 1.0 and True
    return Reading(value, "" if repr(other.value) == repr(value) else other.words)


_read_short = lru_cache(maxsize=4096)(_read)


class _Other(NamedTuple):
    value: object
    words: str


def _in_yaml_11(text: str) -> _Other:
    if text in _WORDS:
        return _Other(_WORDS[text], "")
    if text in _BOOL_11:
        return _Other(_BOOL_11[text], f"the boolean {'true' if _BOOL_11[text] else 'false'}")
    if text == "=":
        return _Other(object(), "the special value key")
    number = _number_11(text)
    if number is not None:
        return _Other(number, f"the number {number:g}" if isinstance(number, float) else f"the number {number}")
    if text[:1] in "0123456789" and _TIME_11.match(text):
        return _Other(object(), "a date or time")
    return _Other(text, "text")


def _number_11(text: str) -> int | float | None:
    bare = text.replace("_", "")
    if _BINARY_11.match(text) and bare.lstrip("+-") != "0b":
        return _integer(bare.replace("0b", "", 1), 2)
    if _OCTAL_11.match(text):
        return _integer(bare, 8)
    if _INT_11.match(text):
        return _integer(bare, 10)
    if _HEX_11.match(text) and bare.lstrip("+-") != "0x":
        return _integer(bare.replace("0x", "", 1), 16)
    if _BASE60_11.match(text):
        return _base60(bare)
    if _FLOAT_11.match(text):
        return float(bare)
    return None


def _base60(text: str) -> int | float:
    sign = -1 if text.startswith("-") else 1
    if len(text) > _DIGITS:
        return sign * float("inf")
    total: float = 0
    for part in text.lstrip("+-").split(":"):
        total = total * 60 + (float(part) if "." in part else int(part))
    return sign * (int(total) if total == int(total) and "." not in text else total)


def _integer(digits: str, base: int) -> int | float:
    """Read an integer; one of absurd length becomes infinite instead of costing quadratic time."""
    if len(digits) > _DIGITS:
        return float("-inf") if digits.startswith("-") else float("inf")
    return int(digits, base)


_DIGITS = 400
