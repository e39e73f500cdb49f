"""
Write the language tables of anamctl/languages/data from python-iso639 and Babel (CLDR).

    python scripts/generate_languages.py           # write the files
    python scripts/generate_languages.py --check   # write nothing, exit 1 when a file is out of date

Both packages are development tools: at run time there are only the tables.
"""

from __future__ import annotations

import os
import sys
from collections import defaultdict
from typing import TYPE_CHECKING

import iso639
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "anamctl", "languages", "data")

NOT_CURRENT = {"sh"}
"""Two-letter codes that python-iso639 still lists although ISO 639-1 withdrew them."""

EXTRA = {"ckb"}
"""Three-letter codes worth a row beside those that a service uses: people write them, and direction matters."""

MORE_SCRIPTS = {
    "cr": ("Latn",),
    "iu": ("Latn",),
    "kk": ("Latn",),  # Kazakhstan is moving to it
    "oj": ("Latn",),
    "pi": ("Deva", "Latn", "Thai", "Mymr", "Khmr"),  # Pali is written in the reader's script
    "tt": ("Latn",),
}
"""Scripts in everyday use that CLDR's regions do not show."""

ROMANISED = {"hi_Latn", "zh_Latn"}
"""Locales of CLDR for transliteration: a Hindi prompt in Latin letters is what we want to warn about."""

CURIOSITIES = {"en_Dsrt", "en_Shaw"}

PLAIN_NAMES = {"Hans": "Simplified Han", "Hant": "Traditional Han"}
"""CLDR calls these "Simplified" and "Traditional", which says nothing on its own."""

RIGHT_TO_LEFT = {"Adlm", "Arab", "Avst", "Hebr", "Nkoo", "Syrc", "Thaa"}

NO_COUNTRY = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Two-letter territories of CLDR that are no countries."""

RESERVED = {"UK": "GB"}
"""Country codes that ISO 3166 keeps for people who write them all the same."""

SCRIPT_PARTS = {"Hani", "Hang", "Hira", "Kana", "Hrkt", "Java", "Mtei", "Olck", "Nkoo", "Yiii", "Cher", "Tfng", "Syrc"}
"""Scripts that texts are written in beside the ones that languages name as a whole (Jpan, Kore, Hans)."""

LIKELY = get_global("likely_subtags")
ALIASES = get_global("language_aliases")
ENGLISH = Locale("en")
LOCALES = set(locale_identifiers())


def iso_languages() -> dict[str, iso639.Language]:
    """Return the languages that have a row: by two-letter code, and a few by three-letter code."""
    extra = EXTRA | codes_of_services()
    found = {}
    for entry in iso639.ALL_LANGUAGES:
        if entry.part1 and entry.part1 not in NOT_CURRENT:
            found[entry.part1] = entry
        elif entry.part3 in extra:
            found[entry.part3] = entry
    return dict(sorted(found.items(), key=lambda item: (len(item[0]), item[0])))


def codes_of_services() -> set[str]:
    """Return the three-letter codes in our own table of what the services support."""
    with open(os.path.join(DATA, "support.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    return {code for row in rows for code in row[4].split(" ") if len(code) == 3}


def native_name(code: str) -> str:
    """Return what speakers call their language, or nothing when CLDR does not say."""
    return (Locale(code).languages.get(code) or "") if code in LOCALES else ""


def scripts(code: str) -> list[str]:
    """Return the scripts a language is written in, the usual one first."""
    code_in_cldr = code if code in LIKELY else ALIASES[code]
    found = [LIKELY[code_in_cldr].split("_")[1]]
    for tag, maximal in sorted(LIKELY.items()):
        parts = tag.split("_")
        if parts[0] == code and len(parts) == 2 and len(parts[1]) == 2:  # a region where it is written otherwise
            found.append(maximal.split("_")[1])
    for name in sorted({"_".join(name.split("_")[:2]) for name in LOCALES} - ROMANISED - CURIOSITIES):
        language, _, script = name.partition("_")
        if language == code and len(script) == 4:
            found.append(script)
    found.extend(MORE_SCRIPTS.get(code, ()))
    return list(dict.fromkeys(found))


def language_rows() -> Iterator[tuple[str, ...]]:
    """Yield code, English name, native name, scripts, direction, three-letter code, its bibliographic form."""
    for code, entry in iso_languages().items():
        written = scripts(code)
        direction = "rtl" if written[0] in RIGHT_TO_LEFT else "ltr"
        if code in LOCALES and Locale(code).character_order != direction_in_cldr(direction):
            raise SystemExit(f"{code}: CLDR does not write it {direction}; look at RIGHT_TO_LEFT")
        english = ENGLISH.languages.get(code) or entry.name
        other = entry.part2b if entry.part2b and entry.part2b != entry.part3 else ""
        yield code, english, native_name(code), " ".join(written), direction, entry.part3, other


def direction_in_cldr(direction: str) -> str:
    """Spell a direction as CLDR does."""
    return {"ltr": "left-to-right", "rtl": "right-to-left"}[direction]


def name_rows() -> Iterator[tuple[str, ...]]:
    """Yield code, other English names, and the three-letter codes of the languages it stands for as a group."""
    by_part3 = {entry.part3: code for code, entry in iso_languages().items()}
    members = defaultdict(list)
    for entry in iso639.ALL_LANGUAGES:
        group = by_part3.get(entry.macrolanguage or "")
        if group and not entry.part1:
            members[group].append(entry.part3)
    for code, entry in iso_languages().items():
        shown = ENGLISH.languages.get(code) or entry.name
        names = {entry.name.partition(" (")[0], *(name.print.partition(" (")[0] for name in entry.other_names or ())}
        names.discard(shown)
        if names or members[code]:
            yield code, "; ".join(sorted(names)), " ".join(sorted(members[code]))


def retired_rows() -> Iterator[tuple[str, ...]]:
    """Yield each withdrawn two-letter code and what replaced it."""
    current = iso_languages()
    for old, new in sorted(ALIASES.items()):
        replacement = new.partition("_")[0]
        if len(old) == 2 and old not in current and len(replacement) == 2:
            yield old, replacement


def country_rows() -> Iterator[tuple[str, ...]]:
    """Yield each country code, the likeliest language, the country's name, its official and regional languages."""
    current = iso_languages()
    two_letters = {new: old for old, new in ALIASES.items() if old in current and len(old) == 2}
    two_letters |= {"nb": "no", "nn": "no"}
    territories = dict(ENGLISH.territories)
    territories.update((code, territories[country]) for code, country in RESERVED.items())
    for country, name in sorted(territories.items()):
        if len(country) == 2 and country.isalpha() and country not in NO_COUNTRY:
            language = LIKELY.get(f"und_{country}", "en").partition("_")[0]
            language = two_letters.get(language, language)
            if len(language) == 2:
                official, regional = official_languages(RESERVED.get(country, country))
                national = known_codes([language, *official], two_letters)
                elsewhere = [code for code in known_codes(regional, two_letters) if code not in national]
                yield country, language, name, " ".join(national), " ".join(elsewhere)


def official_languages(country: str) -> tuple[list[str], list[str]]:
    """Return the languages that are official in a country, and those of parts of it, in order of their speakers."""
    spoken = get_global("territory_languages").get(country, {})
    official = [tag for tag, facts in spoken.items() if facts["official_status"] in {"official", "de_facto_official"}]
    return official, [tag for tag, facts in spoken.items() if facts["official_status"] == "official_regional"]


def known_codes(tags: list[str], two_letters: dict[str, str]) -> list[str]:
    """Return our codes for tags of CLDR, each once."""
    codes = (two_letters.get(code, code) for code in (tag.partition("_")[0] for tag in tags))
    current = iso_languages()
    return [code for code in dict.fromkeys(codes) if code in current]


def script_rows() -> Iterator[tuple[str, ...]]:
    """Yield the ISO 15924 code and the English name of every script our languages use."""
    used = SCRIPT_PARTS.union(*(scripts(code) for code in iso_languages()))
    for script in sorted(used):
        yield script, PLAIN_NAMES.get(script) or ENGLISH.scripts[script]


def table(columns: str, rows: Iterable[tuple[str, ...]]) -> str:
    """Return the text of a file: two comment lines, then one line a row."""
    head = f"# Made by scripts/generate_languages.py; do not edit.\n# {columns}\n"
    return head + "".join("\t".join(row).rstrip("\t") + "\n" for row in rows)


def tables() -> dict[str, str]:
    """Return the text of each generated file by its name."""
    return {
        "iso639.tsv": table(
            "code\tEnglish\tnative\tscripts\tdirection\tISO 639-2/T, 639-3\tISO 639-2/B", language_rows()
        ),
        "names.tsv": table("code\tother English names\tmember languages (ISO 639-3)", name_rows()),
        "retired.tsv": table("withdrawn\tcurrent", retired_rows()),
        "countries.tsv": table("country\tlanguage\tname\tofficial languages\tof parts of it", country_rows()),
        "scripts.tsv": table("script\tname", script_rows()),
    }


def main() -> int:
    """Write the files, or say which are out of date."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in tables().items():
        path = os.path.join(DATA, name)
        current = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                current = file.read()
        if current != text:
            stale.append(name)
            if not check:
                with open(path, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
    print(f"out of date: {', '.join(stale)}" if stale and check else f"written: {', '.join(stale) or 'nothing to do'}")
    return 1 if stale and check else 0


if __name__ == "__main__":
    sys.exit(main())
