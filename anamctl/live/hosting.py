"""What other terminals can ask of a running session, and what they are told."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from anamctl.errors import AnamctlError, ServiceError, UsageError
from anamctl.live import registry
from anamctl.live.changing import WAIT
from anamctl.live.control_server import ControlServer
from anamctl.live.records import record

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from anamctl.live.changing import Result
    from anamctl.live.registry import Entry
    from anamctl.live.runner import Runner

LONGEST_WAIT = 60.0
"""Seconds that a client may have an update wait for its answer."""
ENDING = 10.0
"""Seconds that ending a session takes at most."""


class Host:
    """
    Answers for one session.

    Args:
        runner: what runs it.
        entry: what is known of it.
    """

    def __init__(self, runner: Runner, entry: Entry) -> None:
        self._runner = runner
        self._entry = entry
        self._server = ControlServer(self.handle)

    async def open(self) -> Callable[[], Awaitable[None]]:
        """Make the session known on this machine; give what makes it unknown again."""
        try:
            self._entry = await self._server.open(self._entry)
            registry.add(self._entry)
        except (AnamctlError, OSError) as error:
            # The session itself goes on; only other terminals do not find it.
            await self.close()
            why = error.message if isinstance(error, AnamctlError) else str(error)
            self._runner.note(f"other terminals cannot reach this session: {why}")
        return self.close

    async def close(self) -> None:
        """Make it unknown."""
        await self._server.close()
        registry.drop(self._entry)

    async def handle(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out a request."""
        op = request["op"]
        if op == "status":
            return self._status()
        if op == "stop":
            return await self._stop()
        if op == "config":
            return {"body": self._runner.changer.body}
        self._require_ready()
        if op == "update":
            return await self._update(request)
        if op == "language":
            extra = request.get("data")
            extra = extra if isinstance(extra, dict) else None
            change = self._runner.changer.to_language(_text(request, "code"), _wait(request), extra)
            return _told(await self._runner.change(change))
        await self._speak(op, request)
        return {}

    def _status(self) -> dict[str, Any]:
        runner, entry = self._runner, self._entry
        tally = runner.tally.summary(0)
        return {
            "id": entry.id,
            "name": entry.name,
            "language": runner.changer.language,
            "state": runner.state,
            "pid": entry.pid,
            "service": entry.service,
            "started": entry.started,
            "endsIn": runner.ends_in,
            "messages": tally.messages,
            "updates": tally.applied,
        }

    async def _stop(self) -> dict[str, Any]:
        self._runner.end("`anamctl session stop`", "you")
        await self._runner.closed.wait()
        closed = self._runner.tally.closed
        return {} if closed is None else {"closed": record(closed)}

    async def _update(self, request: dict[str, Any]) -> dict[str, Any]:
        data = request.get("data")
        if not isinstance(data, dict):
            raise UsageError("an update needs its data.")
        return _told(await self._runner.change(self._runner.changer.update(data, _wait(request))))

    async def _speak(self, op: str, request: dict[str, Any]) -> None:
        session = self._runner.session
        if op == "say":
            await session.say(_text(request, "text"))
        elif op == "context":
            text = _text(request, "text")
            await session.context(text)
            self._runner.note("context was given from another terminal")
        else:
            await session.interrupt()

    def _require_ready(self) -> None:
        state = self._runner.state
        if state != "ready":
            raise ServiceError(
                f"session {self._entry.id} is {state}.", hint="`anamctl session list` shows when it is ready."
            )


def _told(result: Result) -> dict[str, Any]:
    return {
        "update": None if result.update is None else record(result.update),
        "others": list(result.others),
        "remarks": list(result.remarks),
        "refused": result.is_refused,
    }


def _text(request: dict[str, Any], key: str) -> str:
    text = request.get(key)
    if not isinstance(text, str) or not text.strip():
        raise UsageError(f"there is no {key}.")
    return text


def _wait(request: dict[str, Any]) -> float:
    wait = request.get("timeout", WAIT)
    if isinstance(wait, bool) or not isinstance(wait, (int, float)) or not math.isfinite(wait) or wait <= 0:
        raise UsageError("the timeout is no number of seconds.")
    return min(float(wait), LONGEST_WAIT)
