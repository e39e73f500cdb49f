"""
What is really wrong where a parser gives up.

A parser says which token it did not expect; people want to know that a quote is missing three lines above. Each module
here knows one sort of mistake. Its functions take a `Place` and give a problem, or None when they do not recognise it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.problems import between, quote
from anamctl.lint.rules.yml.faults import brackets, indentation, quotes, signs
from anamctl.lint.rules.yml.faults.json import explain_json
from anamctl.lint.rules.yml.faults.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

_DIAGNOSES: tuple[Callable[[Place], Problem | None], ...] = (
    signs.merge_conflict,
    indentation.tab,
    indentation.odd_space,
    quotes.unclosed,
    quotes.escape,
    quotes.text_after_quote,
    signs.reserved_start,
    signs.block_header,
    signs.directive,
    brackets.placeholder,
    brackets.unclosed,
    brackets.text_after_bracket,
    brackets.stray,
    signs.no_space_after_colon,
    signs.colon_without_key,
    signs.long_key,
    signs.colon_in_value,
    signs.list_in_value,
    indentation.block_text,
    signs.no_space_after_dash,
    signs.comma_after_value,
    indentation.too_deep,
    signs.no_colon,
    indentation.out_of_line,
    signs.list_among_keys,
    signs.second_top_level,
)


def explain(file: SourceFile, issue: ReadIssue) -> Problem:
    """Explain a syntax error of YAML or JSON."""
    if issue.detail["language"] == "JSON":
        return explain_json(file.source, issue)
    place = Place(file.source, issue)
    for diagnose in _DIAGNOSES:
        problem = diagnose(place)
        if problem is not None:
            return problem
    found = f"unexpected {quote(place.char)}" if place.char.strip() else "the text ends or breaks off here"
    label = f"the parser says: {place.problem}"
    if place.says("expected key", "<block end>"):
        label = "expected a key of the mapping that began above, or its end"
    elif place.says("node content"):
        label = "expected a value"
    return between(issue.start, issue.end, found, label)
