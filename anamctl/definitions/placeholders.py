"""
Placeholders in strings: ``${NAME}``, ``${NAME:-default}``, and ``$$`` for a dollar sign.

A name is a letter or ``_``, then letters, digits and ``_`` (ASCII). A default is taken as it stands up to the first
``}``; it may be empty. A variable that is set but empty counts as set. Any other ``$`` is an ordinary character, except
that ``${`` always begins a placeholder and is reported when it is broken.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACEHOLDER_PATTERN = r"\$\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?\}"
"""A whole placeholder, for JSON Schemas too."""

# What is inside ends at the next "${": so no text, however broken, is read more than twice.
_INSIDE = r"(?:[^}$]|\$(?!\{))*"
_PIECE = (
    r"\$(?:(?P<dollar>\$)"
    rf"|\{{(?P<name>[A-Za-z_][A-Za-z0-9_]*)(?::-(?P<default>{_INSIDE}))?\}}"
    rf"|\{{(?P<inside>{_INSIDE})(?P<end>\}}?))"
)
_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_SHOWN = 40


class Unset(str):
    """A text with placeholders that have no value. It stands as it was written; nobody knows what it will be."""

    __slots__ = ("names",)

    names: tuple[str, ...]
    """The variables without value, in order, each once."""

    def __new__(cls, text: str, names: tuple[str, ...]) -> Self:
        """Make one; `str` needs the text early."""
        self = super().__new__(cls, text)
        self.names = names
        return self

    def __reduce__(self) -> tuple[type[Unset], tuple[str, tuple[str, ...]]]:
        """Say what `copy.deepcopy` and pickle shall make one of."""
        return Unset, (str(self), self.names)


class Broken(NamedTuple):
    """A ``${`` that is no placeholder."""

    start: int
    """Index of its ``$`` in the text as it was written."""
    text: str
    """What stands there, shortened when it is long."""
    problem: str
    """What is wrong with it, a clause without a full stop."""


class Expansion(NamedTuple):
    """A text with its placeholders replaced."""

    value: str | Unset
    """The text. When a variable is missing, an `Unset` of the text as it was written."""
    unset: tuple[str, ...]
    """Names without value and default, in order, each once."""
    broken: tuple[Broken, ...]
    """What looks like a placeholder and is none; it stands in the value as it was written."""


def expand(text: str, environ: Mapping[str, str]) -> Expansion:
    """Replace the placeholders of a text. Values are never expanded again."""
    if "$" not in text:
        return Expansion(text, (), ())
    unset: dict[str, None] = {}
    broken: list[Broken] = []

    def replace(match: re.Match[str]) -> str:
        if match["dollar"]:
            return "$"
        name: str | None = match["name"]
        default: str | None = match["default"]
        if name is None:
            broken.append(Broken(match.start(), _shown(match[0]), _problem(match)))
            return match[0]
        value = environ.get(name, default)
        if value is None:
            unset[name] = None
            return match[0]
        return value

    value = re.sub(_PIECE, replace, text)
    names = tuple(unset)
    return Expansion(Unset(text, names) if names else value, names, tuple(broken))


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _problem(match: re.Match[str]) -> str:
    inside = match["inside"]
    name = re.match(_NAME, inside)
    rest = inside[name.end() :] if name else inside
    if not match["end"]:
        nested = rest.startswith(":-") and match.string.startswith("${", match.end())
        return "a default cannot hold another placeholder" if nested else "the closing } is missing"
    if not inside:
        return "the name is missing"
    if name is None:
        return "a name begins with a letter or _"
    if rest.startswith((":", "-", "=", "?", "+")):
        return "a default is written ${NAME:-default}"
    return "a name holds only letters, digits and _"
