"""Turns as subtitles: short enough to be read, each with its time."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple

from anamctl.characters import plain

if TYPE_CHECKING:
    from anamctl.stt.heard import Final

LONGEST = 84
"""Characters of a cue: two lines of 42, which is what subtitles have."""
SHORTEST_MS = 1
"""A cue ends after it begins."""
_PIECE = re.compile(r"\S+\s*")
_STOP = re.compile(r"[.!?…。！？۔।]['\"»”’)\]]*\s*\Z")


class Cue(NamedTuple):
    """A piece of a turn."""

    start: int
    """Milliseconds of the source."""
    end: int
    text: str


def cues(final: Final, after: int = 0) -> list[Cue]:
    """
    Give the cues of a turn; none when there is no text.

    Args:
        final: the turn.
        after: when the cue before it begins, in milliseconds: none of these begins earlier, as formats want it.
    """
    pieces = _pieces(plain(final.text))
    if not pieces:
        return []
    edges = _edges(final, pieces)
    found = []
    for text, (start, end) in zip(pieces, pairwise(edges), strict=True):
        after = max(after, round(start))
        found.append(Cue(after, max(round(end), after + SHORTEST_MS), text.strip()))
    return found


def _pieces(text: str) -> list[str]:
    """Cut a text where a sentence ends, else between words, else (where none are written apart) anywhere."""
    found: list[str] = []
    for word in _words(text):
        has_room = found and len(found[-1]) + len(word.rstrip()) <= LONGEST
        is_full = found and _STOP.search(found[-1]) and len(found[-1]) > LONGEST // 2
        if has_room and not is_full:
            found[-1] += word
        else:
            found.append(word)
    return found


def _words(text: str) -> list[str]:
    words: list[str] = []
    for match in _PIECE.finditer(text):
        word = match.group()
        words += [word[at : at + LONGEST] for at in range(0, len(word), LONGEST)]
    return words


def _edges(final: Final, pieces: list[str]) -> list[float]:
    """Give where the pieces begin, and where the last one ends: by the words where they fit, else by length."""
    start, end = final.start, max(final.end, final.start)
    counts = list(accumulate(len(piece.split()) for piece in pieces))
    if final.words and len(final.words) == counts[-1]:
        inner = [final.words[count].start for count in counts[:-1]]
    else:
        lengths = list(accumulate(map(len, pieces)))
        inner = [start + (end - start) * length / lengths[-1] for length in lengths[:-1]]
    edges = [start]
    for edge in inner:
        edges.append(min(max(edge, edges[-1]), end))
    return [*edges, end]
