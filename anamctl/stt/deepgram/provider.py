"""Deepgram as a provider: its address, its limits, and the options that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.errors import CredentialsError, UsageError
from anamctl.stt.addresses import endpoint, host_of
from anamctl.stt.catalogue import hears, model, models, price
from anamctl.stt.changing import NOTHING
from anamctl.stt.deepgram.dialogue import DeepgramDialogue
from anamctl.stt.deepgram.parameters import chosen
from anamctl.stt.parameters import as_written

if TYPE_CHECKING:
    from anamctl.stt.options import Options

PATH = "/v1/listen"
URL = "wss://api.deepgram.com"
DEFAULT = "nova-3"


class Deepgram:
    """
    Deepgram, or a server of one's own that speaks the same.

    Args:
        options: what was chosen.

    Raises:
        UsageError: an option cannot be.
        CredentialsError: there is neither a key nor a token for Deepgram itself.
    """

    name = "deepgram"
    shown = "Deepgram"
    only_rate = None
    min_block_ms = 1
    max_block_ms = 1000
    max_pace = 1.25
    burst_seconds = 5.0
    """Nobody says how much may be sent at once; it must be less than what it takes for lost."""
    keeps_alive_every = 4.0
    """After ten seconds without sound or this the service hangs up."""
    max_session_seconds = None
    has_language_confidence = False
    language_is_share = True
    has_word_confidence = True
    changing = NOTHING

    def __init__(self, options: Options) -> None:
        if options.region:
            raise UsageError("Deepgram has no --region.", hint="write the address of the region: --url wss://…")
        self.model = options.model.strip() or DEFAULT
        self.settings, notices = chosen(options)
        if model(self.name, self.model) is None:
            known = ", ".join(found.name for found in models(self.name))
            notices.insert(0, f'"{self.model}" is not among the models we know ({known}); the service decides.')
        self.notices = tuple(as_written(notices, options.written))
        self.key = options.key
        self.token = options.token
        self.secrets = tuple(secret for secret in (options.key, options.token) if secret is not None)
        self.credential = options.credential
        self.endpoint = endpoint(
            options.url or URL, PATH, allow_plain=options.allow_plain, has_secret=bool(self.secrets)
        )
        is_own = not f".{host_of(self.endpoint)}".endswith(".deepgram.com")
        if not self.secrets and not is_own:
            raise CredentialsError(
                "Deepgram wants a key, and there is none.",
                hint="set DEEPGRAM_API_KEY, or add --sandbox to try it without an account.",
            )
        language = self.settings.get("language", "en")
        is_multi = language == "multi"
        self.price_per_hour = price(self.name, self.model) if is_multi and not is_own else None
        self.languages = hears(self.name, self.model) if is_multi else (str(language),)

    def __repr__(self) -> str:
        return f"Deepgram({self.model})"

    def dialogue(self) -> DeepgramDialogue:
        """Begin a connection."""
        return DeepgramDialogue(self)
