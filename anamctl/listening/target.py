"""Which service and which of its models is to hear: ``assemblyai``, ``assemblyai/universal-3-5-pro``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import UsageError
from anamctl.listening.status import About
from anamctl.settings import nearest_key
from anamctl.stt.providers import NAMES, about

if TYPE_CHECKING:
    from anamctl.stt.provider import Provider
    from anamctl.stt.typed import Given


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
    options: tuple[tuple[str, Given], ...] = ()
    """Options of `anamctl.stt.typed`, each with its value."""

    @property
    def label(self) -> str:
        """Give what tables and reports call it."""
        return self.name or (f"{self.provider}/{self.model}" if self.model else self.provider)


def parse_target(text: str) -> Target:
    """
    Read what somebody has written for a service: its name, the name and a model, or a model that we know.

    Raises:
        UsageError: there is no such service, and no such model.
    """
    provider, slash, model = text.strip().partition("/")
    if slash or provider.lower() in NAMES:
        return Target(about(provider).name, model.strip())
    for name in NAMES:
        if any(known.name == provider for known in about(name).models):
            return Target(name, provider)
    known = [*NAMES, *(model.name for name in NAMES for model in about(name).models)]
    hint = nearest_key(text, known) or f"services are {', '.join(NAMES)}; write SERVICE/MODEL."
    raise UsageError(f'"{text}" is neither a speech-to-text service nor a model we know.', hint=hint)


def about_provider(provider: Provider) -> About:
    """Give what a status has to know of a service."""
    return About(
        provider=provider.name,
        shown=provider.shown,
        model=provider.model,
        price_per_hour=provider.price_per_hour,
        has_language_confidence=provider.has_language_confidence,
        language_is_share=provider.language_is_share,
        changing=provider.changing,
    )
