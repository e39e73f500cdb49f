"""Scripts of languages and of texts: whether a prompt is written in letters that its language uses."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from anamctl.languages.blocks import COMMON, NUMBER, SCRIPTS, script_numbers
from anamctl.languages.iso639 import language_of
from anamctl.languages.tables import read

ENOUGH_LETTERS = 12
"""Fewer letters than these say nothing: a name or a brand may be written in any script."""

_WEIGHTS = {NUMBER[script]: 3 for script in ("Hani", "Hang", "Hrkt")}
"""One of these characters carries about as much as three letters of an alphabet."""

_PARTS = {
    "Jpan": ("Hrkt", "Hani"),
    "Kore": ("Hang", "Hani"),
    "Hans": ("Hani",),
    "Hant": ("Hani",),
}
"""Scripts that ISO 15924 names as a whole, with the parts that a text shows."""

_KANA = ("Hira", "Kana")

_LATN = NUMBER["Latn"]
_HANI = NUMBER["Hani"]
_HRKT = NUMBER["Hrkt"]


class _Expected(NamedTuple):
    """What a text in a language may be made of."""

    numbers: bytes
    has_latin: bool
    marker: int
    """Japanese without any kana is Chinese: the script that must occur beside Hani, or COMMON."""


def acceptable_scripts(tag: str) -> frozenset[str]:
    """
    Return the ISO 15924 codes of the scripts in which a text of this language may be written.

    Both the whole and its parts are there: Jpan, Hira, Kana and Hani for ja. Empty for an unknown language.
    """
    found = language_of(tag)
    names: set[str] = set()
    for script in found.scripts if found else ():
        names.add(script)
        for part in _PARTS.get(script, ()):
            names.update(_KANA if part == "Hrkt" else (part,))
    return frozenset(names)


@lru_cache(1024)
def _expected(tag: str) -> _Expected | None:
    """Return what to look for, or None for a language that we do not know or whose script we do not count."""
    found = language_of(tag)
    if found is None:
        return None
    parts = [part for script in found.scripts for part in _PARTS.get(script, (script,)) if part in NUMBER]
    if not parts:
        return None
    numbers = bytes(dict.fromkeys(NUMBER[part] for part in parts))
    marker = numbers[0] if found.script in {"Jpan", "Kore"} else COMMON
    return _Expected(numbers, _LATN in numbers, marker)


def fits(tag: str, text: str) -> bool:
    """
    Say whether the letters of a text are mainly in a script of the language.

    True as well when one cannot say: an unknown language, or too few letters. URLs, placeholders and markup do not
    count, nor does a foreign name here and there.
    """
    expected = _expected(tag)
    if expected is None:
        return True
    # Nearly all prompts leave by one of these two doors: plain Latin text, or half of it the right letters.
    if expected.has_latin and (text.isascii() or len(text.encode("ascii", "ignore")) * 8 >= len(text) * 7):
        return True
    numbers = script_numbers(text)
    own = 0
    for number in expected.numbers:
        own += numbers.count(number)
    if own * 2 >= len(numbers) and (expected.marker == COMMON or expected.marker in numbers):
        return True
    return _fits_on_balance(expected, text)


def _fits_on_balance(expected: _Expected, text: str) -> bool:
    """Weigh the letters of the language against all others, without what is no prose; a close call fits."""
    counts = _weigh(script_numbers(_prose(text)))
    own = sum(counts.get(number, 0) for number in expected.numbers)
    foreign = sum(counts.values()) - own
    han = counts.get(_HANI, 0)
    if expected.marker not in {COMMON, *counts} and han >= foreign:
        return han < ENOUGH_LETTERS * 3
    if _HANI in expected.numbers and _HRKT not in expected.numbers and counts.get(_HRKT, 0) * 4 > han:
        return foreign < ENOUGH_LETTERS  # Japanese, of which a good part is Han
    return foreign <= own * 2 or foreign < ENOUGH_LETTERS


def dominant_script(text: str) -> str | None:
    """
    Return the ISO 15924 code of the script that most letters of a text are in; None when they are too few to say.

    Han mixed with kana is Jpan; without, it is Hani. One Han, kana or hangul character weighs as much as three
    letters.
    """
    numbers = script_numbers(text)
    first = numbers.lstrip(b"\0")[:1]
    if not first:
        return None
    found = first[0]
    if found not in _WEIGHTS and numbers.count(found) * 2 >= max(len(numbers), ENOUGH_LETTERS * 2):
        return SCRIPTS[found]  # the usual case: most characters are in the script of the first letter
    return _heaviest(_weigh(numbers))


def _heaviest(counts: dict[int, int]) -> str | None:
    """Return the script with the most weight, kana taking along the Han beside it."""
    if counts.get(_HRKT, 0) * 10 >= counts.get(_HANI, 0) and _HRKT in counts:
        counts[_HRKT] += counts.pop(_HANI, 0)
    best = max(counts, key=lambda number: (counts[number], -number))
    if counts[best] < ENOUGH_LETTERS:
        return None
    return "Jpan" if best == _HRKT else SCRIPTS[best]


def _weigh(numbers: bytes) -> dict[int, int]:
    """Return the weighted number of letters of each script that occurs."""
    found = {number: numbers.count(number) for number in set(numbers)}
    found.pop(COMMON, None)
    for number, weight in _WEIGHTS.items():
        if number in found:
            found[number] *= weight
    return found


def _prose(text: str) -> str:
    """Take out what is written in Latin letters in every language: links, addresses, placeholders, markup, code."""
    return _no_prose().sub(" ", text)


@cache
def _no_prose() -> re.Pattern[str]:
    return re.compile(  # every repetition is bounded: a text of megabytes must not take its square
        r"https?://[^\s<>\"']+"
        r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
        r"|\$?\{{1,2}[^{}\n]{0,80}\}{1,2}"
        r"|</?[A-Za-z][^<>\n]{0,200}>"
        r"|`[^`\n]{0,200}`",
        re.ASCII,
    )


@cache
def _script_names() -> dict[str, str]:
    return dict(line.split("\t") for line in read("scripts.tsv"))


def script_name(script: str) -> str:
    """Return the English name of a script (Devanagari for Deva), or the code itself when there is none."""
    return _script_names().get(script, script)
