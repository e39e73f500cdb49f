"""Parameters of a Deepgram session, as far as they change what the sandbox does (Deepgram docs, live audio)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MULTI = frozenset({"en", "es", "fr", "de", "hi", "ru", "pt", "ja", "it", "nl"})
"""What `language=multi` tells apart."""
_FLAGS = ("smart_format", "numerals", "filler_words", "profanity_filter", "mip_opt_out")
"""What is judged, and changes nothing here."""
_ENDPOINTING_MS = 10
_SHORTEST_END_MS = 1000


class OptionError(Exception):
    """A parameter is refused, with 400 at the handshake."""


class Options(NamedTuple):
    """What a session runs with."""

    model: str
    rate: int
    is_mulaw: bool
    channels: int
    languages: frozenset[str]
    tells_languages: bool
    """Words and results carry their language."""
    interim: bool
    punctuates: bool
    endpointing_ms: int | None
    utterance_end_ms: int | None
    vad_events: bool
    diarize: bool


def options(query: Mapping[str, str]) -> Options:
    """
    Read the parameters of an address.

    Raises:
        OptionError: a value is refused.
    """
    language = query.get("language", "en")
    encoding = query.get("encoding")
    if encoding not in {"linear16", "mulaw"}:
        raise OptionError("the sandbox takes encoding linear16 or mulaw, and no containers")
    rate = _whole(query, "sample_rate", 8000)
    if rate is None:
        raise OptionError("sample_rate is required when encoding is set")
    interim = _flag(query, "interim_results")
    end = _whole(query, "utterance_end_ms", _SHORTEST_END_MS)
    if end is not None and not interim:
        raise OptionError("utterance_end_ms requires interim_results=true")
    for name in _FLAGS:
        _flag(query, name)
    return Options(
        model=query.get("model", "base"),
        rate=rate,
        is_mulaw=encoding == "mulaw",
        channels=_whole(query, "channels", 1) or 1,
        languages=MULTI if language == "multi" else frozenset({language.partition("-")[0].lower()}),
        tells_languages=language == "multi",
        interim=interim,
        punctuates=_flag(query, "punctuate") or _flag(query, "smart_format"),
        endpointing_ms=_endpointing(query),
        utterance_end_ms=end,
        vad_events=_flag(query, "vad_events"),
        diarize=_flag(query, "diarize"),
    )


def _flag(query: Mapping[str, str], name: str) -> bool:
    text = query.get(name, "false").lower()
    if text not in {"true", "false"}:
        raise OptionError(f"{name} must be true or false")
    return text == "true"


def _whole(query: Mapping[str, str], name: str, low: int) -> int | None:
    given = query.get(name)
    if given is None:
        return None
    if not (given.isascii() and given.isdecimal()) or int(given[:9]) < low:
        raise OptionError(f"{name} must be an integer of at least {low}")
    return int(given[:9])


def _endpointing(query: Mapping[str, str]) -> int | None:
    given = query.get("endpointing", str(_ENDPOINTING_MS)).lower()
    if given == "false":
        return None
    if given == "true":
        return _ENDPOINTING_MS
    return _whole({"endpointing": given}, "endpointing", 0)
