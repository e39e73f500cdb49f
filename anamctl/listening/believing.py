"""
Whether what a service says of a language is believed: one rule for all that is shown, kept and judged.

A language is believed from 0.6 on. Where a service does not say how sure it is of a language, or says only which part
of the words is in it, its words have to be sure as well: what it could not make out is no evidence for a language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.stt.events import Word
    from anamctl.stt.heard import Final, Partial

SURE = 0.6
"""Confidence below which a language is not believed."""


class Belief(NamedTuple):
    """What is made of what a service says of a language."""

    is_sure: bool
    """Whether it counts as heard in that language; never without a language."""
    words: float | None = None
    """How sure the service is of the words, on average, where that is what counts."""

    @property
    def is_for_words(self) -> bool:
        """Whether it is the words that are not believed."""
        return self.words is not None and self.words < SURE


def belief(event: Final | Partial, *, is_share: bool = False) -> Belief:
    """
    Say whether the language of a turn is believed.

    Args:
        event: the turn, or what is known of it so far.
        is_share: the confidence of the service is the share of words in the language, not how sure it is.
    """
    if not event.language:
        return Belief(is_sure=False)
    confidence = event.confidence
    words = _mean(event.words) if confidence is None or is_share else None
    is_sure = (confidence is None or confidence >= SURE) and (words is None or words >= SURE)
    return Belief(is_sure, words)


def _mean(words: Iterable[Word]) -> float | None:
    known = [word.confidence for word in words if word.confidence is not None]
    return sum(known) / len(known) if known else None
