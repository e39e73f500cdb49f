"""Why a stream is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anamctl.stt import heard


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a stream is over."""

    reason: str
    by: heard.EndedBy
    error: BaseException | None = None
    """What is raised to whoever reads the events."""
    is_calm: bool = False
    """Whether there is time to send what is recorded."""
