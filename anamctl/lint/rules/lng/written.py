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
            _add_inner(found, data["languageCode"], (*path, "languageCode"), code or "")
        elif code not in known and "languageCode" in data and rule_for_anam(code or "") != "LNG104":
            _add(found, Written((*path, "languageCode"), "value", code or "", "anam"))
    return found


def _add_inner(found: Suspects, value: Any, path: Path, key: str) -> None:  # noqa: ANN401  # what a file holds is anything
    """Judge a `languageCode` that differs from its entry's key: a wrong code, or a right one in the wrong place."""
    if value.__class__ is not str or "${" in value:
        return
    if value not in listed("anam") and rule_for_anam(value) != "LNG104":
        _add(found, Written(path, "value", value, "anam"))
        return
    meant = key
    if key not in listed("anam"):
        from anamctl.languages.suggestions import suggest

        guess = suggest(key, "anam")
        meant = guess.code if guess else key
    if value != meant:
        _add(found, Written(path, "value", value, "anam", key=meant))


def _add(found: Suspects, written: Written) -> None:
    if "${" not in written.code:
        rule = "LNG106" if written.key is not None else rule_for_anam(written.code)
        found.setdefault(rule, []).append(written)


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
