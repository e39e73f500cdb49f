"""The edits that turn the text of a document into one with other data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from anamctl.definitions import emit
from anamctl.definitions.equality import alike
from anamctl.definitions.nodes import is_merge
from anamctl.definitions.update_changes import CannotEditError, Change
from anamctl.definitions.update_spans import (
    alias_span,
    column,
    content_end,
    is_first_on_line,
    line_end,
    line_start,
    properties,
    value_end,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from yaml.nodes import Node

Pair: TypeAlias = "tuple[ScalarNode, Node]"

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*[ \t]*(#[^\r\n]*)?")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")
_COLON = re.compile(r"\s*:")


class _Place(NamedTuple):
    """Where the value of a key or of an item stands."""

    after: int
    """Index behind the colon or the dash."""
    start: int
    end: int
    column: int
    """Of the key or the dash."""
    is_flow: bool


class Editor:
    """
    Works out the edits for one document.

    Args:
        text: the whole text of the file.
        root: the document.
        is_json: write new values as JSON.
    """

    def __init__(self, text: str, root: Node, *, is_json: bool) -> None:
        self._text = text
        self._root = root
        self._is_json = is_json
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._changes: list[Change] = []
        self._seen: dict[int, Any] = {}
        """Values that were visited, and what they are to be; an alias leads to the same one again."""
        self._has_aliases = _has_aliases(root)

    def edits(self, data: Any, target: Any) -> list[Change]:  # noqa: ANN401  # JSON
        """
        Give the edits that turn one data into the other.

        Raises:
            CannotEditError: there are none.
        """
        if not isinstance(data, dict) or not isinstance(target, dict) or not isinstance(self._root, MappingNode):
            raise CannotEditError
        self._mapping(self._root, data, target)
        return self._changes

    # ---- mappings ------------------------------------------------------------------------------------------------

    def _mapping(self, node: MappingNode, data: dict[str, Any], target: dict[str, Any]) -> None:
        if not self._enter(node, target):
            return
        pairs = [pair for pair in node.value if not is_merge(pair[0])]
        own = {key.value: (key, value) for key, value in pairs if isinstance(key, ScalarNode)}
        if len(own) != len(pairs) or any(key in data and key not in target and key not in own for key in data):
            raise CannotEditError
        kept = [key for key in own if key in target]
        if not kept:
            raise CannotEditError
        for key in kept:
            if self._is_concerned(data[key], target[key]):
                self._pair(own[key], data[key], target[key], is_flow=bool(node.flow_style))
        order = list(own)
        for run in _runs(order, lambda key: key not in target):
            self._remove(order, own, run, is_flow=bool(node.flow_style))
        new = [key for key in target if key not in own and not (key in data and alike(data[key], target[key]))]
        for before, keys in _after(list(target), kept, new):
            self._insert(own, kept, before, {key: target[key] for key in keys}, is_flow=bool(node.flow_style))

    def _pair(self, pair: Pair, data: Any, target: Any, *, is_flow: bool) -> None:  # noqa: ANN401
        key, value = pair
        key_end: int = key.end_mark.index
        colon = _COLON.match(self._text, key_end)
        if colon is None:
            raise CannotEditError
        place = column(self._text, key.start_mark.index)
        if value.start_mark.index < key_end:
            span = alias_span(self._text, key_end)
            if span is None:
                raise CannotEditError
            if alike(self._seen.get(id(value), data), target):
                return  # it says so by now
            # Other uses of the value stay what they are, so what stands for it here is written out.
            self._write(_Place(colon.end(), *span, place, is_flow), target, None)
            return
        end = value_end(self._text, key, value)
        self._value(value, data, target, _Place(colon.end(), value.start_mark.index, end, place, is_flow))

    def _remove(self, order: list[str], own: dict[str, Pair], run: range, *, is_flow: bool) -> None:
        """Remove pairs that follow each other; at least one of the mapping stays."""
        first, last = own[order[run.start]], own[order[run.stop - 1]]
        start: int = first[0].start_mark.index
        end = value_end(self._text, *last)
        if run.start == 0:
            # The next pair takes the place, behind the bracket or the dash.
            self._changes.append(Change(start, own[order[run.stop]][0].start_mark.index, ""))
        elif is_flow:
            self._changes.append(Change(value_end(self._text, *own[order[run.start - 1]]), end, ""))
        else:
            self._changes.append(Change(line_start(self._text, start), self._next_line(end), ""))

    def _insert(
        self, own: dict[str, Pair], kept: list[str], before: str | None, new: dict[str, Any], *, is_flow: bool
    ) -> None:
        neighbour = own[before if before is not None else kept[0]]
        start: int = neighbour[0].start_mark.index
        place = column(self._text, start)
        if is_flow:
            gap = self._gap(start)
            written = [self._flow_entry(key, value, place) for key, value in new.items()]
            if before is None:
                self._changes.append(Change(start, start, "".join(f"{one},{gap}" for one in written)))
            else:
                end = value_end(self._text, *neighbour)
                self._changes.append(Change(end, end, "".join(f",{gap}{one}" for one in written)))
            return
        pad = " " * place
        blocks = [f"{self._break}".join(emit.entry(key, value, place)) for key, value in new.items()]
        if before is None:
            self._changes.append(Change(start, start, "".join(f"{one}{self._break}{pad}" for one in blocks)))
        else:
            end = line_end(self._text, value_end(self._text, *neighbour))
            self._changes.append(Change(end, end, "".join(f"{self._break}{pad}{one}" for one in blocks)))

    # ---- lists ---------------------------------------------------------------------------------------------------

    def _sequence(self, node: SequenceNode, data: list[Any], target: list[Any]) -> None:
        if not self._enter(node, target):
            return
        if not data or not target or len(node.value) != len(data):
            raise CannotEditError
        shorter = min(len(data), len(target))
        start = _count(shorter, lambda index: alike(data[index], target[index]))
        same = _count(shorter - start, lambda index: alike(data[-1 - index], target[-1 - index]))
        here = shorter - same
        pairs = [*((index, index) for index in range(here)), *((-index, -index) for index in range(1, same + 1))]
        for old, new in pairs:
            if self._is_concerned(data[old], target[new]):
                self._list_value(node, old % len(data), data[old], target[new])
        if len(data) > len(target):
            self._remove_items(node, range(here, len(data) - same))
        elif len(target) > len(data):
            self._insert_items(node, here, target[here : len(target) - same])

    def _list_value(self, node: SequenceNode, index: int, data: Any, target: Any) -> None:  # noqa: ANN401
        value = node.value[index]
        if value.start_mark.index < node.start_mark.index and alike(self._seen.get(id(value), data), target):
            return  # an alias, and it says so by now
        self._value(value, data, target, self._item(node, index))

    def _item(self, node: SequenceNode, index: int) -> _Place:
        value = node.value[index]
        start: int = value.start_mark.index
        if start < node.start_mark.index:
            raise CannotEditError  # an alias, which nothing leads to
        end = content_end(self._text, value)
        if node.flow_style:
            return _Place(start, start, end, column(self._text, start), is_flow=True)
        dash = self._text.rfind("-", 0, start if start < end else start + 1)
        if dash < node.start_mark.index or self._text[dash + 1 : start].strip():
            raise CannotEditError
        return _Place(dash + 1, start, end, column(self._text, dash), is_flow=False)

    def _remove_items(self, node: SequenceNode, run: range) -> None:
        first, last = self._item(node, run.start), self._item(node, run.stop - 1)
        if node.flow_style:
            if run.start:
                self._changes.append(Change(self._item(node, run.start - 1).end, last.end, ""))
            else:
                self._changes.append(Change(first.start, self._item(node, run.stop).start, ""))
        elif is_first_on_line(self._text, first.after - 1):
            self._changes.append(Change(line_start(self._text, first.after), self._next_line(last.end), ""))
        elif run.start == 0:
            self._changes.append(Change(first.after - 1, self._item(node, run.stop).after - 1, ""))
        else:
            raise CannotEditError

    def _insert_items(self, node: SequenceNode, index: int, new: list[Any]) -> None:
        neighbour = self._item(node, max(0, index - 1))
        if node.flow_style:
            gap = self._gap(neighbour.start)
            written = [self._flow_value(value, neighbour.column) for value in new]
            if index:
                self._changes.append(Change(neighbour.end, neighbour.end, "".join(f",{gap}{one}" for one in written)))
            else:
                start = neighbour.start
                self._changes.append(Change(start, start, "".join(f"{one},{gap}" for one in written)))
            return
        pad = " " * neighbour.column
        blocks = [self._break.join(emit.item(value, neighbour.column)) for value in new]
        if index:
            end = line_end(self._text, neighbour.end)
            self._changes.append(Change(end, end, "".join(f"{self._break}{pad}{one}" for one in blocks)))
        else:
            start = neighbour.after - 1
            self._changes.append(Change(start, start, "".join(f"{one}{self._break}{pad}" for one in blocks)))

    # ---- values --------------------------------------------------------------------------------------------------

    def _value(self, node: Node, data: Any, target: Any, place: _Place) -> None:  # noqa: ANN401
        before = len(self._changes)
        try:
            if isinstance(node, MappingNode) and isinstance(data, dict) and isinstance(target, dict) and target:
                self._mapping(node, data, target)
            elif isinstance(node, SequenceNode) and isinstance(data, list) and isinstance(target, list) and target:
                self._sequence(node, data, target)
            else:
                self._seen[id(node)] = target
                if not alike(data, target):
                    self._write(place, target, node)
        except CannotEditError:
            # What cannot be changed inside is replaced as a whole.
            del self._changes[before:]
            self._seen[id(node)] = target
            self._write(place, target, node)

    def _write(self, place: _Place, target: Any, node: Node | None) -> None:  # noqa: ANN401
        """Put a value in the place of another one, or of an alias."""
        kept = properties(self._text, node) if node is not None else ""
        anchor = " ".join(word for word in kept.split() if word.startswith("&"))
        if place.is_flow or self._is_json:
            written = self._flow_value(target, place.column, node)
            lead = " " if place.start == place.end else ""
            self._changes.append(Change(place.start, place.end, lead + (f"{anchor} " if anchor else "") + written))
            return
        lines = self._block_value(place, target, node)
        head = f" {anchor}{lines[0]}" if anchor else lines[0]
        end, comment = place.end, self._comment_in_head(node, place, kept)
        if len(lines) > 1:
            behind = _COMMENT.match(self._text, place.end)
            if behind is not None:
                # A comment behind a value that grows to several lines would become a part of it.
                end, comment = behind.end(), comment or behind.group().strip()
        if comment:
            head = f"{head} {comment}"
        self._changes.append(Change(place.after, end, self._break.join([head, *lines[1:]])))

    def _block_value(self, place: _Place, target: Any, node: Node | None) -> list[str]:  # noqa: ANN401
        if isinstance(target, str) and isinstance(node, ScalarNode) and node.style in ('"', "'") and "\n" not in target:
            return [f" {self._in_quotes(target, node.style)}"]
        if isinstance(target, (dict, list)) and self._text[place.after - 1] == "-":
            first, *rest = emit.item(target, place.column)
            return [first[1:], *rest]
        return emit.after_colon(target, place.column)

    def _comment_in_head(self, node: Node | None, place: _Place, kept: str) -> str:
        """Give the comment behind the colon of a block collection, or behind the mark of a block scalar."""
        if isinstance(node, (MappingNode, SequenceNode)) and not node.flow_style:
            match = _COMMENT.match(self._text, place.after)
            return match.group().strip() if match is not None else ""
        if not isinstance(node, ScalarNode) or node.style not in ("|", ">"):
            return ""
        match = _BLOCK_HEAD.match(self._text, node.start_mark.index + len(kept))
        return match[1].strip() if match is not None and match[1] else ""

    def _flow_entry(self, key: str, value: Any, place: int) -> str:  # noqa: ANN401
        written = emit.quoted(key) if self._is_json else emit.scalar(key, is_flow=True, is_key=True)
        return f"{written}: {self._flow_value(value, place)}"

    def _flow_value(self, value: Any, place: int, node: Node | None = None) -> str:  # noqa: ANN401
        if self._is_json:
            return emit.as_json(value, place).replace("\n", self._break)
        if isinstance(value, str) and isinstance(node, ScalarNode) and node.style in ('"', "'"):
            return self._in_quotes(value, node.style)
        return emit.flow(value)

    @staticmethod
    def _in_quotes(text: str, style: str) -> str:
        escaped = emit.escaped(text)
        if style == "'" and "'" not in escaped and emit.quoted(escaped) == f'"{escaped}"':
            return f"'{escaped}'"
        return emit.quoted(escaped)

    def _is_concerned(self, data: Any, target: Any) -> bool:  # noqa: ANN401
        """Tell whether there may be something to change: an alias changes together with what it stands for."""
        return self._has_aliases or not alike(data, target)

    # ---- places --------------------------------------------------------------------------------------------------

    def _enter(self, node: Node, target: Any) -> bool:  # noqa: ANN401
        """
        Visit a collection; False when it was visited with the same aim.

        Raises:
            CannotEditError: it is used again, and is to be something else there.
        """
        if id(node) in self._seen:
            if not alike(self._seen[id(node)], target):
                raise CannotEditError
            return False
        self._seen[id(node)] = target
        return True

    def _gap(self, start: int) -> str:
        """What stands between this and the next member of a collection in brackets: a space, or a new line."""
        if not is_first_on_line(self._text, start):
            return " "
        return self._break + self._text[line_start(self._text, start) : start]

    def _next_line(self, index: int) -> int:
        end = line_end(self._text, index)
        return end + len(self._break) if self._text.startswith(self._break, end) else min(end + 1, len(self._text))


def _count(limit: int, is_so: Callable[[int], bool]) -> int:
    """Count how many numbers from 0 on are so, up to a limit."""
    return next((index for index in range(limit) if not is_so(index)), limit)


def _has_aliases(root: Node) -> bool:
    seen: set[int] = set()
    rest = [root]
    while rest:
        node = rest.pop()
        if id(node) in seen:
            return True
        seen.add(id(node))
        if not isinstance(node, ScalarNode):
            for inner in node.value:
                rest.extend(inner if isinstance(inner, tuple) else (inner,))
    return False


def _runs(order: list[str], is_in: Callable[[str], bool]) -> list[range]:
    """Give the stretches of a list whose members are in."""
    runs: list[range] = []
    for index, key in enumerate(order):
        if not is_in(key):
            continue
        if runs and runs[-1].stop == index:
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs


def _after(order: list[str], kept: list[str], new: list[str]) -> list[tuple[str | None, list[str]]]:
    """Sort new keys behind the kept one that they follow; None for those before all of them."""
    groups: dict[str | None, list[str]] = {}
    before: str | None = None
    for key in order:
        if key in kept:
            before = key
        elif key in new:
            groups.setdefault(before, []).append(key)
    return list(groups.items())
