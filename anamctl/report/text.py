"""
Findings for people: the line, a caret under the right characters, what to do, and a summary last.

Built as plain strings and written once: a terminal library would take longer to print a finding than we took
to find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.report.run import Run, plural
from anamctl.report.width import clip, columns, source, tail, visible, wrap

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding

DEFAULT_WIDTH = 100
_NARROWEST = 30


class Style:
    """The few colours, or none; colour never says what the words do not."""

    def __init__(self, *, color: bool) -> None:
        def code(numbers: str) -> str:
            return f"\x1b[{numbers}m" if color else ""

        self.reset = code("0")
        self.bold = code("1")
        self.dim = code("2")
        self.fix = code("32")
        self.of = {Severity.ERROR: code("1;31"), Severity.WARNING: code("1;33"), Severity.INFO: code("1;36")}


def render(run: Run, *, color: bool = False, width: int = DEFAULT_WIDTH) -> str:
    """
    Give the full report.

    Args:
        run: what was found.
        color: use ANSI colours.
        width: columns of the terminal.
    """
    style = Style(color=color)
    width = max(width, _NARROWEST)
    blocks = [render_finding(finding, style, width) for finding in run.findings]
    blocks.append(summary(run, style) + "\n")
    return "\n".join(blocks)


def render_concise(run: Run, *, color: bool = False) -> str:
    """Give one line a finding, and the summary."""
    style = Style(color=color)
    lines = [
        f"{visible(finding.path)}:{finding.line}:{finding.column}: "
        f"{style.of[finding.severity]}{finding.severity.value}{style.reset} "
        f"{finding.code} {visible(finding.full_message)}"
        for finding in run.findings
    ]
    return "\n".join([*lines, summary(run, style), ""])


def render_finding(finding: Finding, style: Style, width: int) -> str:
    """Give the block of one finding: headline, picture of the source, label, notes, fix."""
    tint = style.of[finding.severity]
    place = f"{style.bold}{visible(finding.path)}:{finding.line}:{finding.column}{style.reset}"
    lines = [f"{place}  {tint}{finding.severity.value}{style.reset}  {finding.code}  {visible(finding.message)}"]
    gutter = len(str(finding.line)) + 3
    label = visible(finding.label)
    if finding.excerpt and (finding.excerpt[-1][1] or label):
        lines += _picture(finding, label, style, width - gutter - 3, gutter)
    elif label:
        lines += [" " * (gutter + 1) + part for part in wrap(label, width - gutter - 1)]
    for note in finding.notes:
        lines += _note(visible(note), style, width, gutter)
    if finding.fix is not None:
        kind = "safe" if finding.fix.safe else "unsafe"
        told = _note(f"fix: {visible(finding.fix.title)}  [{kind}]", style, width, gutter)
        told[0] = told[0].replace("fix:", f"{style.fix}fix:{style.reset}", 1)
        lines += told
    return "\n".join(lines) + "\n"


def _note(text: str, style: Style, width: int, gutter: int) -> list[str]:
    """Put a text under the picture, with its further lines under its first word."""
    pad = " " * (gutter + 1)
    room = width - gutter - 3
    if columns(text) <= room:
        return [f"{pad}{style.dim}={style.reset} {text}"]
    first, *others = wrap(text, room)
    return [f"{pad}{style.dim}={style.reset} {first}", *(f"{pad}  {part}" for part in others)]


def _picture(finding: Finding, label: str, style: Style, room: int, gutter: int) -> list[str]:
    """Give the lines of the file, the last one with carets under what is meant, and the label where it fits."""
    bar = f"{style.dim}│{style.reset}"
    lines = [
        f"{style.dim}{number:>{gutter}}{style.reset} {bar} {_start_of(text, room)}".rstrip()
        for number, text in finding.excerpt[:-1]
    ]
    number, text = finding.excerpt[-1]
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(text)
    shown, offset, length = _window(text, start, max(end, start), room)
    lines.append(f"{style.dim}{number:>{gutter}}{style.reset} {bar} {shown}".rstrip())
    carets = "^" * max(1, length)
    under = f"{' ' * gutter} {bar} {' ' * offset}{style.of[finding.severity]}{carets}{style.reset}"
    if not label:
        lines.append(under)
    elif offset + len(carets) + 1 + columns(label) <= room:
        lines.append(f"{under} {label}")
    else:
        lines += [under, *(f"{' ' * gutter} {bar} {part}" for part in wrap(label, room))]
    return lines


def _start_of(text: str, room: int) -> str:
    if len(text) <= room and text.isascii() and text.isprintable():
        return text
    far = room * _RAW
    return clip(source(text[:far]), room, cut=len(text) > far)


def _window(text: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """
    Cut a line so that what is pointed at stays in sight.

    A line can be the whole of a file, so only what could be shown is looked at.

    Returns:
        The shown part of the line, and the column and the number of the carets.
    """
    if len(text) <= room and text.isascii() and text.isprintable():
        return text, start, min(end, len(text)) - start
    far = room * _RAW
    if start < end <= start + _RAW and not columns(source(text[start:end])):
        start = _base(text, start)
    first = max(0, start - far)
    before = source(text[first:start])
    offset = columns(before)
    under = source(text[start : min(end, start + far)], offset)
    length = columns(under)
    after = source(text[end : end + far], offset + length)
    too_long = offset + length + columns(after) > room
    if first or (too_long and offset > room // 3 and offset + min(length, room // 2) + _LOOK_AHEAD > room):
        before = "…" + tail(before, room // 3 - 1)
        offset = columns(before)
    under = clip(under, room - offset, cut=end > start + far)
    length = columns(under)
    after = clip(after, room - offset - length, cut=len(text) > end + far)
    return before + under + after, offset, length


def _base(text: str, start: int) -> int:
    """Give the index of the character that the marks at an index are drawn over."""
    while start > 0:
        start -= 1
        if columns(text[start]):
            break
    return start


_LOOK_AHEAD = 8
"""Columns after the beginning of what is meant that are worth moving the line for."""
_RAW = 4
"""Characters of the file that are looked at for a column; marks take none."""


def summary(run: Run, style: Style) -> str:
    """Give the last line: what was found, in how many files, how long it took, what can be fixed."""
    files = plural(run.files, "file")
    parts = []
    if run.fixed:
        parts.append(f"{run.fixed:,} {'would be fixed' if run.is_dry else 'fixed'}")
    if not run.findings:
        parts.insert(0, f"{style.fix}{files}, no findings{style.reset}")
    else:
        counts = ((run.errors, "error"), (run.warnings, "warning"))
        said = [plural(number, word) for number, word in counts if number]
        if run.infos:
            said.append(f"{run.infos:,} info")
        touched = len({finding.path for finding in run.findings})
        parts.insert(0, f"{style.bold}{', '.join(said)} in {touched:,} of {files}{style.reset}")
    if run.known:
        parts.append(f"{run.known:,} in the baseline")
    if run.gone:
        parts.append(f"{run.gone:,} of the baseline gone")
    parts.append(f"{run.seconds:.2f} s")
    safe = sum(finding.fix is not None and finding.fix.safe for finding in run.findings)
    unsafe = sum(finding.fix is not None and not finding.fix.safe for finding in run.findings)
    if safe:
        parts.append(f"{safe:,} can be fixed with --fix")
    if unsafe:
        parts.append(f"{unsafe:,}{' more' if safe else ' can be fixed'} with --unsafe-fixes")
    return " · ".join(parts)
