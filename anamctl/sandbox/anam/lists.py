"""The lists of an account as they are asked for: searched, filtered, in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.paging import page_of, wanted
from anamctl.sandbox.anam.refusals import Problem, RefusalError, invalid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.sandbox.anam.catalogue import Catalogue, Entry
    from anamctl.sandbox.anam.refusals import Refusals

SEARCHED = {
    "voices": ("displayName",),
    "avatars": ("displayName", "description"),
    "llms": ("displayName", "modelName"),
    "personas": ("name",),
    "tools": ("id", "name", "description"),
    "sessions": ("id", "clientLabel"),
}
"""Fields in which a search looks."""
STYLES = ("all", "realistic", "animated_3d", "illustrated", "unknown")
_SUMMARY = ("id", "name", "description", "personaPreset", "voiceSpeed", "isDefaultPersona", "languageCode")
_OWN_IDS = ("avatarId", "voiceId")


def page(kind: str, entries: list[Entry], query: Mapping[str, str], shape: Refusals) -> dict[str, Any]:
    """
    Give a page of a list.

    Args:
        kind: ``voices``, ``avatars``, ``llms``, ``personas``, ``tools``, ``sessions``.
        entries: all that there are.
        query: what is asked.
        shape: how wrong questions are refused.

    Raises:
        RefusalError: the question is wrong (400), or there are no voices or avatars such as these (404).
    """
    asked, problems = wanted(query)
    if kind == "avatars" and query.get("renderStyle", "all") not in STYLES:
        problems.append(Problem(("renderStyle",), f"Expected {' | '.join(STYLES)}", "invalid_enum_value"))
    if problems:
        raise invalid(problems, shape)
    found = [entry for entry in entries if _matches(kind, entry, query)]
    if not found and kind in {"voices", "avatars"}:
        raise RefusalError(404, {"error": "Not found", "message": f"No {kind} found"})
    return page_of(found, asked)


def _matches(kind: str, entry: Entry, query: Mapping[str, str]) -> bool:
    text = query.get("search", "").casefold()
    if text and not any(text in str(entry.get(field) or "").casefold() for field in SEARCHED[kind]):
        return False
    if kind == "avatars":
        tags = {tag for tag in query.get("tags", "").split(",") if tag}
        if tags and tags.isdisjoint(entry["displayTags"]):
            return False
        if query.get("onlyOneShot") == "true" and entry["createdByOrganizationId"] is None:
            return False
        return query.get("renderStyle", "all") in {"all", entry["renderStyle"]}
    if kind == "llms":
        return query.get("includeDefaults") != "false" or not entry["isDefault"]
    if kind == "sessions":
        return all(query.get(field) in {None, "", entry[field]} for field in ("apiKeyId", "personaId"))
    return True


def summary(persona: Entry, catalogue: Catalogue) -> Entry:
    """Give a saved persona as the list has it."""
    short = {name: persona[name] for name in _SUMMARY}
    times = {name: persona[name] for name in ("createdAt", "updatedAt")}
    return {**short, **_attached(persona, catalogue), **times, "description": persona["description"] or ""}


def full(persona: Entry, catalogue: Catalogue) -> Entry:
    """Give a saved persona as it is alone."""
    return {
        **{name: value for name, value in persona.items() if name not in {*_OWN_IDS, "isDefaultPersona"}},
        **_attached(persona, catalogue),
    }


def _attached(persona: Entry, catalogue: Catalogue) -> Entry:
    return {
        "avatar": catalogue.find("avatars", persona["avatarId"]),
        "voice": catalogue.find("voices", persona["voiceId"]),
    }
