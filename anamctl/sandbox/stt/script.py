"""Frames that a scenario sends at times of the sound."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from anamctl.sandbox.scenario.stt_faults import Frame, Step

_PLACE = re.compile(r"\{(n|ms)(?:\+(\d+))?\}")


class Script:
    """
    Gives the frames of a script when their time has come.

    Args:
        steps: in any order.
    """

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = steps
        self._done = [0] * len(steps)

    def due(self, position_ms: int) -> Iterator[Frame]:
        """Give the frames up to a time of the sound, in the order of their times; each is given once."""
        while True:
            times = [
                (step.at * 1000 + step.every * 1000 * done, index)
                for index, (step, done) in enumerate(zip(self._steps, self._done, strict=True))
                if done < step.repeat
            ]
            when, index = min(times, default=(float("inf"), 0))
            if when > position_ms:
                return
            number = self._done[index]
            self._done[index] += 1
            values = {"n": number, "ms": round(when)}
            for frame in self._steps[index].send:
                yield _filled(frame, values)


def _filled(part: Any, values: dict[str, int]) -> Any:  # noqa: ANN401  # JSON
    if isinstance(part, dict):
        return {key: _filled(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [_filled(value, values) for value in part]
    if not isinstance(part, str):
        return part
    whole = _PLACE.fullmatch(part)
    if whole:
        return _value(whole, values)
    return _PLACE.sub(lambda found: str(_value(found, values)), part)


def _value(found: re.Match[str], values: dict[str, int]) -> int:
    return values[found[1]] + int(found[2] or 0)
