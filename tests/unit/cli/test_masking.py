"""Secrets stay out of what is shown."""

from __future__ import annotations

import pytest

from anamctl.cli.masking import MASK, Masker
from anamctl.definitions.reader import read_bytes

TOKEN = "5f2c81d09be447a6b1c3fe2298d05a77"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9"


def masker(text, environ=None):
    return Masker(read_bytes(text.encode(), "p.yaml", environ or {}), environ or {})


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("api_key", f"k{TOKEN}", MASK),
        ("Authorization", f"Bearer {TOKEN}", MASK),
        ("password", "hunter2", MASK),
        ("note", f"use Bearer {TOKEN} here", f"use Bearer {MASK} here"),
        ("note", f"token {JWT}.", f"token {MASK}."),
        ("url", f"https://x.example/?token={TOKEN}&a=1", f"https://x.example/?token={MASK}&a=1"),
        ("url", "https://me:s3cr3tpw@x.example/", f"https://me:{MASK}@x.example/"),
        ("voiceId", "6bfbe25a-979d-40f3-a92b-5394170af54b", "6bfbe25a-979d-40f3-a92b-5394170af54b"),
        ("api_key", "your-api-key", "your-api-key"),
    ],
)
def test_a_secret_is_hidden_by_its_key_and_by_its_shape(key, value, expected):
    text = f"tools_config:\n  synthesizer:\n    {key}: '{value}'\n"

    assert masker(text).data({"synthesizer": {key: value}}) == {"synthesizer": {key: expected}}


def test_lists_and_other_values_are_looked_through():
    found = masker(f"tools_config: {{token: {TOKEN}}}")

    assert found.data([{"token": [TOKEN, 5, None]}, "x", 1.5]) == [{"token": [MASK, 5, None]}, "x", 1.5]


def test_what_a_secret_variable_holds_is_hidden_wherever_it_turns_up():
    environ = {"TABLES_TOKEN": "plain", "HOST": "tables", "SHORT_KEY": "abc"}
    found = masker("personaConfig: {a: '${TABLES_TOKEN} ${HOST} ${SHORT_KEY}'}", environ)

    assert found.text("Bearer plain at tables with abc") == f"Bearer {MASK} at tables with abc"


def test_variables_that_the_file_does_not_use_are_not_looked_for():
    assert masker("personaConfig: {a: '${HOST}'}", {"API_TOKEN": "plain"}).text("plain") == "plain"


def test_overlapping_secrets_are_hidden_together():
    found = masker(f"tools_config: {{Authorization: 'Bearer {JWT}'}}")

    hidden = found.text(f"send Bearer {JWT} and stop")

    assert hidden == f"send Bearer {MASK} and stop"


def test_a_file_without_secrets_is_not_looked_through(monkeypatch):
    found = masker("personaConfig: {name: Camille}")
    monkeypatch.setattr("anamctl.cli.masking.in_text", lambda *_, **__: pytest.fail("looked"))

    assert found.data({"name": f"Bearer {TOKEN}"}) == {"name": f"Bearer {TOKEN}"}
