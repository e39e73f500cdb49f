"""The many ways to write a language: names, three-letter codes, countries. Needed only for what is wrong."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from anamctl.languages.iso639 import languages
from anamctl.languages.tables import read_rows

CLOSE_ENOUGH = 0.8
"""Ratio from which a misspelt name counts as meant; "Portugese" reaches 0.95, "Frnch" 0.91."""


class Country(NamedTuple):
    """A country and the language that CLDR holds most likely there."""

    code: str
    language: str
    name: str
    official: str = ""
    """Codes of its official languages, the most likely one first ..."""
    regional: str = ""
    """... and of those that are official in a part of it."""


class Alias(NamedTuple):
    """What people write for a language, and why we think so."""

    written: str
    code: str
    why: str


def fold(name: str) -> str:
    """Fold case and the accents of Latin letters, so that francais is français; other scripts keep their marks."""
    decomposed = unicodedata.normalize("NFD", name.casefold())
    kept = "".join(char for char in decomposed if not "\u0300" <= char <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", kept).split())


@cache
def aliases() -> dict[str, Alias]:
    """Return what people write although it is in no table, by its folded form."""
    return {row[0]: Alias(*row) for row in read_rows("aliases.tsv", 3)}


@cache
def countries() -> dict[str, Country]:
    """Return the countries by their two-letter code."""
    return {row[0]: Country(*row) for row in read_rows("countries.tsv", 5)}


@cache
def countries_by_name() -> dict[str, Country]:
    """Return the countries by their folded English name."""
    return {fold(country.name): country for country in countries().values()}


@cache
def codes_by_alpha3() -> dict[str, str]:
    """Return our code by each ISO 639-2 and 639-3 code."""
    found = {entry.alpha3: entry.code for entry in languages()}
    found.update((entry.bibliographic, entry.code) for entry in languages() if entry.bibliographic)
    return found


@cache
def groups() -> dict[str, str]:
    """Return the code of the language that stands for a group by the three-letter codes of its members (cmn: zh)."""
    return {member: row[0] for row in read_rows("names.tsv", 3) if row[2] for member in row[2].split(" ")}


@cache
def codes_by_name() -> dict[str, str]:
    """Return our code by each folded English and native name."""
    found: dict[str, str] = {}
    for entry in languages():
        found.setdefault(fold(entry.english), entry.code)
    for entry in languages():
        if entry.native:
            found.setdefault(fold(entry.native), entry.code)
            found.setdefault(fold(entry.native.partition(" (")[0]), entry.code)
    for code, others, _ in read_rows("names.tsv", 3):
        for name in others.split("; ") if others else ():
            found.setdefault(fold(name), code)
    return found


def code_by_beginning(start: str) -> str | None:
    """Return the only language of which a name begins so, or None when there are none or several."""
    found = {code for name, code in codes_by_name().items() if name.startswith(start)}
    return found.pop() if len(found) == 1 else None


def code_by_likeness(name: str) -> str | None:
    """Return the language whose name is nearest, or None when none is near."""
    from difflib import get_close_matches  # a millisecond, and only for a misspelt name

    near = get_close_matches(name, codes_by_name(), n=1, cutoff=CLOSE_ENOUGH)
    return codes_by_name()[near[0]] if near else None
