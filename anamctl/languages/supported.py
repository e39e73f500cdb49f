"""Which service takes which language code, with the source of each fact."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple, cast

from anamctl.languages.tables import read_rows

Confidence = Literal["documented", "source", "measured", "reported", "inferred"]


class Service(NamedTuple):
    """A service, or one model of it, that takes language codes."""

    slug: str
    """Stable name: anam, bolna, assemblyai/whisper-rt."""
    title: str
    purpose: str
    is_open: bool
    """A code that is not listed may still work."""
    note: str


class Support(NamedTuple):
    """One code that a service takes."""

    service: str
    code: str
    """As the service writes it."""
    language: str
    """As our table of languages knows it: or for Bolna's od, jv for Whisper's jw."""
    confidence: Confidence
    source: str
    note: str


@cache
def _services() -> dict[str, Service]:
    return {
        slug: Service(slug, title, purpose, kind == "open", note)
        for slug, title, purpose, kind, note in read_rows("services.tsv", 5)
    }


@cache
def _spellings() -> dict[str, dict[str, str]]:
    """For each service: the code it writes -> the language's code. All that the linter's good case needs."""
    found: dict[str, dict[str, str]] = {slug: {} for slug in _services()}
    for row in read_rows("support.tsv", 5):
        spelled = found[row[0]]
        for item in row[4].split(" "):
            code, _, language = item.partition("=")
            spelled[code] = language or code
    return found


@cache
def _spellings_by_language() -> dict[str, dict[str, str]]:
    return {slug: {language: code for code, language in spelled.items()} for slug, spelled in _spellings().items()}


@cache
def _supports() -> dict[tuple[str, str], Support]:
    found = {}
    for service, confidence, source, note, items in read_rows("support.tsv", 5):
        for item in items.split(" "):
            code, _, language = item.partition("=")
            found[service, code] = Support(
                service, code, language or code, cast("Confidence", confidence), source, note
            )
    return found


def services() -> tuple[Service, ...]:
    """Return every service in the order of the table."""
    return tuple(_services().values())


def find_services(text: str) -> tuple[Service, ...]:
    """Return the services meant by a slug (bolna), a family (assemblyai) or a model's name (whisper-rt)."""
    wanted = text.strip().lower()
    exact = _services().get(wanted)
    if exact:
        return (exact,)
    return tuple(found for found in services() if wanted and wanted in found.slug.split("/"))


def codes(service: str) -> tuple[str, ...]:
    """Return the codes a service lists, as it writes them and in its order; KeyError for an unknown slug."""
    return tuple(_spellings()[service])


def supports(service: str, code: str) -> bool:
    """Say whether a service lists a code, exactly as written; KeyError for an unknown slug."""
    return code in _spellings()[service]


def is_listed_anywhere(language: str) -> bool:
    """Say whether any service lists a language, given by the code of our table."""
    return any(language in spelled for spelled in _spellings_by_language().values())


def support(service: str, code: str) -> Support | None:
    """Return what is known of a code, written as the service writes it, or None when it is not listed."""
    return _supports().get((service, code))


def spelling(service: str, language: str) -> str | None:
    """Return how a service writes a language (od for or, jw for jv), or None when it does not list it."""
    return _spellings_by_language()[service].get(language)


def language_behind(service: str, code: str) -> str | None:
    """Return our code for what a service writes (or for od, jv for jw), or None when it does not list it."""
    return _spellings()[service].get(code)
