"""The last line of defence: whatever ends a command becomes two lines on stderr and an exit code."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from anamctl.errors import AnamctlError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable


def guarded(command: Callable[[], int], *, debug: bool = False, json: bool = False) -> int:
    """
    Run a command and give its exit code.

    Known errors are told in two lines (or as the JSON envelope), unknown ones keep their traceback for `debug`.
    """
    try:
        code = command()
        sys.stdout.flush()
    except AnamctlError as error:
        if debug:
            raise
        _tell(error, json=json)
        return error.exit_code
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`| head`). Python would complain when it flushes stdout at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.OK
    except Exception as error:  # a bug must not look like findings, nor print a traceback unasked
        if debug:
            raise
        _tell(_bug(error), json=json)
        return ExitCode.BUG
    return code


def _bug(error: Exception) -> AnamctlError:
    name = type(error).__name__
    return AnamctlError(f"This is a bug in anamctl ({name}).", hint="run the same command with --debug and report it.")


def _tell(error: AnamctlError, *, json: bool) -> None:
    if json:
        from anamctl.report.envelope import failure

        sys.stdout.write(failure(error))
        return
    sys.stderr.write(f"anamctl: {error.message}\n")
    if error.hint:
        sys.stderr.write(f"hint: {error.hint}\n")
