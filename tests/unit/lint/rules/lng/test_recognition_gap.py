from __future__ import annotations

from anamctl.lint.finding import Severity

CODE = "LNG111"


def test_assamese_is_a_warning(lint, agent):
    found = lint.one(agent({"en": (), "as": ()}))

    assert (found.line, found.column, found.severity) == (8, 5, Severity.WARNING)
    assert found.message == "Assamese cannot be heard in a call"


def test_odia_is_an_info(lint, agent):
    found = lint.one(agent({"en": (), "od": ()}))

    assert (found.line, found.column, found.severity) == (8, 5, Severity.INFO)
    assert "ask" in found.label


def test_the_transcriber_of_the_base_is_looked_at(lint):
    assert lint.places("tools_config:\n  transcriber: {provider: sarvam, language: as}\n") == [(2, 45)]


def test_other_languages_pass(lint, agent):
    assert not lint(agent(dict.fromkeys(["en", "fr", "ur", "bn"], ())))
