"""Which legs of an agent ask a provider for a language that it does not have; shared by the rules that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anamctl.bolna import support
from anamctl.lint.legs import legs

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.lint.legs import Leg


class Unsupported(NamedTuple):
    """A language on its way to a provider that does not have it, or of which nobody knows for certain."""

    leg: Leg
    kind: Literal["stt", "tts"]
    provider: str
    model: str | None
    code: str
    """As the provider is asked for it."""
    support: support.Support

    @property
    def keys(self) -> tuple[str, ...]:
        """Where the language stands in a leg."""
        return ("transcriber", "language") if self.kind == "stt" else ("synthesizer", "provider_config", "language")

    @property
    def written(self) -> str:
        """The code as it stands in the file: what the provider is asked for may be a locale made of it."""
        path, part = self.leg.place(*self.keys)
        inner: Any = self.leg.own if path[: len(self.leg.path)] == self.leg.path else self.leg.tools.data
        if part == "key":
            return self.leg.code
        for key in self.keys:
            inner = inner[key]
        return str(inner)

    @property
    def named(self) -> str:
        """The code with the name of its language: ``"fr" (French)``."""
        from anamctl.languages.iso639 import language_of

        found = language_of(self.written)
        return f'"{self.written}" ({found.english})' if found else f'"{self.written}"'

    @property
    def choices(self) -> str:
        """What the provider has, in the order of Bolna's documentation; empty when no complete list is known."""
        from anamctl.bolna import tables

        ask = support.stt_languages if self.kind == "stt" else support.tts_languages
        known = ask(self.provider, self.model) or frozenset()
        return ", ".join(code for code in tables.KEYS if code in known)


_DOUBTFUL = frozenset({"no", "maybe"})


def unsupported(document: Document) -> list[Unsupported]:
    """List what is not supported, or only perhaps; worked out once, nearly always empty."""
    known: list[Unsupported] | None = document.facts.get("unsupported-legs")
    if known is None:
        known = document.facts["unsupported-legs"] = []
        for leg in legs(document).running:
            if leg.listener:
                _ask(known, leg, "stt", leg.listener, leg.transcriber)
            if leg.speaker:
                _ask(known, leg, "tts", leg.speaker, leg.config)
    return known


def _ask(known: list[Unsupported], leg: Leg, kind: Literal["stt", "tts"], provider: str, part: dict[str, Any]) -> None:
    code = part.get("language")
    if code.__class__ is not str:
        return
    model = part.get("model")
    if model.__class__ is not str:
        model = None
    found = (support.stt_support if kind == "stt" else support.tts_support)(provider, model, code)
    if found.answer in _DOUBTFUL:
        if provider == "maya":  # cuts a code at the underscore as well
            found = support.tts_support(provider, model, code.strip().lower().replace("_", "-"))
        if found.answer in _DOUBTFUL and _is_asked_for(code, provider):
            known.append(Unsupported(leg, kind, provider, model, code, found))


_EXACT = frozenset({"sarvam", "maya"})
"""Providers that take exactly what is on their list, words for detection included."""


def _is_asked_for(code: str, provider: str) -> bool:
    """Tell whether a code is right in itself; one that is not is reported as such, by the rules about codes."""
    from anamctl.languages.iso639 import language_of
    from anamctl.languages.suggestions import NOT_LANGUAGES

    if code.lower() in NOT_LANGUAGES or code.startswith("multi-"):
        return provider in _EXACT
    return language_of(code) is not None
