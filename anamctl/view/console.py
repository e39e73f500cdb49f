"""The one way to make a Rich console."""

from __future__ import annotations

import sys
from errno import EPIPE

from rich.console import Console


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave a reader that went away to the guard; Rich would end the process in its own way."""
        raise BrokenPipeError(EPIPE, "Broken pipe")


def make_console(*, color: bool, width: int) -> Console:
    """Give a console on stdout that takes no text for markup and adds no highlighting of its own."""
    return _Console(
        file=sys.stdout,
        width=width,
        no_color=not color,
        force_terminal=color,
        color_system="standard" if color else None,
        markup=False,
        highlight=False,
        emoji=False,
    )
