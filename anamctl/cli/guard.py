"""The last line of defence: whatever ends a command becomes two lines on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from anamctl.cli.terminal import prepare
from anamctl.errors import AnamctlError, ExitCode, ServiceError
from anamctl.shown import NotWrittenError, has_no_reader, not_written

if TYPE_CHECKING:
    from collections.abc import Callable


class StopError(Exception):
    """Carries an `OSError` past the option parser, which would end the process in its own way."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.error = error


def guarded(command: Callable[[], int], *, debug: bool = False, json: bool = False, name: str = "") -> int:
    """
    Run a command and give its exit code.

    Args:
        command: what to run.
        debug: show the traceback of whatever ends it.
        json: tell errors as the JSON envelope.
        name: name of the command, for the envelope.
    """
    code: int = ExitCode.OK
    try:
        prepare()
        code = command()
        sys.stdout.flush()
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  # a bug must not look like findings, nor print a traceback unasked
        cause = error.error if isinstance(error, StopError) else error
        if has_no_reader(cause):
            # It has seen enough (`| head`). What was found out by then still counts.
            give_up_stdout()
            return code
        if debug:
            _show_traceback(cause)
        known = _known(cause)
        if isinstance(known, NotWrittenError):
            give_up_stdout()
        _tell(known, json=json, name=name)
        return known.exit_code
    return code


def give_up_stdout() -> None:
    """Let what is still to be written go nowhere; Python would complain about it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return


def give_up_hung_stderr() -> None:
    """Do the same with stderr, when it is a pipe that is full: writing to it would hang."""
    import select

    if os.name == "nt":
        return
    try:
        number = sys.stderr.fileno()
        if not select.select([], [number], [], 0)[1]:
            os.dup2(os.open(os.devnull, os.O_WRONLY), number)
    except (OSError, ValueError):
        return


def _known(error: Exception) -> AnamctlError:
    if isinstance(error, AnamctlError):
        return error
    if isinstance(error, OSError) and error.strerror:
        if error.filename is None:
            return not_written(error)
        return ServiceError(
            f"{os.fsdecode(error.filename)}: {error.strerror}.", hint="does it exist, and may you use it?"
        )
    bug = f"This is a bug in anamctl ({type(error).__name__})."
    return AnamctlError(bug, hint="run the same command with --debug and report it.")


def _show_traceback(error: Exception) -> None:
    import traceback

    traceback.print_exception(error)


def _tell(error: AnamctlError, *, json: bool, name: str) -> None:
    if json and not isinstance(error, NotWrittenError):
        from anamctl.report.envelope import failure

        try:
            sys.stdout.write(failure(error, name))
            sys.stdout.flush()
        except OSError:  # nobody reads it; the exit code says it as well
            give_up_stdout()
        return
    from anamctl.report.width import visible

    sys.stderr.write(f"anamctl: {visible(error.message)}\n")
    if error.hint:
        sys.stderr.write(f"hint: {visible(error.hint)}\n")
