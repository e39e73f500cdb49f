"""ISO 639-1 codes and what is known of each language: names, scripts, direction."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from anamctl.languages.tables import read

Direction = Literal["ltr", "rtl"]


FOREIGN_SPELLINGS = {"od": "or"}
"""Codes that services write and ISO 639 does not know (Bolna, Sarvam)."""


class Language(NamedTuple):
    """One language."""

    code: str
    """ISO 639-1; three letters for the few that a service or its users know by those alone (haw, yue, ckb)."""
    english: str
    native: str
    """What its speakers call it; empty when CLDR does not say."""
    scripts: tuple[str, ...]
    """ISO 15924 codes of the scripts it is written in, the usual one first."""
    direction: Direction
    """Of the usual script."""
    alpha3: str
    """ISO 639-3, which is ISO 639-2's terminological code where there is one."""
    bibliographic: str
    """ISO 639-2's other code (fre beside fra); empty when there is none."""

    @property
    def script(self) -> str:
        """The usual script."""
        return self.scripts[0]

    @property
    def title(self) -> str:
        """Both names, as a message shows them: Japanese, 日本語."""
        return f"{self.english}, {self.native}" if self.native not in {"", self.english} else self.english


@cache
def _lines() -> dict[str, str]:
    """Row of each code. A row is taken apart when it is asked for: most runs ask for a handful."""
    return {line.partition("\t")[0]: line for line in read("iso639.tsv")}


@cache
def iso639_codes() -> frozenset[str]:
    """Return the 183 current two-letter codes."""
    return frozenset(code for code in _lines() if len(code) == 2)


@cache
def retired_codes() -> dict[str, str]:
    """Return the withdrawn two-letter codes, each with the code that replaced it."""
    return dict(line.split("\t") for line in read("retired.tsv"))


def is_iso639(code: str) -> bool:
    """Say whether this is a current ISO 639-1 code, exactly as written."""
    return code in iso639_codes()


@lru_cache(1024)
def language(code: str) -> Language | None:
    """Return the language of a current code, or None: retired codes and locales have none."""
    line = _lines().get(code)
    if line is None:
        return None
    cells = line.split("\t")
    return Language(
        code=code,
        english=cells[1],
        native=cells[2],
        scripts=tuple(cells[3].split(" ")),
        direction="rtl" if cells[4] == "rtl" else "ltr",
        alpha3=cells[5],
        bibliographic=cells[6] if len(cells) > 6 else "",
    )


@lru_cache(1024)
def language_of(tag: str) -> Language | None:
    """Return the language of whatever a service may write: fr, fr-FR, od-IN, iw, jw."""
    primary = tag.replace("_", "-").partition("-")[0].lower()
    return language(primary) or language(retired_codes().get(primary) or FOREIGN_SPELLINGS.get(primary, ""))


def languages() -> tuple[Language, ...]:
    """Return every language of the table, two-letter codes first."""
    return tuple(found for found in map(language, _lines()) if found)


def is_rtl(tag: str) -> bool:
    """Say whether the language is usually written from right to left; an unknown one is not."""
    found = language_of(tag)
    return found is not None and found.direction == "rtl"
