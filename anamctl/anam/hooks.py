"""What the parts of a running session tell to the one who holds it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from anamctl.anam.events import Event, Warned

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 100


@dataclass(frozen=True, slots=True)
class Hooks:
    """Where things go."""

    emit: Callable[[Event], None]
    """Takes events."""
    now: Callable[[], float]
    """Gives the seconds since the start."""
    on_frame: Callable[[str | bytes], None]
    """Takes messages of the data channel."""
    on_warning: Callable[[str], None]
    """Takes warnings of the service."""
    on_gone: Callable[[str], None]
    """Takes why no answer to what was sent can come any more."""
    _said: set[str] = field(default_factory=set)

    def warn(self, text: str) -> None:
        """Warn in our own name, once for each text."""
        if text not in self._said and len(self._said) < _MOST:
            self._said.add(text)
            self.emit(Warned(t=self.now(), text=text, by="anamctl"))
