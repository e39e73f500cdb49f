"""How the rules about single codes word what they found, and what they offer to change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.nodes import find
from anamctl.languages.iso639 import language_of
from anamctl.lint.edits import rename_key, replace_text, value_at
from anamctl.lint.finding import Fix, Severity
from anamctl.lint.problems import at, quote

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.languages.suggestions import Suggestion
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.lng.written import Written

# fmt: off
_OF_ONE_LANGUAGE = frozenset({
    "AL", "AT", "AU", "CN", "CZ", "DK", "GB", "GR", "IL", "IR", "JP", "MX", "RS", "UA", "US", "VN",
})
# fmt: on
# Countries whose code is no language's, and that nobody writes for any other than their one language.

_TWO_READINGS = {
    "in": "IN is also the country code of India",
    "sh": "it stood for Serbian, Croatian and Bosnian together",
}
# Withdrawn codes whose successor is not for certain what was meant.

_LETTERS = re.compile(r"[^a-z]")

DROPPED = "enabled is not true, so Bolna drops the whole multilingual_config"


def named(code: str) -> str:
    """Write a code with the names of its language: ``"ja" (Japanese, 日本語)``."""
    found = language_of(code)
    return f'"{code}" ({found.title})' if found else f'"{code}"'


def question(guess: Suggestion | None) -> str:
    """Ask whether a code was meant; empty when there is no idea."""
    return f"did you mean {named(guess.code)}?" if guess else ""


class Offer(NamedTuple):
    """What can be done about a code, and what there is to say about that."""

    fix: Fix | None = None
    notes: tuple[str, ...] = ()

    def and_note(self, note: str) -> Offer:
        """Add a note."""
        return Offer(self.fix, (*self.notes, note))


def offered(document: Document, written: Written, guess: Suggestion | None, *, may_be_safe: bool = True) -> Offer:
    """Offer to write the code that was probably meant, safely when there is no doubt."""
    if guess is None:
        return Offer()
    doubt = _TWO_READINGS.get(_LETTERS.split(written.code.lower(), maxsplit=1)[0])
    notes = (doubt,) if doubt else ()
    if written.part == "key" and _is_taken(document, written, guess.code):
        # Say it, or everybody wonders why there is no fix.
        return Offer(None, (*notes, f"another entry is for {quote(guess.code)} already"))
    is_safe = may_be_safe and not doubt and _is_certain(guess, written.code)
    return Offer(renamed(document, written, guess.code, safe=is_safe), notes)


def _is_taken(document: Document, written: Written, code: str) -> bool:
    """Tell whether a key beside this one is the code, or was reported before and is to become the code."""
    parent = written.path[:-1]
    if code in value_at(document, parent):
        return True
    claims: dict[tuple[Path, str], str] = document.facts.setdefault("claimed-codes", {})
    return claims.setdefault((parent, code), written.code) != written.code


def _is_certain(guess: Suggestion, code: str) -> bool:
    return not guess.is_guess or (guess.kind == "country" and code.strip().upper() in _OF_ONE_LANGUAGE)


def problem(
    document: Document,
    written: Written,
    message: str,
    label: str,
    offer: Offer | None = None,
    *,
    severity: Severity | None = None,
) -> Problem:
    """Make the problem about a code; what Bolna drops anyway is no error."""
    fix, notes = offer or Offer()
    if written.is_dropped:
        notes = (*notes, DROPPED)
        severity = severity or Severity.WARNING
    return at(document, written.path, message, label, part=written.part, notes=notes, fix=fix, severity=severity)


def renamed(document: Document, written: Written, code: str, *, safe: bool) -> Fix | None:
    """
    Make the fix that writes another code, along with the values that name it.

    None when the key is there already, and where the text does not hold the code itself (a placeholder, an escape).
    """
    if not _stands_as_written(document, written.path, written.part, written.code):
        return None
    if written.part == "value":
        return replace_text(document, written.path, code, f"write {code}", safe=safe)
    fix = rename_key(document, written.path, code, safe=safe)
    for path in written.along if fix else ():
        other = replace_text(document, path, code, "", safe=safe)
        if other is None or not _stands_as_written(document, path, "value", written.code):
            return None
        fix = Fix(fix.title, tuple(sorted((*fix.edits, *other.edits))), safe) if fix else None
    return fix


def _stands_as_written(document: Document, path: Path, part: str, code: str) -> bool:
    entry = find(document.root, path)
    node = None if entry is None else entry.key if part == "key" else entry.value
    return node is not None and bool(node.value == code)
