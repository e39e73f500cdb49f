"""How requests are refused: statuses and the shapes that bodies of errors have been seen in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

INVALID = "Invalid request body"
Refusals = Literal["nested", "list"]


class Problem(NamedTuple):
    """One thing that is wrong with a request."""

    path: tuple[str, ...]
    message: str
    code: str = "custom"


class RefusalError(Exception):
    """
    A request that is answered with an error.

    Args:
        status: of the answer.
        body: what it says.
    """

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(body.get("message") or body.get("error"))
        self.status = status
        self.body = body


def invalid(problems: Sequence[Problem], shape: Refusals) -> RefusalError:
    """Refuse a request whose form is wrong."""
    body = nested(problems) if shape == "nested" else listed(problems)
    return RefusalError(400, body)


def nested(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give problems as an object that is like the request, with ``_errors`` where something is wrong."""
    details: dict[str, Any] = {"_errors": []}
    for problem in problems:
        place = details
        for step in problem.path:
            place = place.setdefault(step, {"_errors": []})
        place["_errors"].append(problem.message)
    return {"error": INVALID, "details": details}


def listed(problems: Sequence[Problem]) -> dict[str, Any]:
    """Give problems as a list of paths and messages."""
    details = [
        {"path": ".".join(problem.path), "message": problem.message, "code": problem.code} for problem in problems
    ]
    summary = "; ".join(f"{one['path']}: {one['message']}" if one["path"] else one["message"] for one in details)
    return {"error": "Validation error", "details": details, "summary": summary}


def no_such(what: str, id_: object) -> RefusalError:
    """Refuse a request for something that the account does not hold."""
    return RefusalError(404, {"error": "Not found", "message": f"{what} with id {id_} does not exist."})


def phrase(status: int) -> str:
    """Give the name of a status, as titles of errors are written: ``Not found``."""
    try:
        return HTTPStatus(status).phrase.capitalize()
    except ValueError:
        return f"Status {status}"
