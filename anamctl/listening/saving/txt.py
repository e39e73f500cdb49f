"""Plain text: a line for each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.characters import plain
from anamctl.listening.saving.files import EntryFile
from anamctl.listening.speakers import who
from anamctl.stt.heard import Final

if TYPE_CHECKING:
    from anamctl.audio.blocks import Block
    from anamctl.listening.events import Event
    from anamctl.listening.summary import Summary


class TextSaver:
    """
    Writes what is said.

    Args:
        path: of the file.
        replace: the file may exist.

    Raises:
        UsageError: the file exists, or cannot be made.
    """

    def __init__(self, path: str, *, replace: bool = False) -> None:
        self.path = path
        self._file = EntryFile(path, replace=replace)

    def see(self, event: Event) -> None:
        """Write a turn that is complete."""
        if not isinstance(event, Final) or (event.replaces and not self._file.knows(event.key)):
            return
        text, speaker = plain(event.text), who(event)
        said = f"{speaker}: {text}" if speaker else text
        self._file.put(event.key, said + "\n" if text else "")

    def sound(self, block: Block, rate: int) -> None:
        """Nothing: this is text."""

    def settle(self, *, was_heard: bool) -> bool:
        """Say what it means that there is nothing in it."""
        return self._file.settle(was_heard=was_heard)

    def finish(self, summary: Summary) -> None:
        """Nothing: this is what was said, and no more."""

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
