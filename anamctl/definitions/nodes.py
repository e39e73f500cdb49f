"""
The node tree of a file: PyYAML's nodes, and what walks on them.

Both readers (YAML and JSON) make PyYAML's own node classes, whose marks carry the index of a code point.
Only ``mark.index`` is used: libyaml counts lines by the rules of YAML 1.1, see `text`.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeAlias

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

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


class Entry(NamedTuple):
    """The nodes of a key and of its value; a list item has no key."""

    key: ScalarNode | None
    value: Node


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
    entry = Entry(None, root)
    for step in path:
        node = entry.value
        if node.__class__ is SequenceNode:
            if not isinstance(step, int) or not 0 <= step < len(node.value):
                return None
            entry = Entry(None, node.value[step])
            continue
        found = _find_key(node, step, depth=0) if node.__class__ is MappingNode else None
        if found is None:
            return None
        entry = found
    return entry


def _find_key(node: MappingNode, key: str | int, depth: int) -> Entry | None:
    pairs: list[tuple[Node, Node]] = node.value
    for key_node, value_node in reversed(pairs):
        if key_node.__class__ is ScalarNode and key_node.value == key and not is_merge(key_node):
            return Entry(key_node, value_node)
    if depth > _MERGE_DEPTH:
        return None
    for key_node, value_node in pairs:
        if not is_merge(key_node):
            continue
        sources: list[Any] = value_node.value if value_node.__class__ is SequenceNode else [value_node]
        for source in sources:
            if source.__class__ is MappingNode:
                found = _find_key(source, key, depth + 1)
                if found is not None:
                    return found
    return None


_MERGE_DEPTH = 50
"""Merges within merges that are followed; the readers refuse recursive ones before."""
