"""
JSON text to the node tree, with JSON's own meaning.

A YAML reader takes most JSON, but not pairs of surrogate escapes, keys over 1,024 characters or tabs before the first
value, and it folds U+2028 inside strings. The standard library reads the strings; this module keeps the positions.
"""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]
from typing import TYPE_CHECKING, NoReturn

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from anamctl.definitions.nodes import TooDeepError, mark

if TYPE_CHECKING:
    from yaml.nodes import Node

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORD = re.compile(r"true|false|null")
_NUMBER_TAG = "number"


class JsonSyntaxError(Exception):
    """The text is not JSON; raised with what is wrong and the index where."""

    def __init__(self, problem: str, index: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.index = index


def compose_json(text: str, *, depth_limit: int) -> Node | None:
    """
    Read one JSON text into nodes; None when it holds nothing but white space.

    Raises:
        JsonSyntaxError: the text is not JSON.
        TooDeepError: there are more levels than `depth_limit`.
    """
    reader = _JsonReader(text, depth_limit)
    start = reader.skip(0)
    if start == len(text):
        return None
    node, end = reader.value(start, 1)
    rest = reader.skip(end)
    if rest != len(text):
        raise JsonSyntaxError("more text after the end of the value", rest)
    return node


class _JsonReader:
    def __init__(self, text: str, depth_limit: int) -> None:
        self.text = text
        self.depth_limit = depth_limit

    def skip(self, index: int) -> int:
        match = _SPACE.match(self.text, index)
        return match.end() if match else index

    def value(self, index: int, depth: int) -> tuple[Node, int]:
        first = self.text[index : index + 1]
        if first == '"':
            return self.string(index)
        if first in ("{", "["):
            if depth > self.depth_limit:
                raise TooDeepError(index)
            return self.mapping(index, depth) if first == "{" else self.sequence(index, depth)
        match = _NUMBER.match(self.text, index) or _WORD.match(self.text, index)
        if match is None:
            self.fail("a value", index)
        return ScalarNode(_NUMBER_TAG, match.group(), mark(index), mark(match.end()), style=None), match.end()

    def string(self, index: int) -> tuple[ScalarNode, int]:
        try:
            value, end = scanstring(self.text, index + 1, True)  # noqa: FBT003  # its third parameter has no name
        except JSONDecodeError as error:
            problem = "a string that is never closed" if "Unterminated" in error.msg else error.msg
            raise JsonSyntaxError(problem, index if "Unterminated" in error.msg else error.pos) from None
        return ScalarNode("string", value, mark(index), mark(end), style='"'), end

    def mapping(self, start: int, depth: int) -> tuple[MappingNode, int]:
        pairs: list[tuple[ScalarNode, Node]] = []
        index = self.skip(start + 1)
        while self.text[index : index + 1] != "}":
            if self.text[index : index + 1] != '"':
                self.fail('a key in double quotes or "}"', index)
            key, index = self.string(index)
            index = self.expect(":", "a colon after the key", index)
            value, index = self.value(index, depth + 1)
            pairs.append((key, value))
            index = self.separator(index, "}")
        return MappingNode("map", pairs, mark(start), mark(index + 1), flow_style=True), index + 1

    def sequence(self, start: int, depth: int) -> tuple[SequenceNode, int]:
        items: list[Node] = []
        index = self.skip(start + 1)
        while self.text[index : index + 1] != "]":
            value, index = self.value(index, depth + 1)
            items.append(value)
            index = self.separator(index, "]")
        return SequenceNode("seq", items, mark(start), mark(index + 1), flow_style=True), index + 1

    def separator(self, index: int, closing: str) -> int:
        """Step over a comma; what follows it must not be the end."""
        index = self.skip(index)
        found = self.text[index : index + 1]
        if found == closing:
            return index
        if found != ",":
            self.fail(f'"," or "{closing}"', index)
        after = self.skip(index + 1)
        if self.text[after : after + 1] == closing:
            raise JsonSyntaxError(f'a comma before "{closing}", which JSON does not allow', index)
        return after

    def expect(self, mark: str, what: str, index: int) -> int:
        index = self.skip(index)
        if self.text[index : index + 1] != mark:
            self.fail(what, index)
        return self.skip(index + 1)

    def fail(self, expected: str, index: int) -> NoReturn:
        found = self.text[index : index + 1]
        raise JsonSyntaxError(f"expected {expected}, found {f'{found!r}' if found else 'the end of the file'}", index)
