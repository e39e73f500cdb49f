"""What the agent commands say, as text; secrets of definitions are hidden."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from anamctl.cli.masking import Masker
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from anamctl.bolna.comparing import Change
    from anamctl.bolna.importing import Remark
    from anamctl.definitions.document import SourceFile

_LONGEST = 60


class Hidden:
    """
    Hides secrets, those of a file and those of what a service holds.

    Args:
        file: a definition; None without one.
        held: what the service holds; None without it.
    """

    def __init__(self, file: SourceFile | None, held: Mapping[str, Any] | None = None) -> None:
        from anamctl.definitions import emit
        from anamctl.definitions.reader import read_bytes

        self._maskers = [] if file is None else [Masker(file, os.environ)]
        if held is not None:
            text = emit.document({"agent_config": held})
            self._maskers.append(Masker(read_bytes(text.encode(errors="replace"), "held.yaml"), {}))

    def data(self, value: Any, key: str = "") -> Any:  # noqa: ANN401  # JSON
        """Give data without secrets."""
        for masker in self._maskers:
            value = masker.data(value, key)
        return value


def say(text: str, *, quiet: bool = False) -> None:
    """Say something about the result on stderr."""
    if not quiet:
        sys.stderr.write(visible(text) + "\n")


def as_data(changes: Iterable[Change], hidden: Hidden, before: str, after: str) -> list[dict[str, Any]]:
    """Give differences as plain data; the names say whose values they are."""
    return [
        {
            "path": list(change.path),
            "kind": change.kind,
            before: hidden.data(change.before, _key(change)),
            after: hidden.data(change.after, _key(change)),
        }
        for change in changes
    ]


def value(change: Change, found: Any, hidden: Hidden) -> str:  # noqa: ANN401
    """Give a value in a few characters."""
    from anamctl.definitions.emit import flow

    text = flow(hidden.data(found, _key(change)))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def remark(found: Remark) -> str:
    """Give something that a file cannot say."""
    return f"note: {'.'.join(found.path)} {found.text}"


def _key(change: Change) -> str:
    return next((str(step) for step in reversed(change.path) if isinstance(step, str)), "")
