"""
Which voices suit a language: a guess, because Anam says of no voice which languages it speaks.

What there is to go by: the country of its accent, what its name, description and tags mention, and whether the model
behind it speaks many languages. Every voice comes with the reasons for its rank.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.languages.accents import country_name, mention, tie
from anamctl.languages.iso639 import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MANY = re.compile(
    r"multilingual|(?:flash|turbo)_v2_5|(?:^|[_-])v3(?:$|[_-])|sonic-(?:[2-9]|multilingual|turbo)|^s[12](?:$|[-_.])"
)
"""
Models that speak many languages, by their ids (inferred from what ElevenLabs, Cartesia and Fish Audio write of theirs).
"""
_WORDS = ("displayName", "description")
_TIES = {"first": 4, "official": 3, "regional": 1}
_MENTIONED = 4
_LIKELY = 3


class Fit(NamedTuple):
    """How well a voice suits a language, and why."""

    score: int
    """Higher is better; 0 is not at all."""
    reasons: tuple[str, ...]
    is_likely: bool
    """Whether something about the voice itself speaks for it, not only its model."""


class Ranked(NamedTuple):
    """A voice with its rank."""

    voice: Mapping[str, Any]
    fit: Fit


def rank(voices: Iterable[Mapping[str, Any]], code: str) -> list[Ranked]:
    """Give the voices for which anything speaks, the best first; equals in the order of their names."""
    found = [Ranked(voice, fit) for voice in voices if (fit := fit_of(voice, code)).score]
    return sorted(found, key=lambda one: (-one.fit.score, str(one.voice.get("displayName") or "").casefold()))


def fit_of(voice: Mapping[str, Any], code: str) -> Fit:
    """Judge one voice for a language (ISO 639-1)."""
    score, reasons = 0, []
    country = voice.get("country")
    tied = tie(country, code) if isinstance(country, str) else ""
    if isinstance(country, str) and tied:
        score += _TIES[tied]
        also = "" if tied == "first" else f", where {_name(code)} is one of the languages"
        reasons.append(f"accent: {country_name(country)}{also}")
    mentioned = _mentioned(voice, code)
    if mentioned:
        score += _MENTIONED
        reasons.append(mentioned)
    is_likely = score >= _LIKELY
    if speaks_many(voice):
        score += 1
        reasons.append("its model speaks many languages")
    return Fit(score, tuple(reasons), is_likely)


def speaks_many(voice: Mapping[str, Any]) -> bool:
    """Tell whether the model of a voice speaks many languages, as far as its id says so."""
    model, provider = voice.get("providerModelId"), voice.get("provider")
    if isinstance(model, str) and _MANY.search(model.lower()):
        return True
    return provider == "OPENAI_ADVANCED_VOICE"


def words_of(voice: Mapping[str, Any]) -> str:
    """Give everything that is written about a voice."""
    texts = [voice.get(key) for key in _WORDS]
    return " · ".join(text for text in [*texts, *_tags(voice)] if isinstance(text, str))


def mentions(voice: Mapping[str, Any], code: str) -> bool:
    """Tell whether name, description or tags of a voice mention a language."""
    return bool(_mentioned(voice, code))


def _mentioned(voice: Mapping[str, Any], code: str) -> str:
    for key, shown in (("displayName", "name"), ("description", "description")):
        text = voice.get(key)
        found = mention(text, code) if isinstance(text, str) else ""
        if found:
            return f'{shown} mentions "{found}"'
    for tag in _tags(voice):
        if mention(tag, code) or re.fullmatch(rf"{re.escape(code)}(?:[-_][a-z0-9]{{2,8}})*", tag.lower()):
            return f'tagged "{tag}"'
    return ""


def _tags(voice: Mapping[str, Any]) -> list[str]:
    tags = voice.get("displayTags")
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _name(code: str) -> str:
    known = language(code)
    return known.english if known is not None else code
