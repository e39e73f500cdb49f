"""Anam over HTTP: who may ask, what goes wrong, and the operations. Its live sessions are in `live`."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route

from anamctl.sandbox.anam import checks, failing, lists, live, records, starting
from anamctl.sandbox.anam.catalogue import KINDS, Catalogue
from anamctl.sandbox.anam.refusals import Problem, RefusalError, invalid, no_such, phrase
from anamctl.sandbox.anam.sessions import FullError, Sessions
from anamctl.sandbox.anam.tokens import Tokens, UnknownTokenError
from anamctl.sandbox.anam.world import ENGINE, World
from anamctl.sandbox.faults import Faults, LiveFaults, spoil
from anamctl.sandbox.journal import Journal
from anamctl.sandbox.scenario.anam import AnamScenario
from anamctl.sandbox.waiting import Patience

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from anamctl.sandbox.anam.sessions import Session
    from anamctl.sandbox.anam.tokens import Config
    from anamctl.sandbox.journal import Exchange

_ROUTES = {
    ("POST", "/v1/auth/session-token"): "mint",
    ("POST", "/v1/engine/session"): "engine",
    **{("GET", f"/v1/{kind}"): kind for kind in KINDS},
    **{("GET", f"/v1/{kind}/{{id}}"): kind.removesuffix("s") for kind in KINDS},
    ("GET", "/v1/sessions"): "sessions",
    ("GET", "/v1/sessions/concurrency"): "concurrency",
    ("GET", "/v1/sessions/{id}"): "session",
    ("POST", "/v1/sessions/{id}/stop"): "stop",
    ("POST", f"{ENGINE}/talk"): "talk",
    ("POST", "/v1/metrics/client"): "metrics",
}
_OPEN = ("talk", "metrics", "engine")
"""Operations that need no API key; the engine has its own look at what it is given."""
_NAMES = {"voice": "Voice", "avatar": "Avatar", "llm": "LLM", "persona": "Persona", "tool": "Tool"}


class _Asked(NamedTuple):
    """A request, read whole."""

    operation: str
    id: str
    body: Any
    query: dict[str, str]
    bearer: str
    host: str


class AnamService:
    """
    The Anam of the sandbox.

    Args:
        scenario: how it behaves.
        journal: notes what is asked.
    """

    name = "anam"
    has_sockets = True

    def __init__(self, scenario: AnamScenario | None = None, *, journal: Journal | None = None) -> None:
        self.scenario = scenario or AnamScenario()
        self.journal = journal or Journal()
        self.sessions = Sessions(
            self.scenario.slots,
            grace=self.scenario.grace,
            max_length=self.scenario.max_length,
            tell=self.journal.happened,
        )
        self.tokens = Tokens(self.scenario.token_life)
        self.world = World(
            scenario=self.scenario,
            sessions=self.sessions,
            catalogue=Catalogue(self.scenario.catalogue),
            journal=self.journal,
            live_faults=LiveFaults(self.scenario.live_faults),
            patience=Patience(),
        )
        self._faults = Faults(self.scenario.faults)
        self.app = Starlette(
            routes=[
                *(
                    Route(path, self._endpoint(operation), methods=[method], name=operation)
                    for (method, path), operation in _ROUTES.items()
                ),
                *live.routes(self.world),
            ],
            # Browsers ask from pages of other origins; a sandbox on loopback has nothing to hide from them.
            middleware=[
                Middleware(
                    CORSMiddleware,
                    allow_origins=["*"],
                    allow_methods=["*"],
                    allow_headers=["*"],
                    expose_headers=["Retry-After"],
                )
            ],
            exception_handlers={HTTPException: _no_route},  # type: ignore[dict-item]  # narrower than it could be
        )

    def variables(self, url: str) -> dict[str, str]:
        """Environment variables that lead a client here."""
        return {"ANAM_API_URL": url, "ANAM_API_KEY": self.scenario.key}

    def stop(self) -> None:
        """Let requests and sessions that wait go on."""
        self.world.patience.end()

    # ---- a request -----------------------------------------------------------------------------------------------

    def _endpoint(self, operation: str) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            exchange = self.journal.begin(operation, request.method, request.url.path)
            response = await self._answer(request, operation, exchange)
            if response is None:
                self.journal.note(exchange, "dropped")
                return await _drop(request)
            self.journal.note(exchange, "answered", response.status_code)
            return response

        return endpoint

    async def _answer(self, request: Request, operation: str, exchange: Exchange) -> Response | None:
        """Give the answer; None to close the connection instead."""
        asked = await _read(request, operation)
        if operation not in _OPEN and asked.bearer != self.scenario.key:
            return _json(401, {"error": "Unauthorized", "message": "Invalid API key"})
        patience, fault = self.world.patience, self._faults.next(operation)
        await patience.wait(self._latency(operation))
        if fault is not None and not fault.applied:
            await patience.wait(fault.delay)
            if fault.fails:
                return None if fault.drop else failing.answer(fault, asked.body)
        try:
            status, data = self._carry_out(asked)
        except RefusalError as refusal:
            status, data = refusal.status, refusal.body
        self.journal.note(exchange, "applied")
        if fault is not None and fault.applied:
            await patience.wait(fault.delay)
            if fault.fails:
                return None if fault.drop else failing.answer(fault, asked.body)
        if data is None:
            return Response(status_code=status)
        if fault is not None and (fault.lose or fault.change):
            data = json.loads(json.dumps(data))
            spoil(data, fault)
        return _json(status, data)

    def _latency(self, operation: str) -> float:
        latencies = self.scenario.latencies
        return {"mint": latencies.mint, "engine": latencies.engine}.get(operation, latencies.lists)

    # ---- operations ----------------------------------------------------------------------------------------------

    def _carry_out(self, asked: _Asked) -> tuple[int, dict[str, Any] | None]:
        """Give the status and the body of the answer."""
        operation = asked.operation
        if operation == "mint":
            return 200, {"sessionToken": self.tokens.mint(self._checked(asked.body))}
        if operation == "engine":
            return 200, self._start(asked)
        if operation in KINDS:
            return 200, self._page(asked)
        if operation in _NAMES:
            return 200, self._one(asked)
        if operation == "metrics":
            return 204, None
        if operation == "concurrency":
            return 200, records.concurrency(self.sessions)
        if operation == "sessions":
            entries = [records.record(one, asked.host) for one in reversed(self.sessions.all())]
            return 200, lists.page("sessions", entries, asked.query, self.scenario.refusals)
        if operation == "talk":
            return 200, self._talk(asked)
        session = self._session(asked.id)
        if operation == "stop":
            return 200, self._stop(session)
        return 200, records.full_record(session, asked.host)

    def _checked(self, body: object) -> Config:
        problems = checks.problems(body)
        if problems or not isinstance(body, dict):
            raise invalid(problems, self.scenario.refusals)
        return checks.config(body)

    def _start(self, asked: _Asked) -> dict[str, Any]:
        body = asked.body if isinstance(asked.body, dict) else {}
        if asked.bearer == self.scenario.key:
            config = self._checked(asked.body)
        else:
            try:
                config = self.tokens.config(asked.bearer)
            except UnknownTokenError as error:
                text = "Session token has expired" if error.expired else "Invalid session token"
                raise RefusalError(401, {"error": "Unauthorized", "message": text}) from error
        client = body.get("clientMetadata")
        persona = starting.resolve(config, self.world.catalogue, self.scenario)
        persona = starting.detection(persona, body.get("sessionOptions"), self.scenario)
        try:
            session = self.sessions.open(
                persona,
                dict(config.options),
                client if isinstance(client, dict) else {},
                label=config.label,
                persona_id=config.persona.get("personaId"),
            )
        except FullError as error:
            full = failing.KNOWN["concurrent-limit"]
            raise RefusalError(full.status, {"error": full.message, "reason": full.reason}) from error
        return starting.answer(session, asked.host, self.scenario)

    def _page(self, asked: _Asked) -> dict[str, Any]:
        catalogue, kind = self.world.catalogue, asked.operation
        entries = catalogue.all(kind)
        if kind == "personas":
            entries = [lists.summary(entry, catalogue) for entry in entries]
        return lists.page(kind, entries, asked.query, self.scenario.refusals)

    def _one(self, asked: _Asked) -> dict[str, Any]:
        catalogue = self.world.catalogue
        entry = catalogue.find(f"{asked.operation}s", asked.id)
        if entry is None:
            raise no_such(_NAMES[asked.operation], asked.id)
        return lists.full(entry, catalogue) if asked.operation == "persona" else entry

    def _session(self, id_: str) -> Session:
        if not checks.is_uuid(id_):
            raise RefusalError(400, {"error": "Invalid session ID"})
        session = self.sessions.get(id_)
        if session is None:
            raise no_such("Session", id_)
        return session

    def _stop(self, session: Session) -> dict[str, Any]:
        if not session.is_open:
            raise RefusalError(404, {"error": "Not found", "message": "Session has no engine to terminate."})
        # The answer comes first: the engine is only told to stop.
        asyncio.get_running_loop().call_soon(self.sessions.end, session, "stop", "Session stopped")
        return {}

    def _talk(self, asked: _Asked) -> dict[str, Any]:
        session = self.sessions.get(asked.query.get("session_id", ""))
        if session is None or not session.is_open:
            raise RefusalError(404, {"error": "Not found", "message": "No such session"})
        content = asked.body.get("content") if isinstance(asked.body, dict) else None
        if not isinstance(content, str) or not content:
            raise invalid([Problem(("content",), "Required", "invalid_type")], self.scenario.refusals)
        self.sessions.receive(session, "talk", "talk", asked.body)
        if session.on_talk is not None:
            session.on_talk(content)
        return {}


async def _read(request: Request, operation: str) -> _Asked:
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    return _Asked(
        operation,
        request.path_params.get("id", ""),
        _parsed(await request.body()),
        dict(request.query_params),
        bearer.strip() if scheme.lower() == "bearer" else "",
        request.url.netloc,
    )


def _parsed(data: bytes) -> Any:  # noqa: ANN401  # JSON
    """Give the JSON of a body; None when it is none, which no operation takes."""
    try:
        return json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        return None


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _json(status: int, data: dict[str, Any]) -> Response:
    return Response(json.dumps(data), status, media_type="application/json")


def _no_route(request: Request, error: HTTPException) -> Response:  # noqa: ARG001  # as the framework calls it
    response = _json(error.status_code, {"error": phrase(error.status_code)})
    response.headers.update(error.headers or {})
    return response


async def _drop(request: Request) -> Response:
    """Close the connection; the answer goes nowhere, but the framework wants one."""
    request.scope["state"]["drop"]()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()
