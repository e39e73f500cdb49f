"""``anamctl session list``, without the option parser."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from anamctl.errors import AnamctlError, ExitCode
from anamctl.report.width import columns, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anamctl.cli.anam_service import AnamRequest, OpenedAnam
    from anamctl.live.registry import Entry

_PATIENCE = 2.0
"""Seconds that each session may take to say how it is."""


def list_local(*, json: bool, quiet: bool) -> int:
    """Print the sessions that run on this machine."""
    from anamctl.live import registry

    found = [status(entry) for entry in registry.entries()]
    if json:
        from anamctl.report.envelope import success

        sys.stdout.write(success("session list", found))
    elif found:
        rows = [
            (one["id"], one["name"], one["language"], one["state"], _left(one["endsIn"]), one["service"])
            for one in found
        ]
        _table(("id", "persona", "language", "state", "ends in", "service"), rows)
    elif not quiet:
        sys.stderr.write("no session runs on this machine\n")
    return ExitCode.OK


def status(entry: Entry) -> dict[str, Any]:
    """Ask a session how it is; one that does not answer is told as it was when it began."""
    from anamctl.live.control_client import Control, GoneError

    known: dict[str, Any] = {
        "id": entry.id,
        "name": entry.name,
        "language": entry.language,
        "state": "gone",
        "pid": entry.pid,
        "service": entry.service,
        "started": entry.started,
        "endsIn": max(0.0, entry.until - time.time()),
        "messages": None,
        "updates": None,
    }
    if not entry.has_process:
        return known
    try:
        with Control(entry, _PATIENCE) as control:
            answer = control.ask("status")
    except GoneError:
        return known
    except AnamctlError:
        return {**known, "state": "silent"}
    return {**known, **{key: value for key, value in answer.items() if key in known}}


def list_remote(service: AnamRequest, *, json: bool) -> int:
    """Print the sessions of the account, and how many may run at a time."""
    import asyncio

    from anamctl.cli.anam_service import opened
    from anamctl.live import registry

    with opened(service) as found:
        sessions, slots = asyncio.run(_remote(found))
    here = {entry.id for entry in registry.entries()}
    listed = [{**one, "here": one.get("id") in here} for one in sessions]
    if json:
        from anamctl.report.envelope import success

        sys.stdout.write(success("session list", {"concurrency": slots, "sessions": listed}))
        return ExitCode.OK
    if listed:
        heads = ("id", "began", "ended", "how", "here")
        _table(heads, [_row(one) for one in listed])
    if not service.quiet:
        sys.stdout.flush()
        sys.stderr.write(visible(_slots(slots)) + "\n")
    return ExitCode.OK


async def _remote(found: OpenedAnam) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    async with found.client() as client:
        slots = await client.concurrency()
        return await client.sessions(), slots


def _row(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Give a session as far as the service says something; which fields it sends is documented for some only."""
    began, ended = _first(one, "startTime", "startedAt", "createdAt"), _first(one, "endTime", "endedAt")
    how = _first(one, "exitStatus", "status")
    return _text(one.get("id")), _text(began), _text(ended), _text(how), "yes" if one.get("here") else ""


def _first(one: Mapping[str, Any], *keys: str) -> object:
    return next((one[key] for key in keys if one.get(key) is not None), None)


def _slots(slots: Mapping[str, Any]) -> str:
    """Say how many sessions may run: ``1 of 3 slots is taken``."""
    active, limit = slots.get("active"), slots.get("limit")
    text = f"{_text(active) or '?'} of {_text(limit) or '?'} slots {'is' if active == 1 else 'are'} taken"
    wait = slots.get("estimatedWaitSeconds")
    if slots.get("canStartSession") is False:
        text += ", so none can start now"
        text += f"; about {wait:g} s to wait" if isinstance(wait, (int, float)) else ""
    return text


def _table(heads: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
    """Print columns beside each other; a column in which nothing stands is left out."""
    shown = [tuple(visible(cell) or "-" for cell in row) for row in rows]
    kept = [place for place in range(len(heads)) if any(row[place] != "-" for row in shown)]
    table = [tuple(heads[place] for place in kept), *(tuple(row[place] for place in kept) for row in shown)]
    widths = [max(columns(row[place]) for row in table) for place in range(len(kept))]
    for row in table:
        line = "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def _left(seconds: object) -> str:
    from anamctl.live.summary import spoken

    return spoken(seconds) if isinstance(seconds, (int, float)) else ""


def _text(value: object) -> str:
    return "" if value is None else str(value)
