"""What a misspelt word was probably meant to be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """
    Give the candidate that a word most probably stands for; None when none is near.

    Capitals and the difference between ``snake_case``, ``kebab-case`` and ``camelCase`` do not count. When no candidate
    is a slip of the finger away, one that begins with the word, or ends with it, will do (``voice`` for ``voiceId``).
    """
    return _nearest(word, tuple(candidates))[0]


def misspelling(word: str, candidates: Iterable[str]) -> str | None:
    """Give the one candidate of which a word is a misspelling; None when there is none, or when two are as near."""
    best, is_certain = _nearest(word, tuple(candidates))
    return best if is_certain else None


@lru_cache(maxsize=1024)
def _nearest(word: str, candidates: tuple[str, ...]) -> tuple[str | None, bool]:
    """Give the best candidate, and tell whether it alone is within a few slips."""
    folded = _fold(word)
    if not folded or len(folded) > _LONGEST:
        return None, False
    limit = _slips(len(folded))
    near: list[tuple[int, str]] = []
    for candidate in candidates:
        other = _fold(candidate)
        if abs(len(other) - len(folded)) <= limit:
            distance = _distance(folded, other)
            # A word of which hardly a letter stays is another word.
            if distance <= limit and distance < len(other):
                near.append((distance, candidate))
    if not near:
        return _partial(folded, candidates), False
    least = min(near, key=lambda pair: pair[0])
    rivals = {candidate for distance, candidate in near if distance == least[0]}
    return least[1], len(rivals) == 1


def _partial(folded: str, candidates: tuple[str, ...]) -> str | None:
    """Find the shortest candidate that is the word and more, or, failing that, of which the word is more."""
    if len(folded) < _SHORTEST_PART:
        return None
    longer = [c for c in candidates if _fold(c).startswith(folded) or _fold(c).endswith(folded)]
    if longer:
        return min(longer, key=len)
    shorter = [c for c in candidates if len(c) >= _SHORTEST_PART and folded.startswith(_fold(c))]
    return max(shorter, key=len) if shorter else None


_LONGEST = 80
# Nobody's key is longer; comparing costs the product of the two lengths.
_SHORTEST_PART = 4


def _slips(length: int) -> int:
    """How many slips a word of some length may have: one for every four letters, at least one, at most four."""
    return min(4, max(1, length // 4))


@lru_cache(maxsize=1024)
def _fold(word: str) -> str:
    """Leave only what tells words apart."""
    return word.casefold().replace("_", "").replace("-", "").replace(" ", "").replace(".", "")


def _distance(one: str, other: str) -> int:
    """Count the letters to insert, drop, replace or swap with their neighbour to get from one word to the other."""
    before: list[int] = []
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        current = [row]
        for column, facing in enumerate(other, 1):
            cost = min(
                previous[column] + 1,
                current[column - 1] + 1,
                previous[column - 1] + (letter != facing),
            )
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]
