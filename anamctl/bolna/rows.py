"""
The rows of the language tables as they stand in ``data/``, one class a file.

The files are tab-separated so that people can read and review them; their head comments explain the columns.
Reading all five takes half a millisecond, and each is read only when it is asked for.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA = os.path.join(os.path.dirname(__file__), "data")
_NOTHING = "-"
_ANY = "*"


class LanguageRow(NamedTuple):
    """A language that Bolna names (languages.tsv)."""

    code: str
    key: str
    shown: str
    script: str
    detected: str
    live: str
    confidence: str
    source: str
    note: str


class ProviderRow(NamedTuple):
    """How a provider, or some models of it, takes a language (providers.tsv)."""

    kind: str
    provider: str
    model: str
    rule: str
    fill: str
    required: str
    hints: str
    detect: str
    confidence: str
    source: str
    note: str


class CodeRow(NamedTuple):
    """What becomes of one code on its way to one provider (codes.tsv)."""

    kind: str
    provider: str
    code: str
    value: str
    confidence: str
    source: str
    note: str


class LocaleRow(NamedTuple):
    """The locale that a plain code is taken for (locales.tsv)."""

    code: str
    provider: str
    locale: str
    confidence: str
    source: str
    note: str


class SupportRow(NamedTuple):
    """The languages that a provider, or some models of it, speaks or hears (supported.tsv)."""

    kind: str
    provider: str
    model: str
    codes: str
    scope: str
    confidence: str
    source: str
    note: str


def _read(name: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """The cells of each row of a data file; the header must name the columns, so that code and data agree."""
    with open(os.path.join(_DATA, name), encoding="utf-8") as file:
        lines = [line for line in file.read().split("\n") if line and not line.startswith("#")]
    if tuple(lines[0].split("\t")) != columns:
        raise ValueError(f"{name} does not have the columns {', '.join(columns)}")
    for line in lines[1:]:
        yield ["" if cell == _NOTHING else cell for cell in line.split("\t")]


@cache
def languages() -> tuple[LanguageRow, ...]:
    """All languages that Bolna names, the 18 keys first and in the order of its documentation."""
    return tuple(LanguageRow(*cells) for cells in _read("languages.tsv", LanguageRow._fields))


@cache
def providers() -> tuple[ProviderRow, ...]:
    """All providers, in Bolna's order."""
    return tuple(ProviderRow(*cells) for cells in _read("providers.tsv", ProviderRow._fields))


@cache
def codes() -> dict[tuple[str, str, str], CodeRow]:
    """The codes that do not travel as they stand, by kind, provider and code."""
    rows = (CodeRow(*cells) for cells in _read("codes.tsv", CodeRow._fields))
    return {(row.kind, row.provider, row.code): row for row in rows}


@cache
def locales() -> dict[tuple[str, str], LocaleRow]:
    """The locales of plain codes, by provider (or ``*``) and code."""
    rows = (LocaleRow(*cells) for cells in _read("locales.tsv", LocaleRow._fields))
    return {(row.provider, row.code): row for row in rows}


@cache
def supported() -> tuple[SupportRow, ...]:
    """Who hears and speaks what; for each provider the special models stand before the rest."""
    return tuple(SupportRow(*cells) for cells in _read("supported.tsv", SupportRow._fields))


def fits(pattern: str, model: str) -> bool:
    """Tell whether a model pattern covers a model; services write ``_`` and ``-`` for the same model."""
    if pattern == _ANY:
        return True
    model = model.replace("_", "-")
    return model.startswith(pattern[:-1]) if pattern.endswith(_ANY) else model == pattern
