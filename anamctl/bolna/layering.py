"""
What each language of a Bolna agent runs with: its entry laid over the base, as Bolna does it.

The rules T1-T3 and S1-S4 are Bolna's documentation. The decisions D1-D8 fill what it leaves open; they are
ours, and each is one small function, so that a correction changes one place. Everything here is pure: input
is never changed, and no two legs share a list or a mapping. Values of a wrong type never raise: a part that
should be an object is left out, any other value travels as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from anamctl.bolna import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

Part: TypeAlias = dict[str, Any]
"""A transcriber, a synthesizer or a provider_config."""

_NO_ARGUMENTS = frozenset({"provider", "provider_config", "caching"})
"""Keys of a synthesizer that the call takes out before it hands over the rest."""


class Leg(NamedTuple):
    """The complete configuration of one language."""

    code: str
    transcriber: Part
    synthesizer: Part
    heard: tables.Resolved | None
    """How the transcriber's language was resolved; None when it is not a text."""
    spoken: tables.Resolved | None
    """How the synthesizer's language was filled in (S3); None when Bolna leaves it alone (S4)."""

    @property
    def has_guess(self) -> bool:
        """Tell whether a language in this leg rests on a guess."""
        heard, spoken = self.heard, self.spoken
        return (heard is not None and heard.is_guess) or (spoken is not None and spoken.is_guess)


def legs(tools_config: Mapping[str, Any], multilingual: Mapping[str, Any]) -> dict[str, Leg]:
    """The legs of all languages by code, in the order in which the file lists them (D5)."""
    base_transcriber = base_part(tools_config, "transcriber")
    base_synthesizer = base_part(tools_config, "synthesizer")
    result = {}
    for code, entry in entries(multilingual).items():
        transcriber, heard = merge_transcriber(base_transcriber, part_of(entry, "transcriber"), code)
        synthesizer, spoken = merge_synthesizer(base_synthesizer, part_of(entry, "synthesizer"), code)
        result[code] = Leg(code, transcriber, synthesizer, heard, spoken)
    return result


def entries(multilingual: Mapping[str, Any]) -> dict[str, Any]:
    """The entries by code, without keys that are no text; an entry that is no object counts as empty."""
    languages: dict[Any, Any] = part_of(multilingual, "languages") or {}
    return {code: entry for code, entry in languages.items() if isinstance(code, str)}


def part_of(owner: object, name: str) -> Part | None:
    """An object inside another one; None when it is not there, or not an object."""
    found = owner.get(name) if isinstance(owner, dict) else None
    return found if isinstance(found, dict) else None


# --- the transcriber ------------------------------------------------------------------------------


def merge_transcriber(base: Part, override: Part | None, code: str) -> tuple[Part, tables.Resolved | None]:
    """The transcriber of a leg: T1 or T2, then T3."""
    merged = apply_key(base, code) if override is None else apply_override(base, override, code)
    return merged, resolve_transcriber(merged)


def apply_override(base: Part, override: Part, code: str) -> Part:
    """
    T1: the entry's keys replace the base's, one level deep, even when they name another provider.

    Without a language of its own (which Bolna requires) such an entry speaks the language of its key.
    """
    merged = copied(base)
    merged.update(copied(override))
    if "language" not in override:
        merged["language"] = code
    return merged


def apply_key(base: Part, code: str) -> Part:
    """T2: without a transcriber of its own the entry runs with the base's, in the language of its key."""
    merged = copied(base)
    merged["language"] = code
    return merged


def resolve_transcriber(merged: Part) -> tables.Resolved | None:
    """T3: bring the language into the provider's form, in place."""
    language = merged["language"]
    if not isinstance(language, str):
        return None
    resolved = tables.resolve_stt(text_in(merged, "provider"), text_in(merged, "model"), language)
    merged["language"] = resolved.value
    return resolved


# --- the synthesizer ------------------------------------------------------------------------------


def merge_synthesizer(base: Part, override: Part | None, code: str) -> tuple[Part, tables.Resolved | None]:
    """The synthesizer of a leg: S1 or S2, then S3 or S4."""
    override = override or {}
    merged = merge_over(base if is_same_provider(base, override) else {}, override)
    if not is_auto_filled(merged):
        return merged, None
    return merged, fill_language(merged, spoken_language(override, code))


def is_same_provider(base: Part, override: Part) -> bool:
    """
    D6: providers are compared exactly, upper and lower case included; this decides between S1 and S2.

    An entry that names no provider (which Bolna requires) is taken to mean the base's.
    """
    if "provider" not in override:
        return True
    return bool(override["provider"] == base.get("provider"))


def merge_over(base: Part, override: Part) -> Part:
    """
    S1: the entry's keys over the base's, and its provider_config over the base's, one level deep.

    S2 is the same over nothing: another provider inherits nothing at all.
    """
    merged = copied(base)
    if not isinstance(merged.get("provider_config"), dict):
        merged.pop("provider_config", None)
    for key, value in override.items():
        if key == "provider_config":
            if isinstance(value, dict):
                merged[key] = {**merged.get(key, {}), **copied(value)}
        elif not is_not_given(key, value):
            merged[key] = detached(value)
    return merged


def is_not_given(key: str, value: object) -> bool:
    """D4: ``buffer_size: null`` in an entry counts as not given; any other null replaces like a value."""
    return value is None and key == "buffer_size"


def is_auto_filled(merged: Part) -> bool:
    """Tell S3 from S4: for some providers Bolna fills in the language, all others keep what they have."""
    return text_in(merged, "provider") in tables.AUTO_FILLED


def fill_language(merged: Part, language: object) -> tables.Resolved | None:
    """
    S3: put the language into provider_config in the provider's form, in place.

    D1: this replaces a language inherited from the base, or its English would leak into every leg.
    """
    if not isinstance(language, str):
        return None
    config = merged.setdefault("provider_config", {})
    resolved = tables.resolve_tts(text_in(merged, "provider"), text_in(config, "model"), language)
    config["language"] = resolved.value
    return resolved


def spoken_language(override: Part, code: str) -> object:
    """
    Which language S3 fills in.

    D2: one that the entry's own provider_config names (brought into form like any other).
    D3: otherwise the entry's key, and never the transcriber's language.
    """
    own = part_of(override, "provider_config")
    return own["language"] if own is not None and "language" in own else code


def clashing_keys(synthesizer: Part) -> list[str]:
    """
    The keys that stand both in a leg's synthesizer and in its provider_config.

    A running call hands both to the provider as arguments of one function, and fails on a key given twice.
    """
    config = part_of(synthesizer, "provider_config") or {}
    return [key for key in synthesizer if key in config and key not in _NO_ARGUMENTS]


# --- both -----------------------------------------------------------------------------------------


def base_part(tools_config: Mapping[str, Any], name: str) -> Part:
    """D7: a base without this part is an empty one; what it then lacks is for the linter to say."""
    return part_of(tools_config, name) or {}


def carried_base(tools_config: Mapping[str, Any]) -> tuple[Part, Part]:
    """
    The base's own transcriber and synthesizer as they stay beside the legs.

    D8: they are carried over unresolved, ``hi`` stays ``hi``; only legs are resolved.
    """
    return copied(base_part(tools_config, "transcriber")), copied(base_part(tools_config, "synthesizer"))


def text_in(part: Part, key: str) -> str:
    """A text inside a part; empty when there is none, so that look-ups by it find nothing."""
    found = part.get(key)
    return found if isinstance(found, str) else ""


def copied(part: Part) -> Part:
    """D5: a copy with the keys in the same order that shares no list and no mapping with its origin."""
    copy = dict(part)
    for key, value in copy.items():
        if isinstance(value, (dict, list)):
            copy[key] = detached(value)
    return copy


def detached(value: Any) -> Any:  # noqa: ANN401  what goes in comes out
    """
    A deep copy of lists and mappings, anything else as it is.

    Without recursion, so that neither depth nor circles can break it; what is shared inside stays shared.
    """
    if not isinstance(value, (dict, list)):
        return value
    top = value.copy()
    copies = {id(value): top}
    waiting: list[Any] = [top]
    while waiting:
        owner = waiting.pop()
        for key, inner in owner.items() if isinstance(owner, dict) else enumerate(owner):
            if isinstance(inner, (dict, list)):
                copy = copies.get(id(inner))
                if copy is None:
                    copy = copies[id(inner)] = inner.copy()
                    waiting.append(copy)
                owner[key] = copy
    return top
