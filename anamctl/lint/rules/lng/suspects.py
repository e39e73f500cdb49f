"""
Every language code that a document writes, sorted by what is wrong with it.

The rules about single codes (LNG101 to LNG106) share one walk over the document, so that a file that is in order is
looked at once, and so that no place is reported by two of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.rules.lng.written import Written, add, guess_for, listed, rule_for_anam

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.rules.lng.written import Suspects


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
