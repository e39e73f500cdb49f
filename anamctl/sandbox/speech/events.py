"""What a listener tells while sound arrives. Times are milliseconds since the first sample of the stream."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """
    A word that was heard.

    ``text`` is the word as it is written, with the signs that belong to it (``"Bonjour,"``). ``is_final`` says that its
    end has passed and that it stays; only the last word of an utterance that goes on is not final.
    """

    text: str
    start_ms: int
    end_ms: int
    confidence: float
    is_final: bool


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody began to make a sound. A final ``Heard`` follows, also when nothing was understood."""

    at_ms: int


@dataclass(frozen=True, slots=True)
class Heard:
    """
    What an utterance sounds like so far, or at its end.

    Each one replaces the one before it. Final words of a partial stay as they are in all that follow. A partial never
    has a higher ``end_ms`` than the sound that was fed.

    Attributes:
        text: the words so far, joined as the language writes them; empty when nothing was understood.
        words: the same with times.
        language: its two-letter code; for unknown speech a guess, or None.
        confidence: 0 to 1, how well the sound matches; below 0.5 when ``known`` is False and the utterance is over.
        is_final: the utterance is over.
        known: the sound matches a known utterance; in a partial: its beginning so far.
        start_ms: where the utterance begins.
        end_ms: where it ends, or how far it has been heard.
        speaker: who says it, where that is scripted; whatever names it.
    """

    text: str
    words: tuple[Word, ...]
    language: str | None
    confidence: float
    is_final: bool
    known: bool
    start_ms: int
    end_ms: int
    speaker: str = ""


Event = Started | Heard
