"""How rules make fixes: edits of keys and values by span, which keep quotes, comments and order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode

from anamctl.definitions.nodes import find
from anamctl.definitions.scalars import read
from anamctl.lint.finding import Edit, Fix

if TYPE_CHECKING:
    from yaml.nodes import Node

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path


def value_at(document: Document, path: Path) -> Any:  # noqa: ANN401  # what a file holds is anything
    """Give the value at a path of a document's data; None when the path is not there."""
    value = document.data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def rename_key(document: Document, path: Path, name: str, *, safe: bool = True) -> Fix | None:
    """
    Make the fix that gives the key at a path another name.

    None when the mapping has that key already, or when the key is written in a way that is better left alone (with an
    escape, an anchor or a tag).
    """
    siblings = value_at(document, path[:-1])
    entry = find(document.root, path)
    if entry is None or entry.key is None or not isinstance(siblings, dict) or name in siblings:
        return None
    edit = _rewrite(document, entry.key, name)
    return None if edit is None else Fix(f"rename the key to {name}", (edit,), safe)


def replace_text(document: Document, path: Path, text: str, title: str, *, safe: bool = True) -> Fix | None:
    """Make the fix that puts another text in the place of a text, inside its quotes; None as for `rename_key`."""
    entry = find(document.root, path)
    edit = None if entry is None else _rewrite(document, entry.value, text)
    return None if edit is None else Fix(title, (edit,), safe)


def replace_value(document: Document, path: Path, source: str, title: str, *, safe: bool = True) -> Fix | None:
    """Make the fix that puts other source in the place of a scalar, quotes and all; None where that is no scalar."""
    entry = find(document.root, path)
    if entry is None or not isinstance(entry.value, ScalarNode):
        return None
    node = entry.value
    start, end = node.start_mark.index, node.end_mark.index
    text = document.source.text
    if start == end:
        # Nothing stands there: the place is right behind the colon or the dash.
        return Fix(title, (Edit(start, end, f" {source}"),), safe)
    if _inner(text[start:end], node.value) is None and node.value != text[start:end]:
        return None
    return Fix(title, (Edit(start, end, source),), safe)


def insert_before(
    document: Document, path: Path, key: str, source: str, title: str, *, safe: bool = True
) -> Fix | None:
    """Make the fix that adds a key right before the one at a path, in the manner of the mapping."""
    parent, entry = find(document.root, path[:-1]), find(document.root, path)
    if parent is None or entry is None or entry.key is None or not isinstance(parent.value, MappingNode):
        return None
    if not any(pair[0] is entry.key for pair in parent.value.value):
        return None  # merged from elsewhere
    start = entry.key.start_mark.index
    written = f'"{key}"' if entry.key.style == '"' else key
    if parent.value.flow_style:
        return Fix(title, (Edit(start, start, f"{written}: {source}, "),), safe)
    indent = " " * (document.source.position(start).column - 1)
    return Fix(title, (Edit(start, start, f"{written}: {source}\n{indent}"),), safe)


def _rewrite(document: Document, node: Node, text: str) -> Edit | None:
    if not isinstance(node, ScalarNode):
        return None
    start, end = node.start_mark.index, node.end_mark.index
    raw = document.source.text[start:end]
    if raw == node.value:
        return Edit(start, end, text if _is_plain(text) else f'"{text}"')
    return Edit(start + 1, end - 1, text) if _inner(raw, node.value) is not None else None


def _inner(raw: str, value: str) -> str | None:
    """Give what stands between quotes, when that is the value to the letter."""
    return value if raw[:1] in {'"', "'"} and raw[1:-1] == value else None


def _is_plain(text: str) -> bool:
    """Tell whether a word may stand without quotes, for readers of YAML 1.1 too."""
    value, other = read(text)
    return isinstance(value, str) and not other
