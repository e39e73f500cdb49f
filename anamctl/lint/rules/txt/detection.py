"""
Which language a prompt is in, by a model that is loaded only when a prompt gives reason to.

The model comes with the extra `langid` (py3langid) and takes 130 MB and most of a second; a hundred files in order
never load it.
"""

from __future__ import annotations

import math
import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from anamctl.lint.rules.txt.typical_words import are_close

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Classifier: TypeAlias = "Callable[[str], Sequence[tuple[str, float]]]"
"""From a text to codes of languages with the logarithm of their likelihood, in any order."""

FEWEST_WORDS = 5
SURE = 0.9
"""Share of the likelihood that the best language must have ..."""
UNLIKELY = 0.02
"""... while the expected one has no more than this."""

_NO_PROSE = re.compile(
    r"```.{0,5000}?```|`[^`\n]{0,200}`"
    r"|(?:https?://|www\.)\S{1,500}|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|\$?\{{1,2}[^{}\n]{0,80}\}{1,2}|</?[A-Za-z][^<>\n]{0,200}>|[\d#*_>|=~+]+",
    re.DOTALL,
)
_ENOUGH_TEXT = 4000
_ALIASES = {"nb": "no", "nn": "no", "fil": "tl", "od": "or"}


class Verdict(NamedTuple):
    """A language that a text is evidently in."""

    code: str
    share: float


@cache
def classifier() -> Classifier | None:
    """Give the classifier; None when the extra is not installed. The model is read with the first text."""
    return _classify if find_spec("py3langid") else None


def _classify(text: str) -> Sequence[tuple[str, float]]:
    from py3langid import rank

    found: Sequence[tuple[str, float]] = rank(text)
    return found


def prose(text: str) -> str:
    """Leave only what is said in a language: no code, addresses, placeholders, markup or numbers."""
    return " ".join(_NO_PROSE.sub(" ", text[:_ENOUGH_TEXT]).split())


def has_enough(text: str) -> bool:
    """Tell whether a text has enough words to judge; scripts without spaces count by their characters."""
    said = prose(text)
    return said.count(" ") >= FEWEST_WORDS - 1 or (not said.isascii() and len(said) >= FEWEST_WORDS * 8)


def judge(text: str, expected: str, classify: Classifier) -> Verdict | None:
    """
    Tell which other language a text is evidently in.

    None when it is the expected one or close to it, when the model does not know that one, and when it is not sure.
    """
    said = prose(text)
    shares = _shares(classify(said), len(said.encode()))
    expected = _ALIASES.get(expected, expected)
    if expected not in shares:
        return None
    best = max(shares, key=lambda code: shares[code])
    if are_close(best, expected) or shares[best] < SURE or shares[expected] > UNLIKELY:
        return None
    return Verdict(best, shares[best])


def _shares(scores: Sequence[tuple[str, float]], size: int) -> dict[str, float]:
    """
    Turn scores into shares of one.

    The scores of a long text are sums over its features, which are not independent; dividing by the root of its length
    keeps the shares from being all or nothing.
    """
    if not scores:
        return {}
    root = math.sqrt(size or 1)
    highest = max(score for _, score in scores)
    shares: dict[str, float] = {}
    for code, score in scores:
        plain = _ALIASES.get(code, code)
        shares[plain] = shares.get(plain, 0.0) + math.exp((score - highest) / root)
    total = sum(shares.values())
    return {code: share / total for code, share in shares.items()}
