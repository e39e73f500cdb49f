"""What a stream adds up over its sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence


class Counted(Protocol):
    """What is needed of a session that is closed (`anamctl.stt.leg.Leg`)."""

    begun: float | None
    has_said: bool

    @property
    def delays(self) -> Sequence[float]:
        """Seconds that each final took."""

    @property
    def audio_seconds(self) -> float:
        """Seconds of sound that were sent."""

    @property
    def open_seconds(self) -> float:
        """Seconds that its socket was open."""


class Counts:
    """Adds up sessions that are closed."""

    def __init__(self) -> None:
        self.sessions = 0
        """How many have begun."""
        self.numbered = 0
        """How many have a number: an attempt that never became a session takes none from those that do."""
        self.audio_seconds = 0.0
        self.open_seconds = 0.0
        self._delays = 0
        self._delay_sum = 0.0

    @property
    def mean_delay(self) -> float | None:
        """Seconds that a final took; None when there was none."""
        return self._delay_sum / self._delays if self._delays else None

    def add(self, session: Counted) -> None:
        """Add a session."""
        has_begun = session.begun is not None
        self.sessions += has_begun
        self.numbered += has_begun or session.has_said
        self.audio_seconds += session.audio_seconds
        self.open_seconds += session.open_seconds
        self._delays += len(session.delays)
        self._delay_sum += sum(session.delays)
