"""Where Anam is asked, and with which key."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from anamctl.secret import Secret

DEFAULT_URL = "https://api.anam.ai"
"""Address of the API without the version (Anam API reference)."""


class Access(NamedTuple):
    """Where to ask, and with which key."""

    url: str
    key: Secret
    url_source: str = "the default"
    """Where the URL came from, for messages."""
    key_source: str = "ANAM_API_KEY from the environment"
