"""``anamctl session say``, ``context``, ``interrupt`` and ``stop``, without the option parser."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from anamctl.errors import ExitCode, ServiceError, UsageError
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.cli.anam_service import AnamRequest
    from anamctl.live.registry import Entry

_ENDING = 10.0
"""Seconds that a session may take to end, beside those for an answer."""


def speak(op: str, words: Sequence[str], *, json: bool, quiet: bool, verbose: bool = False) -> int:
    """Say a text to a session, or let it know one."""
    if len(words) > 2:
        raise UsageError(f"session {op} takes a session and one text.", hint="put the text into quotation marks.")
    text = words[-1]
    if not text.strip():
        raise UsageError("there is nothing to say in an empty text.", hint="write something between the quotes.")
    return _ask(op, words[0] if len(words) == 2 else "", {"text": text}, json=json, quiet=quiet, verbose=verbose)


def interrupt(wanted: str, *, json: bool, quiet: bool, verbose: bool = False) -> int:
    """Let the persona stop speaking."""
    return _ask("interrupt", wanted, {}, json=json, quiet=quiet, verbose=verbose)


def _ask(op: str, wanted: str, fields: dict[str, Any], *, json: bool, quiet: bool, verbose: bool) -> int:
    from anamctl.live.control_client import Control

    entry = chosen(wanted, verbose=verbose)
    with Control(entry) as control:
        control.ask(op, **fields)
    if json:
        from anamctl.report.envelope import success

        sys.stdout.write(success(f"session {op}", {"id": entry.id}))
    elif not quiet:
        sys.stderr.write(visible(f"sent to {entry.name or 'session'} ({entry.id})") + "\n")
    return ExitCode.OK


def chosen(wanted: str, *, verbose: bool = False) -> Entry:
    """
    Give the session that is meant; say which it is when asked to.

    Raises:
        UsageError: there is none, or nobody can tell which.
    """
    from anamctl.live import registry

    entry = registry.choose(wanted, registry.entries())
    if verbose:
        sys.stderr.write(visible(f"session {entry.id} of process {entry.pid} at {entry.service}") + "\n")
    return entry


def stop(service: AnamRequest, wanted: str, *, json: bool) -> int:
    """End a session: by its process, or at the service when that is gone."""
    from anamctl.live import registry
    from anamctl.live.control_client import Control, GoneError, SilentError

    known = registry.entries()
    if _is_foreign(wanted, known):
        _stop_remotely(service, wanted)
        return _told(service, wanted, "at the service", {}, json=json)
    entry = registry.choose(wanted, known)
    try:
        with Control(entry) as control:
            result = control.ask("stop", extra=_ENDING)
    except (GoneError, SilentError) as error:
        if entry.is_sandbox:
            registry.drop(entry)
            if isinstance(error, SilentError):
                raise
            return _told(service, entry.id, "with its process, sandbox and all", {}, json=json)
        own = service._replace(profile=service.profile or ("" if entry.profile == "default" else entry.profile))
        _stop_remotely(own, entry.id)
        registry.drop(entry)
        return _told(service, entry.id, "at the service, because its process is gone", {}, json=json)
    closed = result.get("closed")
    return _told(service, entry.id, "", closed if isinstance(closed, dict) else {}, json=json)


def _is_foreign(wanted: str, known: Sequence[Entry]) -> bool:
    """Tell whether an id is whole, and none of this machine."""
    from anamctl.anam.catalogue import is_id

    return is_id(wanted) and not any(entry.id == wanted for entry in known)


def _stop_remotely(service: AnamRequest, id_: str) -> None:
    import asyncio

    from anamctl.anam.failures import NotFoundError
    from anamctl.cli.anam_service import OpenedAnam, opened

    async def end(found: OpenedAnam) -> None:
        async with found.client() as client:
            await client.stop(id_)

    with opened(service) as found:
        try:
            asyncio.run(end(found))
        except NotFoundError as error:
            raise ServiceError(
                f"{found.shown} knows no running session {id_}.", hint="it is over already, or belongs to another key."
            ) from error


def _told(service: AnamRequest, id_: str, how: str, closed: dict[str, Any], *, json: bool) -> int:
    is_ended = closed.get("ended") is not False
    if json:
        from anamctl.report.dump import dump
        from anamctl.report.envelope import VERSION

        data = {"id": id_, "how": how or "by its process", "billed": closed.get("billed"), "ended": is_ended}
        document = {"version": VERSION, "command": "session stop", "ok": is_ended, "data": data, "errors": []}
        sys.stdout.write(dump(document))
    else:
        from anamctl.live.summary import spoken

        billed = closed.get("billed")
        after = f" · {spoken(billed)} billed" if isinstance(billed, (int, float)) else ""
        sys.stdout.write(visible(f"ended {id_}{' ' + how if how else ''}{after}") + "\n")
        if not is_ended and not service.quiet:
            sys.stderr.write("Anam has not said that it is over; it may still hold the session open\n")
    return ExitCode.OK if is_ended else ExitCode.SERVICE
