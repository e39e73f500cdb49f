"""What happens while somebody listens: all that a stream of sound tells, and what is made of it."""

from __future__ import annotations

from dataclasses import dataclass

from anamctl.stt import heard
from anamctl.stt.heard import TurnKey  # noqa: TC001  # a field of an event


@dataclass(frozen=True, slots=True, kw_only=True)
class Language(heard.Event):
    """The service says in which language somebody speaks; comes after the partial or the final that said it."""

    key: TurnKey
    code: str
    """As the service writes it."""
    confidence: float | None
    """None where the service says none."""
    is_sure: bool
    """Whether it is sure enough to count as the language that is heard now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileBegan(heard.Event):
    """Of several files that are heard one after the other, one begins."""

    name: str
    start: float
    """Milliseconds of the source."""


Event = heard.Heard | Language | FileBegan
