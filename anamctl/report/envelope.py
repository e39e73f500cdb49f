"""The JSON envelope of ``--json``: the same keys for every command, for success and for failure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.report.dump import dump

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.errors import AnamctlError

VERSION = 1
"""Goes up when a key is removed or changes its meaning; new keys do not count."""


def success(command: str, data: Any) -> str:  # noqa: ANN401  # any JSON value
    """Give the document of a command that did what was asked."""
    return _dump(command, data, ok=True, errors=[])


def failure(error: AnamctlError, command: str = "", others: Sequence[tuple[str, str, str]] = ()) -> str:
    """Give the document of a command that failed; others (code, message, hint) follow what it failed of."""
    told = [(error.code, error.message, error.hint), *others]
    listed = [{"code": code, "message": message, "hint": hint} for code, message, hint in told]
    return _dump(command, None, ok=False, errors=listed)


def _dump(command: str, data: Any, *, ok: bool, errors: list[dict[str, str]]) -> str:  # noqa: ANN401
    document = {"version": VERSION, "command": command, "ok": ok, "data": data, "errors": errors}
    return dump(document)
