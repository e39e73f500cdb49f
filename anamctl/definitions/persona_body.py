"""The body of the session-token request for one language of a persona: what is posted, and nothing else."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from anamctl.definitions.persona import effective, languages_of, view

if TYPE_CHECKING:
    from anamctl.definitions.document import Document

BESIDE = ("clientLabel", "sessionOptions")
"""Keys of the request beside `personaConfig`."""


def codes_of(document: Document) -> list[str | None]:
    """List the languages of a persona; one None when it names none, as a saved persona does."""
    return [*languages_of(view(document))] or [None]


def config_of(document: Document, code: str | None) -> dict[str, Any]:
    """Give the `personaConfig` of a language; that of the file when the persona names no language."""
    persona = view(document)
    if code is None:
        return deepcopy(persona.base.data)
    entry = next((layer.data for layer in persona.entries if layer.code == code), None)
    return effective(persona.base.data, code, entry)


def body_of(document: Document, code: str | None) -> dict[str, Any]:
    """Give the request for a language, its keys in the order of Anam's documentation."""
    body = {"clientLabel": None, "personaConfig": config_of(document, code), "sessionOptions": None}
    for key in BESIDE:
        if key in document.data:
            body[key] = deepcopy(document.data[key])
        else:
            del body[key]
    return body
