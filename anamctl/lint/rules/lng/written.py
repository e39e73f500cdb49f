"""
Every language code that a document writes, sorted by what is wrong with it.

The rules about single codes (LNG101 to LNG106) share one walk over the document, so that a file that is in order is
looked at once, and so that no place is reported by two of them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
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


def suspects(document: Document) -> Suspects:
    """Give the codes of a document that need a word; worked out once."""
    known: Suspects | None = document.facts.get("written-codes")
    if known is None:
        if document.kind is Kind.PERSONA:
            known = _of_persona(document)
        else:
            from anamctl.lint.rules.lng.written_agent import of_agent

            known = of_agent(document)
        document.facts["written-codes"] = known
    return known


@cache
def listed(service: str) -> frozenset[str]:
    """Give the codes that a service lists, as a set to ask of every file."""
    return frozenset(codes(service))


def _of_persona(document: Document) -> Suspects:
    found: Suspects = {}
    known = listed("anam")
    persona = view(document)
    base = persona.base
    if base.code is not None and base.code not in known:
        _add(found, Written((*base.path, "languageCode"), "value", base.code, "anam"))
    for code, path, data in persona.entries:
        if code not in known:
            _add(found, Written(path, "key", code or "", "anam"))
        if "languageCode" in data and data["languageCode"] != code:
            _add_inner(document, found, data["languageCode"], (*path, "languageCode"), code or "")
        elif code not in known and "languageCode" in data and rule_for_anam(code or "") != "LNG104":
            _add(found, Written((*path, "languageCode"), "value", code or "", "anam"))
    return found


def _add_inner(
    document: Document,
    found: Suspects,
    value: Any,  # noqa: ANN401  # what a file holds is anything
    path: Path,
    key: str,
) -> None:
    """Judge a `languageCode` that differs from its entry's key: a wrong code, or a right one in the wrong place."""
    if value.__class__ is not str or "${" in value:
        return
    if value not in listed("anam") and rule_for_anam(value) != "LNG104":
        _add(found, Written(path, "value", value, "anam"))
        return
    meant = key
    if key not in listed("anam"):
        guess = guess_for(document, key, "anam")
        meant = guess.code if guess else key
    if value != meant:
        _add(found, Written(path, "value", value, "anam", key=meant))


def _add(found: Suspects, written: Written) -> None:
    if "${" not in written.code:
        add(found, "LNG106" if written.key is not None else rule_for_anam(written.code), written)


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
