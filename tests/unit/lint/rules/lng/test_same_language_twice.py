from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG110"


def test_the_later_entry_is_pointed_at_and_the_earlier_one_named(lint, agent):
    found = lint.one(agent({"en": (), "hi": (), "en-IN": ()}))

    assert (found.line, found.column, found.severity) == (12, 5, Severity.WARNING)
    assert found.message == '"en-IN" is the same language as "en"'
    assert found.label == 'a call knows both as "en" and uses this one only'


def test_what_an_entry_listens_for_counts_more_than_its_key(lint, agent):
    text = agent({"en": (), "hi": ("transcriber: {language: en-IN}",)})

    assert lint.places(text) == [(8, 5)]


@pytest.mark.parametrize("language", ["multi", "unknown"])
def test_two_entries_may_listen_for_anything(lint, agent, language):
    entry = (f"transcriber: {{language: {language}}}",)

    assert not lint(agent({"en": entry, "hi": entry}))


def test_od_and_or_are_two_labels_to_bolna(lint, agent):
    assert not lint(agent({"od": (), "or": (), "en": ()}))
