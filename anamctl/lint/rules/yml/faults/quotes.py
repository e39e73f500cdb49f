"""Quotes and what stands inside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix
from anamctl.lint.problems import between, quote
from anamctl.lint.rules.yml.faults.place import quote_value

if TYPE_CHECKING:
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.yml.faults.place import Place

_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_HALF = re.compile(r"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_DIGITS = {"x": 2, "u": 4, "U": 8}


def unclosed(place: Place) -> Problem | None:
    """Recognise a quote that is closed nowhere."""
    if not place.says("end of stream", "document indicator", "document separator") or place.opening is None:
        return None
    mark = place.text[place.opening]
    if mark not in "\"'":
        return None
    notes = ("inside single quotes an apostrophe is written twice: ''",) if mark == "'" else ()
    return between(place.opening, place.opening + 1, f"{mark} is never closed", _close(mark), notes=notes)


def _close(mark: str) -> str:
    return f"close the text with another {mark}"


def escape(place: Place) -> Problem | None:
    """Recognise a backslash in double quotes that begins no escape."""
    if not place.says("escape", "hexdecimal", "hexadecimal", "out of range"):
        return None
    if place.says("invalid Unicode"):
        half = _HALF.search(place.text, place.opening if place.opening is not None else place.index)
        if half is not None:
            return _half_pair(place, half)
    start = place.text.rfind("\\", 0, place.index + 1)
    if start < 0:
        return None
    letter = place.text[start + 1 : start + 2]
    needed = _DIGITS.get(letter, 0)
    problem = f"needs {needed} hexadecimal digits of a character" if needed else "is no escape of YAML"
    label = f'"\\{letter}" {problem}; write "\\\\" for a backslash, or use single quotes'
    fix = Fix("write the backslash twice", (Edit(start, start, "\\"),), safe=False)
    found = place.text[start : start + 2] + _hex_digits(place.text[start + 2 : start + 2 + needed])
    return between(start, start + 2, f"escape {quote(found)} in double quotes", label, fix=fix)


def _hex_digits(text: str) -> str:
    match = re.match("[0-9a-fA-F]*", text)
    return match.group() if match else ""


def _half_pair(place: Place, half: re.Match[str]) -> Problem:
    pair = _PAIR.match(place.text, half.start())
    if pair is None:
        return between(*half.span(), f"{quote(half.group())} is half a character", "write the character itself")
    code = 0x10000 + ((int(pair[1], 16) - 0xD800) << 10) + int(pair[2], 16) - 0xDC00
    fix = Fix("write the escape of the whole character", (Edit(*pair.span(), f"\\U{code:08x}"),))
    return between(
        *pair.span(),
        f"character in two escapes {quote(pair.group())}",
        f'YAML writes it "\\U{code:08x}", or as the character itself',
        fix=fix,
        notes=("pairs of escapes are JSON; a file that is named .json is read as JSON",),
    )


def text_after_quote(place: Place) -> Problem | None:
    """Recognise text after a closing quote: mostly a quote inside the text, or an earlier one that was not closed."""
    if not place.says("expected key", "<block end>", "document start"):
        return None
    before = place.before.rstrip()
    if before[-1:] not in {'"', "'"} or place.char in {",", ":", "]", "}"}:
        return None
    mark = before[-1]
    closing = place.line.start + len(before) - 1
    opening = _opening(place, closing)
    if opening is None:
        return None
    if place.source.position(opening).line < place.line.number:
        label = f"the text runs on to line {place.line.number}; {_close(mark)}"
        return between(opening, opening + 1, f"{mark} is probably not closed", label)
    if mark == "'":
        label = "an apostrophe inside single quotes is written twice, or use double quotes"
    else:
        label = 'a " inside double quotes is written \\", or use single quotes'
    return between(closing, closing + 1, f"text after the closing {mark}", label, fix=_requote(place, opening, mark))


def _opening(place: Place, closing: int) -> int | None:
    """Find the quote that a closing one belongs to, by asking the parser for what it read before it gave up."""
    import yaml

    from anamctl.definitions.parsers import make_parser

    parser = make_parser()(place.text.encode())
    last = None
    try:
        while parser.check_event():
            event = parser.get_event()
            if isinstance(event, yaml.ScalarEvent) and event.end_mark is not None and event.start_mark is not None:
                last = event.start_mark.index, event.end_mark.index
    except yaml.YAMLError:
        pass
    finally:
        parser.dispose()
    if last is None or last[1] != closing + 1:
        return None
    # A tag or an anchor before the quote belongs to the event.
    return place.text.find(place.text[closing], last[0])


def _requote(place: Place, opening: int, mark: str) -> Fix:
    """Take the whole value for the text: up to the last quote of the line if that ends it, else with both quotes."""
    line = place.line
    column = opening - line.start
    end = line.value_end(column)
    value = line.text[column:end]
    if len(value) > 2 and value.endswith(mark):
        inner = value[1:-1].replace('\\"', '"') if mark == '"' else value[1:-1].replace("\\", "\\\\").replace("''", "'")
        edit = Edit(opening, line.start + end, '"' + inner.replace('"', '\\"') + '"')
        return Fix("escape the quotes inside the text", (edit,), safe=False)
    return quote_value(line, column)
