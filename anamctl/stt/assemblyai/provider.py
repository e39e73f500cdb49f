"""AssemblyAI Streaming v3 as a provider: its addresses, its limits, and the options that it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.errors import CredentialsError, UsageError
from anamctl.secret import Secret
from anamctl.stt.addresses import endpoint, host_of
from anamctl.stt.assemblyai.dialogue import AssemblyDialogue
from anamctl.stt.assemblyai.models import DEFAULT, family, remark
from anamctl.stt.assemblyai.parameters import chosen
from anamctl.stt.assemblyai.presets import changing
from anamctl.stt.catalogue import hears, price
from anamctl.stt.parameters import as_written

if TYPE_CHECKING:
    from anamctl.stt.options import Options

PATH = "/v3/ws"
URL = "wss://streaming.assemblyai.com"
REGIONS = {"us": "wss://streaming.us.assemblyai.com", "eu": "wss://streaming.eu.assemblyai.com"}
"""Hosts that keep the sound in a region; without one the nearest takes it."""
LONGEST_SECONDS = 10800.0
_SELF_HOSTED = Secret("self-hosted")
"""What a server of one's own wants in the place of a key; no secret, but it travels where keys do."""


class AssemblyAI:
    """
    AssemblyAI, or a server of one's own that speaks the same.

    Args:
        options: what was chosen.

    Raises:
        UsageError: an option cannot be.
        CredentialsError: there is neither a key nor a token for AssemblyAI itself.
    """

    name = "assemblyai"
    shown = "AssemblyAI"
    only_rate = None
    min_block_ms = 50
    max_block_ms = 1000
    max_pace = 1.25
    """As documented in July 2026. Older servers are stricter, and files are played at 1.0 anyway."""
    burst_seconds = 7.0
    """Seen live in September 2026: 7.3 s of sound in 0.7 s."""
    max_session_seconds = LONGEST_SECONDS
    has_language_confidence = True
    language_is_share = False

    def __init__(self, options: Options) -> None:
        self.model = options.model.strip() or DEFAULT
        self.settings, notices = chosen(options, self.model)
        said = remark(self.model)
        self.notices = (*([said] if said else []), *as_written(notices, options.written))
        self.endpoint = endpoint(
            _address(options),
            PATH,
            allow_plain=options.allow_plain,
            has_secret=options.key is not None or options.token is not None,
        )
        self.token = options.token
        self.token_place = options.token_place
        self.authorization = options.token or options.key or _SELF_HOSTED
        self.secrets = tuple(secret for secret in (options.key, options.token) if secret is not None)
        self.credential = options.credential
        if not self.secrets:
            none = options.credential or "there is no key"
            self.credential = f'{none}, and "{_SELF_HOSTED.reveal()}" was sent in the place of a key'
        is_own = not f".{host_of(self.endpoint)}".endswith(".assemblyai.com")
        if not self.secrets and not is_own:
            raise CredentialsError(
                "AssemblyAI wants a key, and there is none.",
                hint="set ASSEMBLYAI_API_KEY, or add --sandbox to try it without an account.",
            )
        timeout = self.settings.get("inactivity_timeout")
        self.keeps_alive_every = timeout / 2 if isinstance(timeout, int) and not isinstance(timeout, bool) else None
        self.price_per_hour = None if is_own else price(self.name, self.model)
        self.languages = hears(self.name, self.model)
        self.has_word_confidence = family(self.model) != "whisper"
        self.changing = changing(self.model, self.settings)

    def __repr__(self) -> str:
        return f"AssemblyAI({self.model})"

    def dialogue(self) -> AssemblyDialogue:
        """Begin a connection."""
        return AssemblyDialogue(self)


def _address(options: Options) -> str:
    if options.region and options.url:
        raise UsageError("--region and --url exclude each other.", hint="an address names its region itself.")
    if options.region:
        try:
            return REGIONS[options.region.lower()]
        except KeyError:
            raise UsageError(
                f'AssemblyAI has no region "{options.region}".', hint=f"write {' or '.join(REGIONS)}."
            ) from None
    return options.url or URL
