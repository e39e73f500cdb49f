"""A language code that a document writes and that needs a word, and the rule that says it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from anamctl.languages.supported import codes

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.languages.suggestions import Suggestion


class Written(NamedTuple):
    """A code that needs a word, and where it stands."""

    path: Path
    part: Literal["key", "value"]
    code: str
    service: Literal["anam", "bolna"]
    key: str | None = None
    """Of a code inside an entry that disagrees with the entry's key: that key."""
    along: tuple[Path, ...] = ()
    """Values that name the key, and have to change with it."""
    is_dropped: bool = False
    """It stands in a `multilingual_config` that is not enabled, which Bolna drops as a whole."""


MOST = 500
"""Findings of one rule in a document, where a hostile one could make as many as it has lines."""

Suspects: TypeAlias = dict[str, list[Written]]
"""Codes by the rule that reports them; nearly always empty."""


@cache
def listed(service: str) -> frozenset[str]:
    """Give the codes that a service lists, as a set to ask of every file."""
    return frozenset(codes(service))


def add(found: Suspects, rule: str, written: Written) -> None:
    """Note a code for its rule, up to a number that no file written by people reaches."""
    codes = found.setdefault(rule, [])
    if len(codes) < MOST:
        codes.append(written)


def guess_for(document: Document, code: str, service: str) -> Suggestion | None:
    """Give what a wrong code should be, for the first hundreds of a document: a guess may cost a millisecond."""
    from anamctl.languages.suggestions import suggest

    known: dict[tuple[str, str], Suggestion | None] = document.facts.setdefault("code-guesses", {})
    if (code, service) not in known:
        if len(known) >= MOST:
            return None
        known[code, service] = suggest(code, service)
    return known[code, service]


def rule_for_anam(code: str) -> str:
    """Name the rule that reports a code which Anam does not list."""
    from anamctl.languages.iso639 import is_iso639

    return "LNG104" if is_iso639(code) else rule_for_no_code(code)


def rule_for_no_code(code: str) -> str:
    """Name the rule that reports what is no current code of ISO 639-1."""
    from anamctl.languages.iso639 import retired_codes

    if code in retired_codes():
        return "LNG103"
    if len(code) == 2 and code.isascii() and code.isalpha() and code.islower():
        return "LNG101"
    return "LNG102"
