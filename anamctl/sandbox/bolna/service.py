"""Bolna's agent API over HTTP: who may ask, how often, what goes wrong, and the operations."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from anamctl.errors import UsageError
from anamctl.sandbox.bolna.answers import flat
from anamctl.sandbox.bolna.checks import check_body
from anamctl.sandbox.bolna.refusal import RefusalError
from anamctl.sandbox.bolna.saving import as_saved, patched
from anamctl.sandbox.bolna.store import Store
from anamctl.sandbox.faults import Faults, spoil
from anamctl.sandbox.journal import Journal
from anamctl.sandbox.limits import RateLimit
from anamctl.sandbox.scenario.bolna import BolnaScenario
from anamctl.sandbox.waiting import Patience

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from anamctl.sandbox.bolna.store import Record
    from anamctl.sandbox.journal import Exchange
    from anamctl.sandbox.scenario.bolna import Fault

_SUCCESS = {"message": "success"}
_OPERATIONS = {
    "/v2/agent": {"POST": "create"},
    "/v2/agent/all": {"GET": "list"},
    "/v2/agent/{id}": {"GET": "read", "PUT": "replace", "PATCH": "patch", "DELETE": "delete"},
    "/v2/agent/{id}/stop": {"POST": "stop"},
}


class _Asked(NamedTuple):
    operation: str
    id: str
    body: Any
    fault: Fault | None


class BolnaService:
    """
    The Bolna of the sandbox.

    Args:
        scenario: how it behaves.
        state: a file that keeps its agents; only in memory when empty.
        journal: notes what is asked.
    """

    name = "bolna"
    has_sockets = False

    def __init__(
        self, scenario: BolnaScenario | None = None, *, state: str = "", journal: Journal | None = None
    ) -> None:
        self.scenario = scenario or BolnaScenario()
        self.store = Store(state)
        self.journal = journal or Journal()
        self._faults = Faults(self.scenario.faults)
        limits = self.scenario.limits
        self._limits = {
            "agent": RateLimit(limits.agent, limits.window),
            "other": RateLimit(limits.other, limits.window),
        }
        self._patience = Patience()
        for agent in self.scenario.agents:
            self._seed(dict(agent))
        self.app = Starlette(
            routes=[
                Route(path, self._endpoint(operations), methods=list(operations), name=path)
                for path, operations in _OPERATIONS.items()
            ],
            exception_handlers={HTTPException: _no_route},  # type: ignore[dict-item]  # narrower than it could be
        )

    def variables(self, url: str) -> dict[str, str]:
        """Environment variables that lead a client here."""
        return {"BOLNA_API_URL": url, "BOLNA_API_KEY": self.scenario.key}

    def stop(self) -> None:
        """Let requests that wait go on."""
        self._patience.end()

    def _seed(self, agent: dict[str, Any]) -> None:
        id_ = str(agent.pop("id", ""))
        if self.store.get(id_) is not None:
            return  # the state file holds it already, perhaps changed
        try:
            self.store.add(as_saved(check_body(agent)), id_)
        except RefusalError as error:
            raise UsageError(f"the scenario has an agent that Bolna would refuse: {error}.") from error

    # ---- a request -----------------------------------------------------------------------------------------------

    def _endpoint(self, operations: dict[str, str]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            operation = operations.get(request.method, "read")  # HEAD is a GET without its body
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
        refused = self._refused(request)
        if refused is not None:
            return refused
        id_ = request.path_params.get("id", "")
        fault = self._faults.next(operation, id_)
        fails = fault is not None and (fault.drop or fault.status is not None)
        if fault is not None and not fault.applied:
            await self._patience.wait(fault.delay)
            if fails:
                return _fault_answer(fault)
        body = await _json(request)
        try:
            response = self._carry_out(_Asked(operation, id_, body, fault))
        except RefusalError as refusal:
            response = _error(refusal.status, refusal.message)
        self.journal.note(exchange, "applied")
        if fault is not None and fault.applied:
            await self._patience.wait(fault.delay)
            if fails:
                return _fault_answer(fault)
        return response

    def _refused(self, request: Request) -> Response | None:
        """Answer a request that has no business here."""
        if request.headers.get("authorization") != f"Bearer {self.scenario.key}":
            if self.scenario.bad_key == "unauthorized":
                return _error(401, "Unauthorized: invalid API key")
            return _answer(403, {"detail": "Invalid or expired API key"})
        kind = "agent" if "id" in request.path_params else "other"
        wait = self._limits[kind].wait()
        return _error(429, "Rate limit exceeded", {"Retry-After": str(wait)}) if wait else None

    # ---- operations ----------------------------------------------------------------------------------------------

    def _carry_out(self, asked: _Asked) -> Response:
        if asked.operation == "create":
            saved = as_saved(check_body(asked.body))
            spoil(saved, asked.fault)
            return _answer(201, {"agent_id": self.store.add(saved).id, "state": "created"})
        if asked.operation == "list":
            return _answer(200, [self._flat(record, asked.fault) for record in self.store.all()])
        record = self.store.get(asked.id)
        if record is None:
            raise RefusalError("Agent not found", 404)
        if asked.operation == "read":
            return _answer(200, self._flat(record, asked.fault))
        if asked.operation == "replace":
            saved = as_saved(check_body(asked.body), record.body)
            spoil(saved, asked.fault)
            self.store.replace(record, saved)
            return _answer(200, {**_SUCCESS, "state": "updated"})
        if asked.operation == "patch":
            self.store.replace(record, patched(record.body, asked.body))
            return _answer(200, {**_SUCCESS, "state": "updated"})
        if asked.operation == "delete":
            self.store.remove(record.id)
            return _answer(200, {**_SUCCESS, "state": "deleted"})
        return _answer(200, {**_SUCCESS, "state": "stopped"})

    def _flat(self, record: Record, fault: Fault | None) -> dict[str, Any]:
        if fault is not None and (fault.lose or fault.change):
            shown = type(record)(record.id, record.created_at, record.updated_at, json.loads(json.dumps(record.body)))
            spoil(shown.body, fault)
            record = shown
        return flat(record, expanded=self.scenario.answers == "expanded")


# ---- answers ---------------------------------------------------------------------------------------------------------


def _answer(status: int, data: Any, headers: dict[str, str] | None = None) -> Response:  # noqa: ANN401  # JSON
    return Response(json.dumps(data), status, headers, "application/json")


def _error(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return _answer(status, {"error": status, "message": message}, headers)


def _fault_answer(fault: Fault) -> Response | None:
    if fault.drop or fault.status is None:
        return None
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if fault.body == "detail":
        return _answer(fault.status, {"detail": fault.message}, headers)
    if fault.body == "html":
        page = f"<html><head><title>{fault.status}</title></head><body><h1>{fault.message}</h1></body></html>"
        return Response(page, fault.status, headers, "text/html")
    if fault.body == "text":
        return Response(fault.message, fault.status, headers, "text/plain")
    if fault.body == "empty":
        return Response(b"", fault.status, headers)
    return _error(fault.status, fault.message, headers)


def _no_route(request: Request, error: HTTPException) -> Response:  # noqa: ARG001  # as the framework calls it
    return _answer(error.status_code, {"detail": error.detail}, dict(error.headers or {}))


async def _json(request: Request) -> Any:  # noqa: ANN401  # JSON
    """Read the body of a request; None when it is no JSON, which no operation takes."""
    data = await request.body()
    with contextlib.suppress(ValueError):
        return json.loads(data)
    return None


async def _drop(request: Request) -> Response:
    """Close the connection; the answer goes nowhere, but the framework wants one."""
    request.scope["state"]["drop"]()
    while (await request.receive())["type"] != "http.disconnect":
        pass
    return Response()
