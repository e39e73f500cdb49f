"""
The node tree of a file: PyYAML's nodes, and what walks on them.

Both readers (YAML and JSON) make PyYAML's own node classes, whose marks carry the index of a code point.
Only ``mark.index`` is used: libyaml counts lines by the rules of YAML 1.1, see `text`.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

DEPTH_LIMIT = 200
"""Levels of nesting that are read; a real file has about twenty."""

Path: TypeAlias = tuple[str | int, ...]
"""Keys and list indexes from the top of a document down to a value."""


class Span(NamedTuple):
    """A stretch of the text: indexes of code points, the end is not part of it."""

    start: int
    end: int


class IndexMark:
    """The one thing that is asked of a mark, for nodes that were not made by PyYAML."""

    __slots__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index


def mark(index: int) -> Any:  # noqa: ANN401  # it stands in for PyYAML's own class
    """Make the mark of a node that was not made by PyYAML."""
    return IndexMark(index)


class Entry(NamedTuple):
    """The nodes of a key and of its value; a list item has no key."""

    key: ScalarNode | None
    value: Node


class TooDeepError(Exception):
    """Values are nested deeper than `DEPTH_LIMIT`; raised with the index where."""

    def __init__(self, index: int) -> None:
        super().__init__("nested too deep")
        self.index = index


def span_of(node: Node) -> Span:
    """Where a node stands in the text."""
    return Span(node.start_mark.index, node.end_mark.index)


def is_merge(node: Node) -> bool:
    """Tell whether a key node is the unquoted ``<<`` of a merge."""
    return node.__class__ is ScalarNode and node.value == "<<" and not node.style


def find(root: Node, path: Path) -> Entry | None:
    """
    Find the nodes at a path, through aliases and merges; None when the path is not there.

    A key that is given twice is found at its last place, whose value the readers take.
    """
    key: ScalarNode | None = None
    node = root
    for step in path:
        if node.__class__ is SequenceNode:
            if not isinstance(step, int) or not 0 <= step < len(node.value):
                return None
            key, node = None, node.value[step]
            continue
        found = None
        if node.__class__ is MappingNode:
            found = _own_key(node, step) or _merged_key(node, step, {id(node)})
        if found is None:
            return None
        key, node = found
    return Entry(key, node)


_Pair: TypeAlias = "tuple[ScalarNode, Node]"


def _own_key(node: MappingNode, key: str | int) -> _Pair | None:
    """Find a key that the mapping itself has."""
    pairs: list[tuple[Node, Node]] = node.value
    if len(pairs) > _MANY:
        return _index(node).get(str(key))
    for key_node, value_node in reversed(pairs):
        if key_node.value == key and key_node.__class__ is ScalarNode and not is_merge(key_node):
            return key_node, value_node
    return None


def _merged_key(node: MappingNode, key: str | int, seen: set[int]) -> _Pair | None:
    """Find a key that the mapping takes over; one that is merged again and again counts once."""
    for key_node, value_node in node.value:
        if not is_merge(key_node):
            continue
        sources: list[Any] = value_node.value if value_node.__class__ is SequenceNode else [value_node]
        for source in sources:
            if source.__class__ is MappingNode and id(source) not in seen:
                seen.add(id(source))
                found = _own_key(source, key) or _merged_key(source, key, seen)
                if found is not None:
                    return found
    return None


_MANY = 64


def _index(node: MappingNode) -> dict[str, _Pair]:
    """Index the keys of a large mapping once: a thousand findings in it must not take a thousand searches."""
    known: dict[str, _Pair] | None = getattr(node, "entries_by_key", None)
    if known is None:
        known = {
            key_node.value: (key_node, value_node)
            for key_node, value_node in node.value
            if key_node.__class__ is ScalarNode and not is_merge(key_node)
        }
        node.entries_by_key = known  # type: ignore[attr-defined]  # nodes are plain objects
    return known
