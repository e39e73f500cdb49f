"""What every dialogue remembers of itself: that it is ending, that it is over, and what it has complained of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.stt.events import Notice
from anamctl.stt.masking import hide, hide_all
from anamctl.stt.reading import UnreadableError, read_object, text

if TYPE_CHECKING:
    from anamctl.secret import Secret
    from anamctl.stt.events import Ended, Failed, ServiceEvent


class State:
    """
    Keeps the ends of a dialogue in order.

    Args:
        secrets: what must not be in anything that a service says.
    """

    def __init__(self, secrets: tuple[Secret, ...]) -> None:
        self.secrets = secrets
        self.is_finishing = False
        """Whether the service was asked to end the session."""
        self.is_over = False
        self._noticed: set[str] = set()

    def over(self, event: Ended | Failed) -> list[ServiceEvent]:
        """Give the event that ends the dialogue, unless there was one."""
        if self.is_over:
            return []
        self.is_over = True
        return [event]

    def notice_once(self, said: str) -> list[ServiceEvent]:
        """Give a notice of our own, unless it was given."""
        if said in self._noticed:
            return []
        self._noticed.add(said)
        return [Notice(text=said, by="anamctl")]

    def read(self, frame: str | bytes) -> dict[str, Any]:
        """
        Read a message, without secrets.

        Raises:
            UnreadableError: it is no JSON object, or one that nobody can search for secrets.
        """
        data = read_object(frame)
        try:
            hidden: dict[str, Any] = hide_all(data, self.secrets)
        except RecursionError:
            raise UnreadableError("the service sent JSON that is nested too deep, which is ignored") from None
        return hidden

    def hidden(self, said: object) -> str:
        """Give a text of the service without secrets; empty for what is no text."""
        return hide(text(said), self.secrets)
