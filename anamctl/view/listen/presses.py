"""
What a terminal sends, as presses of keys, whatever pieces it comes in. Nothing is read here.

A press is the character that was typed, or the name of a key that types none (`LEFT`). A lone Esc looks like the
beginning of what other keys send, so it is known only when nothing has followed for a moment: `flush`.
"""

from __future__ import annotations

import codecs
import re

ESCAPE, ENTER, TAB, BACK_TAB, BACKSPACE, DELETE = "escape", "enter", "tab", "back-tab", "backspace", "delete"
LEFT, RIGHT, UP, DOWN, HOME, END = "left", "right", "up", "down", "home", "end"

_ESC = "\x1b"
_SINGLE = {"\r": ENTER, "\n": ENTER, "\t": TAB, "\x7f": BACKSPACE, "\x08": BACKSPACE}
_LETTERS = {"A": UP, "B": DOWN, "C": RIGHT, "D": LEFT, "H": HOME, "F": END, "Z": BACK_TAB}
_NUMBERS = {"1": HOME, "3": DELETE, "4": END, "7": HOME, "8": END}
"""Before a tilde."""
_SEQUENCE = re.compile("\x1b(?:\\[(?:\\[[!-~]|([0-?]*)[ -/]*([@-Z\\\\-~]))|O([ -~])|([^\\[O\x00-\x1f\x7f]))", re.DOTALL)
"""Of other keys: ESC [ 1 ; 5 C · ESC [ [ A (the console of Linux) · ESC O P · a character with Alt."""
_BEGINNING = re.compile("\x1b(?:\\[(?:\\[|[0-?]*[ -/]*)|O)?")
"""What may become one of them with what comes next."""
_LONGEST = 32
"""Characters of what a key may send; anything longer is no key."""
_PASTE, _PASTED = "\x1b[200~", "\x1b[201~"
"""Stand around what is pasted, where the terminal was asked for that."""
_LONGEST_PASTE = 100_000


class Pasted(str):
    """A press that is a text out of the clipboard: none of its letters is a key."""

    __slots__ = ()


class Presses:
    """Takes bytes in any pieces."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
        self._left = ""
        self._pasted: str | None = None
        """What has come of a text that is being pasted."""

    @property
    def is_waiting(self) -> bool:
        """Whether what comes next, or nothing, decides what was pressed."""
        return bool(self._left)

    def feed(self, data: bytes) -> list[str]:
        """Give what was pressed, in order."""
        text, self._left = self._left + self._decoder.decode(data), ""
        found: list[str] = []
        at = 0
        while at < len(text):
            if self._pasted is not None:
                text, at = self._paste(text[at:], found), 0
            elif text[at] != _ESC:
                found.append(_SINGLE.get(text[at], text[at]))
                at += 1
            elif text.startswith(_PASTE, at):
                self._pasted = ""
                at += len(_PASTE)
            elif match := _SEQUENCE.match(text, at):
                found += _named(match)
                at = match.end()
            else:
                begun = _BEGINNING.match(text, at)
                end = begun.end() if begun is not None else at + 1
                if end == len(text) and end - at <= _LONGEST:
                    self._left = text[at:]
                # Otherwise something follows that no key sends there: another Esc, or Ctrl-C.
                elif end == at + 1:
                    found.append(ESCAPE)
                at = end
        return found

    def _paste(self, text: str, found: list[str]) -> str:
        """Take more of a text that is being pasted; give what comes after it."""
        pasted, end, rest = ((self._pasted or "") + text).partition(_PASTED)
        if not end and len(pasted) <= _LONGEST_PASTE:
            self._pasted = pasted
            return ""
        self._pasted = None
        found.append(Pasted(pasted))
        return rest

    def flush(self) -> list[str]:
        """Give what was pressed when nothing has followed for a moment."""
        left, self._left = self._left, ""
        return [ESCAPE] if left == _ESC else []


def _named(match: re.Match[str]) -> list[str]:
    """Give the key of a sequence; nothing for one that has no name here."""
    parameters, final, single, _ = match.groups()
    if single is not None:
        name = _LETTERS.get(single)
    elif final == "~":
        name = _NUMBERS.get(parameters.split(";")[0])
    else:
        name = _LETTERS.get(final or "")
    return [name] if name is not None else []
