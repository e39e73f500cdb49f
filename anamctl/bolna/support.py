"""Which languages a speech provider hears or speaks, as far as somebody has published it."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

from anamctl.bolna import rows, tables

Answer: TypeAlias = Literal["yes", "maybe", "no", "unknown"]
"""``maybe`` rests on a guess, ``unknown`` on nothing; neither is a reason to refuse a file."""


class Support(NamedTuple):
    """Whether a provider hears or speaks a language, and who says so."""

    answer: Answer
    confidence: tables.Confidence
    source: str
    note: str


_NOTHING_KNOWN = Support("unknown", "unknown", "", "")


@lru_cache(maxsize=1024)
def stt_support(provider: str, model: str | None, code: str) -> Support:
    """Whether a transcriber hears a language: a plain code, a locale, or a word that means detection."""
    return _support("stt", provider, model, code)


@lru_cache(maxsize=1024)
def tts_support(provider: str, model: str | None, code: str) -> Support:
    """Whether a synthesizer speaks a language: a plain code, a locale, or a word that means detection."""
    return _support("tts", provider, model, code)


def stt_languages(provider: str, model: str | None = None) -> frozenset[str] | None:
    """The primary subtags a transcriber hears, without guesses; None when no complete list is known."""
    return _languages("stt", provider, model)


def tts_languages(provider: str, model: str | None = None) -> frozenset[str] | None:
    """The primary subtags a synthesizer speaks, without guesses; None when no complete list is known."""
    return _languages("tts", provider, model)


def _support(kind: tables.Kind, provider: str, model: str | None, code: str) -> Support:
    row = tables.provider_row(kind, provider, model)
    if row is None:
        return _NOTHING_KNOWN
    if code in row.detect.split():
        return Support("yes", "seen", row.source, "Stands for detecting the language.")
    if row.rule == "table":
        # What the provider's own table lacks is refused, a known language in a foreign region included.
        resolved = _resolve(kind, provider, model, code)
        if resolved.confidence == "unknown":
            return Support("no", "inferred", resolved.source, "The provider has no such language.")
        code = resolved.value
    plain = tables.primary_subtag(code)
    known = _rows(kind, provider, model)
    for entry in known:
        if plain in entry.codes.split():
            answer: Answer = "maybe" if entry.confidence == "guess" else "yes"
            return Support(answer, tables.confidence_of(entry.confidence), entry.source, entry.note)
    if known and (known[0].scope == "all" or (known[0].scope == "keys" and plain in tables.KEYS)):
        first = known[0]
        return Support("no", tables.confidence_of(first.confidence), first.source, first.note)
    return _NOTHING_KNOWN


def _resolve(kind: tables.Kind, provider: str, model: str | None, code: str) -> tables.Resolved:
    resolve = tables.resolve_stt if kind == "stt" else tables.resolve_tts
    return resolve(provider, model, code)


@lru_cache(maxsize=256)
def _languages(kind: tables.Kind, provider: str, model: str | None) -> frozenset[str] | None:
    known = _rows(kind, provider, model)
    if not known or known[0].scope == "some":
        return None
    return frozenset(code for row in known if row.confidence != "guess" for code in row.codes.split())


def _rows(kind: tables.Kind, provider: str, model: str | None) -> list[rows.SupportRow]:
    return [
        row
        for row in rows.supported()
        if row.provider == provider and row.kind == kind and rows.fits(row.model, model or "")
    ]
