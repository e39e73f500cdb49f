"""Turns as subtitles: short enough to be read, each with its time."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise, zip_longest
from typing import TYPE_CHECKING, NamedTuple

from anamctl.characters import plain
from anamctl.listening.speakers import who

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anamctl.stt.heard import Final, TurnKey

LONGEST = 84
"""Characters of a cue: two lines of 42, which is what subtitles have."""
READABLE_MS = 500
"""A cue lasts so long at least, and is made no shorter by the one after it."""
_PIECE = re.compile(r"\S+\s*")
_STOP = re.compile(r"[.!?…。！？۔।]['\"»”’)\]]*\s*\Z")


class Cue(NamedTuple):
    """A piece of a turn."""

    start: int
    """Milliseconds of the source."""
    end: int
    text: str
    speaker: str = ""
    """Who begins to speak here; empty for a turn that goes on, and where it is not known."""


class Turn(NamedTuple):
    """A turn that may still be corrected."""

    key: TurnKey
    cues: Sequence[Cue]
    """As it was said, whatever stands beside it."""


def cues(final: Final) -> list[Cue]:
    """Give the cues of a turn; none when there is no text."""
    pieces = _pieces(plain(final.text))
    if not pieces:
        return []
    times = pairwise(map(round, _edges(final, pieces)))
    found = [Cue(start, end, text.strip()) for text, (start, end) in zip(pieces, times, strict=True)]
    return [found[0]._replace(speaker=who(final)), *found[1:]]


def in_order(turns: Iterable[Turn]) -> list[Turn]:
    """
    Bring turns into the order in which they were said, which is that of their middles: their ends may overlap.

    What has no time stays behind the turn before it.
    """
    found: list[tuple[float, Turn]] = []
    middle = 0.0
    for turn in turns:
        if turn.cues and turn.cues[-1].end > turn.cues[0].start:
            middle = (turn.cues[0].start + turn.cues[-1].end) / 2
        found.append((middle, turn))
    return [turn for _, turn in sorted(found, key=lambda one: one[0])]


def apart(together: Sequence[Cue], after: int = 0) -> list[Cue]:
    """
    Let cues follow each other, as formats want it, each long enough to be read.

    Where two overlap, the first ends when the second begins, or as soon as it could be read: so long the second waits.

    Args:
        together: the cues as they were said, in order.
        after: when the cue before them ends, in milliseconds: none of these begins earlier.
    """
    found: list[Cue] = []
    for cue, following in zip_longest(together, together[1:]):
        start = max(cue.start, after)
        readable = start + READABLE_MS
        after = max(cue.end, readable)
        if following is not None and following.start < after and following.start < following.end:
            after = max(following.start, readable)
        found.append(cue._replace(start=start, end=after))
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
