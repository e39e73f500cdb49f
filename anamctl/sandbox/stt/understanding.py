"""
What a model makes of what is heard: a service that does not know a language hears something all the same.

Such speech, and speech that is no known utterance, becomes made-up syllables that nobody should be sure of.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from anamctl.sandbox.speech.clips import joined
from anamctl.sandbox.speech.events import Word

if TYPE_CHECKING:
    from collections.abc import Collection

    from anamctl.sandbox.speech.events import Heard

_SYLLABLES = ("ba", "lo", "mi", "ta", "re", "su", "ne", "ko")
_SYLLABLE_MS = 350
_UNSURE = 0.45
"""Nobody is surer than that of what was not understood."""
SHORT_MS = 700
"""Unknown sound that is no speech."""


def understood(heard: Heard, languages: Collection[str] | None) -> Heard:
    """
    Give what a model understands.

    Args:
        heard: what was said.
        languages: those that the model knows; None: all.

    Returns:
        The same for a known utterance in one of these languages. For other speech, something with confidences of at
        most 0.45; a partial of it has a single word that is not final. A sound too short for speech has no words.
    """
    is_foreign = languages is not None and heard.language is not None and heard.language not in languages
    if (heard.known or heard.words) and not is_foreign:
        return heard
    if not heard.known and heard.is_final and heard.end_ms - heard.start_ms < SHORT_MS:
        return replace(heard, words=(), text="")
    language = _guess(heard.language, languages)
    sure = round(min(_UNSURE, heard.confidence * _UNSURE if is_foreign and heard.known else heard.confidence), 3)
    spans = [(word.start_ms, word.end_ms) for word in heard.words] if is_foreign else []
    if not spans:
        count = max(1, (heard.end_ms - heard.start_ms) // _SYLLABLE_MS)
        edges = [heard.start_ms + (heard.end_ms - heard.start_ms) * index // count for index in range(count + 1)]
        spans = list(pairwise(edges))
    if not heard.is_final:
        spans = [(heard.start_ms, heard.end_ms)]
    words = tuple(
        Word(_SYLLABLES[(heard.start_ms // 10 + index) % len(_SYLLABLES)], start, end, sure, is_final=heard.is_final)
        for index, (start, end) in enumerate(spans)
    )
    text = joined(tuple(word.text for word in words), None)
    return replace(heard, text=text, words=words, language=language, confidence=sure, known=False)


def _guess(language: str | None, languages: Collection[str] | None) -> str:
    if language is not None and (languages is None or language in languages):
        return language
    return "en" if languages is None or "en" in languages else min(languages)
