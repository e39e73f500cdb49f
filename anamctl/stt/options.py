"""What a provider is made from: where it is, who asks, which model, and settings of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.secret import Secret

TokenPlace = Literal["query", "header"]


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options that every provider understands; what it does not take is refused in its own words."""

    model: str = ""
    """Empty for the default of the provider."""
    url: str = ""
    """Of another server than the service's own: ``wss://``, ``ws://``, ``https://`` or ``http://``."""
    region: str = ""
    key: Secret | None = None
    token: Secret | None = None
    """Made from a key and good for a short time; goes in the place of the key."""
    credential: str = ""
    """Which key or token it is, or that there is none: ``ASSEMBLYAI_API_KEY from the environment was used``."""
    token_place: TokenPlace = "query"  # noqa: S105  # a place, no token
    settings: Mapping[str, object] = field(default_factory=dict)
    """Settings of the service by their names there: ``{"max_turn_silence": 800}``; a None is not sent at all."""
    written: Mapping[str, str] = field(default_factory=dict)
    """What whoever asked calls settings, by their names there: ``{"language_codes": "--hint"}``; for remarks."""
    params: tuple[str, ...] = ()
    """Each ``name=value``; one that is known is checked like a setting, any other goes along as it is."""
    allow_plain: bool = False
    """Whether a key may travel unencrypted to another machine."""
