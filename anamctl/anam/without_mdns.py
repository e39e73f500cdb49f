"""
Keeps aioice from loading a DNS library before anybody needs one.

For addresses that end in ``.local``, which browsers name and engines hardly ever do, aioice imports dnspython: 20 ms
and 4 MB at the start of every session. A stand-in takes the place of its module `aioice.mdns`, and loads it when it is
asked for something.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

NAME = "aioice.mdns"
"""A private module of aioice; a test holds what it must have."""


class _Later(ModuleType):
    """Stands for the module until something of it is needed."""

    MDnsProtocol = object
    """Only named in annotations and casts."""

    @staticmethod
    def is_mdns_hostname(name: str) -> bool:
        """Tell whether a host name is one for mDNS."""
        return name.lower().endswith(".local") and bool(_real().is_mdns_hostname(name))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # whatever the module has
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(_real(), name)


def keep_out() -> None:
    """Put the stand-in in its place, unless aioice is loaded already."""
    if "aioice" not in sys.modules:
        sys.modules[NAME] = _Later(NAME)


def _real() -> ModuleType:
    if isinstance(sys.modules.get(NAME), _Later):
        del sys.modules[NAME]
    return import_module(NAME)
