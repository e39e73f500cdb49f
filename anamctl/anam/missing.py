"""Which id an account lacks: the service says so only when a session starts, and not always which one it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.anam.catalogue import AVATAR, LLM, PERSONA, VOICE, by_id, ids_of, name_of, nearest_id
from anamctl.anam.failures import MissingIdError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from anamctl.anam.catalogue import Kind

_MIXED_UP = (AVATAR, VOICE, LLM, PERSONA)
"""Kinds whose ids are taken for each other."""


async def missing_id(
    error: NotFoundError,
    body: Mapping[str, Any],
    all_of: Callable[[Kind], Awaitable[list[dict[str, Any]]]],
) -> NotFoundError:
    """
    Give the error that names the id, what it is the id of, and the nearest one; the same error when none is missing.

    Args:
        error: what the service said.
        body: with which the token was minted.
        all_of: gives everything of a kind that the account holds.
    """
    config = body.get("personaConfig")
    named = list(ids_of(config)) if isinstance(config, dict) else []
    said = {id_.lower() for id_ in error.said.ids}
    for kind, id_ in sorted(named, key=lambda pair: pair[1].lower() not in said):
        held = by_id(await all_of(kind))
        if id_.lower() in held:
            continue
        text = f": {error.said.text}" if error.said.text else ""
        return MissingIdError(
            f"Anam has no {kind.name} with the id {id_} ({error.status}{text}).",
            status=error.status,
            said=error.said,
            hint=await _hint(kind, id_, held, all_of),
        )
    return error


async def _hint(
    kind: Kind,
    id_: str,
    held: Mapping[str, Mapping[str, Any]],
    all_of: Callable[[Kind], Awaitable[list[dict[str, Any]]]],
) -> str:
    near = nearest_id(id_, held)
    if near is not None:
        return f"did you mean {near}{_quoted(held[near])}?"
    for other in _MIXED_UP:
        found = by_id(await all_of(other)).get(id_.lower()) if other != kind else None
        if found is not None:
            return f"it is the id of {other.shown}{_quoted(found)}; {kind.key} wants that of {kind.shown}."
    return f"`anamctl {kind.plural}` lists what the account of this key holds."


def _quoted(item: Mapping[str, Any]) -> str:
    name = name_of(item)
    return f' ("{name}")' if name else ""
