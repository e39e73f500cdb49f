"""Asking somebody at a terminal before something is changed."""

from __future__ import annotations

import sys

from anamctl.cli.terminal import is_terminal
from anamctl.errors import UsageError


def require_answerable(*, yes: bool, json: bool) -> None:
    """
    Make sure that there is somebody to ask, or nothing to ask.

    Raises:
        UsageError: nobody could answer.
    """
    if yes:
        return
    if json:
        raise UsageError("with --json nobody is asked.", hint="add --yes, or look first with --dry-run.")
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise UsageError("there is nobody to ask: this is no terminal.", hint="add --yes.")


def ask(question: str) -> bool:
    """Ask a question on stderr and give the answer; no answer is a no."""
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer.endswith("\n"):
        sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes")
