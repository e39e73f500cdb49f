"""The matrix of `anamctl languages`: languages against services, as values."""

from __future__ import annotations

from typing import NamedTuple

from anamctl.languages.iso639 import Language, language, language_of, languages
from anamctl.languages.suggestions import Suggestion, suggest
from anamctl.languages.supported import Service, Support, find_services, services, spelling, support


class UnknownLanguageError(LookupError):
    """What was asked for is no language code or name; a suggestion may know what was meant."""

    def __init__(self, text: str, suggestion: Suggestion | None) -> None:
        super().__init__(text)
        self.text = text
        self.suggestion = suggestion


class UnknownServiceError(LookupError):
    """There is no service of this name; `known` are the slugs that there are."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.known = tuple(found.slug for found in services())


class Row(NamedTuple):
    """One language and what each service of the matrix makes of it."""

    language: Language
    cells: tuple[Support | None, ...]
    """In the order of the matrix's services; None where the service does not list the language."""

    @property
    def is_supported(self) -> bool:
        """Some service of the matrix lists it."""
        return any(self.cells)

    @property
    def supported_by(self) -> tuple[str, ...]:
        """Slugs of the services that list it."""
        return tuple(cell.service for cell in self.cells if cell)


class Matrix(NamedTuple):
    """What to show: columns and rows."""

    services: tuple[Service, ...]
    rows: tuple[Row, ...]


def build(code: str | None = None, service: str | None = None) -> Matrix:
    """
    Return the matrix of all languages, of one, of one service, or of both.

    Without a code and with a service only what that service lists is in it. The code may be whatever names a
    language for certain (fr, fr-FR, fra, French, od); a service may be a slug, a family or a model's name.

    Raises:
        UnknownLanguageError: the code is none, or one would have to guess.
        UnknownServiceError: there is no such service.

    """
    columns = _columns(service)
    if code is not None:
        return Matrix(columns, (_row(_find(code), columns),))
    rows = (_row(entry, columns) for entry in languages())
    return Matrix(columns, tuple(row for row in rows if service is None or row.is_supported))


def _columns(service: str | None) -> tuple[Service, ...]:
    if service is None:
        return services()
    found = find_services(service)
    if not found:
        raise UnknownServiceError(service)
    return found


def _find(code: str) -> Language:
    found = language(code)
    if found:
        return found
    suggestion = suggest(code)
    if suggestion and not suggestion.is_guess and suggestion.kind != "retired":
        found = language_of(suggestion.code)
    if found is None:
        raise UnknownLanguageError(code, suggestion)
    return found


def _row(entry: Language, columns: tuple[Service, ...]) -> Row:
    return Row(entry, tuple(_cell(column.slug, entry.code) for column in columns))


def _cell(service: str, code: str) -> Support | None:
    spelled = spelling(service, code)
    return support(service, spelled) if spelled else None
