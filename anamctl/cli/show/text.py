"""From values to what a terminal shows: secrets hidden, control characters made visible, lists on one line."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from anamctl.cli.terminal import uses_color, width
from anamctl.definitions.explained import Explanation, explain
from anamctl.definitions.sheet import BASE, MISSING, Cell, Sheet
from anamctl.report.width import visible

if TYPE_CHECKING:
    from anamctl.cli.masking import Masker
    from anamctl.cli.show.request import ShowRequest
    from anamctl.cli.show.subject import Subject
    from anamctl.definitions.document import Document
    from anamctl.view.show import Page


def write(
    request: ShowRequest, document: Document, subject: Subject, codes: list[str], sheets: list[Sheet], mask: Masker
) -> None:
    """Draw what was asked for."""
    from anamctl.view import show as view

    page = view.Page(color=uses_color(request.color), width=width())
    if request.providers:
        found = mask.data(subject.providers(codes))
        page.title(_title(sheets[0], request))
        titles = list(dict.fromkeys(title for use in found["providers"] for title in use))
        page.providers(
            [[visible(str(use.get(title, ""))) for title in titles] for use in found["providers"]],
            titles,
            [(visible(key["provider"]), "; ".join(map(visible, key["for"]))) for key in found["keys"]],
        )
        return
    for sheet in sheets:
        if codes and not set(codes) <= set(sheet.columns):
            continue
        shown = _columns(request, codes, sheet)
        page.title(_title(sheet, request))
        page.table(_cleaned(shown, mask), explain=request.explain)
        if request.explain:
            # The base's own lines stand in the rows of those who inherit them.
            others = [code for code in shown.columns if code != BASE] or [BASE]
            _explain(page, document, shown, codes or others, mask)
        page.remarks([(visible(one.text), _place(sheet, one.line(document))) for one in shown.remarks])


def _columns(request: ShowRequest, codes: list[str], sheet: Sheet) -> Sheet:
    if request.diff:
        return sheet.only(codes).differing()
    if codes:
        return sheet.only(list(dict.fromkeys([sheet.columns[0], *codes])))
    return sheet


def _title(sheet: Sheet, request: ShowRequest) -> list[str]:
    path, *others = sheet.title
    more = [f"{request.diff[0]} and {request.diff[1]}"] if request.diff else []
    return [visible(part) for part in (os.path.basename(path), *others, *more)]


def _place(sheet: Sheet, line: int | None) -> str:
    return f"{os.path.basename(sheet.title[0])}:{line}" if line is not None else ""


def _explain(page: Page, document: Document, sheet: Sheet, codes: list[str], mask: Masker) -> None:
    from anamctl.bolna.reasons import REASONS

    used: dict[str, None] = {}
    for code in codes:
        rows = explain(document, sheet, code)
        for row in rows:
            used |= dict.fromkeys(row.rules)
        page.explanation(code, [_explained(row, mask) for row in rows])
    page.legend([(rule, REASONS[rule].text, REASONS[rule].confidence) for rule in REASONS if rule in used])


def _explained(row: Explanation, mask: Masker) -> tuple[str, str, str, str]:
    key = row.key.rpartition(".")[2]
    why = [{"base": "base", "entry": "its entry", "key": "its key"}.get(row.origin, row.origin)]
    why += [" ".join(row.rules)] if row.rules else []
    if row.confidence:
        said = f"{row.confidence}: {row.source}" if row.source else row.confidence
        why.append(f"{said}. {row.note}" if row.note else said)
    return visible(row.key), _one_line(row.value, key, mask), str(row.line), visible(" · ".join(why))


def _cleaned(sheet: Sheet, mask: Masker) -> Sheet:
    """Put text in place of every value."""
    rows = []
    for row in sheet.rows:
        key = row.path[-1]
        cells = tuple(_clean(cell, key, mask, is_text=row.is_text) for cell in row.cells)
        rows.append(row._replace(group=visible(row.group), label=visible(row.label), cells=cells))
    return sheet._replace(columns=tuple(map(visible, sheet.columns)), rows=tuple(rows))


def _clean(cell: Cell, key: str, mask: Masker, *, is_text: bool) -> Cell:
    if cell.value is MISSING:
        return cell
    if is_text and isinstance(cell.value, str):
        lines = mask.text(cell.value, key).split("\n")
        return cell._replace(value="\n".join(map(visible, lines)))
    return cell._replace(value=_one_line(cell.value, key, mask))


def _one_line(value: Any, key: str, mask: Masker) -> str:  # noqa: ANN401
    value = mask.data(value, key)
    if isinstance(value, str):
        return visible(" ".join(value.split()) if "\n" in value else value)
    if isinstance(value, list) and value and all(isinstance(one, (str, int, float)) for one in value):
        return visible(", ".join(map(str, value)))
    return visible(json.dumps(value, ensure_ascii=False))
