"""
What an answer of the service that is no success means, in our words and in its own.

    ServiceError
    ├── AnswerError            the service answered with an error
    │   ├── RefusedError       400, 422   something in the request is wrong
    │   ├── NotFoundError      404        there is no such agent
    │   ├── ConflictError      409        the service holds something else by now
    │   └── BusyError          429        too many requests
    ├── UnreachableError       nothing was sent: there is no way to the service
    └── UncertainError         it may have been done, or not: no answer came, or one that does not tell
    CredentialsError           401, 403

The service writes errors in two shapes, ``{"error", "message"}`` and ``{"detail"}``, and what stands before it writes
pages. Whatever it says is kept as `AnswerError.text`.
"""

from __future__ import annotations

import json
from typing import Any

from anamctl.answers import clipped, page
from anamctl.errors import AnamctlError, CredentialsError, ServiceError


class AnswerError(ServiceError):
    """The service answered, with an error."""

    code = "answer"

    def __init__(self, message: str, *, status: int, text: str, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.status = status
        self.text = text
        """What the service says itself; empty when it says nothing that can be read."""


class RefusedError(AnswerError):
    """The service found something wrong in the request, and has changed nothing."""

    code = "refused"


class NotFoundError(AnswerError):
    """The service has no such agent, or not for this key."""

    code = "not-found"


class ConflictError(AnswerError):
    """The service would not do it over what it holds by now."""

    code = "conflict"


class BusyError(AnswerError):
    """There were too many requests."""

    code = "busy"


class UnreachableError(ServiceError):
    """No request has left this machine, or none has found its way."""

    code = "unreachable"


class UncertainError(ServiceError):
    """A request that must not be repeated may have been carried out, or not."""

    code = "uncertain"


def failure(status: int, content_type: str, body: bytes, *, key_source: str) -> ServiceError | CredentialsError:
    """
    Give the error for an answer.

    Args:
        status: of the answer.
        content_type: of its body.
        body: of the answer.
        key_source: where the key came from, for the one who has to look for another.
    """
    text = words(content_type, body)
    said = f"{status}: {text}" if text else str(status)
    if status in (401, 403):
        return CredentialsError(
            f"Bolna refused the key ({said}). {key_source} was used.",
            hint="keys begin with bn-, those of a sub-account with sa-; without an account there is --sandbox.",
        )
    if status == 404:
        return NotFoundError(
            f"Bolna has no such agent ({said}).",
            status=status,
            text=text,
            hint="`anamctl agent list` shows those of this key.",
        )
    if status == 409:
        return ConflictError(
            f"Bolna reports a conflict ({said}).",
            status=status,
            text=text,
            hint="somebody may be changing the same agent; `anamctl agent diff FILE` shows what it holds now.",
        )
    if status == 429:
        return BusyError(f"Bolna is busy ({said}).", status=status, text=text, hint="try again in a minute.")
    if 400 <= status < 500:
        message = f"Bolna refused the request ({said})."
        return RefusedError(message, status=status, text=text, hint="nothing was changed.")
    if 300 <= status < 400:
        return AnswerError(
            f"Bolna answered with a redirect ({said}), which is not followed.",
            status=status,
            text=text,
            hint="is BOLNA_API_URL the address of the API?",
        )
    return AnswerError(f"Bolna failed ({said}).", status=status, text=text, hint="try again later.")


def words(content_type: str, body: bytes) -> str:
    """Give what an error says, from either shape of body, the title of a page, or a line of text."""
    raw = body.decode(errors="replace").strip()
    if not raw:
        return ""
    try:
        return clipped(_from_json(json.loads(raw)))
    except (ValueError, RecursionError):
        pass
    return page(content_type, raw) or clipped(raw)


def _from_json(data: Any) -> str:  # noqa: ANN401  # JSON
    if isinstance(data, dict):
        for name in ("message", "detail", "error"):
            found = data.get(name)
            if isinstance(found, str) and found.strip():
                return found
            if isinstance(found, (list, dict)) and found:
                return _details(found)
    return "" if data in (None, {}, []) else json.dumps(data, ensure_ascii=False)


def _details(found: Any) -> str:  # noqa: ANN401  # JSON
    """Give a list of details, each with a place and a message, as one line."""
    listed = []
    for item in found if isinstance(found, list) else [found]:
        message = item.get("msg") or item.get("message") if isinstance(item, dict) else None
        if isinstance(message, str):
            place = item.get("loc")
            where = ".".join(map(str, place)) if isinstance(place, list) else ""
            listed.append(f"{where}: {message}" if where else message)
        else:
            listed.append(item if isinstance(item, str) else json.dumps(item, ensure_ascii=False))
    return "; ".join(listed)


def may_have_happened(error: AnamctlError) -> bool:
    """Tell whether what was asked for may have been done although this error came of it."""
    if isinstance(error, AnswerError):
        return error.status >= 500
    return isinstance(error, ServiceError) and not isinstance(error, UnreachableError)
