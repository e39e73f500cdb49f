"""
Which languages were heard: how much of each, how sure, and which one is heard now.

The language of now is held: a service says a language only now and then, and a guess that it is not sure of
changes nothing but is kept beside it, to be shown as unsure.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING, NamedTuple

from anamctl.listening.codes import base
from anamctl.listening.events import Language
from anamctl.stt.heard import Final, Partial, TurnKey

if TYPE_CHECKING:
    from anamctl.listening.events import Event

SURE = 0.6
"""Confidence below which a language is not believed."""


class Headline(NamedTuple):
    """The language that is heard now."""

    code: str = ""
    """The last one that was sure; empty before there is one."""
    confidence: float | None = None
    """Of it; None where the service says none."""
    unsure: str = ""
    """What was heard after it and is not sure; empty when nothing was."""
    unsure_confidence: float | None = None


class Turn(NamedTuple):
    """A turn that is complete."""

    start: float
    """Milliseconds of the source."""
    end: float
    key: TurnKey
    code: str
    """Without region; empty when the service did not say."""
    confidence: float | None

    @property
    def seconds(self) -> float:
        """How long it is; 0 when the service gives no times."""
        return max(0.0, self.end - self.start) / 1000


class Total(NamedTuple):
    """How much was heard of a language."""

    code: str
    """Without region; empty for turns of which the service did not say the language."""
    turns: int
    seconds: float
    mean_confidence: float | None
    """Weighted by seconds; None where the service says none."""
    share: float
    """Of the speech whose language is known, by seconds (by turns when there are no times); 0 for the empty code."""


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
    """Counts languages."""

    def __init__(self) -> None:
        self.headline = Headline()
        self._turns: dict[TurnKey, Turn] = {}
        self._sums: dict[str, _Sum] = {}
        self._ordered: list[Turn] = []
        self._said: tuple[TurnKey, str, float | None] | None = None

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
        said = (event.key, event.language, event.confidence)
        if said == self._said:
            return None
        self._said = said
        is_sure = event.confidence is None or event.confidence >= SURE
        if is_sure:
            self.headline = Headline(event.language, event.confidence)
        else:
            self.headline = self.headline._replace(unsure=event.language, unsure_confidence=event.confidence)
        return Language(t=event.t, key=event.key, code=event.language, confidence=event.confidence, is_sure=is_sure)

    def _count(self, event: Final) -> None:
        before = self._turns.get(event.key)
        if before is not None:
            self._add(before, -1)
            self._ordered.remove(before)
        code = base(event.language) if event.language else ""
        turn = Turn(event.start, event.end, event.key, code, event.confidence if code else None)
        self._turns[event.key] = turn
        self._add(turn, 1)
        insort(self._ordered, turn, key=_when)

    def _add(self, turn: Turn, sign: int) -> None:
        sum_ = self._sums.setdefault(turn.code, _Sum())
        sum_.add(turn, sign)
        if not sum_.turns:
            del self._sums[turn.code]

    @property
    def totals(self) -> tuple[Total, ...]:
        """Each language, the one with most speech first; the turns without one last."""
        known = [sum_ for code, sum_ in self._sums.items() if code]
        seconds, turns = sum(one.seconds for one in known), sum(one.turns for one in known)

        def share(code: str, sum_: _Sum) -> float:
            if not code:
                return 0.0
            return min(1.0, sum_.seconds / seconds) if seconds > 1e-6 else sum_.turns / turns

        found = [
            Total(code, one.turns, max(0.0, one.seconds), one.mean, share(code, one))
            for code, one in self._sums.items()
        ]
        return tuple(sorted(found, key=lambda total: (not total.code, -total.share)))

    @property
    def turns(self) -> tuple[Turn, ...]:
        """All turns, by time."""
        return tuple(self._ordered)

    @property
    def count(self) -> int:
        """How many turns there were."""
        return len(self._turns)


def _when(turn: Turn) -> tuple[float, TurnKey]:
    return turn.start, turn.key
