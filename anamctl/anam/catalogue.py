"""What an account holds that personas name by id: avatars, voices, language models, saved personas, tools."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z", re.IGNORECASE)


class Kind(NamedTuple):
    """A kind of things that have ids."""

    name: str
    """For messages: ``voice``."""
    plural: str
    """In the address of its list, and the name of its command."""
    key: str
    """Where a persona names one."""
    shown: str
    """For messages: ``a voice``."""
    query: Mapping[str, str | int | bool] = {}


AVATAR = Kind("avatar", "avatars", "avatarId", "an avatar")
VOICE = Kind("voice", "voices", "voiceId", "a voice")
# Anam's own models count: personas may name them.
LLM = Kind("language model", "llms", "llmId", "a language model", {"includeDefaults": True})
PERSONA = Kind("saved persona", "personas", "personaId", "a saved persona")
TOOL = Kind("tool", "tools", "toolIds", "a tool")
KINDS = (AVATAR, VOICE, LLM, PERSONA, TOOL)


class Page(NamedTuple):
    """One page of a list."""

    items: list[dict[str, Any]]
    last: int
    """The number of the last page."""


def page_of(data: Any) -> Page:  # noqa: ANN401  # JSON
    """
    Read ``{"data": [...], "meta": {"lastPage": …}}``.

    Raises:
        ValueError: it is no list; the message is the end of a sentence.
    """
    items = data.get("data") if isinstance(data, dict) else data
    if not isinstance(items, list):
        raise ValueError("is no list")  # noqa: TRY004  # one kind
    meta = data.get("meta") if isinstance(data, dict) else None
    last = meta.get("lastPage") if isinstance(meta, dict) else None
    if not isinstance(last, int) or isinstance(last, bool):
        last = 1
    return Page([item for item in items if isinstance(item, dict)], last)


def is_id(value: object) -> TypeGuard[str]:
    """Tell whether a value has the form of an id; old names of language models have not."""
    return isinstance(value, str) and _ID.match(value) is not None


def ids_of(config: Mapping[str, Any]) -> Iterator[tuple[Kind, str]]:
    """Give the ids that a ``personaConfig`` names."""
    for kind in KINDS:
        value = config.get(kind.key)
        for one in value if isinstance(value, list) else [value]:
            if is_id(one):
                yield kind, one


def by_id(items: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Give a list by lower-case id."""
    return {item["id"].lower(): item for item in items if isinstance(item.get("id"), str)}


def nearest_id(id_: str, known: Iterable[str]) -> str | None:
    """Give the known id of which one is a misspelling; None when none is near."""
    found = get_close_matches(id_.lower(), list(known), 1, cutoff=0.85)
    return found[0] if found else None


def name_of(item: Mapping[str, Any]) -> str:
    """Give the name of an item for people: ``Cara (desk)``; empty when it has none."""
    name = item.get("displayName") or item.get("name")
    variant = item.get("variantName")
    if not isinstance(name, str):
        return ""
    return f"{name} ({variant})" if isinstance(variant, str) and variant and variant != name else name
