"""YML009: nothing there."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import empty_document
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("text", "path", "message"),
    [
        ("", "a.yaml", "file without content"),
        (" \n\n", "a.yaml", "file without content"),
        ("---\n", "a.yaml", "file without content"),
        ("# only this\n", "a.yaml", "file holds only comments"),
        ("", "a.json", "file without content"),
        ("\n", "a.json", "file without content"),
        ("\ufeff", "a.yaml", "file without content"),
        ("~\n", "a.yaml", "file without content"),
    ],
)
def test_an_empty_file_is_an_error(text, path, message):
    found = one(empty_document, text, path)

    assert found.message == message
    assert found.label == 'expected "personaConfig" or the keys of a Bolna agent'
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "place"), [("personaConfig: {}\n---\n", "3:1"), ("---\n---\npersonaConfig: {}\n", "2:1")]
)
def test_an_empty_document_among_others_is_a_warning(text, place):
    found = one(empty_document, text)

    assert (found.place, found.message, found.label) == (place, "document without content", 'remove its "---"')
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("text", ["a: 1", "{}", "[]", "''", "personaConfig:"])
def test_anything_else_is_content(text):
    assert ask(empty_document, text) == []
