"""
Findings for people: the line, a caret under the right characters, what to do, and a summary last.

Built as plain strings and written once: a terminal library would take longer to print a finding than we took
to find it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.report.run import Run, plural
from anamctl.report.width import clip, columns, expand_tabs, visible

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
    head = (
        f"{style.bold}{visible(finding.path)}:{finding.line}:{finding.column}{style.reset}  "
        f"{tint}{finding.severity.value}{style.reset}  {finding.code}  {visible(finding.message)}"
    )
    lines = [head]
    gutter = len(str(finding.line)) + 3
    if finding.excerpt and (finding.excerpt[-1][1] or finding.label):
        lines += _picture(finding, style, width, gutter)
    elif finding.label:
        lines.append(f"{' ' * gutter}{visible(finding.label)}")
    pad = " " * (gutter + 1)
    lines += [f"{pad}{style.dim}={style.reset} {visible(note)}" for note in finding.notes]
    if finding.fix is not None:
        kind = "safe" if finding.fix.safe else "unsafe"
        title = visible(finding.fix.title)
        lines.append(f"{pad}{style.dim}={style.reset} {style.fix}fix:{style.reset} {title}  [{kind}]")
    return "\n".join(lines) + "\n"


def _picture(finding: Finding, style: Style, width: int, gutter: int) -> list[str]:
    bar = f"{style.dim}│{style.reset}"
    room = width - gutter - 3
    lines = [
        f"{style.dim}{number:>{gutter}}{style.reset} {bar} {clip(expand_tabs(visible(text)), room)}".rstrip()
        for number, text in finding.excerpt[:-1]
    ]
    number, text = finding.excerpt[-1]
    start = finding.column - 1
    end = finding.end_column - 1 if finding.end_line == finding.line else len(text)
    before, under, after, offset = _window(text, start, max(end, start), room)
    lines.append(f"{style.dim}{number:>{gutter}}{style.reset} {bar} {before}{under}{after}".rstrip())
    tint = style.of[finding.severity]
    carets = "^" * max(1, columns(under))
    margin = f"{' ' * gutter} {bar} {' ' * offset}"
    label = visible(finding.label)
    if offset + len(carets) + 1 + columns(label) <= room or offset == 0:
        lines.append(f"{margin}{tint}{carets}{style.reset} {label}".rstrip())
        return lines
    lines.append(f"{margin}{tint}{carets}{style.reset}")
    if label:
        lines += [f"{' ' * gutter} {bar} {part}" for part in _wrap(label, room)]
    return lines


def _window(text: str, start: int, end: int, room: int) -> tuple[str, str, str, int]:
    """
    Cut a line so that what is pointed at stays in sight.

    Returns:
        The shown text before, under and after the caret, and the column of the caret.
    """
    before = expand_tabs(visible(text[:start]))
    under = expand_tabs(visible(text[start:end], all_unseen=True), columns(before))
    after = expand_tabs(visible(text[end:]), columns(before) + columns(under))
    offset = columns(before)
    if offset + min(columns(under), room // 2) + _LOOK_AHEAD > room and offset > room // 3:
        keep = room // 3
        while columns(before) > keep:
            before = before[1:]
        before = "…" + before
        offset = columns(before)
    under = clip(under, max(1, room - offset))
    after = clip(after, room - offset - columns(under)) if room - offset - columns(under) > 0 else ""
    return before, under, after, offset


_LOOK_AHEAD = 8


def _wrap(text: str, room: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines


def summary(run: Run, style: Style) -> str:
    """Give the last line: what was found, in how many files, how long it took, what can be fixed."""
    files = plural(run.files, "file")
    parts = []
    if run.fixed:
        parts.append(f"{run.fixed} fixed")
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
