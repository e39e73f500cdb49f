from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG108"

MESSAGE = ("handoff_message: ok",)


def test_the_first_language_without_a_message_is_pointed_at_and_all_are_named(lint, agent):
    found = lint.one(agent({"en": MESSAGE, "hi": (), "ta": ("handoff_message: ' '",)}))

    assert (found.line, found.column, found.severity) == (9, 5, Severity.WARNING)
    assert found.message == 'no handoff_message for "hi", "ta"'
    assert found.label.startswith("en has one")


def test_several_that_have_one_are_counted_in_the_plural(lint, agent):
    assert lint.one(agent({"en": (), "hi": MESSAGE, "ta": MESSAGE})).label.startswith("hi, ta have one")


@pytest.mark.parametrize("languages", [{"en": MESSAGE, "hi": MESSAGE}, {"en": (), "hi": ()}, {"en": MESSAGE}])
def test_all_or_none_is_fine(lint, agent, languages):
    assert not lint(agent(languages))


def test_an_entry_that_is_no_mapping_is_left_to_others(lint):
    assert not lint("multilingual_config:\n  languages: {en: {handoff_message: ok}, hi: 1}\n")
