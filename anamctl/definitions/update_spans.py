"""Where values really end in a text, where their lines begin, and where an alias stands."""

from __future__ import annotations

import re

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_ALIAS = re.compile(r"\s*:?\s*(\*[^\s,\[\]{}]+)")
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")


def line_start(text: str, index: int) -> int:
    """Index of the first character of the line that holds an index."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_end(text: str, index: int) -> int:
    """Index of the line break that ends the line of an index, or of the end of the text."""
    found = [place for place in (text.find("\n", index), text.find("\r", index)) if place >= 0]
    return min(found, default=len(text))


def column(text: str, index: int) -> int:
    """Characters before an index on its line."""
    return index - line_start(text, index)


def is_first_on_line(text: str, index: int) -> bool:
    """Tell whether only spaces stand before an index on its line."""
    return not text[line_start(text, index) : index].strip(" ")


def alias_span(text: str, key_end: int) -> tuple[int, int] | None:
    """Where the alias stands that is the value of a key that ends at an index."""
    match = _ALIAS.match(text, key_end)
    return match.span(1) if match is not None else None


def content_end(text: str, node: Node) -> int:
    """
    Index after the last character of a value.

    The marks of a block end where the next thing begins, behind comments and empty lines that are not part of it.
    """
    end: int = node.end_mark.index
    if isinstance(node, ScalarNode):
        if node.style not in ("|", ">"):
            return end
        kept = text[node.start_mark.index : end]
        if "+" in kept.split("\n", 1)[0].split("#", 1)[0]:
            return end - 1 if kept.endswith("\n") else end
        return node.start_mark.index + len(kept.rstrip())
    if isinstance(node, (MappingNode, SequenceNode)) and node.flow_style:
        return end
    if isinstance(node, MappingNode) and node.value:
        key, value = node.value[-1]
        return value_end(text, key, value)
    if isinstance(node, SequenceNode) and node.value:
        last = node.value[-1]
        return end if last.start_mark.index < node.start_mark.index else content_end(text, last)
    return end


def value_end(text: str, key: Node, value: Node) -> int:
    """Index after the last character of the value of a key, or of the alias that stands for it."""
    key_end: int = key.end_mark.index
    if value.start_mark.index < key_end:
        span = alias_span(text, key_end)
        return span[1] if span is not None else key_end
    return content_end(text, value)


def properties(text: str, node: Node) -> str:
    """The anchor and the tag before a value, with the space behind them."""
    start: int = node.start_mark.index
    match = _PROPERTIES.match(text, start, node.end_mark.index)
    return match.group() if match is not None else ""
