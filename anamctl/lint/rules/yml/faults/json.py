"""Syntax errors of JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix
from anamctl.lint.problems import between, quote

if TYPE_CHECKING:
    from anamctl.definitions.issue import ReadIssue
    from anamctl.definitions.text import SourceText
    from anamctl.lint.finding import Problem

_WORDS = {
    "True": 'JSON writes "true"',
    "False": 'JSON writes "false"',
    "None": 'JSON writes "null"',
    "NaN": "JSON has no such number",
    "Infinity": "JSON has no such number",
    "-Infinity": "JSON has no such number",
    "undefined": 'JSON writes "null"',
}


def explain_json(source: SourceText, issue: ReadIssue) -> Problem:
    """Explain why a text is not JSON."""
    text, start = source.text, issue.start
    problem: str = issue.detail["problem"]
    if problem.startswith("expected "):
        return _unexpected(text, start, problem.removeprefix("expected ").rpartition(", found ")[0])
    if "Invalid control character" in problem:
        found = {"\n": "line break", "\t": "tab", "\r": "line break"}.get(text[start : start + 1], "control character")
        wanted = {"line break": '"\\n"', "tab": '"\\t"'}.get(found, '"\\u00.."')
        return between(start, start + 1, f"{found} inside a string", f"write it as {wanted}, or close the string")
    if "escape" in problem:
        start = text.rfind("\\", 0, start + 1) if "uXXXX" in problem else start
        label = f'not JSON; write "{chr(92) * 2}" for a backslash'
        fix = Fix("write the backslash twice", (Edit(start, start, "\\"),), safe=False)
        return between(start, start + 2, f"escape {quote(text[start : start + 2])}", label, fix=fix)
    if "never closed" in problem:
        return between(start, start + 1, '" is never closed', 'close the text with another "')
    if problem.startswith("a comma before"):
        fix = Fix("remove the comma", (Edit(start, start + 1, ""),))
        return between(start, start + 1, "comma after the last entry", "JSON does not allow it; remove it", fix=fix)
    return between(start, issue.end, problem, "a JSON file holds one value")


def _unexpected(text: str, start: int, expected: str) -> Problem:
    found = text[start : start + 1]
    if not found:
        return between(start, start, "the file ends too early", f"expected {expected}")
    for word, label in _WORDS.items():
        if text.startswith(word, start):
            return between(start, start + len(word), f"unexpected {quote(word)}", label)
    label = f"expected {expected}"
    if found == "'":
        label = 'JSON quotes with " only'
    elif text.startswith(("//", "/*"), start) or found == "#":
        label = "JSON has no comments; a file that is named .yaml may have them, after a #"
    elif found.isalpha() and "key" in expected:
        label = "a key of JSON stands in double quotes"
    elif found in "0123456789" and text[start - 1 : start] in {"0", "-0"}:
        label = "a number of JSON has no leading zero"
    return between(start, start + 1, f"unexpected {quote(found)}", label)
