"""How rules make problems: by the path of a value, or by a stretch of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anamctl.lint.finding import Problem

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Fix, Severity


def pointer(path: Path) -> str:
    """JSON pointer (RFC 6901) of a path."""
    if not path:
        return ""
    joined = "/".join(map(str, path))
    if "~" not in joined and joined.count("/") == len(path) - 1:
        return "/" + joined
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def at(
    document: Document,
    path: Path,
    message: str,
    label: str = "",
    *,
    part: Literal["place", "value", "key"] = "place",
    notes: tuple[str, ...] = (),
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> Problem:
    """
    Make a problem about the value at a path.

    Args:
        document: the document that holds it.
        path: keys and indexes from the top of the document.
        message: what was found.
        label: what was expected or what to do.
        part: point at the value, at its key, or at the best place of the two (the key of a mapping or list).
        notes: consequences, a line each.
        fix: a change that takes the problem away.
        severity: when it differs from the rule's own.
    """
    if part == "place":
        span = document.place(path)
    else:
        span = document.key_span(path) if part == "key" else document.value_span(path)
    return Problem(span.start, span.end, pointer(path), message, label, notes, fix, severity)


def between(
    start: int,
    end: int,
    message: str,
    label: str = "",
    *,
    path: Path = (),
    notes: tuple[str, ...] = (),
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> Problem:
    """Make a problem about a stretch of the text, given by indexes of code points."""
    return Problem(start, end, pointer(path), message, label, notes, fix, severity)


def quote(value: object) -> str:
    """
    Write a value that was found the way it stands in a message: ``"jp"``, ``true``, ``12``.

    Text is cut after 60 characters; control and invisible characters are shown by their number.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return f"{value!r}" if isinstance(value, (int, float)) else _collection(value)
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in shown) + '"'


_LONGEST = 60


def _collection(value: object) -> str:
    return "a mapping" if isinstance(value, dict) else "a list"
