"""BOL320: buffer sizes that nobody reads (W7)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import idle_buffer_size
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where

MUTE = f"{{synthesizer: {OPENAI}}}"


def entry(size):
    return f"{{synthesizer: {{provider: openai, buffer_size: {size}, provider_config: {{}}}}}}"


def test_the_size_of_another_language_has_no_effect():
    text = tools(en=MUTE, hi=entry(80))
    found = one(idle_buffer_size, text)

    assert (found.place, found.text) == (where(text, "buffer_size"), "buffer_size")
    assert found.message == 'buffer_size of "hi" has no effect'
    assert found.label == 'only that of "en" counts, because the call opens in it'
    assert found.severity is Severity.WARNING


def test_the_active_language_decides_which():
    assert one(idle_buffer_size, bare(active="hi", en=entry(40), hi=entry(80))).message.startswith(
        'buffer_size of "en"'
    )


@pytest.mark.parametrize(
    "text",
    [
        bare(en=entry(40), hi=MUTE),
        bare(en=MUTE, hi=entry("null")),
        bare(active="pt", en=MUTE, hi=entry(80)),  # BOL302
        tools(synthesizer="{provider: openai, buffer_size: 40, provider_config: {}}"),
        bare(en=MUTE, hi="{synthesizer: [buffer_size]}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(idle_buffer_size, text)
