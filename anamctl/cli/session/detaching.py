"""
``--detach``: the session runs in a process of its own, which has no terminal.

That process is the same command with ``--background``, whose JSON lines go to a private log file; this one reads the
file until the session is ready, or is not going to be. With ``--sandbox`` the sandbox lives over there.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from anamctl.cli.signals import stoppable
from anamctl.errors import AnamctlError, ExitCode, ServiceError
from anamctl.live.runtime import folder, make_private_folder, remove
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.cli.anam_service import AnamRequest
    from anamctl.cli.session.request import StartRequest

_LOOK = 0.02
"""Seconds between two looks at the log."""
_PATIENCE = 120.0
"""Seconds until ready; every step of the start has a shorter limit of its own."""
_ENDING = 10.0
"""Seconds that a process may take to end its session."""
_OLD = 24 * 3600.0
"""Seconds after which a log is removed."""
_PREFIX, _SUFFIX = "detached-", ".log"


class FailedError(AnamctlError):
    """The session did not get ready; the exit code is that of the process."""

    def __init__(self, message: str, *, hint: str, code: str, exit_code: int) -> None:
        super().__init__(message, hint=hint)
        self.code = code
        known = ExitCode._value2member_map_
        self.exit_code = ExitCode(exit_code) if exit_code in known and exit_code else ExitCode.SERVICE


def detach(service: AnamRequest, request: StartRequest) -> int:
    """Start the process, wait until its session is ready, and print the id."""
    log, descriptor = _new_log()
    is_up = False
    with stoppable():
        with os.fdopen(descriptor, "wb") as file:
            process = _spawn([sys.executable, "-m", "anamctl", *arguments(service, request)], file)
        try:
            ready = _wait(process, log)
            is_up = True
        finally:
            if not is_up:
                _end(process)
    # It is not waited for: it goes on when this process is over.
    process.returncode = 0
    if request.json:
        from anamctl.report.envelope import success

        sys.stdout.write(success("session start", {"id": ready["session_id"], "pid": process.pid, "log": log}))
    else:
        sys.stdout.write(visible(ready["session_id"]) + "\n")
        if not service.quiet:
            sys.stdout.flush()
            sys.stderr.write(visible(f"runs in the background for {request.max_length} at most; log: {log}") + "\n")
            sys.stderr.write("`anamctl session stop` ends it\n")
    return ExitCode.OK


def arguments(service: AnamRequest, request: StartRequest) -> list[str]:
    """Give the command line of the process."""
    given: list[str] = ["session", "start", "--background", "--json", "--max-length", request.max_length]
    for name, value in (
        ("--lang", request.lang),
        ("--document", request.document),
        ("--audio", os.path.abspath(request.audio) if request.audio else ""),
        ("--record", os.path.abspath(request.record) if request.record else ""),
        ("--for", request.duration),
        ("--profile", service.profile),
        ("--scenario", service.scenario),
    ):
        if value:
            given += (f"{name}={value}",)
    for name, values in (("--say", request.says), ("--context", request.contexts), ("--set", request.settings)):
        given += (f"{name}={value}" for value in values)
    given += (name for name, is_on in (("--sandbox", service.sandbox), ("--watch", request.watch)) if is_on)
    return [*given, "--", request.persona] if request.persona else given


def _new_log() -> tuple[str, int]:
    """Make a log that only its owner can read; old ones go."""
    import tempfile

    place = make_private_folder(folder())
    for name in os.listdir(place):
        path = os.path.join(place, name)
        with suppress(OSError):
            if name.startswith(_PREFIX) and name.endswith(_SUFFIX) and time.time() - os.stat(path).st_mtime > _OLD:
                remove(path)
    descriptor, path = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=place)
    return path, descriptor


def _spawn(command: list[str], log: Any) -> subprocess.Popen[bytes]:  # noqa: ANN401  # a binary file
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
    return subprocess.Popen(  # noqa: S603  # our own command line
        command,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=sys.platform != "win32",
        creationflags=flags,
    )


def _wait(process: subprocess.Popen[bytes], log: str) -> dict[str, Any]:
    """
    Read the log until the session is ready, and give what is known of it.

    Raises:
        FailedError: it will not be ready.
    """
    until = time.monotonic() + _PATIENCE
    session_id = ""
    for line in _lines(process, log, until):
        if line is None:
            break
        kind = line.get("type")
        if kind == "engine":
            session_id = str(line.get("sessionId", ""))
        elif kind == "ready":
            return {"session_id": session_id}
        elif kind == "summary" or line.get("ok") is False:
            with suppress(subprocess.TimeoutExpired):
                process.wait(_ENDING)
            raise _failed(line, process.returncode or int(line.get("exitCode") or 3))
    raise ServiceError("the session did not get ready.", hint=f"{log} says what happened.")


def _lines(process: subprocess.Popen[bytes], log: str, until: float) -> Iterator[dict[str, Any] | None]:
    """Give the lines of a log as they come; what is no JSON is skipped. None at the end of the process or the time."""
    rest = b""
    with open(log, "rb") as file:
        while True:
            is_over = process.poll() is not None or time.monotonic() > until
            rest += file.read()
            *lines, rest = rest.split(b"\n")
            for line in lines:
                with suppress(ValueError):
                    found = json.loads(line)
                    if isinstance(found, dict):
                        yield found
            if is_over:
                yield None
                return
            time.sleep(_LOOK)


def _failed(line: dict[str, Any], exit_code: int) -> FailedError:
    errors = line.get("errors")
    first = errors[0] if isinstance(errors, list) and errors and isinstance(errors[0], dict) else {}
    message = str(first.get("message") or f"the session ended before it was ready: {line.get('reason', '')}.")
    code = str(first.get("code") or "service")
    return FailedError(message, hint=str(first.get("hint") or ""), code=code, exit_code=exit_code)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process whose session nobody waits for any more; it ends the session first."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
