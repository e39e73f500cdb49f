"""WhisperLiveKit on a socket: `/asr` and `/health`."""

from __future__ import annotations

import json
import re
import uuid
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from anamctl.sandbox.faults import LiveFaults
from anamctl.sandbox.journal import Journal
from anamctl.sandbox.scenario.stt import WhisperScenario
from anamctl.sandbox.stt.ears import ears
from anamctl.sandbox.stt.live import Live, World, refusal
from anamctl.sandbox.stt.records import Record, Records, shown
from anamctl.sandbox.stt.whisperlivekit.lines import Differences, Lines
from anamctl.sandbox.stt.wire import Wire
from anamctl.sandbox.waiting import Patience

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.websockets import WebSocket

    from anamctl.sandbox.scenario.stt_faults import SttFault

RATE = 16_000
_BAD_PARAMETER, _UNAUTHORIZED = 4400, 4401
_NO_CONTAINER = "FFmpeg error: Invalid data found when processing input"


class WhisperService:
    """
    The WhisperLiveKit of the sandbox.

    Args:
        scenario: how it behaves.
        journal: notes what is asked.
    """

    name = "whisperlivekit"
    has_sockets = True

    def __init__(self, scenario: WhisperScenario | None = None, *, journal: Journal | None = None) -> None:
        self.scenario = scenario or WhisperScenario()
        self.journal = journal or Journal()
        self.records = Records(self.journal.happened)
        self._patience = Patience()
        self._world = World(self.records, LiveFaults(self.scenario.faults), self._patience)
        self.app = Starlette(routes=[Route("/health", self._health), WebSocketRoute("/asr", self._socket)])

    def variables(self, url: str) -> dict[str, str]:
        """Environment variables that lead a client here."""
        token = {"WHISPERLIVEKIT_API_TOKEN": self.scenario.token} if self.scenario.token else {}
        return {"ANAMCTL_WHISPERLIVEKIT_URL": url, **token}

    def stop(self) -> None:
        """Let what waits go on."""
        self._patience.end()

    async def _health(self, request: Request) -> Response:
        exchange = self.journal.begin("health", request.method, request.url.path)
        self.journal.note(exchange, "answered", 200)
        return JSONResponse({"status": "ok", "backend": "sandbox", "ready": True})

    async def _socket(self, socket: WebSocket) -> None:
        exchange = self.journal.begin("listen", "GET", socket.url.path)
        refused = self._world.faults.at("connect")
        if refused:
            await self._patience.wait(refused[0].delay)
            self.journal.note(exchange, "answered", refused[0].status)
            await socket.send_denial_response(refusal(refused[0]))
            return
        await socket.accept()
        self.journal.note(exchange, "answered", 101)
        query = dict(socket.query_params)
        record = self.records.add(Record(str(uuid.uuid4()), shown(query), tuple(socket.headers.keys())))
        problem = _problem(query)
        if self._is_stranger(socket) or problem:
            wire = Wire(socket, record, self.records, self._patience)
            if problem:
                wire.tell({"type": "error", "error": problem})
            self.records.note(record, error=problem or "unauthorized")
            wire.close(_BAD_PARAMETER if problem else _UNAUTHORIZED, problem or "Unauthorized")
            await wire.run()
            return
        await Session(self._world, self.scenario, socket, record).serve()

    def _is_stranger(self, socket: WebSocket) -> bool:
        scheme, _, given = socket.headers.get("authorization", "").partition(" ")
        by_header = given.strip() if scheme.lower() in {"bearer", "token"} else ""
        return bool(self.scenario.token) and self.scenario.token not in {
            socket.query_params.get("token", ""),
            by_header,
        }


def _problem(query: dict[str, str]) -> str:
    """Say what is wrong with parameters; nothing when they are right."""
    mode, language = query.get("mode", "full"), query.get("language", "auto")
    if mode not in {"full", "diff"}:
        return "Invalid mode: must be 'full' or 'diff'"
    if language != "auto" and not re.fullmatch("[a-z]{2,3}", language):
        return "Invalid language"
    return ""


class Session(Live):
    """
    One session.

    Args:
        world: what sessions share.
        scenario: how the service behaves.
        socket: accepted.
        record: notes what happens.
    """

    def __init__(self, world: World, scenario: WhisperScenario, socket: WebSocket, record: Record) -> None:
        super().__init__(world, scenario, scenario.latencies, socket, record)
        self._scenario = scenario
        language = record.query.get("language", "auto")
        self._lines = Lines(
            None if language == "auto" else language,
            round(scenario.pause * 1000),
            hundredths=scenario.times == "hundredths",
            scripted=scenario.hears is not None,
        )
        self._ears = ears(scenario.hears, RATE)
        self._differences = Differences() if record.query.get("mode") == "diff" else None
        self._bytes = 0
        self._told: Any = None
        self._told_ms = 0
        self._finals = 0
        self._is_ending = False

    async def serve(self) -> None:
        """Serve until the socket is closed."""
        self.moment("open")
        config = {
            "type": "config",
            "useAudioWorklet": self._scenario.pcm_input,
            "mode": "diff" if self._differences is not None else "full",
        }
        self._wire.tell(config, self._latencies.begin, then=self._has_begun)
        await self.run()

    def _has_begun(self) -> None:
        self.moment("begin")

    async def text(self, text: str) -> None:
        """Take no notice: clients send bytes only."""
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            message = text
        self._world.records.received(self._record, message)

    async def sound(self, data: bytes) -> None:
        """Take sound of any size; nothing is the end."""
        if self._is_ending:
            return
        if not data:
            await self._end()
            return
        self._bytes += len(data)
        position = self._bytes // 2 * 1000 // RATE
        self._world.records.sound(self._record, len(data) / 2 * 1000 / RATE, position)
        if not self._scenario.pcm_input:
            if self._told is None:
                self._tell({**self._lines.state(), "error": _NO_CONTAINER})
            return
        events = await self._ears.feed(data, position)
        self._lines.take(events, position)
        self._update(position)
        self.heard_until(position)

    def _update(self, position: int) -> None:
        state = self._lines.state()
        seen = (state["status"], state["lines"], state["buffer_transcription"])
        if seen == self._told or (self._told and position - self._told_ms < self._scenario.delay * 1000):
            return
        self._told, self._told_ms = seen, position
        self._tell(state)

    def _tell(self, state: dict[str, Any]) -> None:
        self._told = self._told or True
        message = state if self._differences is None else self._differences.message(state)
        lines = [line for line in state["lines"] if line["text"]]
        is_final = len(lines) > max(1, self._finals)
        self._finals = max(len(lines), self._finals)
        self._wire.tell(message, self._latencies.partial, kind=str(message.get("type", "update")))
        if lines or state["buffer_transcription"]:
            self.moment("final" if is_final else "partial")

    async def _end(self) -> None:
        self._is_ending = True
        self._world.records.note(self._record, asked_to_end=True)
        faults = {fault.fault for fault in self.moment("end")}
        position = self._bytes // 2 * 1000 // RATE
        self._lines.take(await self._ears.end(), position)
        if self._scenario.pcm_input:
            self._tell(self._lines.state())
        if "no-last-word" in faults:
            self.bye()
            return
        self._wire.tell({"type": "ready_to_stop"}, self._latencies.end, then=self._ended)

    def _ended(self) -> None:
        if not any(fault.fault == "no-close" for fault in self.moment("ended")):
            self.bye()

    def fail(self, fault: SttFault) -> None:
        """Make an error happen."""
        text = fault.message or "Internal server error"
        self._world.records.note(self._record, error=text)
        self._wire.tell({"type": "error", "error": text})
        self._wire.close(fault.code or 1011, text)
        self.deafen()
