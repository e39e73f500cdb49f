"""Braces and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix
from anamctl.lint.problems import between, quote
from anamctl.lint.rules.yml.faults.place import quote_value

if TYPE_CHECKING:
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.yml.faults.place import Place

_CLOSING = {"{": "}", "[": "]"}
_OPENING = {"}": "{", "]": "["}
_PLACEHOLDER = re.compile(r"\$\{[^{}\n]*\}")


def placeholder(place: Place) -> Problem | None:
    """Recognise an unquoted ``${NAME}`` inside braces or brackets, which end or begin at its own."""
    if place.opening is None or not place.context.startswith("while parsing a flow"):
        return None
    for match in _PLACEHOLDER.finditer(place.text, place.line.start, place.source.line_end(place.index)):
        if match.start() <= place.index <= match.end():
            edit = Edit(match.start(), match.end(), f'"{match.group()}"')
            return between(
                *match.span(),
                f"unquoted {match.group()} inside {_pair(place.text[place.opening])}",
                "put it in quotes, its braces count as YAML's own",
                # What YAML reads is the same text as before, but now as one piece.
                fix=Fix("put the placeholder in quotes", (edit,)) if _stands_alone(place, match) else None,
            )
    return None


def _stands_alone(place: Place, match: re.Match[str]) -> bool:
    before = place.text[: match.start()].rstrip(" ")[-1:]
    after = place.text[match.end() :].lstrip(" ")[:1]
    return before in {":", "[", ","} and after in {",", "}", "]"}


def unclosed(place: Place) -> Problem | None:
    """Recognise braces or brackets that are not closed, or are closed by the wrong one, or lack a comma."""
    if not place.says("',' or"):
        return None
    opening = place.opening
    if opening is None or place.text[opening] not in _CLOSING:
        return None
    mark = place.text[opening]
    closing = _CLOSING[mark]
    if place.char in _OPENING:
        return between(
            place.index, place.index + 1, f"{quote(place.char)} closes {quote(mark)}", f'expected "{closing}"'
        )
    if not place.text[place.index :].strip():
        return between(opening, opening + 1, f"{quote(mark)} is never closed", f'close it with "{closing}"')
    if place.source.position(opening).line < place.line.number:
        label = f'close it with "{closing}", or put "," between its entries (line {place.line.number})'
        return between(opening, opening + 1, f"{quote(mark)} is not closed", label)
    label = f'put "," between the entries of {_pair(mark)}, and quotes around text that holds one of , : {{ }} [ ]'
    return between(place.index, place.index + 1, f"unexpected {quote(place.char)} inside {_pair(mark)}", label)


def text_after_bracket(place: Place) -> Problem | None:
    """Recognise a text that begins with a brace or bracket, for instance with a ``{placeholder}``."""
    if not place.says("expected key", "<block end>", "document start"):
        return None
    closing = place.before.rstrip()[-1:]
    if closing not in _OPENING or place.char in {",", ":", "]", "}"}:
        return None
    line = place.line
    column = line.value_start
    if line.text[column : column + 1] != _OPENING[closing]:
        return None
    return between(
        place.index,
        line.start + line.value_end(place.index - line.start),
        f"text after {quote(closing)}",
        f"a value that begins with {quote(_OPENING[closing])} ends at {quote(closing)}; put the whole text in quotes",
        fix=quote_value(line, column),
    )


def stray(place: Place) -> Problem | None:
    """Recognise a closing brace or bracket that nothing opened."""
    if place.char not in _OPENING:
        return None
    return between(
        place.index,
        place.index + 1,
        f"{quote(place.char)} closes nothing",
        f"remove it, or open it with {quote(_OPENING[place.char])}; text that begins with it needs quotes",
    )


def _pair(mark: str) -> str:
    return f"{mark} {_CLOSING[mark]}"
