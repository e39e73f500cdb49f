"""Plain codes, where it is known what becomes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.bolna import layering, plain, tables
from tests.unit.bolna import agents


@pytest.mark.parametrize("confidence", ["documented", "seen", "inferred"])
def test_what_somebody_says_is_sure(confidence):
    assert plain.is_sure(tables.Resolved("hi", confidence, "", ""))


@pytest.mark.parametrize("confidence", ["guess", "unknown"])
def test_what_nobody_says_is_not(confidence):
    assert not plain.is_sure(tables.Resolved("hi", confidence, "", ""))


@given(
    provider=st.sampled_from(tables.TRANSCRIBERS),
    language=st.sampled_from(tables.KEYS),
    code=agents.LANGUAGES,
)
def test_a_transcriber_hears_the_same_with_the_plain_code(provider, language, code):
    wanted = tables.resolve_stt(provider, None, language).value

    written = plain.plain_transcriber({"provider": provider, "language": wanted}, code)

    made = tables.resolve_stt(provider, None, written)
    assert made.value == wanted
    assert written in {wanted, code, tables.primary_subtag(wanted)}
    assert plain.is_sure(made) or written == wanted


@pytest.mark.parametrize("provider", tables.SYNTHESIZERS)
def test_a_voice_speaks_the_same_with_the_plain_code(provider):
    for code in tables.KEYS:
        wanted = tables.resolve_tts(provider, None, code).value
        merged = {"provider": provider, "provider_config": {"language": wanted}}

        written = plain.plain_synthesizer(merged, code)

        if layering.is_auto_filled(merged):
            assert tables.resolve_tts(provider, None, written).value == wanted
        else:
            assert written == wanted


def test_a_voice_without_a_language_has_none():
    assert plain.plain_synthesizer({"provider": "elevenlabs"}, "hi") is None
    assert plain.plain_synthesizer({"provider": "sarvam", "provider_config": {}}, "hi") is None
