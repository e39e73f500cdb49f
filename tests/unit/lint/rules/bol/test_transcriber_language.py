"""BOL304: a transcriber of an entry names its language (E3)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import transcriber_language
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where


def entry(transcriber):
    return f"{{synthesizer: {OPENAI}, transcriber: {transcriber}}}"


def test_a_transcriber_without_language_is_refused():
    text = bare(hi=entry("{provider: sarvam, model: m}"))
    found = one(transcriber_language, text)

    assert found.text == "transcriber"
    assert found.place == where(text, "transcriber: {")
    assert found.message == 'transcriber of "hi" has no language'
    assert found.label == "add language: hi, or leave transcriber out to use the base's"
    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == text.replace("{provider: sarvam,", "{language: hi, provider: sarvam,")
    assert not ask(transcriber_language, found.fixed or "")


def test_the_fix_of_a_block_keeps_its_indentation():
    block = "multilingual_config:\n  languages:\n    hi:\n      transcriber:\n        model: m  # why\n"
    found = one(transcriber_language, block)

    assert found.fixed is not None
    assert found.fixed.endswith("      transcriber:\n        language: hi\n        model: m  # why\n")
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(("key", "source"), [("no", '"no"'), ("hi", "hi")])
def test_a_code_that_yaml_misreads_is_quoted(key, source):
    found = one(
        transcriber_language, f'multilingual_config: {{languages: {{"{key}": {{transcriber: {{model: m}}}}}}}}\n'
    )

    assert f"{{language: {source}, model: m}}" in (found.fixed or "")


def test_json_stays_json():
    text = '{"multilingual_config": {"enabled": true, "languages": {"hi": {"transcriber": {"model": "m"}}}}}'
    found = one(transcriber_language, text, suffix="json")

    assert found.fixed == text.replace('{"model": "m"}', '{"language": "hi", "model": "m"}')


def test_an_empty_transcriber_has_no_fix():
    assert one(transcriber_language, bare(hi=entry("{}"))).fix is None


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        bare(hi=entry("{language: hi}")),
        tools(transcriber="{provider: deepgram, model: nova-3}"),  # the base: BOL313
        bare(hi="{}"),  # BOL303
        bare(hi=entry("{language: null}")),  # a wrong type: BOL305
    ],
)
def test_near_misses_pass(text):
    assert not ask(transcriber_language, text)
