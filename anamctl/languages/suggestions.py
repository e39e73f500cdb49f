"""What a wrong language code probably should have been."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple, cast

from anamctl.languages import names
from anamctl.languages.iso639 import FOREIGN_SPELLINGS, is_iso639, language, retired_codes
from anamctl.languages.supported import is_listed_anywhere, language_behind, spelling, supports
from anamctl.languages.tables import read_rows

Kind = Literal["case", "spelling", "retired", "region", "three-letter", "name", "country", "alias", "near"]

LONGEST = 60
"""A text longer than this is no attempt at a language."""

# fmt: off
NOT_LANGUAGES = frozenset({
    "all", "any", "auto", "automatic", "default", "detect", "false", "inherit", "mis",
    "mul", "multi", "multilingual", "none", "null", "true", "und", "unknown", "zxx",
})
# fmt: on
"""What services and people write for "no particular language"; there is nothing to correct."""

_AROUND = " \t\r\n\"'.,;:"
_PLACEHOLDER = re.compile(r"[<>{}$]")
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_.@/]+[A-Za-z0-9][-_.@/A-Za-z0-9]{0,30}| [A-Za-z]{2})")


class Suggestion(NamedTuple):
    """A valid code in the place of a wrong one."""

    code: str
    """As the service writes it; ISO 639-1 when no service was named."""
    kind: Kind
    why: str
    """A clause for a message: "JP is the country code of Japan"."""

    @property
    def is_guess(self) -> bool:
        """The text does not say this language for certain, so a fix must not be made unseen."""
        return self.kind in {"country", "alias", "near"}


class Confusable(NamedTuple):
    """A valid code that is often meant otherwise."""

    code: str
    meant: str
    kind: Kind
    why: str


def suggest(text: str, service: str | None = None) -> Suggestion | None:
    """
    Return what a wrong code should be, or None when it is right as it is or nothing comes to mind.

    Right is what the service lists, or any ISO 639-1 code that it does not spell otherwise: whether a valid code is
    supported is another question (`supports`), and whether it was meant yet another (`confusable`).
    """
    if _is_right(text, service) or len(text) > LONGEST:
        return None
    written = text.strip(_AROUND)
    folded = names.fold(written)
    if not folded or folded in NOT_LANGUAGES or _PLACEHOLDER.search(written):
        return None
    guess = (
        _from_code(written, folded, service)
        or _from_tag(written, service)
        or _from_name(folded)
        or _from_likeness(folded)
    )
    return _spelled_for(guess, service) if guess else None


def confusable(code: str, service: str | None = None) -> Suggestion | None:
    """
    Return what a valid but suspicious code was probably meant to be: sv for se, ko for kr.

    Only for a code that the service does not list (or, without one, that no service lists) while it lists the other.
    """
    found = _confusables().get(code)
    if found is None:
        return None
    if service is None:
        return None if is_listed_anywhere(code) else Suggestion(found.meant, found.kind, found.why)
    meant = spelling(service, found.meant)
    if meant is None or supports(service, code):
        return None
    return Suggestion(meant, found.kind, found.why)


@cache
def _confusables() -> dict[str, Confusable]:
    return {
        code: Confusable(code, meant, cast("Kind", kind), why)
        for code, meant, kind, why in read_rows("confusables.tsv", 4)
    }


def _is_right(code: str, service: str | None) -> bool:
    if service is None:
        return is_iso639(code)
    return supports(service, code) or (is_iso639(code) and spelling(service, code) is None)


def _language_of_code(code: str, service: str | None) -> str | None:
    """Return our code for a current code or a spelling of the service."""
    behind = language_behind(service, code) if service else None
    return behind or (code if is_iso639(code) else None)


def _spelled_for(guess: Suggestion, service: str | None) -> Suggestion | None:
    """Put a guess, which is in our codes, into the service's; a language without a two-letter code into its group."""
    spelled = spelling(service, guess.code) if service else None
    if spelled == guess.code:
        return guess
    if spelled:
        entry = language(guess.code)
        kind = "spelling" if guess.kind == "case" else guess.kind
        return Suggestion(spelled, kind, f"{spelled} is how this service writes {entry.english if entry else spelled}")
    if is_iso639(guess.code):
        return guess
    group, member = language(names.groups().get(guess.code, "")), language(guess.code)
    if group is None or member is None:
        return None
    return Suggestion(group.code, "alias", f"{member.english} has no two-letter code; {group.english} is nearest")


def _from_code(written: str, folded: str, service: str | None) -> Suggestion | None:
    """Take the text for a code: of a language, of a country, withdrawn, in capitals, of three letters."""
    if not (2 <= len(folded) <= 3 and folded.isascii()):
        return None
    country = names.countries().get(folded.upper())
    known = _language_of_code(folded, service)
    if country and written.isupper() and country.language != known:
        return _from_capitals(country, known)
    if known:
        return Suggestion(known, "case", "a code is written in small letters and nothing else")
    if folded in retired_codes():
        return Suggestion(retired_codes()[folded], "retired", f"{folded} was withdrawn from ISO 639-1")
    if folded in FOREIGN_SPELLINGS:
        return Suggestion(
            FOREIGN_SPELLINGS[folded], "spelling", f"{folded} is not ISO 639; only some services write it"
        )
    alias = names.aliases().get(folded)
    if alias:
        return Suggestion(alias.code, "alias", alias.why)
    if country:
        return _of_country(country)
    return _from_three_letters(folded)


def _from_capitals(country: names.Country, known: str | None) -> Suggestion:
    """Tell what JP (no language), SE (hardly Northern Sami) and AR (Arabic, or Argentina?) mean."""
    rare = known in _confusables() and _confusables()[known].kind == "country"
    if known is None or rare:
        return _of_country(country)
    spoken = language(country.language)
    hint = f"{country.code} could also be the country {country.name} ({spoken.english if spoken else country.language})"
    return Suggestion(known, "near", hint)


def _of_country(country: names.Country) -> Suggestion:
    return Suggestion(country.language, "country", f"{country.code} is the country code of {country.name}")


def _from_three_letters(code: str) -> Suggestion | None:
    found = language(names.codes_by_alpha3().get(code, ""))
    if found:
        return Suggestion(found.code, "three-letter", f"{code} is the three-letter code of {found.english}")
    found = language(names.groups().get(code, ""))
    if found:
        return Suggestion(found.code, "alias", f"{code} is one of the languages counted as {found.english}")
    return None


def _from_tag(written: str, service: str | None) -> Suggestion | None:
    """Take the text for a locale: fr-FR, zh_Hans_CN, pt-BR.UTF-8, en US."""
    match = _TAG.fullmatch(written)
    if match is None:
        return None
    primary = match[1].lower()
    found = _from_code(primary, primary, service)
    if found is None:
        return None
    return found._replace(kind="region", why="a region or script is not wanted") if found.kind == "case" else found


def _from_name(folded: str) -> Suggestion | None:
    """Take the text for the name of a language, perhaps with a remark, or for the name of a country."""
    for name in (folded, re.split(r"[(\[,;/]", folded, maxsplit=1)[0].strip()):
        code = names.codes_by_name().get(name)
        if code:
            return Suggestion(code, "name", "a code is wanted, not a name")
        alias = names.aliases().get(name)
        if alias:
            return Suggestion(alias.code, "alias", alias.why)
        country = names.countries_by_name().get(name)
        if country:
            return _of_country(country)._replace(why=f"{country.name} is a country")
    named = {names.codes_by_name().get(word) for word in re.findall(r"[^\W\d_]{3,}", folded)} - {None}
    code = named.pop() if len(named) == 1 else None
    return _near(code) if code else None


def _from_likeness(folded: str) -> Suggestion | None:
    """Take the text for something misspelt: enus, rf, jap, Portugese."""
    code = None
    if len(folded) == 2 and is_listed_anywhere(folded[::-1]):
        code = folded[::-1]
    elif len(folded) == 4 and is_iso639(folded[:2]) and _speaks(folded[2:].upper(), folded[:2]):
        code = folded[:2]
    elif len(folded) >= 3 and folded.isalpha():
        code = names.code_by_beginning(folded)
    if code is None and len(folded) >= 4:
        code = names.code_by_likeness(folded)
    return _near(code) if code else None


def _speaks(country: str, code: str) -> bool:
    return country in names.countries() and names.countries()[country].language == code


def _near(code: str) -> Suggestion:
    entry = language(code)
    return Suggestion(code, "near", f"it looks like {entry.english if entry else code}")
