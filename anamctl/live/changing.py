"""
Changing a running session: every way to do it (a typed line, another terminal, a saved file) ends here.

What is to change is judged first, then sent, one update at a time. What has been applied is remembered, so that the
next difference is one from what really runs.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from anamctl.anam.events import Change, Update
from anamctl.errors import UsageError
from anamctl.live.checking import judge
from anamctl.live.difference import difference, merged
from anamctl.live.fields import CONFIG, LIVE, LIVE_OPTIONS, leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anamctl.lint.runner import Linter

WAIT = 2.0
"""Seconds in which the service usually answers an update."""


class Updatable(Protocol):
    """What is needed of a session."""

    async def update(self, data: dict[str, Any], *, wait: float = WAIT) -> Update:
        """Send an update, and say how it ended."""


class Result(NamedTuple):
    """How a change ended."""

    update: Update | None
    """None when nothing of it could change live."""
    others: tuple[str, ...] = ()
    """What needs a new session, in words."""
    remarks: tuple[str, ...] = ()
    """What the rules had to say, though it was sent."""
    is_refused: bool = False
    """Whether it was our own check that kept it here."""


class Changer:
    """
    Changes one session.

    Args:
        session: the session.
        body: the request that it was started with.
        layer: gives the request for another language of the same persona; None when it has no layer for it.
        linter: the rules.
        now: seconds since the start.
    """

    def __init__(
        self,
        session: Updatable,
        body: Mapping[str, Any],
        *,
        layer: Callable[[str], Mapping[str, Any] | None],
        linter: Linter,
        now: Callable[[], float],
    ) -> None:
        self._session = session
        self._body = dict(body)
        self._layer = layer
        self._linter = linter
        self._now = now
        self._lock = asyncio.Lock()

    @property
    def body(self) -> dict[str, Any]:
        """The request as it is by now: what the session was started with, and what was applied since."""
        return self._body

    @property
    def language(self) -> str:
        """Code of the language that the persona hears; empty when nobody has said."""
        code = self._body.get(CONFIG, {}).get("languageCode")
        return code if isinstance(code, str) else ""

    def see(self, update: Update) -> None:
        """Remember what was applied."""
        if update.outcome == "applied":
            self._body = merged(self._body, _nested(update.changes))

    async def update(self, data: Mapping[str, Any], wait: float = WAIT) -> Result:
        """Judge an update and send it."""
        async with self._lock:
            return await self._send(dict(data), (), wait)

    async def to_language(self, code: str, wait: float = WAIT, extra: Mapping[str, Any] | None = None) -> Result:
        """
        Change to another language: to its layer as far as that can change live, else only what is heard.

        Args:
            code: of the language.
            wait: seconds for the answer.
            extra: the data of an update that goes along, and wins.
        """
        async with self._lock:
            target = self._layer(code)
            data, others = difference(self._body, target) if target is not None else difference({}, {})
            # Also when it is the language already: whoever asks for it wants to know whether it is heard.
            update = merged({CONFIG: {"languageCode": code, **data}}, extra or {})[CONFIG]
            return await self._send(update, others, wait)

    async def follow(self, target: Mapping[str, Any], wait: float = WAIT) -> Result:
        """Change to another request as far as that can change live; nothing is sent when there is nothing to send."""
        async with self._lock:
            data, others = difference(self._body, target)
            if not data:
                return Result(None, others)
            return await self._send(data, others, wait)

    async def _send(self, data: dict[str, Any], others: tuple[str, ...], wait: float) -> Result:
        judgement = judge(data, self._body, self._linter)
        if judgement.refusals:
            changes = tuple(Change(path, value) for path, value in leaves(data))
            reason = "; ".join(judgement.refusals)
            refused = Update(t=self._now(), outcome="not_sent", changes=changes, reason=reason)
            return Result(refused, others, judgement.remarks, is_refused=True)
        update = await self._session.update(data, wait=wait)
        self.see(update)
        return Result(update, others, judgement.remarks)


def _nested(changes: tuple[Change, ...]) -> dict[str, Any]:
    """Give changes as the data of an update; what an update cannot change is left out."""
    data: dict[str, Any] = {}
    for change in changes:
        key, _, field = change.path.partition(".")
        if key == "languageCode" and not field:
            data[key] = change.after
        elif key in LIVE_OPTIONS and field:
            data.setdefault(key, {})[field] = change.after
    return data


def update_in(data: Any, name: str) -> dict[str, Any]:  # noqa: ANN401  # what a file holds
    """
    Give the update that a file without a persona holds.

    Raises:
        UsageError: it holds something else.
    """
    if isinstance(data, dict) and data and any(key in LIVE for key in data):
        return data
    raise UsageError(
        f"{name} holds neither a persona nor an update.",
        hint=f"an update has some of {', '.join(LIVE)} at its top level.",
    )
