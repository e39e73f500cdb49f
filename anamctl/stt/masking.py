"""
Keeping keys and tokens out of what services say: some repeat what they refuse.

Done before anything is cut short: of half a secret nobody could tell that it is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.secret import Secret


def hide(text: str, secrets: Iterable[Secret]) -> str:
    """Give a text without secrets."""
    for secret in secrets:
        text = secret.masked(text)
    return text


def hide_bytes(body: bytes, secrets: Iterable[Secret]) -> bytes:
    """Give a body without secrets."""
    return hide(body.decode(errors="replace"), secrets).encode()
