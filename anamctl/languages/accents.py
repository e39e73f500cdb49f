"""What can be guessed of the language of a voice: from the country of its accent, and from what is written about it."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from anamctl.languages.iso639 import language
from anamctl.languages.names import codes_by_name, countries, fold

_NO_SPACES = frozenset({"Hans", "Hant", "Jpan", "Thai", "Khmr", "Laoo", "Mymr", "Tibt"})
"""Scripts whose words stand side by side, so that a name has no ends to look for."""
_SHORTEST = 4
"""Letters of a name of a language; shorter ones (Ga, Luba's "Ewe") are too often something else."""


Tie = Literal["first", "official", "regional", ""]
"""How a language belongs to a country: its likeliest one, an official one, one of a part of it, or not at all."""


def tie(country: str, code: str) -> Tie:
    """Tell how a language belongs to a country; a code that is no country's has no languages."""
    found = countries().get(country.upper())
    if found is None:
        return ""
    if found.language == code:
        return "first"
    if code in found.official.split(" "):
        return "official"
    if code not in found.regional.split(" "):
        return ""
    # French is spoken in a valley of Italy, but who has a French accent is from elsewhere; Telugu is at home in India.
    return "regional" if code in _at_home() else "official"


def is_country(country: str) -> bool:
    """Tell whether a code is a country's."""
    return country.upper() in countries()


_AROUND = ".,;:!?()[]\"'«»"


@cache
def _at_home() -> frozenset[str]:
    """Give the languages that have a country of their own."""
    return frozenset(country.language for country in countries().values())


def country_name(country: str) -> str:
    """Give the name of a country; its code when it has none."""
    found = countries().get(country.upper())
    return found.name if found is not None else country


def mention(text: str, code: str) -> str:
    """Give the name under which a text mentions a language, as it is written there; empty when it does not."""
    pattern = _pattern(code)
    found = pattern.search(fold(text)) if pattern is not None else None
    if found is None:
        return ""
    name = found.group()
    words = text.split()
    count = len(name.split())
    windows = (" ".join(words[start : start + count]).strip(_AROUND) for start in range(len(words)))
    return next((written for written in windows if fold(written) == name), name)


@cache
def _pattern(code: str) -> re.Pattern[str] | None:
    known = language(code)
    if known is None:
        return None
    names = [name for name, its in codes_by_name().items() if its == code and len(name) >= _SHORTEST]
    # No \b: the names of Indian languages end in marks that are no letters to a regular expression.
    parts = [rf"(?<!\w){re.escape(name)}\w?(?!\w)" for name in names]  # française
    native = fold(known.native.partition(" (")[0])
    if native and (not _NO_SPACES.isdisjoint(known.scripts) or len(native) < _SHORTEST):
        spaced = _NO_SPACES.isdisjoint(known.scripts)
        parts.append(rf"(?<!\w){re.escape(native)}(?!\w)" if spaced else re.escape(native))
    return re.compile("|".join(parts)) if parts else None
