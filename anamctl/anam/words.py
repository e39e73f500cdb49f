"""
What an answer that is no success says, without what it repeats of the request.

Bodies come in several shapes: ``{"error", "reason"}``, ``{"error", "message"}``, ``{"error", "details"}`` with nested
``_errors`` or a list of ``{"path", "message"}``, and what stands before the service answers with pages and lines of
text. A body may hold the request, and with it a system prompt, which has no place on a screen or in a log.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.answers import clipped, page, read_json
from anamctl.secret import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_RUN = 24
"""Characters in a row that a text and the request must share for the one to be a repetition of the other."""
_LONGEST = 200
_MOST = 8
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_TOKEN = re.compile(r"eyJ[\w-]*\.[\w-]+\.[\w-]+")
"""A session token: whoever reads one can start a session."""
_ALL_ID = re.compile(rf"{_ID.pattern}\Z", re.IGNORECASE)


class Said(NamedTuple):
    """The parts of an error body that can be read; empty ones are missing."""

    error: str = ""
    """The short name of what is wrong; limits are told apart by it."""
    reason: str = ""
    message: str = ""
    details: tuple[tuple[str, str], ...] = ()
    """Path and message of each."""
    is_json: bool = False

    @property
    def text(self) -> str:
        """Everything in one line."""
        head = ": ".join(dict.fromkeys(part.rstrip(".") for part in (self.error, self.message) if part))
        shown = [f"{path}: {message}" if path else message for path, message in self.details[:_MOST]]
        more = [f"and {len(self.details) - _MOST} more"] if len(self.details) > _MOST else []
        return clipped("; ".join([*([head] if head else []), *shown, *more]))

    @property
    def ids(self) -> list[str]:
        """The ids that it names."""
        return _ID.findall(self.message) + _ID.findall(self.error)


def said(content_type: str, body: bytes, request: Mapping[str, Any] | None = None) -> Said:
    """
    Read an error body.

    Args:
        content_type: of the body.
        body: of the answer.
        request: what had been sent, of which nothing long is repeated.
    """
    sent = [" ".join(text.split()) for text in _long_texts(request)]
    try:
        data = read_json(body)
    except ValueError:
        raw = body.decode(errors="replace").strip()
        return Said(message=page(content_type, raw) or _kept(raw.replace("\\n", " "), sent))
    if isinstance(data, dict) and isinstance(data.get("error"), dict):
        data = {**data["error"], **{key: data[key] for key in data if key != "error"}}
    if not isinstance(data, dict):
        return Said(message=_kept(data, sent), is_json=True)
    details = ((path, _kept(message, sent) or "is refused") for path, message in _details(data.get("details")))
    return Said(
        _kept(data.get("error"), sent),
        _kept(data.get("reason"), sent),
        _kept(data.get("message"), sent),
        tuple(details),
        is_json=True,
    )


def _kept(text: Any, sent: Iterable[str]) -> str:  # noqa: ANN401  # JSON
    """Give a text that may be shown; nothing when it repeats some of the request."""
    if not isinstance(text, str):
        return ""
    line = " ".join(text.split())
    windows = {line[start : start + _RUN] for start in range(len(line) - _RUN + 1)} if len(line) < 10_000 else None
    if windows is None or any(window in known for known in sent for window in windows):
        return ""
    return clipped(_TOKEN.sub(HIDDEN, line), _LONGEST)


def _long_texts(data: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    """Walk the texts that say something; ids may be repeated, and have to be."""
    if isinstance(data, str):
        if len(data) >= _RUN and not _ALL_ID.match(data):
            yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _long_texts(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _long_texts(value)


def _details(found: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # JSON
    if isinstance(found, list):
        for item in found:
            if isinstance(item, dict) and isinstance(item.get("message"), str):
                yield _path(item.get("path")), item["message"]
    elif isinstance(found, dict):
        yield from _nested(found, ())


def _path(path: Any) -> str:  # noqa: ANN401  # JSON
    if isinstance(path, list):
        return clipped(".".join(map(str, path)), _LONGEST)
    return clipped(path, _LONGEST) if isinstance(path, str) else ""


def _nested(found: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Walk ``{"personaConfig": {"name": {"_errors": ["…"]}}}``."""
    for key, value in found.items():
        if key == "_errors" and isinstance(value, list):
            for message in value:
                if isinstance(message, str):
                    yield clipped(".".join(path), _LONGEST), message
        elif isinstance(value, dict) and len(path) < 20:
            yield from _nested(value, (*path, key))
