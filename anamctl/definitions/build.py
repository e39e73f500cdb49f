"""
Node tree to plain data: dict, list, str, int, float, bool and None.

Two builders give the same data. `build_plain` is the short road that nearly every file takes; `Builder` also knows
aliases, merges, tags, placeholders and JSON. Neither ever raises on what a file holds: what is wrong becomes an issue.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from anamctl.definitions.issue import ReadIssue
from anamctl.definitions.nodes import Span, is_merge, span_of
from anamctl.definitions.scalars import SPECIAL_START, is_text, read, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.nodes import Node

EXPANSION_LIMIT = 100_000
"""How many values aliases may stand for in one document."""

_CORE = "tag:yaml.org,2002:"


def build_plain(node: Node, issues: list[ReadIssue]) -> Any:  # noqa: ANN401  # what a file holds is anything
    """Build the data of a tree that has no aliases, merges, tags and placeholders."""
    if node.__class__ is MappingNode:
        data: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if key_node.__class__ is not ScalarNode:
                issues.append(_complex_key(key_node))
                continue
            if not key_node.style and (not key or key[0] in SPECIAL_START):
                _look_at_key(key_node, issues)
            if key in data:
                issues.append(_duplicate(node, key_node))
            value = value_node.value
            if value_node.__class__ is not ScalarNode:
                data[key] = build_plain(value_node, issues)
            elif value_node.style or (value and value[0] not in SPECIAL_START):
                data[key] = value
            else:
                data[key] = _look_at_value(value_node, issues)
        return data
    if node.__class__ is SequenceNode:
        return [build_plain(item, issues) for item in node.value]
    return node.value if node.style else _look_at_value(node, issues)


def _look_at_value(node: ScalarNode, issues: list[ReadIssue]) -> Any:  # noqa: ANN401
    if is_text(node.value):
        return node.value
    value, other = read(node.value)
    if other:
        issues.append(_ambiguous(node, value, other))
    return value


def _look_at_key(node: ScalarNode, issues: list[ReadIssue]) -> None:
    if is_text(node.value):
        return
    value, other = read(node.value)
    if not isinstance(value, str):
        issues.append(ReadIssue("key", *span_of(node), {"text": node.value, "found": _type_name(value)}))
    elif other:
        issues.append(_ambiguous(node, value, other))


def _ambiguous(node: ScalarNode, value: object, other: str) -> ReadIssue:
    return ReadIssue("ambiguous", *span_of(node), {"text": node.value, "value": value, "reads_11": other})


def _complex_key(node: Node) -> ReadIssue:
    found = "a mapping" if node.__class__ is MappingNode else "a list"
    return ReadIssue("key", *span_of(node), {"text": "", "found": found})


def _duplicate(mapping: MappingNode, again: ScalarNode) -> ReadIssue:
    first = next(key for key, _ in mapping.value if key.__class__ is ScalarNode and key.value == again.value)
    return ReadIssue("duplicate", *span_of(again), {"key": again.value, "first": span_of(first)})


def _type_name(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    return "a number" if isinstance(value, (int, float)) else "text"


class Builder:
    """
    Build the data of one document with all that YAML offers, within bounds.

    Args:
        issues: what is found goes here.
        environ: values for ``${NAME}``.
        json: read unquoted scalars as JSON does, look for lone surrogates, and do not compare YAML versions.
    """

    def __init__(self, issues: list[ReadIssue], environ: Mapping[str, str], *, json: bool = False) -> None:
        self._issues = issues
        self._environ = environ
        self._json = json
        self._done: dict[int, tuple[Any, int]] = {}
        self._open: set[int] = set()
        self._size = 0
        self._bomb = False

    def build(self, node: Node, near: Node | None = None) -> Any:  # noqa: ANN401
        """Build a value; `near` is where to point at when the value itself stands elsewhere (an alias)."""
        if node.__class__ is ScalarNode:
            self._size += 1
            return self._scalar(node)
        known = self._done.get(id(node))
        if known is not None:
            return self._again(known, near or node)
        if id(node) in self._open:
            detail = {"problem": "recursive", "name": ""}
            self._issues.append(ReadIssue("alias", *_place(node, near), detail))
            return None
        self._open.add(id(node))
        before = self._size
        self._size += 1
        self._look_at_tag(node)
        data = self._mapping(node) if node.__class__ is MappingNode else self._sequence(node)
        self._open.discard(id(node))
        self._done[id(node)] = (data, self._size - before)
        return data

    def _again(self, known: tuple[Any, int], near: Node) -> Any:  # noqa: ANN401
        data, size = known
        self._size += size
        if self._size <= EXPANSION_LIMIT:
            return data
        if not self._bomb:
            self._bomb = True
            detail = {"problem": "aliases", "limit": EXPANSION_LIMIT}
            self._issues.append(ReadIssue("limit", *span_of(near), detail))
        self._size -= size
        return None

    def _sequence(self, node: SequenceNode) -> list[Any]:
        return [self.build(item, item) for item in node.value]

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        data: dict[str, Any] = {}
        own: set[str] = set()
        for key_node, value_node in node.value:
            if key_node.__class__ is not ScalarNode:
                self._issues.append(_complex_key(key_node))
                continue
            if not self._json and is_merge(key_node):
                self._merge(data, own, key_node, value_node)
                continue
            key = key_node.value
            if not key_node.style and not self._json and (not key or key[0] in SPECIAL_START):
                _look_at_key(key_node, self._issues)
            if key in own:
                self._issues.append(_duplicate(node, key_node))
            own.add(key)
            data[key] = self.build(value_node, key_node)
        return data

    def _merge(self, data: dict[str, Any], own: set[str], key_node: ScalarNode, value_node: Node) -> None:
        """Take over what the mapping does not say itself; the first source of a list wins."""
        if value_node.__class__ is SequenceNode:
            sources = value_node.value
        else:
            sources = [value_node]
        taken: set[str] = set()
        for source in sources:
            merged = self.build(source, key_node)
            if source.__class__ is not MappingNode:
                detail = {"found": "a list" if isinstance(merged, list) else _type_name(merged)}
                self._issues.append(ReadIssue("merge", *span_of(key_node), detail))
                continue
            for key, value in (merged or {}).items():
                if key not in own and key not in taken:
                    data[key] = value
                    taken.add(key)

    def _scalar(self, node: ScalarNode) -> Any:  # noqa: ANN401
        text: str = node.value
        if node.style:
            return self._text(node)
        if self._json:
            return resolve(text)
        if node.tag.__class__ is str:
            return self._tagged(node)
        value = _look_at_value(node, self._issues) if not text or text[0] in SPECIAL_START else text
        return self._text(node) if isinstance(value, str) else value

    def _text(self, node: ScalarNode) -> Any:  # noqa: ANN401
        text: str = node.value
        if not self._json and node.tag.__class__ is str and node.tag != _CORE + "str":
            return self._tagged(node)
        if self._json and not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                detail = {"text": f"\\u{ord(text[error.start]):04x}"}
                self._issues.append(ReadIssue("surrogate", *span_of(node), detail))
                return text.encode(errors="replace").decode()
        if "$" not in text:
            return text
        from anamctl.definitions.placeholders import expand  # few files have any

        expansion = expand(text, self._environ)
        for broken in expansion.broken:
            detail = {"text": broken.text, "problem": broken.problem}
            self._issues.append(ReadIssue("placeholder", *span_of(node), detail))
        for name in expansion.unset:
            self._issues.append(ReadIssue("unset", *span_of(node), {"name": name}))
        return expansion.value

    def _tagged(self, node: ScalarNode) -> Any:  # noqa: ANN401
        """Give the value of a scalar with a tag of the core schema; any other tag is refused."""
        short = node.tag.removeprefix(_CORE)
        value = resolve(node.value)
        if short == "str":
            return node.value
        if short == "float" and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        expected = {"int": int, "float": float, "bool": bool, "null": type(None)}.get(short)
        if expected is None or value.__class__ is not expected:
            self._bad_tag(node)
            return node.value
        return value

    def _look_at_tag(self, node: Node) -> None:
        expected = "map" if node.__class__ is MappingNode else "seq"
        if not self._json and node.tag.__class__ is str and node.tag != _CORE + expected:
            self._bad_tag(node)

    def _bad_tag(self, node: Node) -> None:
        tag = node.tag
        shown = "!!" + tag.removeprefix(_CORE) if tag.startswith(_CORE) else tag
        self._issues.append(ReadIssue("tag", *span_of(node), {"tag": shown}))


def _place(node: Node, near: Node | None) -> Span:
    return span_of(near or node)
