"""
Taking secrets out of what a service says.

A service that puts its state into a warning or into the reason of an end may repeat what it was sent, or what it has
told us: the key, the token, the credentials of a TURN server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.secret import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from anamctl.secret import Secret

_SHORTEST = 6
"""Shorter texts are no secrets, and would be found in the middle of words."""


class Masks:
    """The secrets of one session."""

    def __init__(self) -> None:
        self._secrets: set[str] = set()

    def __repr__(self) -> str:
        return f"Masks({len(self._secrets)})"

    def add(self, secret: Secret) -> None:
        """Take a secret out from now on."""
        self._add(secret.reveal())

    def add_servers(self, servers: Iterable[Mapping[str, Any]]) -> None:
        """Take the credentials of TURN servers out from now on."""
        for server in servers:
            for key in ("username", "credential"):
                self._add(server.get(key))

    def _add(self, text: object) -> None:
        if isinstance(text, str) and len(text) >= _SHORTEST:
            self._secrets.add(text)

    def masked(self, text: str) -> str:
        """Give a text without them."""
        for secret in sorted(self._secrets, key=len, reverse=True):  # one may be a part of another
            text = text.replace(secret, HIDDEN)
        return text
