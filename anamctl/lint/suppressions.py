"""
Comments that suppress findings.

    voiceId: legacy    # anamctl: ignore[ANM201] the engine of 2023 takes names
    # anamctl: ignore[ANM201,LNG104]         the next line; of several comment lines in a row, the line after them
    # anamctl: ignore-file[TXT]              the whole file; a code may be the beginning of codes

Without a code, everything is suppressed. Inside a text that spans lines there can be no comment, so what is found in
there is suppressed where the text begins (behind ``|``), above that line, or behind the closing quote.
A code that no rule has is a finding, and so is one that suppressed nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import ScalarNode, SequenceNode

from anamctl.lint.engine import finding_of
from anamctl.lint.finding import Edit
from anamctl.lint.rules.yml import unknown_suppression, unused_suppression

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from yaml.nodes import Node

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.text import SourceText
    from anamctl.lint.engine import Plan
    from anamctl.lint.finding import Finding, Problem

MARK = "anamctl:"
"""A file without it has no suppressions."""

_CODES = r"[A-Z]{3}[0-9]{3}(?:\s*,\s*[A-Z]{3}[0-9]{3})*"
_COMMENT = re.compile(
    rf"(?<!\S)#[ \t]*anamctl:[ \t]*ignore(?P<file>-file)?(?![\w-])"
    rf"(?:[ \t]*\[(?P<listed>[^\]\r\n]*)\]|[ \t]*\[?[ \t]*(?P<loose>{_CODES})\b)?"
)
_CODE = re.compile(r"[^\s,]+")
_KEEPS_BLANK_LINES = re.compile(r"[|>][1-9]?\+")
_ABOUT_COMMENTS = (unknown_suppression.CODE, unused_suppression.CODE)

# When any of these was met, not every rule looked at every part of the file: what is unused cannot be known.
_HALF_READ = frozenset(
    ("unreadable", "too-large", "encoding", "syntax", "control", "alias", "limit", "empty", "toplevel", "kind")
)


class _Code(NamedTuple):
    """A code in a comment, and where it stands."""

    code: str
    start: int
    end: int

    def covers(self, code: str) -> bool:
        return bool(self.code) and code.startswith(self.code)


class _Suppression(NamedTuple):
    """One comment."""

    start: int
    """Index of its ``#``."""
    end: int
    """Index after the last character that we understand; a reason may follow."""
    for_file: bool
    codes: tuple[_Code, ...]
    """Empty when all rules are meant."""
    lines: frozenset[int]
    """Lines that it is about."""


class _Text(NamedTuple):
    """A text that spans lines."""

    first_line: int
    last_line: int
    is_quoted: bool


def apply(file: SourceFile, findings: list[Finding], known_codes: Collection[str], plan: Plan) -> list[Finding]:
    """
    Take away what comments suppress, and add what is wrong with the comments themselves.

    Args:
        file: the file that was linted.
        findings: what was found in it.
        known_codes: the codes of all rules.
        plan: the rules that took part; a code whose rule did not is never unused.
    """
    if MARK not in file.source.text or file.path.endswith((".json", ".JSON")):
        return findings
    suppressions = _read(file)
    if not suppressions:
        return findings
    used: set[tuple[int, str]] = set()
    texts: list[_Text] | None = None
    kept = []
    for finding in findings:
        if texts is None:
            texts = _long_texts(file)
        if not _is_suppressed(finding, suppressions, _lines_of(finding, texts), used):
            kept.append(finding)
    said = [
        finding
        for rule in plan.rules("YML")
        if rule.code in _ABOUT_COMMENTS
        for problem in _problems(rule.code, file, suppressions, used, known_codes, plan)
        if not _is_excused(finding := finding_of(file, rule, problem, plan), suppressions)
    ]
    if not said:
        return kept
    return sorted(kept + said, key=lambda finding: (finding.line, finding.column, finding.code, finding.message))


def _is_suppressed(
    finding: Finding, suppressions: list[_Suppression], lines: set[int], used: set[tuple[int, str]]
) -> bool:
    """Tell whether a comment suppresses a finding, and note every code that does."""
    found = False
    for suppression in suppressions:
        if not suppression.for_file and suppression.lines.isdisjoint(lines):
            continue
        if not suppression.codes:
            used.add((suppression.start, ""))
            found = True
        for code in suppression.codes:
            if code.covers(finding.code):
                used.add((suppression.start, code.code))
                found = True
    return found


def _is_excused(finding: Finding, suppressions: list[_Suppression]) -> bool:
    """Tell whether a finding about a comment is suppressed by its code; being meant by all rules is not enough."""
    return any(
        code.covers(finding.code)
        for suppression in suppressions
        if suppression.for_file or finding.line in suppression.lines
        for code in suppression.codes
    )


# ---- reading comments ------------------------------------------------------------------------------------------------


def _read(file: SourceFile) -> list[_Suppression]:
    source = file.source
    inside = list(_spans_that_hold_the_mark(file))
    found = []
    for match in _COMMENT.finditer(source.text):
        start = match.start()
        if any(first <= start < last for first, last in inside):
            continue
        group = "listed" if match["listed"] is not None else "loose"
        codes = tuple(
            _Code(code.group(), code.start(), code.end())
            for code in (_CODE.finditer(source.text, *match.span(group)) if match[group] else ())
        )
        if match["listed"] is not None and not codes:
            codes = (_Code("", *match.span("listed")),)
        found.append(_Suppression(start, match.end(), match["file"] is not None, codes, _lines_meant(source, start)))
    return found


def _spans_that_hold_the_mark(file: SourceFile) -> Iterator[tuple[int, int]]:
    """Give the stretches of quoted and block scalars in which a ``#`` would be text."""
    for node in _scalars(file):
        if node.style and MARK in node.value:
            start = node.start_mark.index
            if node.style in "|>":
                # Behind the sign that opens a block there may be a comment.
                start = file.source.line_end(start)
            yield start, node.end_mark.index


def _scalars(file: SourceFile) -> Iterator[ScalarNode]:
    seen: set[int] = set()
    for document in file.documents:
        pending: list[Node] = [document.root]
        while pending:
            node = pending.pop()
            if isinstance(node, ScalarNode):
                yield node
            elif id(node) not in seen:
                seen.add(id(node))
                is_list = isinstance(node, SequenceNode)
                pending += node.value if is_list else (part for pair in node.value for part in pair)


def _lines_meant(source: SourceText, start: int) -> frozenset[int]:
    """Give the line of a comment and, when nothing else stands there, the first below that is no comment."""
    line = source.position(start).line
    if not _is_comment(source.line(line)):
        return frozenset((line,))
    below = line + 1
    while _is_comment(source.line(below)):
        below += 1
    return frozenset((line, below))


def _is_comment(line: str) -> bool:
    return line.lstrip(" \t").startswith("#")


# ---- places of findings ----------------------------------------------------------------------------------------------


def _long_texts(file: SourceFile) -> list[_Text]:
    source = file.source
    found = []
    for node in _scalars(file):
        if node.start_mark.line != node.end_mark.line:
            start, end = node.start_mark.index, node.end_mark.index
            is_quoted = node.style in ("'", '"')
            found.append(_Text(source.position(start).line, source.position(end - 1).line, is_quoted))
    return found


def _lines_of(finding: Finding, texts: list[_Text]) -> set[int]:
    """List the lines on which a comment can be about a finding."""
    lines = {finding.line}
    for text in texts:
        if text.first_line <= finding.line <= text.last_line:
            lines.add(text.first_line)
            if text.is_quoted:
                lines.add(text.last_line)
    return lines


# ---- what is wrong with the comments ---------------------------------------------------------------------------------


def _problems(
    rule: str,
    file: SourceFile,
    suppressions: list[_Suppression],
    used: set[tuple[int, str]],
    known: Collection[str],
    plan: Plan,
) -> Iterator[Problem]:
    if rule == unknown_suppression.CODE:
        for suppression in suppressions:
            for code in suppression.codes:
                if not _rules_meant(code, known):
                    yield unknown_suppression.problem(code.start, code.end, code.code, known)
    elif not any(issue.kind in _HALF_READ for issue in file.issues):
        for suppression in suppressions:
            yield from _unused(file.source, suppression, used, known, plan)


def _rules_meant(code: _Code, known: Collection[str]) -> list[str]:
    return [one for one in known if code.covers(one)]


def _unused(
    source: SourceText, suppression: _Suppression, used: set[tuple[int, str]], known: Collection[str], plan: Plan
) -> Iterator[Problem]:
    if not suppression.codes:
        if (suppression.start, "") not in used and _took_part(known, plan):
            edit = _without_comment(source, suppression)
            yield unused_suppression.problem(
                suppression.start, suppression.end, "", edit, for_file=suppression.for_file
            )
        return
    idle = [
        code
        for code in suppression.codes
        if (suppression.start, code.code) not in used
        and (meant := _rules_meant(code, known))
        and not code.code.startswith(_ABOUT_COMMENTS)
        and _took_part(meant, plan)
    ]
    for code in idle:
        if len(idle) == len(suppression.codes):
            edit = _without_comment(source, suppression)
        else:
            edit = _without_code(suppression.codes, code)
        yield unused_suppression.problem(code.start, code.end, code.code, edit, for_file=suppression.for_file)


def _took_part(codes: Collection[str], plan: Plan) -> bool:
    """Tell whether all of these rules were asked; those that need an account count only when nothing else is meant."""
    from anamctl.lint.rules import online_codes

    asked = {rule.code for rule in plan.rules(*{code[:3] for code in codes})}
    return asked.issuperset(set(codes) - online_codes() or codes)


def _without_code(codes: tuple[_Code, ...], code: _Code) -> Edit:
    """Take one code of several away, with the comma between it and its neighbour."""
    index = codes.index(code)
    if index + 1 < len(codes):
        return Edit(code.start, codes[index + 1].start, "")
    return Edit(codes[index - 1].end, code.end, "")


def _without_comment(source: SourceText, suppression: _Suppression) -> Edit | None:
    """Take a comment away: to the end of its line, and the whole line when nothing else stands there."""
    text = source.text
    end = source.line_end(suppression.start)
    start = suppression.start
    while start and text[start - 1] in " \t":
        start -= 1
    line = source.position(suppression.start).line
    if start > source.line_starts[line - 1]:
        return Edit(start, end, "")
    if _KEEPS_BLANK_LINES.search(text):
        return None  # blank lines below a comment would become part of a text above it
    following = source.line_starts[line] if line < source.line_count else len(text)
    return Edit(source.line_starts[line - 1], following, "")
