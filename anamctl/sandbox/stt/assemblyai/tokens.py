"""Temporary tokens of AssemblyAI: who gets one, and how long it is good for."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anamctl.sandbox.scenario.stt import AssemblyScenario

_LENGTH = 2600


class Token(NamedTuple):
    """A token that was given out."""

    until: float
    max_length: int | None
    """Seconds that a session with it may last."""


class TokenRefusedError(Exception):
    """A request for a token is refused."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(str(body))
        self.status = status
        self.body = body


class Tokens:
    """
    All tokens.

    Args:
        scenario: how the service behaves.
        clock: tells the time in seconds.
    """

    def __init__(self, scenario: AssemblyScenario, clock: Callable[[], float] = time.monotonic) -> None:
        self._scenario = scenario
        self._clock = clock
        self._tokens: dict[str, Token] = {}

    def mint(self, key: str | None, query: Mapping[str, str]) -> dict[str, Any]:
        """
        Give the answer to a request.

        Raises:
            TokenRefusedError: the key or a parameter is wrong.
        """
        if key is None:
            raise self._refused(401, "missing", ("header", "Authorization"), "Field required", None)
        if key != self._scenario.key:
            raise self._refused(401, "value_error", ("header", "Authorization"), "Invalid API key", None)
        seconds = self._whole(query, "expires_in_seconds", 1, 600)
        if seconds is None:
            raise self._refused(400, "missing", ("query", "expires_in_seconds"), "Field required", None)
        longest = self._whole(query, "max_session_duration_seconds", 60, 10800)
        text = secrets.token_urlsafe(_LENGTH)[:_LENGTH]
        self._tokens[text] = Token(self._clock() + seconds * self._scenario.limits.second, longest)
        return {"token": text, "expires_in_seconds": seconds}

    def find(self, text: str) -> Token | None:
        """Give what a token is good for; None when nobody got it."""
        return self._tokens.get(text)

    def has_expired(self, token: Token) -> bool:
        """Tell whether it is too late."""
        return self._clock() >= token.until

    def _whole(self, query: Mapping[str, str], name: str, low: int, high: int) -> int | None:
        given = query.get(name)
        if given is None:
            return None
        try:
            number = int(given)
        except ValueError:
            text = "Input should be a valid integer, unable to parse string as an integer"
            raise self._refused(400, "int_parsing", ("query", name), text, given) from None
        if number < low:
            text = f"Input should be greater than or equal to {low}"
            raise self._refused(400, "greater_than_equal", ("query", name), text, given, {"ge": low})
        if number > high:
            text = f"Input should be less than or equal to {high}"
            raise self._refused(400, "less_than_equal", ("query", name), text, given, {"le": high})
        return number

    def _refused(
        self, status: int, kind: str, place: tuple[str, str], text: str, given: str | None, more: object = None
    ) -> TokenRefusedError:
        if self._scenario.refusals == "documented":
            return TokenRefusedError(status, {"error": f"{place[1]}: {text}"})
        detail: dict[str, Any] = {"type": kind, "loc": list(place), "msg": text, "input": given}
        if more is not None:
            detail["ctx"] = more
        return TokenRefusedError(422, {"detail": [detail]})
