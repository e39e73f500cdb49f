"""Which service and which of its models is to hear: ``assemblyai``, ``assemblyai/universal-3-5-pro``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.listening.status import About
from anamctl.stt.providers import about

if TYPE_CHECKING:
    from anamctl.stt.provider import Provider


class Target(NamedTuple):
    """A service, and a model of it."""

    provider: str
    """What options call it."""
    model: str = ""
    """Empty: the service's default."""
    params: tuple[str, ...] = ()
    """Settings of the service, each ``name=value``."""
    name: str = ""
    """What to call it in tables; empty: service and model."""

    @property
    def label(self) -> str:
        """Give what tables and reports call it."""
        return self.name or (f"{self.provider}/{self.model}" if self.model else self.provider)


def parse_target(text: str) -> Target:
    """
    Read what somebody has written for a service.

    Raises:
        UsageError: there is none of this name.
    """
    provider, _, model = text.strip().partition("/")
    return Target(about(provider).name, model.strip())


def about_provider(provider: Provider) -> About:
    """Give what a status has to know of a service."""
    return About(
        provider=provider.name,
        shown=provider.shown,
        model=provider.model,
        price_per_hour=provider.price_per_hour,
        has_language_confidence=provider.has_language_confidence,
        language_is_share=provider.language_is_share,
    )
