"""What a persona says next, and in which pieces it comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from anamctl.sandbox.anam.live.phrases import PHRASES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FALLBACK = "en"
_SYLLABLES = 3
"""Characters in a piece of a text that is written without spaces."""


_GAPS = " \n\t\u3000"
"""What separates words; a space that does not break belongs to its word."""


class Lines(Protocol):
    """What a scenario wants to be said."""

    @property
    def greetings(self) -> Mapping[str, str]:
        """First words by language."""
        ...

    @property
    def replies(self) -> Mapping[str, Sequence[str]]:
        """Replies by language; ``{heard}`` is what the user said."""
        ...


class Spoken(Protocol):
    """Lines that can be heard."""

    def line(self, language: str, role: Literal["greeting", "reply"]) -> str:
        """Give the text of a clip; empty when there is none."""
        ...


class Replies:
    """
    Gives one session its lines, in turn for each language.

    Args:
        lines: those of the scenario, which come before all others.
        spoken: those of which there are clips.
    """

    def __init__(self, lines: Lines, spoken: Spoken) -> None:
        self._lines = lines
        self._spoken = spoken
        self._turns: dict[str, int] = {}

    def greeting(self, language: str) -> str:
        """Give the first words."""
        for code in (language, _FALLBACK):
            own = self._lines.greetings.get(code) or self._spoken.line(code, "greeting")
            found = own or (PHRASES[code].greeting if code in PHRASES else "")
            if found:
                return found
        return ""

    def next(self, language: str, heard: str) -> str:
        """Give the next reply to what was heard."""
        lines = self._known(language) or self._known(_FALLBACK)
        turn = self._turns.get(language, 0)
        self._turns[language] = turn + 1
        return lines[turn % len(lines)].replace("{heard}", heard)

    def _known(self, language: str) -> tuple[str, ...]:
        own = tuple(self._lines.replies.get(language, ()))
        if own:
            return own
        clip = self._spoken.line(language, "reply")
        return (*((clip,) if clip else ()), *(PHRASES[language].replies if language in PHRASES else ()))


def pieces(text: str) -> list[str]:
    """
    Cut a text into pieces that give it again when joined.

    A piece is a word with the space behind it; a long word, as of a language that is written without spaces, comes in
    pieces of a few characters. An empty text is one empty piece.
    """
    found: list[str] = []
    word = ""
    for character in text:
        if word and word[-1] in _GAPS and character not in _GAPS:
            found.append(word)
            word = ""
        word += character
    if word:
        found.append(word)
    if len(found) == 1 and len(text) > 2 * _SYLLABLES and not text.isascii():
        found = [text[start : start + _SYLLABLES] for start in range(0, len(text), _SYLLABLES)]
    return found or [""]
