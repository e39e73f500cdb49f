"""What happens while somebody listens: all that a stream of sound tells, and what is made of it."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # in a field of an event
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


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsSent(heard.Event):
    """
    Settings of the service were sent to it, and will be in every session that follows.

    That it took them is not known: it answers only what it refuses, and ends the session with that.
    """

    settings: Mapping[str, object]
    """As it is sent them: numbers without a unit, lists."""
    preset: str = ""
    """What its maker calls them; empty when somebody typed them."""
    is_waiting: bool = False
    """There is no session now: the next one gets them."""


Event = heard.Heard | Language | FileBegan | SettingsSent
