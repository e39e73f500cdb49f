"""What each language runs with: a table with languages as columns, the reasons below it, and what to look out for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from anamctl.definitions.sheet import MISSING
from anamctl.view.amounts import amount, has_known_width, is_short
from anamctl.view.columns import GAP, layouts
from anamctl.view.console import make_console
from anamctl.view.grid import Cell, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from anamctl.definitions.sheet import Cell as Value
    from anamctl.definitions.sheet import Row, Sheet

LOUD = frozenset({"guess", "unknown"})
"""Marks that nobody should miss."""
ALWAYS = LOUD | {"replaces", "dropped", "base prompt stays"}
"""Marks that are shown whether reasons were asked for or not."""
_FEW = 2
_LONG = 40
_SAME, _NONE, _BELOW = "·", "–", "↓"
_SIGNS = {_SAME: "as in the first column", _NONE: "not there", _BELOW: "below"}
_BESIDE_FROM = 84
"""Columns from which a reason stands on the line of its value."""
_VALUE = 24


class Page:
    """Everything that one call of the command prints, from top to bottom."""

    def __init__(self, *, color: bool, width: int) -> None:
        self._console = make_console(color=color, width=width)
        self._width = width
        self._is_begun = False

    def title(self, parts: Sequence[str]) -> None:
        """Say in one line what follows."""
        if self._is_begun:
            self._print([Text()])
        self._is_begun = True
        line = Text(parts[0], style="bold")
        line.append("".join(f" · {part}" for part in parts[1:]), style="not bold")
        wrapped = line.wrap(self._console, self._width)
        for one in wrapped:
            one.rstrip()
        self._print(wrapped)

    # ---- the table -----------------------------------------------------------------------------------------------

    def table(self, sheet: Sheet, *, explain: bool) -> None:
        """Draw the languages side by side; what does not fit follows below."""
        if not sheet.rows:
            self._print([Text(), Text("nothing differs", style="dim")])
            return
        drawn = [[_cell(row, value, explain=explain) for value in row.cells] for row in sheet.rows]
        titles = [Cell(title, "bold") for title in sheet.columns]
        wanted = [max(cells[place].width for cells in (titles, *drawn)) for place in range(len(titles))]
        label = max(cell_len(row.label) for row in sheet.rows) + 2
        full = len(titles) <= _FEW
        for layout in layouts(label, wanted, self._width):
            widths = (layout.label, *layout.widths)
            self._print([Text(), *lines([_picked("", titles, layout.places)], widths)])
            for group in dict.fromkeys(row.group for row in sheet.rows):
                members = zip(sheet.rows, drawn, strict=True)
                rows = [_picked(row.label, cells, layout.places) for row, cells in members if row.group == group]
                self._print([Text(group, style="bold"), *lines(rows, widths, full=full)])
        self._texts(sheet, full=full)
        self._signs(drawn)

    def _texts(self, sheet: Sheet, *, full: bool) -> None:
        """Print texts that stand in no column: all of them when few languages are shown, else only names."""
        for row in sheet.rows:
            if not row.is_text:
                continue
            found = [
                (column, value.value)
                for column, value in zip(sheet.columns, row.cells, strict=True)
                if value.value is not MISSING and not value.is_same and _goes_below(value.value, full=full)
            ]
            if found:
                self._print([Text(), Text(row.label, style="bold")])
            for column, text in found:
                self._print(_block(column, text))

    def _signs(self, drawn: list[list[Cell]]) -> None:
        """Explain the signs that stand in cells."""
        used = {cell.value for cells in drawn for cell in cells}
        found = [f"{sign} {meaning}" for sign, meaning in _SIGNS.items() if sign in used]
        if found:
            self._print([Text(), Text("   ".join(found), style="dim")])

    # ---- below the table -----------------------------------------------------------------------------------------

    def explanation(self, code: str, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Say of each value where it stands in the file, and why it is what it is."""
        self._print([Text(), Text(code, style="bold")])
        short = [(f"  {key}", _reduced(value), line, why) for key, value, line, why in rows]
        if self._width < _BESIDE_FROM:
            for key, value, line, why in short:
                self._print([Text(f"{key}  {value}"), *self._wrapped(f"line {line} · {why}", "    ")])
            return
        widths = [max((cell_len(row[place]) for row in short), default=0) for place in range(3)]
        widths[1] = min(widths[1], _VALUE)
        indent = " " * (sum(widths) + 3 * GAP)
        for key, value, line, why in short:
            cells = [Cell(key), Cell(value), Cell(line.rjust(widths[2]), "dim")]
            (first,) = lines([cells], widths)
            first.pad_right(len(indent) - cell_len(first.plain))
            reasons = self._wrapped(why, "", indent, room=self._width - len(indent))
            self._print([first.append_text(next(reasons)), *reasons])

    def legend(self, rules: Sequence[tuple[str, str, str]]) -> None:
        """Say in words what the rules are that were named."""
        if rules:
            self._print([Text()])
        for rule, text, confidence in rules:
            self._print(self._wrapped(f"{rule}  {text} ({confidence})", "", "    "))

    def remarks(self, remarks: Sequence[tuple[str, str]]) -> None:
        """Print what should not go unseen, each with its place."""
        if remarks:
            self._print([Text()])
        for text, place in remarks:
            self._print(self._wrapped(f"{text}   {place}" if place else text, "", "  "))

    def providers(self, rows: Sequence[Sequence[str]], titles: Sequence[str], keys: Sequence[tuple[str, str]]) -> None:
        """Print who hears and speaks in each language, and whose keys are needed."""
        titles = [title.replace("_", " ") for title in titles]
        widths = [max(cell_len(cells[place]) for cells in (titles, *rows)) for place in range(len(titles))]
        self._print([Text()])
        if sum(widths) + GAP * len(widths) <= self._width:
            table = [[Cell(title, "bold") for title in titles], *([Cell(text) for text in cells] for cells in rows)]
            self._print(lines(table, widths))
        else:
            widest = max(map(len, titles[1:]), default=0)
            for cells in rows:
                self._print([Text(cells[0], style="bold")])
                for title, text in zip(titles[1:], cells[1:], strict=True):
                    if text:
                        head = f"  {title.ljust(widest)}  "
                        self._print(self._wrapped(text, head, " " * len(head)))
        self._print([Text(), Text("keys needed", style="bold")])
        for provider, tasks in keys:
            self._print(self._wrapped(f"{provider}  {tasks}", "  ", "    "))

    def _wrapped(self, text: str, first: str, others: str | None = None, room: int = 0) -> Iterator[Text]:
        """Break a sentence into lines, each with its indentation."""
        others = first if others is None else others
        room = room or max(10, self._width - max(len(first), len(others)))
        pieces = (
            [text] if cell_len(text) <= room else [one.plain.rstrip() for one in Text(text).wrap(self._console, room)]
        )
        style = _style_of(text)
        return (Text((others if place else first) + piece, style=style) for place, piece in enumerate(pieces))

    def _print(self, texts: Iterable[Text]) -> None:
        """Print lines as they are: a terminal breaks a line that is too long better than we could."""
        self._console.print(Text("\n").join(texts), soft_wrap=True)


def _picked(label: str, cells: Sequence[Cell], places: Iterable[int]) -> list[Cell]:
    return [Cell("  " + label), *(cells[place] for place in places)]


def _style_of(text: str) -> str:
    return "yellow" if any(f"{word}:" in text or f" {word} " in text for word in LOUD) else ""


def _cell(row: Row, value: Value, *, explain: bool) -> Cell:
    """Give a value with its mark: a dot for what is as in the base, a dash for what is not there."""
    mark = value.mark if explain or value.mark in ALWAYS else ""
    if value.value is MISSING:
        return Cell(mark or _NONE, "dim")
    if value.is_same:
        return Cell(_SAME, "dim")
    text = _in_cell(value.value, is_text=row.is_text)
    return Cell(text, "", mark, mark in LOUD)


def _in_cell(value: str, *, is_text: bool) -> str:
    if has_known_width(value) and (is_short(value) or not is_text):
        return value
    return _BELOW if is_short(value) else amount(value)


def _goes_below(text: str, *, full: bool) -> bool:
    """Tell whether a text is printed below the table: where it does not fit into its cell."""
    return not (is_short(text) and has_known_width(text)) if full else is_short(text) and not has_known_width(text)


def _block(column: str, text: str) -> list[Text]:
    """A text with its language: behind it when it has one line, below it when it has several."""
    inside = text.rstrip("\n").split("\n")
    if len(inside) == 1:
        return [Text(f"  {column}  ", style="dim").append(inside[0], style="not dim")]
    return [Text(f"  {column}", style="dim"), *(Text(f"    {line}" if line else "") for line in inside)]


def _reduced(value: str) -> str:
    """Give a value that may be long among reasons, which are more important there."""
    return value if has_known_width(value) and len(value) <= _LONG else amount(value)
