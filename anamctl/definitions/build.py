"""
Node tree to plain data: dict, list, str, int, float, bool and None.

Two builders give the same data. `build_plain` is the short road that nearly every file takes; `Builder` also knows
aliases, merges, tags, placeholders and JSON. What is wrong becomes an issue; all that they raise is `TooDeepError`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from anamctl.definitions.issue import ReadIssue
from anamctl.definitions.nodes import DEPTH_LIMIT, TooDeepError, is_merge, span_of
from anamctl.definitions.scalars import SPECIAL_START, is_text, read, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from yaml.nodes import Node

EXPANSION_LIMIT = 100_000
"""How many values aliases may stand for in one document."""

_LONG = 1000
_LONG_UNIT = 64
# An alias of a long text counts as one value for each of these characters: rules read every use of it.

_CORE = "tag:yaml.org,2002:"


def build_plain(node: Any, issues: list[ReadIssue], depth: int = 1) -> Any:  # noqa: ANN401  # a file holds anything
    """Build the data of a tree that has no aliases, merges, tags and placeholders."""
    if depth > DEPTH_LIMIT and node.__class__ is not ScalarNode:
        raise TooDeepError(node.start_mark.index)
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
                data[key] = build_plain(value_node, issues, depth + 1)
            elif value_node.style or (value and value[0] not in SPECIAL_START):
                data[key] = value
            else:
                data[key] = _look_at_value(value_node, issues)
        return data
    if node.__class__ is SequenceNode:
        depth += 1
        return [build_plain(item, issues, depth) for item in node.value]
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
    merges = is_merge(again)
    first = next(
        key
        for key, _ in mapping.value
        if key.__class__ is ScalarNode and key.value == again.value and is_merge(key) is merges
    )
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
        self._long: set[int] = set()
        self._size = 0
        self._bomb = False

    def build(self, node: Any, near: Node | None = None) -> Any:  # noqa: ANN401
        """Build a value; `near` is where to point at when the value itself stands elsewhere (an alias)."""
        if node.__class__ is ScalarNode:
            self._size += 1
            return self._scalar(node) if len(node.value) < _LONG else self._long_scalar(node, near or node)
        known = self._done.get(id(node))
        if known is not None:
            return self._again(known, near or node)
        if id(node) in self._open:
            detail = {"problem": "recursive", "name": ""}
            self._issues.append(ReadIssue("alias", *span_of(near or node), detail))
            return None
        if len(self._open) >= DEPTH_LIMIT:
            raise TooDeepError(node.start_mark.index)
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
        return data if self._may_expand(size, near) else None

    def _long_scalar(self, node: ScalarNode, near: Node) -> Any:  # noqa: ANN401
        if id(node) in self._long and not self._may_expand(len(node.value) // _LONG_UNIT, near):
            return None
        self._long.add(id(node))
        return self._scalar(node)

    def _may_expand(self, size: int, near: Node) -> bool:
        self._size += size
        if self._size <= EXPANSION_LIMIT:
            return True
        if not self._bomb:
            self._bomb = True
            detail = {"problem": "aliases", "limit": EXPANSION_LIMIT}
            self._issues.append(ReadIssue("limit", *span_of(near), detail))
        self._size -= size
        return False

    def _sequence(self, node: SequenceNode) -> list[Any]:
        return [self.build(item, item) for item in node.value]

    def _mapping(self, node: MappingNode) -> dict[str, Any]:
        data: dict[str, Any] = {}
        own: set[str] = set()
        has_merge = False
        for key_node, value_node in node.value:
            if key_node.__class__ is not ScalarNode:
                self._issues.append(_complex_key(key_node))
                continue
            if not self._json and is_merge(key_node):
                if has_merge:
                    self._issues.append(_duplicate(node, key_node))
                has_merge = True
                self._merge(data, key_node, value_node)
                continue
            key = self._whole(key_node) if self._json else key_node.value
            if not key_node.style and not self._json and (not key or key[0] in SPECIAL_START):
                _look_at_key(key_node, self._issues)
            if key in own:
                self._issues.append(_duplicate(node, key_node))
            own.add(key)
            data[key] = self.build(value_node, key_node)
        return data

    def _merge(self, data: dict[str, Any], key_node: ScalarNode, value_node: Node) -> None:
        """Take over what the mapping has not said so far; the first source of a list wins."""
        sources = value_node.value if value_node.__class__ is SequenceNode else [value_node]
        for source in sources:
            merged = self.build(source, key_node)
            if source.__class__ is not MappingNode:
                detail = {"found": "a list" if isinstance(merged, list) else _type_name(merged)}
                self._issues.append(ReadIssue("merge", *span_of(key_node), detail))
                continue
            for key, value in (merged or {}).items():
                data.setdefault(key, value)

    def _scalar(self, node: ScalarNode) -> Any:  # noqa: ANN401
        text: str = node.value
        if node.style:
            return self._text(node)
        if self._json:
            return resolve(text)
        if node.tag.__class__ is str:
            return self._tagged(node)
        if text and text[0] not in SPECIAL_START:
            return self._expanded(node, text)
        value = _look_at_value(node, self._issues)
        return self._expanded(node, value) if isinstance(value, str) else value

    def _text(self, node: ScalarNode) -> Any:  # noqa: ANN401
        text: str = node.value
        if self._json:
            text = self._whole(node)
        elif node.tag.__class__ is str:
            return self._tagged(node)
        return self._expanded(node, text)

    def _whole(self, node: ScalarNode) -> str:
        """Give the text of a JSON string; half a surrogate pair, which no program can write down, becomes ``?``."""
        text: str = node.value
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError as error:
                detail = {"text": f"\\u{ord(text[error.start]):04x}"}
                self._issues.append(ReadIssue("surrogate", *span_of(node), detail))
                text = node.value = text.encode(errors="replace").decode()
        return text

    def _expanded(self, node: ScalarNode, text: str) -> str:
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
        if short == "str":
            return self._expanded(node, node.value)
        value = resolve(node.value)
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
