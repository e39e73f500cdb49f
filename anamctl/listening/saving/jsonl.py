"""JSON lines: every event but the partial ones, and the summary; the same records that `--json` prints."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from anamctl.characters import UNSAFE_BEYOND_ASCII
from anamctl.listening.records import record, summary_record
from anamctl.listening.saving.files import EntryFile
from anamctl.stt.heard import Partial

if TYPE_CHECKING:
    from anamctl.audio.blocks import Block
    from anamctl.listening.events import Event
    from anamctl.listening.summary import Summary

_UNSAFE = re.compile(f"[{UNSAFE_BEYOND_ASCII}]")


class JsonSaver:
    """
    Writes events. A final that is corrected is a line of its own, with `replaces`.

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
        """Write an event."""
        if not isinstance(event, Partial):
            self._file.put(None, _line(record(event)))

    def sound(self, block: Block, rate: int) -> None:
        """Nothing: these are events."""

    def settle(self, *, was_heard: bool) -> bool:
        """Say what it means that there is nothing in it."""
        return self._file.settle(was_heard=was_heard)

    def finish(self, summary: Summary) -> None:
        """Write the summary."""
        self._file.put(None, _line(summary_record(summary)))

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _line(data: dict[str, Any]) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"
