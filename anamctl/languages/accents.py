"""What can be guessed of the language of a voice: from the country of its accent, and from what is written about it."""

from __future__ import annotations

import re
from functools import cache

from anamctl.languages.iso639 import language
from anamctl.languages.names import codes_by_name, countries, fold

_NO_SPACES = frozenset({"Hans", "Hant", "Jpan", "Thai", "Khmr", "Laoo", "Mymr", "Tibt"})
"""Scripts whose words stand side by side, so that a name has no ends to look for."""
_SHORTEST = 4
"""Letters of a name of a language; shorter ones (Ga, Luba's "Ewe") are too often something else."""


def official_in(country: str) -> tuple[str, ...]:
    """List the languages that are official in a country or in a part of it; nothing for a country that is none."""
    found = countries().get(country.upper())
    return tuple(found.official.split(" ")) if found is not None and found.official else ()


def country_name(country: str) -> str:
    """Give the name of a country; its code when it has none."""
    found = countries().get(country.upper())
    return found.name if found is not None else country


def mention(text: str, code: str) -> str:
    """Give the name under which a text mentions a language; empty when it does not."""
    pattern = _pattern(code)
    found = pattern.search(fold(text)) if pattern is not None else None
    return found.group().strip() if found is not None else ""


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
