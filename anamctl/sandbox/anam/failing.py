"""What a fault of a scenario answers."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import Response

from anamctl.sandbox.anam.refusals import Problem, listed, nested, phrase

if TYPE_CHECKING:
    from anamctl.sandbox.scenario.anam_faults import AnamFault, Body


class Known(NamedTuple):
    """An error of the service."""

    status: int
    body: Body
    message: str
    reason: str = ""


KNOWN: dict[str, Known] = {
    "invalid": Known(400, "nested", "Invalid enum value"),
    "invalid-list": Known(400, "list", "Invalid enum value"),
    "unauthorized": Known(401, "error", "Unauthorized"),
    "expired-token": Known(401, "message", "Session token has expired"),
    "no-plan": Known(402, "error", "No plan found"),
    "forbidden": Known(403, "message", "API key lacks the required permission"),
    "not-found": Known(404, "message", "Avatar with id 00000000-0000-4000-8000-000000000000 does not exist."),
    "concurrent-limit": Known(429, "reason", "Concurrent session limit reached", "concurrent_limit"),
    "spend-cap": Known(429, "reason", "Spend cap reached", "spend_cap"),
    "usage-limit": Known(429, "reason", "Usage limit reached", "usage_limit"),
    "server-error": Known(500, "error", "Internal server error"),
    "busy": Known(503, "error", "No engines available"),
    "busy-page": Known(503, "html", "Service temporarily unavailable"),
}
"""Errors by the name that scenarios use. The texts of the first two 429 are Anam's, and clients compare them."""
_PLACE = ("personaConfig", "avatarModel")


def answer(fault: AnamFault, request: Any = None) -> Response:  # noqa: ANN401  # JSON
    """
    Give the answer of a fault that has one.

    Args:
        fault: what happens.
        request: what was sent, for bodies that repeat it.
    """
    known = KNOWN[fault.answer] if fault.answer is not None else Known(500, "error", "Something went wrong")
    status = fault.status if fault.status is not None else known.status
    body = fault.body if fault.body is not None else known.body
    message = fault.message if fault.message is not None else known.message
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if body == "html":
        title = escape(f"{status} {phrase(status)}")
        page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{escape(message)}</p></body></html>"
        return Response(page, status, headers, "text/html")
    if body == "text":
        return Response(message, status, headers, "text/plain")
    if body == "empty":
        return Response(b"", status, headers)
    data = _data(body, status, message, known.reason)
    if body == "echo":
        data["request"] = request
    return Response(json.dumps(data), status, headers, "application/json")


def _data(body: Body, status: int, message: str, reason: str) -> dict[str, Any]:
    problems = [Problem(_PLACE, message, "invalid_enum_value")]
    if body in {"nested", "echo"}:
        return nested(problems)
    if body == "list":
        return listed(problems)
    if body == "reason":
        return {"error": message, "reason": reason or phrase(status).lower().replace(" ", "_")}
    if body == "message":
        return {"error": phrase(status), "message": message}
    return {"error": message}
