"""
Keeping keys and tokens out of what services say: some repeat what they refuse.

Done before anything is cut short: of half a secret nobody could tell that it is one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.secret import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.secret import Secret

_IN_ADDRESS = re.compile(r"""(\btoken=)[^\s&"'<>]+""", re.IGNORECASE)


def hide(text: str, secrets: Iterable[Secret]) -> str:
    """Give a text without secrets, and without the token of an address, whosever it is."""
    for secret in secrets:
        text = secret.masked(text)
    return _IN_ADDRESS.sub(rf"\1{HIDDEN}", text)


def hide_bytes(body: bytes, secrets: Iterable[Secret]) -> bytes:
    """Give a body without secrets."""
    return hide(body.decode(errors="replace"), secrets).encode()
