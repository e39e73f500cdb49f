"""The matrix of languages and services, and one language in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from anamctl.view.console import make_console

if TYPE_CHECKING:
    from anamctl.languages.matrix import Matrix, Row
    from anamctl.languages.supported import Service, Support

_SHORT = {
    "assemblyai/universal-streaming-english": "US-en",
    "assemblyai/universal-streaming-multilingual": "US-multi",
    "assemblyai/u3-rt-pro": "u3-rt",
    "assemblyai/universal-3-5-pro": "3.5",
    "assemblyai/universal-3-6-pro": "3.6-pro",
    "assemblyai/universal-3-6": "3.6",
    "assemblyai/whisper-rt": "whisper-rt",
    "sarvam/stt": "sarvam stt",
    "sarvam/tts": "sarvam tts",
    "whisperlivekit": "wlk",
}
_BASE_WIDTH = 52
_CELL_WIDTH = 10


def show_matrix(matrix: Matrix, *, color: bool, width: int) -> None:
    """Print languages as rows and services as columns; what does not fit beside each other follows below."""
    console = make_console(color=color, width=width)
    room = max(1, (width - _BASE_WIDTH) // _CELL_WIDTH)
    groups = [range(start, min(start + room, len(matrix.services))) for start in range(0, len(matrix.services), room)]
    # A terminal shows one screen of columns; a log shows them all, group after group.
    for number, group in enumerate(groups):
        if number:
            console.print()
        console.print(_table(matrix, group))
    console.print()
    console.print(Text(_legend(matrix), style="dim"))


def _table(matrix: Matrix, group: range) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1))
    table.add_column("code", no_wrap=True)
    table.add_column("English", no_wrap=True, overflow="ellipsis", max_width=20)
    table.add_column("native", no_wrap=True, overflow="ellipsis", max_width=14)
    table.add_column("script", no_wrap=True)
    for index in group:
        table.add_column(_title(matrix.services[index]), no_wrap=True, justify="center")
    for row in matrix.rows:
        table.add_row(*_head(row), *(_cell(row, row.cells[index]) for index in group))
    return table


def _head(row: Row) -> list[Text]:
    language = row.language
    script = language.scripts[0] if language.scripts else "–"
    direction = " ←" if language.direction == "rtl" else ""
    return [Text(language.code, style="bold"), Text(language.english), Text(language.native), Text(script + direction)]


def _cell(row: Row, support: Support | None) -> Text:
    if support is None:
        return Text("·", style="dim")
    mark = "✓" if support.code == row.language.code else support.code
    return Text(mark, style="green") if support.confidence == "documented" else Text(mark + "?", style="yellow")


def _title(service: Service) -> str:
    return _SHORT.get(service.slug, service.slug)


def _legend(matrix: Matrix) -> str:
    parts = [
        "✓ documented",
        "? from source code, measured or inferred",
        "a code: how the service writes it",
        "← right to left",
    ]
    return f"{len(matrix.rows)} languages · " + " · ".join(parts)


def show_language(matrix: Matrix, *, color: bool, width: int) -> None:
    """Print one language: what it is, then each service with the source of what we know."""
    console = make_console(color=color, width=width)
    row = matrix.rows[0]
    language = row.language
    line = Text(language.code, style="bold")
    line.append(f"  {language.english}", style="bold")
    if language.native:
        line.append(f"  {language.native}")
    console.print(line)
    scripts = ", ".join(language.scripts) or "unknown"
    direction = "right to left" if language.direction == "rtl" else "left to right"
    console.print(Text(f"script {scripts}, {direction} · ISO 639-2 {language.alpha3}", style="dim"))
    console.print()
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for service, support in zip(matrix.services, row.cells, strict=True):
        why = "not listed" + (", but its list is open" if service.is_open else "") if support is None else _why(support)
        table.add_row(Text(service.title), _cell(row, support), Text(why, style="dim"))
    console.print(table)


def _why(support: Support) -> str:
    note = f"; {support.note}" if support.note else ""
    return f"{support.confidence}: {support.source}{note}"
