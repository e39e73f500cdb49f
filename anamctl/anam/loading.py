"""Loads aiortc, which takes a quarter of a second, while something else is waited for; or says how to get it."""

from __future__ import annotations

import asyncio
import gc
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from anamctl.anam.without_mdns import keep_out
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

    from anamctl.anam.peer import Peer

_INSTALL = 'pip install "anamctl[live]"'


def require_live() -> None:
    """
    Make sure that the packages for live sessions are there, without loading them.

    Raises:
        UsageError: they are not.
    """
    if find_spec("aiortc") is None:
        raise UsageError("live sessions need aiortc, which is not installed.", hint=_INSTALL)


async def load_peer() -> type[Peer]:
    """
    Load the peer in a thread.

    Raises:
        UsageError: its packages are not there, or broken.
    """
    require_live()
    try:
        module = await asyncio.to_thread(_load)
    except (ImportError, OSError) as error:
        raise UsageError(f"aiortc cannot be loaded: {error}.", hint=f"{_INSTALL} --upgrade") from None
    return cast("type[Peer]", module.Peer)


def _load() -> ModuleType:
    was_on = gc.isenabled()
    gc.disable()  # what modules leave behind while they load is not garbage
    keep_out()
    try:
        return import_module("anamctl.anam.peer")
    finally:
        if was_on:
            gc.enable()
