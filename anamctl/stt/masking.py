"""
Keeping keys and tokens out of what services say: some repeat what they refuse, or claim to have heard it.

Done before anything is cut short: of half a secret nobody could tell that it is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from anamctl.secret import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.secret import Secret

_SHORTEST = 8
"""Characters of a key; what is shorter is a word that somebody may say."""
_IN_ADDRESS = re.compile(r"""(\btoken=)[^\s&"'<>]+""", re.IGNORECASE)


def hide(text: str, secrets: Iterable[Secret]) -> str:
    """Give a text without secrets, and without the token of an address, whosever it is."""
    for secret in secrets:
        text = secret.masked(text)
    return _IN_ADDRESS.sub(rf"\1{HIDDEN}", text)


def hide_all(data: Any, secrets: Iterable[Secret]) -> Any:  # noqa: ANN401  # JSON
    """Give what a message holds without secrets in any of its texts."""
    found = tuple(secret for secret in secrets if len(secret.reveal()) >= _SHORTEST)
    return _hidden(data, found) if found else data


def _hidden(data: Any, secrets: tuple[Secret, ...]) -> Any:  # noqa: ANN401  # JSON
    if isinstance(data, str):
        for secret in secrets:
            data = secret.masked(data)
    elif isinstance(data, list):
        return [_hidden(item, secrets) for item in data]
    elif isinstance(data, dict):
        return {name: _hidden(value, secrets) for name, value in data.items()}
    return data


def hide_bytes(body: bytes, secrets: Iterable[Secret]) -> bytes:
    """Give a body without secrets."""
    return hide(body.decode(errors="replace"), secrets).encode()
