"""Deepgram on a socket: `/v1/listen`."""

from __future__ import annotations

import json
import time
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import WebSocketRoute

from anamctl.sandbox.faults import LiveFaults
from anamctl.sandbox.journal import Journal
from anamctl.sandbox.scenario.stt import DeepgramScenario
from anamctl.sandbox.stt.deepgram.options import OptionError, Options, options
from anamctl.sandbox.stt.deepgram.results import Results
from anamctl.sandbox.stt.ears import ears
from anamctl.sandbox.stt.live import Live, World, refusal
from anamctl.sandbox.stt.pace import Pace
from anamctl.sandbox.stt.records import Record, Records, shown
from anamctl.sandbox.waiting import Patience

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.websockets import WebSocket

    from anamctl.sandbox.scenario.stt_faults import SttFault

_IDLE = (1011, "NET-0001: did not receive audio data or a text message within the timeout window")
_TOO_FAST = (1008, "DATA-0000: audio comes faster than real time")


class DeepgramService:
    """
    The Deepgram of the sandbox.

    Args:
        scenario: how it behaves.
        journal: notes what is asked.
    """

    name = "deepgram"
    has_sockets = True

    def __init__(self, scenario: DeepgramScenario | None = None, *, journal: Journal | None = None) -> None:
        self.scenario = scenario or DeepgramScenario()
        self.journal = journal or Journal()
        self.records = Records(self.journal.happened)
        self._patience = Patience()
        self._world = World(self.records, LiveFaults(self.scenario.faults), self._patience)
        self.app = Starlette(routes=[WebSocketRoute("/v1/listen", self._socket)])

    def variables(self, url: str) -> dict[str, str]:
        """Environment variables that lead a client here."""
        return {"DEEPGRAM_API_KEY": self.scenario.key, "ANAMCTL_DEEPGRAM_URL": url}

    def stop(self) -> None:
        """Let what waits go on."""
        self._patience.end()

    async def _socket(self, socket: WebSocket) -> None:
        exchange = self.journal.begin("listen", "GET", socket.url.path)
        refused = self._world.faults.at("connect")
        request = str(uuid.uuid4())
        if refused:
            await self._patience.wait(refused[0].delay)
            answer = refusal(refused[0])
        else:
            answer, chosen = self._look(socket, request)
            if chosen is not None:
                await socket.accept(headers=[(b"dg-request-id", request.encode())])
                self.journal.note(exchange, "answered", 101)
                query = dict(socket.query_params)
                record = self.records.add(Record(request, shown(query), tuple(socket.headers.keys())))
                self.records.note(record, settings=chosen._asdict())
                await Session(self._world, self.scenario, socket, record, chosen).serve()
                return
        self.journal.note(exchange, "answered", answer.status_code)
        await socket.send_denial_response(answer)

    def _look(self, socket: WebSocket, request: str) -> tuple[JSONResponse, Options | None]:
        """Give the parameters of whoever is let in, or else an answer."""
        scheme, _, given = socket.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "token" or given.strip() != self.scenario.key:
            return _refused(401, "INVALID_AUTH", "Invalid credentials.", request), None
        if len(self.records.open) >= self.scenario.limits.sessions:
            return _refused(429, "TOO_MANY_REQUESTS", "Too many requests. Please try again later", request), None
        try:
            return JSONResponse({}), options(dict(socket.query_params))
        except OptionError as error:
            return _refused(400, "Bad Request", str(error), request), None


def _refused(status: int, code: str, text: str, request: str) -> JSONResponse:
    body = {"err_code": code, "err_msg": text, "request_id": request}
    return JSONResponse(body, status, headers={"dg-request-id": request})


class Session(Live):
    """
    One session.

    Args:
        world: what sessions share.
        scenario: how the service behaves.
        socket: accepted.
        record: notes what happens.
        chosen: parameters of the address.
    """

    def __init__(
        self, world: World, scenario: DeepgramScenario, socket: WebSocket, record: Record, chosen: Options
    ) -> None:
        super().__init__(world, scenario, scenario.latencies, socket, record)
        self._scenario = scenario
        self._options = chosen
        self._results = Results(
            chosen,
            record.id,
            round(scenario.interim * 1000),
            languages=chosen.languages if scenario.hears is None else None,
        )
        self._ears = ears(scenario.hears, chosen.rate, mulaw=chosen.is_mulaw, channels=chosen.channels)
        self._pace = Pace(scenario.limits.pace, scenario.limits.burst)
        self._bytes = 0
        self._last = time.monotonic()
        self._is_ending = False

    @property
    def _position(self) -> int:
        """Milliseconds of sound so far."""
        size = (1 if self._options.is_mulaw else 2) * self._options.channels
        return self._bytes // size * 1000 // self._options.rate

    async def serve(self) -> None:
        """Serve until the socket is closed."""
        self.moment("open")
        self.moment("begin")
        self._watch()
        await self.run()

    async def text(self, text: str) -> None:
        """Take a text."""
        self._last = time.monotonic()
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            message = text
        self._world.records.received(self._record, message)
        kind = message.get("type") if isinstance(message, dict) else None
        if kind == "CloseStream":
            await self._end()
        elif kind == "Finalize":
            self._tell(self._results.finalize(self._position))
        elif kind != "KeepAlive":
            self._fail(1008, "DATA-0000: the text message could not be parsed", "UnparsableClientMessage")

    async def sound(self, data: bytes) -> None:
        """Take a frame of sound; an empty one ends, as in older versions."""
        self._last = time.monotonic()
        if self._is_ending:
            return
        if not data:
            await self._end()
            return
        before, self._bytes = self._position, self._bytes + len(data)
        position = self._position
        seconds = (position - before) / 1000
        self._world.records.sound(self._record, seconds * 1000, position)
        if not self._pace.take(seconds):
            self._fail(*_TOO_FAST, "TooFast")
            return
        self._tell(self._results.take(await self._ears.feed(data, position), position))
        self.heard_until(position)

    def _tell(self, messages: Iterable[dict[str, Any]]) -> None:
        for message in messages:
            is_final = bool(message.get("speech_final"))
            self._wire.tell(message, self._latencies.final if is_final else self._latencies.partial)
            if message["type"] == "Results" and message["channel"]["alternatives"][0]["words"]:
                self.moment("final" if is_final else "partial")

    async def _end(self) -> None:
        if self._is_ending:
            return
        self._is_ending = True
        self._world.records.note(self._record, asked_to_end=True)
        faults = {fault.fault for fault in self.moment("end")}
        position = self._position
        self._tell(self._results.take(await self._ears.end(), position))
        self._tell(self._results.finalize(position, from_finalize=False))
        if "no-last-word" in faults:
            self.bye()
            return
        metadata = {
            "type": "Metadata",
            "transaction_key": "deprecated",
            "request_id": self._record.id,
            "sha256": "0" * 64,
            "created": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "duration": position / 1000,
            "channels": self._options.channels,
        }
        self._wire.tell(metadata, self._latencies.end, then=self._ended)

    def _ended(self) -> None:
        if not any(fault.fault == "no-close" for fault in self.moment("ended")):
            self.bye()

    def _watch(self) -> None:
        """Close when nothing comes for too long."""
        left = self._last + self._scenario.patience - time.monotonic()
        if left > 0:
            self.later(left, self._watch)
        elif not self._is_ending:
            self._fail(*_IDLE, "NoAudio")

    def _fail(self, code: int, text: str, variant: str) -> None:
        self._world.records.note(self._record, error=text)
        self._wire.tell({"type": "Error", "description": text, "message": text, "variant": variant})
        self._wire.close(code, text)
        self.deafen()

    def fail(self, fault: SttFault) -> None:
        """Make an error happen."""
        self._fail(fault.code or 1011, fault.message or "Internal server error", "Internal")
