"""A screen that may be lost: a reader that went away, a terminal that was closed. The rest goes on without it."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable


class Readable(Protocol):
    """A screen that also gives what a person types."""

    def stop_reading(self) -> None:
        """Give no more."""


Screen = TypeVar("Screen", bound=Readable)


class Shown(Generic[Screen]):
    """
    Shows things as long as there is somebody to see them.

    Args:
        screen: where it is shown; what it cannot write it raises as `OSError`.
        gone: is called once, when it is lost.
    """

    def __init__(self, screen: Screen, gone: Callable[[], None]) -> None:
        self.screen: Screen | None = screen
        """None when it is lost."""
        self.lost: OSError | None = None
        """What kept it from being written to."""
        self.is_showing = False
        """Whether something is being written to whoever reads, who may take no more."""
        self._gone = gone

    def show(self, what: Callable[[Screen], None]) -> None:
        """Show something."""
        if self.screen is None:
            return
        self.is_showing = True
        try:
            what(self.screen)
        except OSError as error:
            self.lose(error)
        finally:
            self.is_showing = False

    def lose(self, error: OSError) -> None:
        """Take in that it cannot be written to any more."""
        with contextlib.suppress(OSError):
            self.stop_reading()
        self.screen = None
        self.lost = error
        self._gone()

    def stop_reading(self) -> None:
        """
        Let it give no more.

        Raises:
            OSError: it is lost.
        """
        if self.screen is not None:
            self.screen.stop_reading()
