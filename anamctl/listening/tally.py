"""
Which languages were heard: how much of each, how sure, and which one is heard now.

The language of now is held: a service says a language only now and then, and a guess that it is not sure of
changes nothing but is kept beside it, to be shown as unsure. Nor is a turn of such a guess evidence for its language:
it is speech, and counted apart under its code.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, NamedTuple

from anamctl.listening.believing import Belief, belief
from anamctl.listening.codes import base
from anamctl.listening.events import Language
from anamctl.stt.heard import Final, Partial, TurnKey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.events import Event

UNSURE = "?"
"""Stands for a language where most of what was heard was not recognised surely."""


class Headline(NamedTuple):
    """The language that is heard now."""

    code: str = ""
    """The last one that was sure; empty before there is one."""
    confidence: float | None = None
    """Of it; None where the service says none."""
    unsure: str = ""
    """What was heard after it and is not sure; empty when nothing was."""
    unsure_confidence: float | None = None
    unsure_belief: Belief = Belief(is_sure=False)
    """Why it is not sure."""


class Turn(NamedTuple):
    """A turn that is complete."""

    start: float
    """Milliseconds of the source."""
    end: float
    key: TurnKey
    code: str
    """Without region; empty when the service did not say."""
    confidence: float | None
    is_sure: bool = True
    """Whether it is evidence for its language."""

    @property
    def seconds(self) -> float:
        """How long it is; 0 when the service gives no times."""
        return max(0.0, self.end - self.start) / 1000


class Total(NamedTuple):
    """How much was heard of a language; what was not recognised surely as this language is another one of these."""

    code: str
    """Without region; empty for turns of which the service did not say the language."""
    turns: int
    seconds: float
    mean_confidence: float | None
    """Weighted by seconds; None where the service says none."""
    share: float
    """
    Of the speech of which the service said any language, by seconds (by turns when there are no times); 0 for the empty
    code. All of them together are 1.
    """
    is_sure: bool = True
    """Whether it is evidence for the language; never with an empty code."""


def most(totals: Sequence[Total]) -> str:
    """Give the language that was heard most: `UNSURE` when more was not recognised surely, empty for none."""
    known = [total for total in totals if total.code]
    sure = next((total for total in known if total.is_sure), None)
    unsure = sum(total.share for total in known if not total.is_sure)
    if sure is not None and sure.share >= unsure:
        return sure.code
    return UNSURE if known else ""


class _Sum:
    """What is known of a language so far."""

    __slots__ = ("confident", "seconds", "turns", "unweighted", "weighted")

    def __init__(self) -> None:
        self.turns = 0
        self.seconds = 0.0
        self.confident = 0
        """Turns with a confidence."""
        self.weighted = [0.0, 0.0]
        """Seconds of turns with a confidence, and the sum of seconds times confidence."""
        self.unweighted = 0.0

    def add(self, turn: Turn, sign: int) -> None:
        self.turns += sign
        self.seconds += sign * turn.seconds
        if turn.confidence is not None:
            self.confident += sign
            self.weighted[0] += sign * turn.seconds
            self.weighted[1] += sign * turn.seconds * turn.confidence
            self.unweighted += sign * turn.confidence

    @property
    def mean(self) -> float | None:
        if not self.confident:
            return None
        seconds, sum_ = self.weighted
        mean = sum_ / seconds if seconds > 1e-6 else self.unweighted / self.confident
        return min(1.0, max(0.0, mean))  # sums of floats may be a hair beyond


class Tally:
    """
    Counts languages.

    Args:
        is_share: the confidence of the service is the share of words in the language, not how sure it is.
    """

    def __init__(self, *, is_share: bool = False) -> None:
        self._is_share = is_share
        self.headline = Headline()
        self._turns: dict[TurnKey, Turn] = {}
        self._sums: dict[tuple[str, bool], _Sum] = {}
        """By code, and whether it was sure."""
        self._ordered: list[Turn] = []
        self._said: tuple[TurnKey, str, float | None, bool] | None = None

    def see(self, event: Event) -> Language | None:
        """Take note of an event; give what it says of a language, when that is new."""
        if isinstance(event, Final):
            if not event.text.strip():
                return None
            self._count(event)
        elif not isinstance(event, Partial) or not (event.stable + event.unstable).strip():
            return None
        if not event.language:
            return None
        believed = belief(event, is_share=self._is_share)
        is_sure = believed.is_sure
        said = (event.key, event.language, event.confidence, is_sure)
        if said == self._said:
            return None
        self._said = said
        if is_sure:
            self.headline = Headline(event.language, event.confidence)
        else:
            self.headline = self.headline._replace(
                unsure=event.language, unsure_confidence=event.confidence, unsure_belief=believed
            )
        return Language(t=event.t, key=event.key, code=event.language, confidence=event.confidence, is_sure=is_sure)

    def _count(self, event: Final) -> None:
        before = self._turns.get(event.key)
        if before is not None:
            self._add(before, -1)
            self._ordered.remove(before)
        code = base(event.language) if event.language else ""
        is_sure = belief(event, is_share=self._is_share).is_sure
        turn = Turn(event.start, event.end, event.key, code, event.confidence if code else None, is_sure)
        self._turns[event.key] = turn
        self._add(turn, 1)
        insort(self._ordered, turn, key=_when)

    def _add(self, turn: Turn, sign: int) -> None:
        which = (turn.code, turn.is_sure)
        sum_ = self._sums.setdefault(which, _Sum())
        sum_.add(turn, sign)
        if not sum_.turns:
            del self._sums[which]

    @property
    def totals(self) -> tuple[Total, ...]:
        """Each language, the one with most speech first; then what was not sure; the turns without a language last."""
        known = [sum_ for (code, _), sum_ in self._sums.items() if code]
        seconds, turns = sum(one.seconds for one in known), sum(one.turns for one in known)

        def share(code: str, sum_: _Sum) -> float:
            if not code:
                return 0.0
            return min(1.0, sum_.seconds / seconds) if seconds > 1e-6 else sum_.turns / turns

        found = [
            Total(code, one.turns, max(0.0, one.seconds), one.mean, share(code, one), is_sure)
            for (code, is_sure), one in self._sums.items()
        ]
        return tuple(sorted(found, key=_rank))

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns, by time."""
        return tuple(self._ordered)

    @property
    def count(self) -> int:
        """How many turns there were."""
        return len(self._turns)


def _rank(total: Total) -> tuple[bool, bool, float, str]:
    # Sums of floats differ by a hair with the order of turns; what is the same by them goes by the code.
    return not total.code, not total.is_sure, -round(total.share, 9), total.code


def _when(turn: Turn) -> tuple[float, TurnKey]:
    return turn.start, turn.key
