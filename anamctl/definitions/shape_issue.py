"""What the evaluator reports, and what it asks of single values."""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias, TypeGuard


class Issue(NamedTuple):
    """A place where the data has not the shape it should have."""

    kind: str
    """``type missing unknown range enum pattern length count``."""
    path: tuple[str | int, ...]
    """Of the value; of an unknown key, with that key; for a missing key, of the mapping that lacks it."""
    found: Any
    """The offending value; for ``unknown`` and ``missing`` the key."""
    detail: dict[str, Any]
    """
    What is known about the place. Always ``model``, ``field`` and ``confidence`` (``documented`` or ``inferred``);
    ``dropped: True`` when the service drops the whole object because it is not enabled. Besides, by kind:

    ``type``     ``expected`` JSON types, ``choices`` if there are any
    ``missing``  ``key``; ``any_of`` when one of several keys would do
    ``unknown``  ``known`` keys, ``closed``
    ``range``    ``min``, ``max`` (None: no bound)
    ``enum``     ``choices``, ``format``
    ``pattern``  ``format``, ``pattern`` (None for a UUID)
    ``length``   ``min``, ``max``, ``length``
    ``count``    ``min``, ``max``, ``count``
    """


Link: TypeAlias = "tuple[Any, str | int] | None"
"""A path as a chain from its end; made on the way down, where a chain is cheaper than a tuple of all keys."""

LARGEST = 1.7976931348623157e308
HEX_TO_ZERO = bytes.maketrans(b"123456789abcdefABCDEF", b"0" * 21)
ZEROS = b"00000000-0000-0000-0000-000000000000"


def is_uuid(text: str) -> bool:
    """Tell whether a text has the form of a UUID; version bits are not looked at."""
    return text.isascii() and text.encode().translate(HEX_TO_ZERO) == ZEROS


def json_type(value: object) -> str:
    """Name the JSON type of a value; whatever JSON lacks is named by its class."""
    for name, kind in _JSON_TYPES:
        if isinstance(value, kind):
            return name
    return value.__class__.__name__


_JSON_TYPES: tuple[tuple[str, type], ...] = (
    ("string", str),
    ("boolean", bool),
    ("integer", int),
    ("number", float),
    ("object", dict),
    ("array", list),
    ("null", type(None)),
)


def is_within(value: float, low: float | None, high: float | None) -> bool:
    """Tell whether a number is finite and within its bounds; false for NaN, which compares with nothing."""
    return (-LARGEST if low is None else low) <= value <= (LARGEST if high is None else high)


def is_number(value: object) -> TypeGuard[float]:
    """Tell whether a value is a number; a boolean never is."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def path_of(link: Link) -> tuple[str | int, ...]:
    """Write a chain as a path from the top."""
    path: list[str | int] = []
    while link is not None:
        link, key = link
        path.append(key)
    return tuple(reversed(path))
