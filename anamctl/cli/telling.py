"""The end of what runs for long: who is told how it was, and what is told otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.cli.guard import give_up_hung_stderr, give_up_stdout
from anamctl.errors import ExitCode
from anamctl.shown import InterruptedWritingError, NotWrittenError, has_no_reader, is_terminal_gone, not_written

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anamctl.errors import AnamctlError


def told_how_it_was(finish: Callable[[], None], lost: OSError | None, code: int, signals: Sequence[int] = ()) -> None:
    """
    Say how it was, to whoever still reads: stderr may have a reader when stdout has none.

    Args:
        finish: says it.
        lost: what kept the screen from being written to before; None when nothing did.
        code: what the process ends with.
        signals: those that have come; more may come while it is said.

    Raises:
        NotWrittenError: the result cannot be written, which was not known before. What was interrupted already stays
            so.
    """
    if lost is not None:
        give_up_stdout()
        give_up_hung_stderr()
        if not has_no_reader(lost):
            return
    try:
        finish()
    except OSError as error:
        give_up_stdout()
        give_up_hung_stderr()
        if code == ExitCode.INTERRUPTED or has_no_reader(error) or is_terminal_gone(error):
            return
        raise not_written(error, InterruptedWritingError if signals else NotWrittenError) from None


def raise_what_was_not_told(error: AnamctlError | None, code: int, *, json: bool) -> None:
    """
    Raise what went wrong, where nobody was told.

    Args:
        error: what went wrong.
        code: what the process ends with.
        json: the errors are in the summary; but when that cannot be written.

    Raises:
        AnamctlError: the error, when it decides how the process ends.
    """
    if error is not None and code == error.exit_code and (not json or isinstance(error, NotWrittenError)):
        raise error
