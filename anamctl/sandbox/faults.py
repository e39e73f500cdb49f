"""Which fault happens to which request, and what faults do to data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Repeated(Protocol):
    """Something that happens from a time on, and so often."""

    @property
    def after(self) -> int:
        """How many occasions pass before it begins."""
        ...

    @property
    def times(self) -> int | None:
        """On how many occasions it happens; on every one when None."""
        ...


F = TypeVar("F", bound=Repeated)


class _Turns(Generic[F]):
    """Counts the occasions of each of some faults."""

    def __init__(self, faults: Sequence[F]) -> None:
        self.faults = tuple(faults)
        self._seen = [0] * len(self.faults)

    def has_come(self, index: int) -> bool:
        """Count an occasion, and say whether the fault happens on it."""
        fault = self.faults[index]
        self._seen[index] += 1
        turn = self._seen[index] - fault.after
        return turn > 0 and (fault.times is None or turn <= fault.times)


class RequestFault(Repeated, Protocol):
    """A fault of requests."""

    @property
    def request(self) -> str:
        """Requests that it happens to; `any` is all."""
        ...


R = TypeVar("R", bound=RequestFault)


class Faults(Generic[R]):
    """
    Deals out what goes wrong with requests.

    Args:
        faults: in the order in which they are tried.
    """

    def __init__(self, faults: Sequence[R]) -> None:
        self._turns = _Turns(faults)

    def next(self, operation: str, agent: str = "") -> R | None:
        """Give what happens to this request; it counts for every fault that it fits, up to the one that happens."""
        for index, fault in enumerate(self._turns.faults):
            if fault.request not in ("any", operation) or getattr(fault, "agent", None) not in (None, agent):
                continue
            if self._turns.has_come(index):
                return fault
        return None


class MomentFault(Repeated, Protocol):
    """A fault of sessions."""

    @property
    def moment(self) -> str:
        """When it happens."""
        ...


M = TypeVar("M", bound=MomentFault)


class LiveFaults(Generic[M]):
    """
    Deals out what goes wrong in sessions.

    Args:
        faults: in the order in which they happen.
    """

    def __init__(self, faults: Sequence[M]) -> None:
        self._turns = _Turns(faults)

    def at(self, moment: str, accept: Callable[[M], bool] = lambda _: True) -> list[M]:
        """Count a moment for all that wait for it and are accepted, and list what happens at it."""
        fitting = [index for index, fault in enumerate(self._turns.faults) if fault.moment == moment and accept(fault)]
        return [self._turns.faults[index] for index in fitting if self._turns.has_come(index)]


class Spoiling(Protocol):
    """A fault that changes data."""

    @property
    def lose(self) -> tuple[str, ...]:
        """Paths that are lost."""
        ...

    @property
    def change(self) -> dict[str, Any]:
        """Paths to other values."""
        ...


def spoil(data: dict[str, Any], fault: Spoiling | None) -> None:
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
