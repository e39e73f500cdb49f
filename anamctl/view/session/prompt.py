"""The line that is typed into: history, completion, and printing above it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import Completer, Completion
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.styles import Style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

_MENU_ROWS = 4
_STYLE = Style.from_dict(
    {
        # Reversed is readable on light and on dark ground, whatever the colours of the terminal are.
        "bottom-toolbar": "reverse",
        "completion-menu": "bg:default fg:default",
        "completion-menu.completion": "",
        "completion-menu.completion.current": "reverse",
    }
)


class Commands(Completer):
    """
    Completes commands and what may follow them.

    Args:
        words: a command (``/lang``) to the words that may follow it.
    """

    def __init__(self, words: Mapping[str, Sequence[str]]) -> None:
        self._words = {name: tuple(following) for name, following in words.items()}

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        """Give what may stand at the cursor; what is said to the persona is not completed."""
        line = document.text_before_cursor.lstrip()
        if not line.startswith("/"):
            return
        command, space, rest = line.partition(" ")
        if not space:
            found = [name for name in self._words if name.startswith(command)]
            yield from (Completion(name, -len(command)) for name in found)
            return
        word = rest.rsplit(" ", 1)[-1]
        for one in self._words.get(command, ()):
            if one.startswith(word) and one != word:
                yield Completion(one, -len(word))


def make_prompt(
    *,
    message: Callable[[], str],
    bar: Callable[[], str],
    commands: Mapping[str, Sequence[str]],
    history: str,
    color: bool,
    refresh: float,
) -> PromptSession[str]:
    """Make the prompt; what was typed goes away with Enter, because it comes back as a turn of the conversation."""
    return PromptSession(
        message,
        bottom_toolbar=bar,
        completer=Commands(commands),
        complete_while_typing=False,
        history=_history(history),
        erase_when_done=True,
        refresh_interval=refresh,
        reserve_space_for_menu=_MENU_ROWS,
        style=_STYLE,
        color_depth=None if color else ColorDepth.DEPTH_1_BIT,
    )


def printing_above() -> AbstractContextManager[None]:
    """Let what is written to stdout appear above the prompt."""
    return patch_stdout(raw=True)


def _history(path: str) -> History:
    if not path:
        return InMemoryHistory()
    return _PrivateHistory(path)


class _PrivateHistory(FileHistory):
    """A history that only its owner can read, and that is no reason to fail."""

    def store_string(self, string: str) -> None:
        """Add a line; lines that hold a secret are the business of whoever types them, so others cannot read it."""
        try:
            os.makedirs(os.path.dirname(os.path.abspath(os.fspath(self.filename))), mode=0o700, exist_ok=True)
            os.close(os.open(self.filename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
            super().store_string(string)
        except OSError:
            return

    def load_history_strings(self) -> Any:  # noqa: ANN401  # as the base class has it, more or less
        """Give the lines, the newest first; none when the file cannot be read."""
        try:
            return list(super().load_history_strings())
        except (OSError, UnicodeDecodeError):
            return []
