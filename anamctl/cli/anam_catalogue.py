"""
What an account holds, asked for once a day: avatars, voices, language models, saved personas, tools.

The lists lie in the user's cache folder, in files that only the user can read, under a digest of address and key: two
accounts never mix, and nobody learns a key from a name. The sandbox is asked every time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import stat
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.cli.masking import masked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.anam.access import Access
    from anamctl.anam.catalogue import Kind
    from anamctl.cli.anam_service import OpenedAnam

DAY = 86_400
"""Seconds for which a list is kept."""
_VERSION = 1
_LARGEST = 64 * 1024 * 1024

now = time.time
"""Tests have a time of their own."""


class Held(NamedTuple):
    """Everything of one kind."""

    items: list[dict[str, Any]]
    """As the service answered them, without secrets."""
    asked_at: float
    """When, in Unix seconds."""
    is_kept: bool = False
    """Whether it comes from the cache."""


def held(found: OpenedAnam, kinds: Sequence[Kind], *, refresh: bool = False) -> dict[str, Held]:
    """
    Give what the account holds, by the plural of its kind.

    Args:
        found: the account.
        kinds: what is wanted.
        refresh: ask, whatever the cache has.
    """
    known: dict[str, Held] = {}
    keeps = not found.is_sandbox
    if keeps and not refresh:
        known = {kind.plural: one for kind in kinds if (one := _read(_path(found.access, kind))) is not None}
    missing = [kind for kind in kinds if kind.plural not in known]
    if missing:
        import asyncio

        asked = now()
        for kind, items in zip(missing, asyncio.run(_ask(found, missing)), strict=True):
            known[kind.plural] = Held(masked(items), asked)
            if keeps:
                _write(_path(found.access, kind), known[kind.plural])
    return known


async def _ask(found: OpenedAnam, kinds: Sequence[Kind]) -> list[list[dict[str, Any]]]:
    async with found.client() as client:
        return [await client.all_of(kind) for kind in kinds]


# ---- the cache -------------------------------------------------------------------------------------------------------


def _path(access: Access, kind: Kind) -> str:
    account = hashlib.blake2b(
        f"{access.url}\n{access.key.reveal()}".encode(), digest_size=16, person=b"anamctl.account"
    ).hexdigest()
    return os.path.join(folder(), f"{account}-{kind.plural}.json")


def folder() -> str:
    """Give the folder of the lists; it need not exist."""
    own = os.environ.get("ANAMCTL_CACHE_DIR", "").strip()
    if not own:
        from platformdirs import user_cache_dir

        own = user_cache_dir("anamctl", appauthor=False)
    return os.path.join(own, "anam")


def _read(path: str) -> Held | None:
    """Give a list that is not too old; None for whatever is none."""
    if not _is_private(os.path.dirname(path)):
        return None
    try:
        with open(path, "rb") as file:
            data = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("version") != _VERSION:
        return None
    asked, items = data.get("asked_at"), data.get("items")
    if not isinstance(asked, (int, float)) or not isinstance(items, list):
        return None
    if not 0 <= now() - asked < DAY or not all(isinstance(item, dict) for item in items):
        return None
    return Held(items, float(asked), is_kept=True)


def _write(path: str, found: Held) -> None:
    """Keep a list; when that is not possible, the next command asks again and nothing else."""
    from anamctl.lint.atomic import replace_file

    text = json.dumps({"version": _VERSION, "asked_at": found.asked_at, "items": found.items}, ensure_ascii=False)
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        if _is_private(os.path.dirname(path)):
            replace_file(path, text.encode(errors="replace"), mode=0o600)


def _is_private(path: str) -> bool:
    """Tell whether a folder is the user's, and nobody else may write there."""
    try:
        status = os.stat(path)
    except OSError:
        return False
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
