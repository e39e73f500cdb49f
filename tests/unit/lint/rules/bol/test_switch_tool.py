"""BOL324: a tool with a name that Bolna uses."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import switch_tool
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools, where


def with_tools(functions, **options):
    return tools(**options).replace("  multilingual_config:", f"  api_tools: {functions}\n  multilingual_config:")


@pytest.mark.parametrize(
    "functions",
    [
        "{tools: [{name: book}, {name: switch_language}]}",
        "{tools: [{type: function, function: {name: switch_language}}]}",
        "{tools_params: {switch_language: {url: u}}}",
        "{tools: '[]', tools_params: {switch_language: {url: u}}}",
    ],
)
def test_the_name_is_reported_wherever_it_stands(functions):
    text = with_tools(functions)
    found = one(switch_tool, text)

    assert (found.place, found.text) == (where(text, "switch_language"), "switch_language")
    assert found.message == 'tool "switch_language" has the name of a tool that Bolna adds'
    assert found.severity is Severity.WARNING


def test_a_tool_and_its_call_are_one_finding():
    text = with_tools("{tools: [{name: switch_language}], tools_params: {switch_language: {url: u}}}")

    assert one(switch_tool, text).place == where(text, "name: switch_language", skip="name: ")


def test_languages_that_are_not_enabled_yet_are_told():
    found = one(switch_tool, with_tools("{tools: [{name: switch_language}]}", enabled="false"))

    assert found.label == "as soon as the languages are enabled, Bolna adds a tool of this name"


@pytest.mark.parametrize(
    "text",
    [
        with_tools("{tools: [{name: switch_languages}, switch_language, {function: switch_language}]}"),
        with_tools("{tools: null, tools_params: null}"),
        with_tools("[switch_language]"),
        with_tools("{tools: [{name: book}], tools_params: {book: {url: u}}}"),
        "tools_config: {api_tools: {tools: [{name: switch_language}]}}\n",
        bare(),
    ],
)
def test_near_misses_pass(text):
    assert not ask(switch_tool, text)
