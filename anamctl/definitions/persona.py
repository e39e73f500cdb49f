"""A tolerant view of a persona document, and the layering of its languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path

MERGED_OPTIONS = ("voiceGenerationOptions", "voiceDetectionOptions")
"""Option objects whose fields an entry changes one by one; every other key of an entry replaces."""


class Layer(NamedTuple):
    """The base configuration, or what one language changes of it."""

    code: str | None
    """The key of the entry; for the base its own `languageCode`, None when there is none."""
    path: Path
    data: dict[str, Any]


class PersonaView(NamedTuple):
    """The parts of a persona document; whatever has a wrong type is empty here and reported by a rule."""

    base: Layer
    entries: list[Layer]
    session: dict[str, Any]

    @property
    def layers(self) -> list[Layer]:
        """The base, then the entries in the order of the file."""
        return [self.base, *self.entries]

    @property
    def is_saved(self) -> bool:
        """Tell whether the persona lives in the account and is named by its id."""
        return "personaId" in self.base.data


def view(document: Document) -> PersonaView:
    """Give the view of a persona document; worked out once."""
    known: PersonaView | None = document.facts.get("persona")
    if known is None:
        known = document.facts["persona"] = _view(document.data)
    return known


def _view(data: Mapping[str, Any]) -> PersonaView:
    config = data.get("personaConfig")
    if config.__class__ is not dict:
        config = {}
    code = config.get("languageCode")
    languages = data.get("languages")
    entries = []
    if languages.__class__ is dict:
        entries = [
            Layer(key, ("languages", key), entry if entry.__class__ is dict else {}) for key, entry in languages.items()
        ]
    session = data.get("sessionOptions")
    base = Layer(code if isinstance(code, str) else None, ("personaConfig",), config)
    return PersonaView(base, entries, session if session.__class__ is dict else {})


def languages_of(persona: PersonaView) -> list[str]:
    """List the languages a persona speaks: its own code first, then those of its entries."""
    codes = [persona.base.code] if persona.base.code else []
    return codes + [entry.code for entry in persona.entries if entry.code and entry.code not in codes]


def effective(config: Mapping[str, Any], code: str, entry: Mapping[str, Any] | None) -> dict[str, Any]:
    """
    Work out the `personaConfig` that one language really runs with.

    The entry's keys replace; voice options merge field by field, but a changed `voiceId` drops inherited
    `voiceGenerationOptions`, which were tuned for another voice. Neither argument is changed, nothing is shared.

    Args:
        config: the persona's `personaConfig`.
        code: the language.
        entry: what `languages` says for it; None when the language is the persona's own.
    """
    from copy import deepcopy  # not needed to lint

    result: dict[str, Any] = deepcopy(dict(config))
    for key, value in (entry or {}).items():
        if key == "voiceId" and value != config.get("voiceId"):
            result.pop("voiceGenerationOptions", None)
    for key, value in (entry or {}).items():
        inherited = result.get(key)
        if key in MERGED_OPTIONS and isinstance(inherited, dict) and isinstance(value, dict):
            inherited.update(deepcopy(value))
        else:
            result[key] = deepcopy(value)
    result["languageCode"] = code
    return result
