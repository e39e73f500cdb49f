"""What each language of an agent runs with, and where every value was written or which rule made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from anamctl.bolna import layering
from anamctl.bolna.agent_remarks import remarks, title
from anamctl.bolna.agent_texts import LABELS, texts_of
from anamctl.bolna.expanded import LAYERED
from anamctl.bolna.plain import is_sure
from anamctl.definitions import agent
from anamctl.definitions.equality import is_same
from anamctl.definitions.sheet import BASE, MISSING, Cell, Origin, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.bolna import origins
    from anamctl.bolna.agent_languages import Languages
    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document

_Values: TypeAlias = dict[tuple[str, ...], Any]


def shown_tools(document: Document) -> list[Tools]:
    """The tools of the tasks that hear or speak; those of a summary, for example, do not."""
    everything = agent.view(document).tools
    return [tools for tools in everything if tools.multilingual is not None or not {*LAYERED}.isdisjoint(tools.data)]


def agent_sheet(document: Document, languages: Languages, path: str, *, as_sent: bool = False) -> Sheet:
    """
    Lay the languages of an agent side by side.

    Args:
        document: the agent.
        languages: those of one of `shown_tools`.
        path: how to name its file.
        as_sent: show what the file says of each language instead of what the call runs with.
    """
    tools = languages.tools
    base = _base_values(tools)
    if as_sent:
        columns = _sent_columns(languages, base)
    else:
        columns = {code: _leg_cells(languages, code, base) for code in languages.legs}
    base_cells = {key: Cell(value, Origin("base", (*tools.path, *key), ("D8",))) for key, value in base.items()}
    rows = [*_rows(base_cells, columns), *_texts(document, languages)]
    return Sheet(title(document, languages, path), (BASE, *columns), tuple(rows), tuple(remarks(languages)))


def _rows(base: dict[tuple[str, ...], Cell], columns: dict[str, dict[tuple[str, ...], Cell]]) -> Iterator[Row]:
    """One row a key: those of the base in its order, then those that only languages have."""
    keys = dict.fromkeys([*base, *(key for cells in columns.values() for key in cells)])
    for group in LAYERED:
        # What lies in provider_config follows what lies beside it, whatever the order in the file.
        own = [key for key in keys if key[0] == group]
        for key in sorted(own, key=len):
            cells = (cells.get(key, Cell()) for cells in (base, *columns.values()))
            yield Row(group, "…" + key[2] if len(key) > 2 else key[1], key, tuple(cells))


def _values(part: str, config: Any) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401
    for key, value in config.items() if isinstance(config, dict) else ():
        if key == "provider_config" and isinstance(value, dict) and value:
            yield from (((part, key, inner), deeper) for inner, deeper in value.items())
        else:
            yield (part, key), value


def _base_values(tools: Tools) -> _Values:
    return {key: value for part in LAYERED for key, value in _values(part, tools.data.get(part))}


def _leg_cells(languages: Languages, code: str, base: _Values) -> dict[tuple[str, ...], Cell]:
    leg = languages.legs[code]
    values = dict([*_values("transcriber", leg.transcriber), *_values("synthesizer", leg.synthesizer)])
    cells = {}
    for key, origin in languages.explained[code].items():
        value = values[key]
        same = key in base and is_same(base[key], value) and origin.resolved is None
        cells[key] = Cell(
            value, _placed(languages, origin), same, _mark(key, origin, value, _written(languages, code, key))
        )
    return cells


def _placed(languages: Languages, origin: origins.Origin) -> Origin:
    resolved = origin.resolved
    said = (resolved.confidence, resolved.source, resolved.note) if resolved is not None else ("", "", "")
    return Origin(origin.kind, languages.place(origin.path), origin.rules, *said)


def _written(languages: Languages, code: str, key: tuple[str, ...]) -> Any:  # noqa: ANN401
    """What the entry itself says at a place; its code where it says nothing."""
    found: Any = languages.entries[code]
    for step in key:
        if not isinstance(found, dict) or step not in found:
            return code
        found = found[step]
    return found


def _mark(key: tuple[str, ...], origin: origins.Origin, value: object, written: object) -> str:
    """One word on how a value came about, where that is not plain to see."""
    resolved = origin.resolved
    if resolved is None:
        return "replaces" if key == ("synthesizer", "provider") and origin.rules == ("S2",) else ""
    if not is_sure(resolved):
        return resolved.confidence
    if origin.kind == "key" and "S3" in origin.rules:
        return "filled in"
    if value != written:
        return "table"
    return "key" if origin.kind == "key" else ""


def _sent_columns(languages: Languages, base: _Values) -> dict[str, dict[tuple[str, ...], Cell]]:
    """What the entries themselves hold, with the codes that are sent."""
    columns: dict[str, dict[tuple[str, ...], Cell]] = {}
    for code, entry in languages.sent().items():
        cells = columns[code] = {}
        for part in LAYERED:
            for key, value in _values(part, layering.part_of(entry, part)):
                place = languages.place(("multilingual_config", "languages", code, *key))
                cells[key] = Cell(value, Origin("entry", place), key in base and is_same(base[key], value))
    return columns


def _texts(document: Document, languages: Languages) -> Iterator[Row]:
    """The rows of the texts, which are not layered: a language has its own, or none."""
    prompt = agent.view(document).prompt(languages.tools.task)
    own = {code: texts_of(entry) for code, entry in languages.entries.items()}
    for field, label in LABELS.items():
        first = Cell()
        if field == "system_prompt" and prompt is not None:
            first = Cell(prompt[1], Origin("base", prompt[0]))
        cells = [first]
        for code, texts in own.items():
            if field in texts:
                place = languages.place(("multilingual_config", "languages", code, field))
                cells.append(Cell(texts[field], Origin("entry", place), is_same(first.value, texts[field])))
            elif first.origin is not None:
                cells.append(Cell(origin=first.origin._replace(rules=("P1",)), mark="base prompt stays"))
            else:
                cells.append(Cell())
        if any(cell.value is not MISSING for cell in cells):
            yield Row("texts", label, (field,), tuple(cells), is_text=True)
