"""AssemblyAI over HTTP: temporary tokens, and who is let in to a session."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, WebSocketRoute

from anamctl.sandbox.faults import LiveFaults
from anamctl.sandbox.journal import Journal
from anamctl.sandbox.limits import RateLimit
from anamctl.sandbox.scenario.stt import AssemblyScenario
from anamctl.sandbox.stt.assemblyai import parameters
from anamctl.sandbox.stt.assemblyai.session import REASON, RefusedError, Session
from anamctl.sandbox.stt.assemblyai.tokens import TokenRefusedError, Tokens
from anamctl.sandbox.stt.live import World, refusal
from anamctl.sandbox.stt.records import Record, Records, shown
from anamctl.sandbox.stt.wire import Wire
from anamctl.sandbox.waiting import Patience

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.websockets import WebSocket

SOCKET, TOKEN, OLD = "/v3/ws", "/v3/token", "/v2/realtime/{rest:path}"


class AssemblyService:
    """
    The AssemblyAI of the sandbox.

    Args:
        scenario: how it behaves.
        journal: notes what is asked.
    """

    name = "assemblyai"
    has_sockets = True

    def __init__(self, scenario: AssemblyScenario | None = None, *, journal: Journal | None = None) -> None:
        self.scenario = scenario or AssemblyScenario()
        self.journal = journal or Journal()
        self.records = Records(self.journal.happened)
        self.tokens = Tokens(self.scenario)
        self._patience = Patience()
        self._world = World(self.records, LiveFaults(self.scenario.faults), self._patience)
        self._new = RateLimit(self.scenario.limits.new_per_minute, 60 * self.scenario.limits.second)
        self.app = Starlette(
            routes=[
                Route(TOKEN, self._token),
                Route(OLD, _gone),
                WebSocketRoute(SOCKET, self._socket),
                WebSocketRoute(OLD, _gone_socket),
            ]
        )

    def variables(self, url: str) -> dict[str, str]:
        """Environment variables that lead a client here."""
        return {"ASSEMBLYAI_API_KEY": self.scenario.key, "ANAMCTL_STT_URL": url}

    def stop(self) -> None:
        """Let what waits go on."""
        self._patience.end()

    async def _token(self, request: Request) -> Response:
        exchange = self.journal.begin("token", request.method, request.url.path)
        await self._patience.wait(self.scenario.latencies.token)
        status = 200
        try:
            body = self.tokens.mint(request.headers.get("authorization"), request.query_params)
        except TokenRefusedError as refused:
            status, body = refused.status, refused.body
        self.journal.note(exchange, "answered", status)
        return JSONResponse(body, status)

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
        record = Record(str(uuid.uuid4()), shown(query), tuple(socket.headers.keys()))
        try:
            max_length = self._let_in(socket)
            settings = parameters.settings(query)
        except (RefusedError, parameters.ParameterError) as error:
            self.records.add(record)
            await self._refuse(socket, record, error)
            return
        record.settings = dict(settings.values)
        self.records.add(record)
        session = Session(self._world, self.scenario, socket, record, settings=settings, max_length=max_length)
        await session.serve()

    def _let_in(self, socket: WebSocket) -> float:
        """
        Check who asks and whether there is room.

        Returns:
            Seconds that the session may last.

        Raises:
            RefusedError: it is not let in.
        """
        limits = self.scenario.limits
        longest = limits.max_length
        given = socket.query_params.get("token") or socket.headers.get("authorization")
        if given is None:
            raise RefusedError(1008, "Unauthorized Connection: Missing Authorization header")
        if given != self.scenario.key:
            token = self.tokens.find(given)
            if token is None:
                raise RefusedError(1008, "Unauthorized Connection: Invalid API key")
            if self.tokens.has_expired(token):
                raise RefusedError(1008, "Unauthorized Connection: Signature has expired")
            if token.max_length is not None:
                longest = min(longest, token.max_length * limits.second)
        if len(self.records.open) >= limits.sessions or self._new.wait():
            raise RefusedError(int(limits.too_many), "Unauthorized Connection: Too many concurrent sessions")
        return longest

    async def _refuse(self, socket: WebSocket, record: Record, error: Exception) -> None:
        code = error.code if isinstance(error, RefusedError) else 3006
        self.records.note(record, error=str(error))
        wire = Wire(socket, record, self.records, self._patience, spoils=self.scenario.spoil)
        wire.tell({"type": "Error", "error_code": code, "error": str(error)}, self.scenario.latencies.begin)
        wire.close(code, REASON)
        await wire.run()


async def _gone(request: Request) -> Response:  # noqa: ARG001  # as the framework calls it
    return JSONResponse({"error": "This endpoint is gone. Use Streaming v3."}, 410)


async def _gone_socket(socket: WebSocket) -> None:
    await socket.send_denial_response(JSONResponse({"error": "This endpoint is gone. Use Streaming v3."}, 410))
