"""The providers of speech-to-text by name: what they are called, what they want, and how one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import CredentialsError, UsageError
from anamctl.settings import nearest_key
from anamctl.stt.catalogue import models

if TYPE_CHECKING:
    from anamctl.stt.catalogue import Model
    from anamctl.stt.options import Options
    from anamctl.stt.parameters import Parameter
    from anamctl.stt.provider import Provider


class About(NamedTuple):
    """What is to be known of a provider before one is made."""

    name: str
    shown: str
    url: str
    """As profiles write it."""
    url_variable: str
    """Environment variable that may hold another one."""
    key_variable: str
    """Environment variable that its key is looked for in."""
    wants_key: bool
    """Whether nothing goes without one."""
    default_model: str
    regions: tuple[str, ...] = ()
    token_variable: str = ""
    """Environment variable that a temporary token is looked for in where there is no key."""

    @property
    def models(self) -> tuple[Model, ...]:
        """Models that we know; others may work."""
        return models(self.name)


_ALL = (
    About(
        "assemblyai",
        "AssemblyAI",
        "https://streaming.assemblyai.com",
        "ANAMCTL_STT_URL",
        "ASSEMBLYAI_API_KEY",
        wants_key=True,
        default_model="universal-streaming-multilingual",
        regions=("us", "eu"),
        token_variable="ANAMCTL_STT_TOKEN",  # noqa: S106  # a name
    ),
    About(
        "whisperlivekit",
        "WhisperLiveKit",
        "http://127.0.0.1:8000",
        "ANAMCTL_WHISPERLIVEKIT_URL",
        "WHISPERLIVEKIT_API_TOKEN",
        wants_key=False,
        default_model="",
    ),
    About(
        "deepgram",
        "Deepgram",
        "https://api.deepgram.com",
        "ANAMCTL_DEEPGRAM_URL",
        "DEEPGRAM_API_KEY",
        wants_key=True,
        default_model="nova-3",
    ),
)
NAMES = tuple(about.name for about in _ALL)
DEFAULT = "assemblyai"


def about(name: str) -> About:
    """
    Say what is to be known of a provider.

    Raises:
        UsageError: there is none of this name.
    """
    for found in _ALL:
        if found.name == name.strip().lower():
            return found
    first, _, model = name.strip().partition("/")
    if model and first.lower() in NAMES:
        raise UsageError(
            f'no speech-to-text provider is called "{name}".',
            hint=f"a model is an option of its own: --provider {first.lower()} --model {model}",
        )
    hint = nearest_key(first, NAMES) or nearest_key(name, NAMES) or f"providers are {', '.join(NAMES)}."
    raise UsageError(f'no speech-to-text provider is called "{name}".', hint=hint)


def make(name: str, options: Options) -> Provider:
    """
    Make a provider.

    Raises:
        UsageError: there is none of this name, or an option cannot be.
        CredentialsError: it wants a key, and there is none.
    """
    found = about(name).name
    for secret in (options.key, options.token):
        if secret is not None and not _can_be_sent(secret.reveal()):
            raise CredentialsError(
                f"the key or token for {about(name).shown} holds characters that none has.",
                hint="copy it again, without quotes, spaces and line ends.",
            )
    if found == "assemblyai":
        from anamctl.stt.assemblyai.provider import AssemblyAI

        return AssemblyAI(options)
    if found == "whisperlivekit":
        from anamctl.stt.whisperlivekit.provider import WhisperLiveKit

        return WhisperLiveKit(options)
    from anamctl.stt.deepgram.provider import Deepgram

    return Deepgram(options)


def parameters(name: str) -> tuple[Parameter, ...]:
    """
    Give the settings that a provider is known to take, for options and for help.

    Raises:
        UsageError: there is none of this name.
    """
    found = about(name).name
    if found == "assemblyai":
        from anamctl.stt.assemblyai.parameters import PARAMETERS
    elif found == "whisperlivekit":
        from anamctl.stt.whisperlivekit.provider import PARAMETERS
    else:
        from anamctl.stt.deepgram.parameters import PARAMETERS
    return PARAMETERS


def _can_be_sent(secret: str) -> bool:
    return bool(secret) and secret.isascii() and secret.isprintable() and " " not in secret
