"""Which value or key of a file holds a place of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.nodes import Path


class Scalar(NamedTuple):
    """A key or a value that is no mapping and no list."""

    path: Path
    node: ScalarNode
    is_key: bool


def scalars(file: SourceFile) -> Iterator[Scalar]:
    """List every scalar of a file once, in the order of the text; an aliased one comes where it stands."""
    for document in file.documents:
        seen: set[int] = set()
        rest: list[tuple[Path, Node, bool]] = [((), document.root, False)]
        while rest:
            path, node, is_key = rest.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, ScalarNode):
                yield Scalar(path, node, is_key)
            elif isinstance(node, MappingNode):
                for key, value in reversed(node.value):
                    step = key.value if isinstance(key, ScalarNode) else "?"
                    rest += (((*path, step), value, False), ((*path, step), key, True))
            else:
                items = [((*path, index), item, False) for index, item in enumerate(node.value)]
                rest += reversed(items)


class Finder:
    """Finds the scalar at an index; made when the first is asked for, because nearly no file needs it."""

    def __init__(self, file: SourceFile) -> None:
        self._file = file
        self._known: list[Scalar] | None = None

    def at(self, index: int) -> Scalar | None:
        """Give the scalar that covers an index; None in a comment and between values."""
        if self._known is None:
            self._known = sorted(scalars(self._file), key=_start)
        low, high = 0, len(self._known)
        while low < high:
            middle = (low + high) // 2
            if _start(self._known[middle]) <= index:
                low = middle + 1
            else:
                high = middle
        found = self._known[low - 1] if low else None
        return found if found is not None and index < found.node.end_mark.index else None


def _start(scalar: Scalar) -> int:
    index: int = scalar.node.start_mark.index
    return index
