"""
Whether the language that was expected is the one that was heard, and why, in words.

Only what was recognised surely speaks for a language (`anamctl.listening.believing`); the rest is speech all the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import UsageError
from anamctl.listening.codes import base, is_same, titled
from anamctl.listening.tally import most

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.tally import Total

MIN_CONFIDENCE = 0.7
MIN_SHARE = 0.8


class Wish(NamedTuple):
    """What is expected."""

    expected: str
    """Code of a language: fr, fr-CA."""
    min_confidence: float | None = None
    """How sure the service has to be of it; None: `MIN_CONFIDENCE`, where the service says how sure it is at all."""
    min_share: float = MIN_SHARE
    """How much of the speech it has to be."""


class Verdict(NamedTuple):
    """What came of it."""

    expected: str
    is_met: bool
    why: str
    """A clause: ``71 % of the speech was French at 0.98 (needed 80 %)``."""
    share: float
    """How much of the speech was recognised surely as the expected language."""
    confidence: float | None
    """How sure the service was of it; None where it says nothing of that, or nothing was heard."""
    found: str
    """The language that was heard most, as `anamctl.listening.tally.most` says; empty when none was."""

    @property
    def sentence(self) -> str:
        """Give it in a line: ``expected fr: not met, 71 % of the speech was French at 0.98 (needed 80 %)``."""
        return f"expected {self.expected}: {'met' if self.is_met else 'not met'}, {self.why}"

    @property
    def so_far(self) -> str:
        """Give it while it may still change: ``expected fr: met so far``."""
        return f"expected {self.expected}: {'met so far' if self.is_met else 'not met yet'}"


def check(wish: Wish) -> Wish:
    """
    Make sure that a wish can be met.

    Raises:
        UsageError: its language is none, or a number is out of range.
    """
    from anamctl.languages.iso639 import language_of

    if language_of(wish.expected) is None:
        from anamctl.languages.suggestions import suggest

        guess = suggest(wish.expected)
        hint = f"did you mean {guess.code}?" if guess else "write two letters, like fr."
        raise UsageError(f'"{wish.expected}" is no language code.', hint=hint)
    for name, value in (("--min-confidence", wish.min_confidence), ("--min-share", wish.min_share)):
        if value is not None and not 0 <= value <= 1:
            raise UsageError(f"{name} is from 0 to 1, not {value:g}.", hint="write 0.8 for 80 %.")
    return wish


def judge(wish: Wish, totals: Sequence[Total], *, is_share: bool = False) -> Verdict:
    """
    Say whether what was heard is what was expected.

    Args:
        wish: what was expected.
        totals: what was heard (`Tally.totals`).
        is_share: the confidence of the service is the share of words in the language, not how sure it is.
    """
    known = [total for total in totals if total.code]
    unknown = [total for total in totals if not total.code]
    right = [total for total in known if total.is_sure and is_same(total.code, wish.expected)]
    share = min(1.0, sum(total.share for total in right))
    confidence = _mean(right)
    verdict = Verdict(wish.expected, False, "", share, confidence, most(totals))  # noqa: FBT003
    if not known:
        why = "the service did not say which language it heard" if unknown else "nothing was heard"
        return verdict._replace(why=why)
    if unknown and (_weight(unknown, totals) > 0.5 or (right and _is_mostly_unnamed(totals))):
        part = f"{_percent(_weight(unknown, totals))} of the speech"
        return verdict._replace(why=f"the service did not say the language of {part}")
    if not right:
        return verdict._replace(why=_other(wish, known, is_share=is_share))
    weighed = _weigh(wish, verdict, is_share=is_share)
    return weighed._replace(why=", ".join(filter(None, (weighed.why, _unsure(known)))))


def _weigh(wish: Wish, verdict: Verdict, *, is_share: bool) -> Verdict:
    """Say whether the expected language, of which there was some, was enough and sure enough."""
    least = MIN_CONFIDENCE if wish.min_confidence is None else wish.min_confidence
    confidence = verdict.confidence
    is_enough = _reaches(verdict.share, wish.min_share)
    is_sure = _reaches(confidence, least) if confidence is not None else wish.min_confidence is None
    part = f"{_percent(verdict.share, wish.min_share)} of the speech was {titled(base(wish.expected))}"
    at = _at(confidence, least, is_share=is_share)
    if is_enough and is_sure:
        return verdict._replace(is_met=True, why=f"{part}{at or ' (the service does not say how sure it is)'}")
    if is_enough:
        but = at or " the service does not say how sure it is"
        return verdict._replace(why=f"{part}, but{but} (needed {_number(least)})")
    needed = _needed(wish.min_share) + ("" if is_sure else f" at {_number(least)}")
    return verdict._replace(why=f"{part}{at} (needed {needed})")


def _other(wish: Wish, known: Sequence[Total], *, is_share: bool) -> str:
    """Say what was heard when none of it was surely in the expected language."""
    expected = titled(base(wish.expected))
    parts = []
    most_, unsure = known[0], _unsure(known)
    if most_.is_sure:
        at = _at(most_.mean_confidence, None, is_share=is_share)
        parts.append(f"{_percent(most_.share)} was {titled(most_.code)}{at}")
    parts += [unsure] if unsure else []
    surely = "" if most_.is_sure and not unsure else "surely "
    return f"none of the speech was {surely}{expected} (needed {_needed(wish.min_share)}); {', '.join(parts)}"


def _unsure(known: Sequence[Total]) -> str:
    """Say how much was not recognised surely; nothing when that is next to nothing."""
    share = sum(total.share for total in known if not total.is_sure)
    is_all = not any(total.is_sure for total in known)
    return f"{_percent(share)} was not recognised surely" if round(share, 2) or is_all else ""


def _mean(totals: Sequence[Total]) -> float | None:
    """Give the confidence of languages that count as one."""
    sure = [(total.mean_confidence, total.seconds or total.turns) for total in totals if total.turns]
    found = [(confidence, weight) for confidence, weight in sure if confidence is not None]
    weights = sum(weight for _, weight in found)
    return sum(confidence * weight for confidence, weight in found) / weights if weights else None


def _weight(some: Sequence[Total], all_: Sequence[Total]) -> float:
    """Give the part of the speech that some languages are, those without a name among them."""
    seconds = sum(total.seconds for total in all_)
    if seconds > 0:
        return sum(total.seconds for total in some) / seconds
    return sum(total.turns for total in some) / sum(total.turns for total in all_)


def _is_mostly_unnamed(totals: Sequence[Total]) -> bool:
    """Tell whether more has no language than was recognised surely; what was not sure makes that no better."""
    without_guesses = [total for total in totals if total.is_sure or not total.code]
    return _weight([total for total in totals if not total.code], without_guesses) > 0.5


def _reaches(value: float, least: float) -> bool:
    """Compare what was computed with what was asked for: a mean of 0.7 may be a hair below."""
    return value >= least - 1e-9


def _at(confidence: float | None, least: float | None, *, is_share: bool) -> str:
    if confidence is None:
        return ""
    if is_share:
        return f", {_percent(confidence, least)} of its words"
    return f" at {_number(confidence, least)}"


def _percent(share: float, needed: float | None = None) -> str:
    """Write a share; one that is too small never looks as if it were enough."""
    if needed is not None and not _reaches(share, needed) and needed <= round(share, 2):
        return f"{math.floor(share * 1000) / 10:g} %"
    return f"{share * 100:.0f} %"


def _needed(share: float) -> str:
    """Write a share as somebody has asked for it."""
    return f"{round(share * 100, 2):g} %"


def _number(value: float, needed: float | None = None) -> str:
    """Write a confidence; one that is too small never looks as if it were enough."""
    if needed is not None and not _reaches(value, needed) and needed <= round(value, 2):
        return f"{math.floor(value * 1000) / 1000:.3f}"
    return f"{value:.2f}"
