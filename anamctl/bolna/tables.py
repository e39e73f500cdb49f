"""
What each speech provider makes of a language code, and which codes and providers Bolna knows.

Bolna's own tables are not public. Every answer therefore says how sure it is and where it comes from; the
rows are in ``data/`` and are read on first use. Write the constants as ``tables.KEYS``: importing them by
name would read the data at once.
"""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

from anamctl.bolna import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Confidence: TypeAlias = Literal["documented", "seen", "inferred", "guess", "unknown"]
"""
documented: Bolna's documentation says so; seen: a published package does so; inferred: the only sensible
reading; guess: the service may do otherwise, so say it; unknown: no row, the code travels as it was written.
"""

Kind: TypeAlias = Literal["stt", "tts"]

KEYS: tuple[str, ...]
"""The 18 codes that are documented as keys of ``languages``, in the order of the documentation."""
DISPLAY_NAMES: Mapping[str, str]
"""What ``{language}`` becomes in a call; ``as`` and ``ur`` have no name, there the bare code is used."""
SCRIPTS: Mapping[str, str]
"""The ISO 15924 script of every language in `KEYS` and `DISPLAY_NAMES`."""
AUTO_DETECTED: frozenset[str]
"""Codes whose speech Bolna recognises by itself in the middle of a call."""
NO_LIVE_STT: frozenset[str]
"""Keys without real-time speech recognition."""
TRANSCRIBERS: tuple[str, ...]
"""Speech-to-text providers."""
SYNTHESIZERS: tuple[str, ...]
"""Text-to-speech providers."""
AUTO_FILLED: frozenset[str]
"""Synthesizers for which Bolna fills in ``provider_config.language`` (rule S3)."""
REQUIRED_LANGUAGE: frozenset[str]
"""Synthesizers whose ``provider_config.language`` the author must write."""


class Resolved(NamedTuple):
    """What a code becomes on its way to a provider, and why."""

    value: str
    confidence: Confidence
    source: str
    note: str

    @property
    def is_guess(self) -> bool:
        """Nobody says that the service does it so."""
        return self.confidence == "guess"


@lru_cache(maxsize=1024)
def resolve_stt(provider: str, model: str | None, code: str) -> Resolved:
    """What ``transcriber.language`` becomes of a plain code; one in the provider's form stays as it is."""
    return _resolve("stt", provider, model, code)


@lru_cache(maxsize=1024)
def resolve_tts(provider: str, model: str | None, code: str) -> Resolved:
    """
    What ``provider_config.language`` becomes of a plain code; one in the provider's form stays as it is.

    For providers outside `AUTO_FILLED` it is only a suggestion: Bolna leaves what the author wrote.
    """
    return _resolve("tts", provider, model, code)


def hints_win(provider: str, model: str | None) -> bool:
    """Tell whether this transcriber uses ``language_hints``, if there are any, instead of the language."""
    row = provider_row("stt", provider, model)
    return row is not None and row.hints == "yes"


def primary_subtag(code: str) -> str:
    """The part by which a running call tells languages apart: lower-cased and cut at the first hyphen."""
    return code.lower().partition("-")[0]


def suggest_key(code: str) -> str | None:
    """The documented key that another code probably means (``hi`` for ``hi-IN``, ``od`` for ``or``)."""
    plain = primary_subtag(code.strip().replace("_", "-"))
    if plain == "or":
        plain = "od"
    return plain if plain != code and plain in _keys() else None


@lru_cache(maxsize=256)
def provider_row(kind: Kind, provider: str, model: str | None) -> rows.ProviderRow | None:
    """How a provider takes a language with this model; None for an unknown provider."""
    for row in rows.providers():
        if row.provider == provider and row.kind == kind and rows.fits(row.model, model or ""):
            return row
    return None


def confidence_of(word: str) -> Confidence:
    """A data file's word as a `Confidence`; a test makes sure that the files hold no other words."""
    return cast("Confidence", word)


def _resolve(kind: Kind, provider: str, model: str | None, code: str) -> Resolved:
    row = provider_row(kind, provider, model)
    if row is None:
        return Resolved(code, "unknown", "anamctl", "An unknown provider; the code stays as it is.")
    if code in row.detect.split():
        return Resolved(code, "seen", row.source, "Stands for detecting the language.")
    own = rows.codes().get((kind, provider, code))
    if own is not None:
        return Resolved(own.value, confidence_of(own.confidence), own.source, _notes(own.note, row.note))
    if row.rule == "table":
        return _own_form(row, code)
    if row.rule == "locale":
        return _locale(row, code)
    return Resolved(code, confidence_of(row.confidence), row.source, row.note)


def _own_form(row: rows.ProviderRow, code: str) -> Resolved:
    """A value that already has the provider's own form, or a language that has no form there at all."""
    for own in rows.codes().values():
        if own.value == code and own.provider == row.provider and own.kind == row.kind:
            return Resolved(code, confidence_of(own.confidence), own.source, _notes(own.note, row.note))
    note = _notes("The provider has no such language; the code stays as it is.", row.note)
    return Resolved(code, "unknown", "anamctl", note)


def _locale(row: rows.ProviderRow, code: str) -> Resolved:
    """A locale for a plain code, from our own table; the author's own locale wins over it."""
    if "-" in code:
        return Resolved(code, confidence_of(row.confidence), row.source, "A locale is sent as it is.")
    table = rows.locales()
    found = table.get((row.provider, code)) or table.get(("*", code))
    if found is None:
        note = _notes("No locale is known for this code; it stays as it is.", row.note)
        return Resolved(code, "guess", "anamctl", note)
    note = _notes(found.note, row.note)
    return Resolved(found.locale, confidence_of(found.confidence), found.source, note)


def _notes(first: str, second: str) -> str:
    return f"{first} {second}" if first and second else first or second


def _keys() -> tuple[str, ...]:
    return tuple(row.code for row in rows.languages() if row.key == "yes")


def _names(kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.provider for row in rows.providers() if row.kind == kind))


_CONSTANTS: dict[str, Callable[[], object]] = {
    "KEYS": _keys,
    "DISPLAY_NAMES": lambda: MappingProxyType({row.code: row.shown for row in rows.languages() if row.shown}),
    "SCRIPTS": lambda: MappingProxyType({row.code: row.script for row in rows.languages()}),
    "AUTO_DETECTED": lambda: frozenset(row.code for row in rows.languages() if row.detected == "yes"),
    "NO_LIVE_STT": lambda: frozenset(row.code for row in rows.languages() if row.live == "no"),
    "TRANSCRIBERS": lambda: _names("stt"),
    "SYNTHESIZERS": lambda: _names("tts"),
    "AUTO_FILLED": lambda: frozenset(row.provider for row in rows.providers() if row.fill == "yes"),
    "REQUIRED_LANGUAGE": lambda: frozenset(row.provider for row in rows.providers() if row.required == "yes"),
}


def __getattr__(name: str) -> object:
    """Read a constant when it is first asked for, and keep it as an ordinary attribute."""
    build = _CONSTANTS.get(name)
    if build is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = build()
    return value
