"""The settings of Deepgram's live transcription that a client in a terminal needs (Deepgram docs, October 2026)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.errors import UsageError
from anamctl.stt.parameters import Parameter, Value, encoded, select, split, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.options import Options

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("language", "text", "the language that is spoken; multi finds out and may change"),
    Parameter("language_hint", "list", "languages to expect, with language=multi"),
    Parameter("interim_results", "flag", "send texts that may still change"),
    Parameter("endpointing", "text", "silence in milliseconds that ends a turn, or false"),
    Parameter(
        "utterance_end_ms",
        "milliseconds",
        "gap between words that ends a turn where silence does not",
        low=1000,
        high=5000,
    ),
    Parameter("vad_events", "flag", "report when somebody begins to speak"),
    Parameter("punctuate", "flag", "write punctuation and capitals"),
    Parameter("smart_format", "flag", "write numbers, dates and addresses as people do"),
    Parameter("numerals", "flag", "write numbers in digits"),
    Parameter("filler_words", "flag", "keep uh and um"),
    Parameter("profanity_filter", "flag", "mask swear words"),
    Parameter("diarize", "flag", "tell speakers apart"),
    Parameter("redact", "list", "what to hide: pii, pci, phi, numbers, or the name of an entity"),
    Parameter("keyterm", "list", "words to listen for: names, products"),
    Parameter("mip_opt_out", "flag", "keep the sound out of the improvement of models"),
)
BY_NAME = table(PARAMETERS)
_DEFAULTS: dict[str, object] = {
    "language": "multi",
    "interim_results": True,
    "endpointing": "100",
    "punctuate": True,
}
_OWN = {
    "sample_rate": "it follows from the sound.",
    "encoding": "sound is always sent as linear16.",
    "channels": "sound is always mono.",
    "multichannel": "sound is always mono.",
    "model": "choose the model with --model.",
    "token": "a token goes into an environment variable, where nobody sees it.",
    "callback": "results come to this terminal.",
}


def chosen(options: Options) -> tuple[dict[str, Value], list[str]]:
    """
    Give the settings of a session by name, and what is to be said about them.

    Raises:
        UsageError: one of them cannot be.
    """
    given = {**_DEFAULTS, **options.settings, **split(options.params)}
    endpointing = given.get("endpointing")
    if isinstance(endpointing, (bool, int)):
        given["endpointing"] = encoded(endpointing)
    found, notices = select(given, BY_NAME, _OWN)
    _check(found)
    if "language_hint" in found and found.get("language") != "multi":
        notices.append("language_hint means nothing without language=multi.")
    return found, notices


def pairs(settings: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Give settings as they stand in a query: a list repeats its name."""
    return [
        (name, item)
        for name, value in settings.items()
        for item in (value if isinstance(value, tuple) else (encoded(value),))
    ]


def _check(found: Mapping[str, Value]) -> None:
    endpointing = found.get("endpointing")
    if isinstance(endpointing, str) and endpointing not in ("true", "false") and not endpointing.isdecimal():
        raise UsageError(f'endpointing cannot be "{endpointing}".', hint="write milliseconds, or false.")
    if "utterance_end_ms" in found and found.get("interim_results") is not True:
        raise UsageError("utterance_end_ms needs interim_results.", hint="leave one of them out.")
