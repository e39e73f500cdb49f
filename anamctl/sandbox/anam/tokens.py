"""
Session tokens: three parts with dots between, as clients expect them, bound to what they were minted for.

The signature is made with a secret that lives only as long as the service, so that nobody can make one up.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
import uuid
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ACCOUNT = "7d3f2b18-51c4-4e0a-9c1d-5b0f8f6a2e11"
"""Id of the account of the sandbox."""


class Config(NamedTuple):
    """What a session is started with."""

    persona: dict[str, Any]
    options: dict[str, Any]
    label: str | None

    @property
    def is_saved(self) -> bool:
        """Whether the persona is one that the account has saved."""
        return "personaId" in self.persona


class UnknownTokenError(Exception):
    """A token that was not minted here, or whose time is over."""

    def __init__(self, *, expired: bool) -> None:
        super().__init__()
        self.expired = expired


class Tokens:
    """
    Mints tokens, and knows what they stand for.

    Args:
        life: seconds that a token can start sessions.
        clock: tells the time in seconds since the epoch.
    """

    def __init__(self, life: float, clock: Callable[[], float] = time.time) -> None:
        self._life = life
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._minted: dict[str, tuple[Config, float]] = {}

    def mint(self, config: Config) -> str:
        """Give a token for a session."""
        now = self._clock()
        claims = {
            "type": "stateful" if config.is_saved else "ephemeral",
            "accountId": ACCOUNT,
            "jti": str(uuid.uuid4()),
            "iat": int(now),
            "exp": int(now + self._life),
        }
        signed = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
        token = f"{signed}.{_encoded(hmac.digest(self._key, signed.encode(), hashlib.sha256))}"
        self._minted[token] = (config, now + self._life)
        return token

    def config(self, token: str) -> Config:
        """
        Give what a token was minted for.

        Raises:
            UnknownTokenError: it is not ours, or no longer good.
        """
        found = self._minted.get(token)
        if found is None:
            raise UnknownTokenError(expired=False)
        config, ends = found
        if self._clock() >= ends:
            raise UnknownTokenError(expired=True)
        return config


def _part(data: dict[str, Any]) -> str:
    return _encoded(json.dumps(data, separators=(",", ":")).encode())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
