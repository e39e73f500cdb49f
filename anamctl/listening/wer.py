"""
How far what was heard is from what was said: the word error rate.

Case and punctuation do not count. Where no spaces are written between words, characters are counted in their place.
"""

from __future__ import annotations

import unicodedata
from importlib.util import find_spec
from typing import NamedTuple

from anamctl.errors import UsageError
from anamctl.listening.codes import base

INSTALL = 'pip install "anamctl[suite]"'
UNSPACED = frozenset({"zh", "ja", "th", "lo", "my", "km", "bo", "yue", "dz"})
"""Languages that are written without spaces between words."""


class Errors(NamedTuple):
    """How many mistakes there are in a text."""

    wrong: int
    """Words (or characters) that were added, left out or taken for others."""
    of: int
    """Words (or characters) of the expected text."""

    @property
    def rate(self) -> float:
        """The error rate; may be above 1, when more was heard than was said."""
        return self.wrong / self.of if self.of else float(self.wrong > 0)


def require_wer() -> None:
    """
    Make sure that the package that compares texts is there.

    Raises:
        UsageError: it is not.
    """
    if find_spec("rapidfuzz") is None:
        raise UsageError("word error rates need rapidfuzz, which is not installed.", hint=INSTALL)


def errors(expected: str, heard: str, language: str) -> Errors:
    """
    Count the mistakes.

    Args:
        expected: what was said.
        heard: what was understood.
        language: code of what was said.

    Raises:
        UsageError: the package that compares texts is not installed.
    """
    require_wer()
    from rapidfuzz.distance import Levenshtein

    first, second = units(expected, language), units(heard, language)
    return Errors(Levenshtein.distance(first, second), len(first))


def unit(language: str) -> str:
    """Say what is counted in a language."""
    return "characters" if base(language) in UNSPACED else "words"


def units(text: str, language: str) -> list[str]:
    """Give what is compared: words without case and punctuation, or characters where words are not written apart."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kept = "".join(_kept(character) for character in folded)
    return list("".join(kept.split())) if base(language) in UNSPACED else kept.split()


def _kept(character: str) -> str:
    if character.isalnum() or unicodedata.category(character).startswith("M"):
        return character
    return "" if character in "'’ʼ\u00ad\u200b\u200c\u200d" else " "
