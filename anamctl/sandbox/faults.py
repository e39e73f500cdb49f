"""Which fault happens to which request, and what faults do to data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.sandbox.scenario import Fault


class Faults:
    """
    Deals out the faults of a scenario.

    Args:
        faults: in the order in which they are tried.
    """

    def __init__(self, faults: Sequence[Fault]) -> None:
        self._faults = tuple(faults)
        self._seen = [0] * len(self._faults)

    def next(self, operation: str, agent: str = "") -> Fault | None:
        """Give what happens to this request; it counts for every fault that it fits, up to the one that happens."""
        for index, fault in enumerate(self._faults):
            if fault.request not in ("any", operation) or fault.agent not in (None, agent):
                continue
            self._seen[index] += 1
            turn = self._seen[index] - fault.after
            if turn > 0 and (fault.times is None or turn <= fault.times):
                return fault
        return None


def spoil(data: dict[str, Any], fault: Fault | None) -> None:
    """Lose and change what the fault says, in place; paths that lead nowhere do nothing."""
    if fault is None:
        return
    for path in fault.lose:
        owner, last = _owner(data, path)
        if isinstance(owner, dict):
            owner.pop(last, None)
        elif isinstance(owner, list) and last.isdecimal() and int(last) < len(owner):
            del owner[int(last)]
    for path, value in fault.change.items():
        owner, last = _owner(data, path)
        if isinstance(owner, dict):
            owner[last] = value
        elif isinstance(owner, list) and last.isdecimal() and int(last) < len(owner):
            owner[int(last)] = value


def _owner(data: Any, path: str) -> tuple[Any, str]:  # noqa: ANN401  # JSON
    *steps, last = path.split(".")
    for step in steps:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and step.isdecimal() and int(step) < len(data):
            data = data[int(step)]
        else:
            return None, last
    return data, last
