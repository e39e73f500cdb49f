"""BOL328: languages without their agent."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import unknown_base
from tests.unit.lint.rules.bol.samples import agent, ask, bare, one, tools


def test_languages_alone_are_told_once():
    found = one(unknown_base, bare())

    assert (found.place, found.text) == ("1:1", "multilingual_config")
    assert found.message == "the transcriber and synthesizer that the languages start from are not in this file"
    assert found.severity is Severity.INFO


@pytest.mark.parametrize("text", [tools(), agent(tools()), tools(transcriber="", synthesizer="")])
def test_an_empty_base_is_not_an_unknown_one(text):
    assert not ask(unknown_base, text)
