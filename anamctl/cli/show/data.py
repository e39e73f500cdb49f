"""What is shown, as plain data for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.choose import name_of
from anamctl.definitions.explained import explain
from anamctl.definitions.sheet import MISSING

if TYPE_CHECKING:
    from anamctl.cli.masking import Masker
    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.sheet import Remark, Sheet


def about(file: SourceFile, document: Document, sheets: list[Sheet]) -> dict[str, Any]:
    """Say what is shown, and what should not go unseen."""
    return {
        "file": file.path,
        "document": document.index + 1,
        "kind": document.kind.value,
        "name": name_of(document),
        "remarks": [
            {"text": remark.text, "line": remark.line(document), "languages": list(remark.codes)}
            for sheet in sheets
            for remark in sheet.remarks
        ],
    }


def explanation(
    document: Document, sheets: list[Sheet], codes: list[str], mask: Masker
) -> dict[str, list[dict[str, Any]]]:
    """Give for each language every value with its line and its rules."""
    found: dict[str, list[dict[str, Any]]] = {}
    for sheet in sheets:
        for code in codes:
            if code in sheet.columns:
                rows = found.setdefault(code, [])
                for one in explain(document, sheet, code):
                    # Away from its key, a secret would not be known for one.
                    value = mask.data(one.value, one.key.rpartition(".")[2])
                    rows.append({**one._asdict(), "value": value, "rules": list(one.rules)})
    return found


def difference(sheets: list[Sheet], codes: list[str], mask: Masker) -> list[dict[str, Any]]:
    """List the keys in which two languages differ; one that a language does not have is left out."""
    found = []
    for sheet in sheets:
        if set(codes) <= set(sheet.columns):
            for row in sheet.only(codes).differing().rows:
                values = zip(codes, row.cells, strict=True)
                own = {code: mask.data(cell.value, row.path[-1]) for code, cell in values if cell.value is not MISSING}
                found.append({"key": ".".join(row.path)} | own)
    return found


def remark_line(file: SourceFile, document: Document, remark: Remark) -> str:
    """Give a remark with its place, on one line."""
    line = remark.line(document)
    return f"{remark.text}  {file.path}:{line}" if line is not None else remark.text
