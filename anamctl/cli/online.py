"""What ``anamctl validate --online`` looks into: the account, in the form in which rules ask about it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from anamctl.anam.catalogue import AVATAR, KINDS, LLM, TOOL, VOICE, by_id, name_of
from anamctl.anam.voices import speaks_many, words_of
from anamctl.cli import anam_catalogue
from anamctl.cli.anam_service import AnamRequest, opened
from anamctl.errors import ServiceError
from anamctl.lint.account import FACT, Account, Item, Listed
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.anam.catalogue import Kind
    from anamctl.cli.anam_catalogue import Held
    from anamctl.cli.request import Request

_ALWAYS = (AVATAR, VOICE, LLM)
"""What every account has: Anam's own are in it."""
_COMMANDS = {kind.plural: f"anamctl {kind.plural}" for kind in KINDS if kind is not TOOL}


def facts(request: Request) -> dict[str, Any]:
    """
    Ask what the account holds, or take it from the cache.

    Raises:
        AnamctlError: it cannot be asked, or is no account.
    """
    service = AnamRequest(request.profile, request.sandbox, quiet=request.quiet, verbose=request.verbose)
    with opened(service) as found:
        held = anam_catalogue.held(found, KINDS, refresh=request.refresh)
    if not any(held[kind.plural].items for kind in _ALWAYS):
        # An empty list is answered as "not found", and so is every list behind a wrong address.
        raise ServiceError(
            f"{found.shown} lists no avatars, voices and language models at all.",
            hint=f"is {found.access.url} the address of the API? It is {found.access.url_source}.",
        )
    if request.verbose:
        counts = ", ".join(f"{len(held[kind.plural].items)} {kind.plural}" for kind in KINDS)
        kept = " (kept; --refresh asks again)" if any(one.is_kept for one in held.values()) else ""
        sys.stderr.write(visible(f"account: {found.shown}, {counts}{kept}") + "\n")
    return of_lists(held)


def of_lists(held: Mapping[str, Held]) -> dict[str, Any]:
    """Give the facts that rules look for: `anamctl.lint.account`, and the providers of voices (ANM219)."""
    kinds = {kind.key: _listed(kind, held[kind.plural]) for kind in KINDS if kind.plural in held}
    tools = kinds.get(TOOL.key)
    if tools is not None and not tools.items:
        del kinds[TOOL.key]  # that a list without tools is answered, and not refused, is documented nowhere
    voices = by_id(held[VOICE.plural].items) if VOICE.plural in held else {}
    return {FACT: Account(kinds), "voices": {id_: made for id_, voice in voices.items() if (made := _made_by(voice))}}


def _listed(kind: Kind, held: Held) -> Listed:
    items = {id_: _item(one) for id_, one in by_id(held.items).items()}
    return Listed(kind.name, kind.shown, _COMMANDS.get(kind.plural, ""), items)


def _item(one: Mapping[str, Any]) -> Item:
    models = one.get("availableVersions")
    country = one.get("country")
    return Item(
        name=name_of(one),
        country=country if isinstance(country, str) else "",
        words=words_of(one),
        is_multilingual=speaks_many(one),
        models=tuple(model for model in models if isinstance(model, str)) if isinstance(models, list) else (),
    )


def _made_by(voice: Mapping[str, Any]) -> tuple[str, str | None] | None:
    provider, model = voice.get("provider"), voice.get("providerModelId")
    if not isinstance(provider, str):
        return None
    return provider, model if isinstance(model, str) else None
