"""WhisperLiveKit as a provider: where it is, and the few settings of a session."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from anamctl.errors import UsageError
from anamctl.languages.supported import codes
from anamctl.stt.addresses import endpoint
from anamctl.stt.changing import NOTHING
from anamctl.stt.parameters import Parameter, as_written, select, split, table
from anamctl.stt.whisperlivekit.dialogue import RATE, WhisperDialogue

if TYPE_CHECKING:
    from anamctl.stt.options import Options

PATH = "/asr"
URL = "ws://127.0.0.1:8000"
"""Where a server listens that was started without further ado."""
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("language", "text", "the language that is spoken, or auto"),
    Parameter("mode", "text", "whole lists or changes", choices=("full", "diff")),
    Parameter("target_language", "text", "the language to translate into"),
)
BY_NAME = table(PARAMETERS)
_DEFAULTS: dict[str, object] = {"language": "auto", "mode": "full"}
_OWN = {"token": "a token goes into an environment variable, where nobody sees it."}


class WhisperLiveKit:
    """
    A server of one's own.

    Args:
        options: what was chosen.

    Raises:
        UsageError: an option cannot be.
    """

    name = "whisperlivekit"
    shown = "WhisperLiveKit"
    only_rate = RATE
    min_block_ms = 1
    max_block_ms = 1000
    max_pace = math.inf
    """It takes what it gets, and is late when the machine is too slow."""
    burst_seconds = math.inf
    keeps_alive_every = None
    max_session_seconds = None
    price_per_hour = 0.0
    has_language_confidence = False
    language_is_share = False
    has_word_confidence = False
    changing = NOTHING

    def __init__(self, options: Options) -> None:
        if options.region:
            raise UsageError("WhisperLiveKit has no regions.", hint="leave --region out, or write --url.")
        self.model = options.model.strip()
        self.secret = options.token or options.key
        self.secrets = tuple(secret for secret in (options.key, options.token) if secret is not None)
        self.credential = options.credential
        self.token_place = options.token_place
        self.endpoint = endpoint(
            options.url or URL, PATH, allow_plain=options.allow_plain, has_secret=self.secret is not None
        )
        given = {**_DEFAULTS, **options.settings, **split(options.params)}
        self.settings, notices = select(given, BY_NAME, _OWN)
        if self.model:
            notices.append("WhisperLiveKit hears with the model that it was started with; --model only names it.")
        self.notices = tuple(as_written(notices, options.written))
        self.languages = codes("whisperlivekit")

    def __repr__(self) -> str:
        return f"WhisperLiveKit({self.endpoint})"

    def dialogue(self) -> WhisperDialogue:
        """Begin a connection."""
        return WhisperDialogue(self)
