"""What a source or an output has to say while it goes on; errors end it, these do not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Notice:
    """Something worth a line."""

    @property
    def text(self) -> str:
        """One sentence for people."""
        raise NotImplementedError

    @property
    def hint(self) -> str:
        """What to do about it; may be empty."""
        return ""


@dataclass(frozen=True, slots=True)
class Silent(Notice):
    """All samples have been exactly zero for a while."""

    name: str
    seconds: float

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"nothing but digital silence from {self.name} for {self.seconds:.0f} s"

    @property
    def hint(self) -> str:
        """What to do about it."""
        if sys.platform == "darwin":
            return (
                "is it muted, or may the terminal not use it? System Settings, Privacy & Security, Microphone;"
                " then start the terminal again."
            )
        return "is it muted, or is another one meant? --list-devices shows them."


@dataclass(frozen=True, slots=True)
class Heard(Notice):
    """There is sound after `Silent`."""

    name: str

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"there is sound from {self.name} now"


@dataclass(frozen=True, slots=True)
class Stalled(Notice):
    """Nothing has come for a while, and no error either."""

    name: str
    seconds: float

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"nothing has come from {self.name} for {self.seconds:.0f} s"

    @property
    def hint(self) -> str:
        """What to do about it."""
        return "is the device suspended, or the sound server busy? It goes on as soon as something comes."


@dataclass(frozen=True, slots=True)
class Resumed(Notice):
    """Something comes again after `Stalled`."""

    name: str
    seconds: float
    """How long nothing came."""

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.name} is back after {self.seconds:.1f} s"


@dataclass(frozen=True, slots=True)
class Dropped(Notice):
    """Sound was lost here, because nobody took it in time."""

    name: str
    seconds: float
    """Lost this time."""
    total: float
    """Lost since the source began."""

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.seconds:.1f} s of sound from {self.name} were dropped, because nobody took them in time"


@dataclass(frozen=True, slots=True)
class Overflowed(Notice):
    """The device says that it lost sound; it does not say how much."""

    name: str
    times: int

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.name} reports that it lost sound"


@dataclass(frozen=True, slots=True)
class CutShort(Notice):
    """A stream ended before what its header promised."""

    name: str
    missing: float

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.name} ended {self.missing:.1f} s before what its header promises"


@dataclass(frozen=True, slots=True)
class OutputLost(Notice):
    """A loudspeaker or a recording has ended while sound was still coming."""

    name: str
    why: str
    error: OSError | None = field(default=None, compare=False)
    """What the system says, where it was asked."""

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.name}: {self.why}"


Tell = Callable[[Notice], None]
"""Is told what happens; called in the thread of the event loop, or of who writes."""


def nobody(notice: Notice) -> None:
    """Tell nobody."""
