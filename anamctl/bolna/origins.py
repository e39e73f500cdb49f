"""
Where every value of a leg comes from: the base, the entry, or the entry's key, and by which rules.

This is kept apart from `layering` because the linter needs the legs of every file and their origins of none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from anamctl.bolna import layering

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from anamctl.bolna import tables

Path: TypeAlias = tuple[str, ...]
"""
The keys from the top of a leg or of ``tools_config`` down to a value.

A leg is explained down to the keys of its transcriber, its synthesizer and its provider_config; what lies
deeper is never merged and comes from where its key comes from.
"""


class Origin(NamedTuple):
    """The place a value was taken from, and the rules that took it."""

    kind: Literal["base", "entry", "key"]
    """``key``: the code above the entry is the value."""
    rules: tuple[str, ...]
    path: Path
    """Where in ``tools_config`` the value stands, with ``multilingual_config`` as its key there."""
    resolved: tables.Resolved | None = None
    """For a language that was brought into the provider's form: how, on whose word, and how surely."""

    @property
    def is_guess(self) -> bool:
        """Tell whether the value rests on a guess."""
        return self.resolved is not None and self.resolved.is_guess


def explain(tools_config: Mapping[str, Any], multilingual: Mapping[str, Any]) -> dict[str, dict[Path, Origin]]:
    """The origin of every value of every leg, by code and by the value's path in the leg."""
    found = layering.entries(multilingual)
    return {
        leg.code: explain_leg(tools_config, found[leg.code], leg)
        for leg in layering.legs(tools_config, multilingual).values()
    }


def explain_leg(tools_config: Mapping[str, Any], entry: object, leg: layering.Leg) -> dict[Path, Origin]:
    """The origin of every value of one leg, which `layering.legs` made from this very entry."""
    return dict([*_transcriber(tools_config, entry, leg), *_synthesizer(tools_config, entry, leg)])


def _transcriber(tools_config: Mapping[str, Any], entry: object, leg: layering.Leg) -> Iterator[tuple[Path, Origin]]:
    override = layering.part_of(entry, "transcriber")
    rule = "T2" if override is None else "T1"
    for key in leg.transcriber:
        path = ("transcriber", key)
        if override is not None and key in override:
            origin = Origin("entry", (rule,), (*_entry(leg), *path))
        elif key == "language":
            origin = Origin("key", (rule,), _entry(leg))
        else:
            origin = Origin("base", (rule,), path)
        if key == "language" and leg.heard is not None:
            origin = origin._replace(rules=(*origin.rules, "T3"), resolved=leg.heard)
        yield path, _on_empty_base(origin, tools_config, "transcriber")


def _synthesizer(tools_config: Mapping[str, Any], entry: object, leg: layering.Leg) -> Iterator[tuple[Path, Origin]]:
    base = layering.base_part(tools_config, "synthesizer")
    override = layering.part_of(entry, "synthesizer") or {}
    rule = "S1" if layering.is_same_provider(base, override) else "S2"
    for key, value in leg.synthesizer.items():
        path = ("synthesizer", key)
        if key == "provider_config":
            yield from _provider_config(tools_config, override, leg, rule)
            if not value:  # nothing inside that could be explained
                yield path, _plain(rule, leg, path, is_own=layering.part_of(override, key) is not None)
        elif key in override and layering.is_not_given(key, override[key]):
            yield path, Origin("base", (rule, "D4"), path)
        else:
            origin = _plain(rule, leg, path, is_own=key in override)
            yield path, _on_empty_base(origin, tools_config, "synthesizer")


def _provider_config(
    tools_config: Mapping[str, Any], override: layering.Part, leg: layering.Leg, rule: str
) -> Iterator[tuple[Path, Origin]]:
    base = layering.base_part(tools_config, "synthesizer") if rule == "S1" else {}
    inherited = layering.part_of(base, "provider_config") or {}
    own = layering.part_of(override, "provider_config") or {}
    for key in leg.synthesizer["provider_config"]:
        path = ("synthesizer", "provider_config", key)
        origin = _plain(rule, leg, path, is_own=key in own)
        if key == "language":
            origin = _spoken(origin, leg, is_own=key in own, is_inherited=key in inherited)
        yield path, _on_empty_base(origin, tools_config, "synthesizer")


def _spoken(origin: Origin, leg: layering.Leg, *, is_own: bool, is_inherited: bool) -> Origin:
    """The origin of a provider_config's language: left alone (S4), the author's (D2), or the key (D3)."""
    if not layering.is_auto_filled(leg.synthesizer):
        return origin._replace(rules=(*origin.rules, "S4"))
    if is_own:
        return origin._replace(rules=(*origin.rules, "S3", "D2"), resolved=leg.spoken)
    rules = ("D1", "D3") if is_inherited else ("D3",)
    return Origin("key", (*origin.rules, "S3", *rules), _entry(leg), leg.spoken)


def _plain(rule: str, leg: layering.Leg, path: Path, *, is_own: bool) -> Origin:
    return Origin("entry", (rule,), (*_entry(leg), *path)) if is_own else Origin("base", (rule,), path)


def _entry(leg: layering.Leg) -> Path:
    return ("multilingual_config", "languages", leg.code)


def _on_empty_base(origin: Origin, tools_config: Mapping[str, Any], part: str) -> Origin:
    """Say that there was no base to start from, where a rule would have started from it."""
    if origin.rules[0] == "S2" or layering.base_part(tools_config, part):
        return origin
    return origin._replace(rules=(*origin.rules, "D7"))
