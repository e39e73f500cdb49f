"""
Patterns of paths as `.gitignore` writes them.

Our own reading of them, because every folder of a repository needs it: importing a library for it takes longer than
checking five hundred files. The tests compare it with git itself.

Source: the manual page gitignore(5).
"""

from __future__ import annotations

import re
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml", ".json", ".YAML", ".YML", ".JSON")
"""How the names of the files end that a walk is looking for."""

_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \\t",
    "digit": "0-9",
    "lower": "a-z",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t\\n\\r\\f\\v",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}


class Pattern(NamedTuple):
    """One line of a list of patterns."""

    regex: re.Pattern[str]
    """Matches a name, or, when `has_path`, the whole path below the folder of the list."""
    is_negated: bool
    only_folders: bool
    has_path: bool
    may_match_file: bool
    """False when no name that ends in one of `SUFFIXES` can match."""


class PatternList:
    """
    The patterns of one `.gitignore` or of one setting.

    Args:
        lines: the patterns, later ones win.
    """

    def __init__(self, lines: list[str]) -> None:
        patterns = [pattern for line in lines if (pattern := parse(line)) is not None]
        patterns.reverse()
        self._folders = patterns
        self._files = [pattern for pattern in patterns if pattern.may_match_file]

    def __bool__(self) -> bool:
        return bool(self._folders)

    def says(self, path: str, name: str, *, is_folder: bool) -> bool | None:
        """
        Tell whether a path is left out (True), taken in again (False), or not mentioned (None).

        Args:
            path: below the folder of the list, with forward slashes.
            name: the last part of the path.
            is_folder: whether it is a folder; otherwise it is a file whose name ends in one of `SUFFIXES`.
        """
        for pattern in self._folders if is_folder else self._files:
            if pattern.regex.match(path if pattern.has_path else name):
                return not pattern.is_negated
        return None

    def leaves_out(self, path: str, *, is_folder: bool = False) -> bool:
        """Tell whether a path is left out, by itself or with one of the folders above it."""
        parts = path.split("/")
        for depth in range(1, len(parts)):
            if self.says("/".join(parts[:depth]), parts[depth - 1], is_folder=True):
                return True
        return bool(self.says(path, parts[-1], is_folder=is_folder))


def read_patterns(path: str) -> PatternList | None:
    """Read a `.gitignore`; None when there is none that can be read or it says nothing."""
    try:
        with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="\n") as file:
            patterns = PatternList(file.read().split("\n"))
    except OSError:
        return None
    return patterns or None


def parse(line: str) -> Pattern | None:
    """Read one line; None for a comment, an empty line, or a pattern that can match nothing."""
    text = _without_trailing_spaces(line.removesuffix("\r"))
    if not text or text[0] == "#":
        return None
    is_negated = text[0] == "!"
    if is_negated:
        text = text[1:]
    only_folders = text.endswith("/")
    if only_folders:
        text = text[:-1]
    has_path = "/" in text
    text = text.removeprefix("/")
    expression = translate(text)
    if not text or expression is None:
        return None
    return Pattern(
        re.compile(expression, re.DOTALL),
        is_negated,
        only_folders,
        has_path,
        not only_folders and _may_match_file(text),
    )


def _without_trailing_spaces(line: str) -> str:
    """Drop the spaces at the end, but keep one that follows a backslash."""
    text = line.rstrip(" ")
    backslashes = len(text) - len(text.rstrip("\\"))
    return text + " " if backslashes % 2 and len(text) < len(line) else text


def _may_match_file(text: str) -> bool:
    """Compare what follows the last wildcard with the endings that are looked for."""
    tail = text[max(text.rfind(character) for character in "*?]\\/") + 1 :]
    is_whole_name = tail == text or text[-len(tail) - 1] == "/"
    if is_whole_name:
        return tail.endswith(SUFFIXES)
    return tail.endswith(SUFFIXES) or any(suffix.endswith(tail) for suffix in SUFFIXES)


def translate(text: str) -> str | None:
    """Turn a pattern into a regular expression for the whole of a path; None when the pattern is malformed."""
    parts = []
    index = 0
    while index < len(text):
        character = text[index]
        if character == "*":
            end = index
            while end < len(text) and text[end] == "*":
                end += 1
            part, index = _stars(text, index, end)
        elif character == "?":
            part, index = "[^/]", index + 1
        elif character == "[":
            found = _character_class(text, index + 1)
            if found is None:
                return None
            part, index = found
        elif character == "\\":
            if index + 1 == len(text):
                return None
            part, index = re.escape(text[index + 1]), index + 2
        else:
            part, index = re.escape(character), index + 1
        parts.append(part)
    return "".join(parts) + r"\Z"


def _stars(text: str, start: int, end: int) -> tuple[str, int]:
    """Two stars between slashes stand for any number of folders, all others stay within a name."""
    opens = start == 0 or text[start - 1] == "/"
    if end - start == 2 and opens and "/" in text:
        if end == len(text):
            return ".+", end
        if text[end] == "/":
            return "(?:.*/)?", end + 1
    return "[^/]*", end


def _character_class(text: str, index: int) -> tuple[str, int] | None:
    """Translate what follows an opening bracket; None when the bracket is never closed."""
    negated = text[index : index + 1] in ("!", "^")
    index += negated
    first = index
    members = []
    while index < len(text) and (text[index] != "]" or index == first):
        posix = re.compile(r"\[:([a-z]+):\]").match(text, index)
        if posix:
            if posix.group(1) not in _CLASSES:
                return None
            members.append(_CLASSES[posix.group(1)])
            index = posix.end()
            continue
        low, index = _member(text, index)
        high = low
        if text[index : index + 1] == "-" and text[index + 1 : index + 2] not in ("", "]"):
            high, index = _member(text, index + 1)
        # git compares with the lower bound by itself, so it belongs even to a range that is empty.
        members.append(f"{re.escape(low)}-{re.escape(max(low, high))}" if low <= high else re.escape(low))
    if index >= len(text):
        return None
    inside = "".join(members)
    if not inside:
        return ("[^/]" if negated else r"(?!)"), index + 1
    return (f"[^/{inside}]" if negated else f"(?!/)[{inside}]"), index + 1


def _member(text: str, index: int) -> tuple[str, int]:
    if text[index] == "\\":
        index += 1
    return text[index : index + 1], index + 1
