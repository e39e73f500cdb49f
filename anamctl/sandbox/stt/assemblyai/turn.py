"""A turn that goes on, and how its words are spelled."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anamctl.sandbox.speech.clips import joined, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.sandbox.speech.events import Word

_SENTENCE_ENDS = ".!?…。！？।؟"


@dataclass
class Turn:
    """A turn that goes on."""

    parts: list[tuple[tuple[Word, ...], str | None]] = field(default_factory=list)
    """Words and language of each utterance that is over."""
    speakers: list[str] = field(default_factory=list)
    """Who said each of these utterances."""
    utterance: str = ""
    """The last utterance that is over, while no message has carried it."""
    now: tuple[Word, ...] = ()
    """Words of the utterance that goes on ..."""
    now_language: str | None = None
    """... and its language."""
    start_ms: int = 0
    end_ms: int = 0
    language: tuple[str | None, float] = (None, 0.0)
    weight: int = 0
    """Words of the utterance that the language is of."""
    sure: float = 0.0
    """Confidence of the last utterance."""
    told: tuple[tuple[str, bool], ...] = ()
    """Words of the utterance that goes on, as the last message had them."""
    is_told: bool = False
    """A message has told of it."""

    @property
    def labels(self) -> list[str]:
        """Who said each of these words."""
        return [speaker for (words, _), speaker in zip(self.parts, self.speakers, strict=True) for _ in words]

    @property
    def done(self) -> list[Word]:
        """Words of the utterances that are over."""
        return [word for words, _ in self.parts for word in words]

    def text(self, *, formatted: bool) -> str:
        """Give what has been said in the utterances that are over."""
        texts = (text_of(words, language, formatted=formatted) for words, language in self.parts)
        return " ".join(text for text in texts if text)


def text_of(words: Iterable[Word], language: str | None, *, formatted: bool) -> str:
    """Give words as a text, as they are written or bare."""
    return joined(tuple(spelling(word, formatted=formatted) for word in words), language)


def spelling(word: Word, *, formatted: bool) -> str:
    """Give a word as it is written, or bare."""
    return word.text if formatted else plain(word.text) or word.text


def fragment(text: str) -> str:
    """Give what is known of a word that is being said."""
    bare = text.rstrip(_SENTENCE_ENDS) or text
    return bare if len(bare) <= 3 else bare[: math.ceil(len(bare) / 2)]
