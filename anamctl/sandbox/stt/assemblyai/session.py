"""One session of AssemblyAI: from the open socket to its close."""

from __future__ import annotations

import json
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.stt.assemblyai.parameters import ParameterError, Settings
from anamctl.sandbox.stt.assemblyai.turns import Told, Turns
from anamctl.sandbox.stt.ears import ears
from anamctl.sandbox.stt.live import Live
from anamctl.sandbox.stt.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.websockets import WebSocket

    from anamctl.sandbox.scenario.stt import AssemblyScenario
    from anamctl.sandbox.scenario.stt_faults import SttFault
    from anamctl.sandbox.stt.live import World
    from anamctl.sandbox.stt.records import Record

REASON = "See Error message for details"
CANCELLED = "Session Cancelled: An error occurred"
_SHORTEST_MS, _LONGEST_MS = 50, 1000
_TOLERATED = 49
"""Short frames that a tolerant service takes."""


class RefusedError(Exception):
    """The session ends with an `Error` message."""

    def __init__(self, code: int, text: str) -> None:
        super().__init__(text)
        self.code = code


class Session(Live):
    """
    A session that was let in.

    Args:
        world: what sessions share.
        scenario: how the service behaves.
        socket: accepted.
        record: notes what happens.
        settings: those of the address.
        max_length: seconds that it may last.
    """

    def __init__(
        self,
        world: World,
        scenario: AssemblyScenario,
        socket: WebSocket,
        record: Record,
        *,
        settings: Settings,
        max_length: float,
    ) -> None:
        super().__init__(world, scenario, scenario.latencies, socket, record)
        self._scenario = scenario
        self._limits = scenario.limits
        self._settings = settings
        self._max_length = max_length
        self._turns = Turns(settings, scenario)
        self._ears = ears(scenario.hears, settings.rate, mulaw=settings.is_mulaw)
        self._pace = Pace(self._limits.pace, self._limits.burst)
        self._short = 0
        self._samples = 0
        self._began = time.monotonic()
        self._last_message = time.monotonic()
        self._is_ending = False

    async def serve(self) -> None:
        """Serve until the socket is closed."""
        self.begin()
        await self.run()

    def begin(self) -> None:
        """Send the first message, and start what time brings."""
        started = self._settings.values
        configuration = {
            "model": self._settings.name,
            "mode": started.get("mode"),
            "api_version": self._socket.headers.get("assemblyai-version", "2025-05-12"),
            "speaker_labels": self._settings.flag("speaker_labels"),
            "redact_pii": self._settings.flag("redact_pii"),
            "filter_profanity": self._settings.flag("filter_profanity"),
            "domain": started.get("domain"),
            "voice_focus": started.get("voice_focus"),
        }
        message = {
            "type": "Begin",
            "id": self._record.id,
            "expires_at": int(time.time() + self._max_length),
            "configuration": configuration,
        }
        self.moment("open")
        self._wire.tell(message, self._latencies.begin, then=self._has_begun)
        self.later(self._max_length, self._expire)
        if "inactivity_timeout" in started:
            self._watch(started["inactivity_timeout"])
        self.later(self._scenario.heartbeat, self._beat)

    def _has_begun(self) -> None:
        self.moment("begin")

    # ---- from the client -----------------------------------------------------------------------------------------

    async def text(self, text: str) -> None:
        """Take a text."""
        self._last_message = time.monotonic()
        try:
            await self._obey(self._parsed(text))
        except RefusedError as error:
            self.refuse(error)

    async def sound(self, data: bytes) -> None:
        """Take a frame of sound."""
        self._last_message = time.monotonic()
        if self._is_ending:
            return
        size = 1 if self._settings.is_mulaw else 2
        seconds = len(data) / size / self._settings.rate
        self._samples += len(data) // size
        position = self._samples * 1000 // self._settings.rate
        self._world.records.sound(self._record, seconds * 1000, position)
        try:
            self._check(data, size, seconds)
        except RefusedError as error:
            self.refuse(error)
            return
        events = await self._ears.feed(data, position)
        self._tell(self._turns.take(events, position))
        self.heard_until(position)

    def _parsed(self, text: str) -> dict[str, Any]:
        try:
            message = json.loads(text, parse_constant=_no_number)
        except (ValueError, RecursionError):
            self._world.records.received(self._record, text)
            raise RefusedError(3006, "User Input Validation Error: Invalid JSON") from None
        self._world.records.received(self._record, message)
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise RefusedError(3006, "User Input Validation Error: Invalid Message Type")
        return message

    async def _obey(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "Terminate":
            await self._end()
        elif kind == "ForceEndpoint":
            self._tell(self._turns.force())
        elif kind == "UpdateConfiguration":
            try:
                self._settings = self._turns.settings = self._settings.changed(message)
            except ParameterError as error:
                raise RefusedError(3006, str(error)) from error
            self._world.records.note(self._record, settings=dict(self._settings.values))
        elif kind != "KeepAlive":
            raise RefusedError(3006, f"User Input Validation Error: Invalid Message Type: {kind[:100]}")

    def _check(self, data: bytes, size: int, seconds: float) -> None:
        if len(data) % size:
            raise RefusedError(
                3007, f"Input Duration Error: {len(data)} bytes are no whole number of {size}-byte samples"
            )
        sample = 1 / self._settings.rate  # a frame may be rounded down
        is_short = (seconds + sample) * 1000 <= _SHORTEST_MS
        self._short += is_short
        frames = self._limits.frames
        if (
            seconds * 1000 > _LONGEST_MS or (is_short and (frames == "strict" or self._short > _TOLERATED))
        ) and frames != "off":
            raise RefusedError(
                3007,
                f"Input Duration Error: Input Duration Violation: {round(seconds * 1000, 1)} ms. "
                f"Expected between {_SHORTEST_MS} and {_LONGEST_MS} ms",
            )
        if not self._pace.take(seconds):
            raise RefusedError(
                3007,
                f"Audio Transmission Rate Exceeded: Received {self._pace.received:.2f} sec. audio in "
                f"{self._pace.elapsed:.2f} sec",
            )

    async def _end(self) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        self._world.records.note(self._record, asked_to_end=True)
        faults = {fault.fault for fault in self.moment("end")}
        position = self._samples * 1000 // self._settings.rate
        self._tell(self._turns.take(await self._ears.end(), position))
        self._tell(self._turns.finish())
        if "no-last-word" in faults:
            self.bye(1000, "Session Ended")
            return
        message = {
            "type": "Termination",
            "audio_duration_seconds": position // 1000,
            "session_duration_seconds": int(time.monotonic() - self._began),
        }
        self._wire.tell(message, self._latencies.end, then=self._ended)

    def _ended(self) -> None:
        if not any(fault.fault == "no-close" for fault in self.moment("ended")):
            self.bye(1000, "Session Ended")

    # ---- to the client -------------------------------------------------------------------------------------------

    def _tell(self, all_told: Iterable[Told]) -> None:
        delays = {
            "partial": self._latencies.partial,
            "closing": self._latencies.final,
            "formatted": self._latencies.formatted,
        }
        for told in all_told:
            self._wire.tell(told.message, delays[told.stage], kind=str(told.message["type"]))
            if told.message["type"] == "Turn" and told.message["words"]:
                self.moment("partial" if told.stage == "partial" else "final")

    def refuse(self, error: RefusedError) -> None:
        """End with an `Error` message and the same code."""
        self._world.records.note(self._record, error=str(error))
        self._wire.tell({"type": "Error", "error_code": error.code, "error": str(error)})
        self._wire.close(error.code, REASON)
        self.deafen()

    def fail(self, fault: SttFault) -> None:
        """Make an error happen."""
        self.refuse(RefusedError(fault.code or 3005, fault.message or CANCELLED))

    # ---- time ----------------------------------------------------------------------------------------------------

    def _expire(self) -> None:
        self.refuse(RefusedError(3008, "Session Expired: Maximum session duration exceeded"))

    def _watch(self, seconds: int) -> None:
        """End the session when nothing comes for too long."""
        left = self._last_message + seconds * self._limits.second - time.monotonic()
        if left > 0:
            self.later(left, partial(self._watch, seconds))
            return
        text = f"Session terminated due to inactivity: No messages received for {seconds} seconds"
        self.refuse(RefusedError(3006, text))

    def _beat(self) -> None:
        """Send heartbeats while they are wanted."""
        if self._settings.flag("session_heartbeat"):
            self._wire.tell(self._heartbeat())
        self.later(self._scenario.heartbeat, self._beat)

    def _heartbeat(self) -> dict[str, Any]:
        total = self._samples * 1000 // self._settings.rate
        elapsed = max(1, round((time.monotonic() - self._began) * 1000))
        return {
            "type": "Heartbeat",
            "total_audio_received_ms": total,
            "total_duration_ms": elapsed,
            "realtime_factor": round(total / elapsed, 2),
            "max_speech_probability": 0.98 if self._turns.is_open else 0.02,
        }


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
