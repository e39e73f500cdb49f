"""BOL319: hints of the base (W6)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import leaking_hints
from tests.unit.lint.rules.bol.samples import OPENAI, agent, ask, bare, one, tools

ENTRY = f"{{synthesizer: {OPENAI}}}"


def base(provider="soniox", model="stt-rt-v5", hints="[en, hi]"):
    return f"{{provider: {provider}, model: {model}, language: en, language_hints: {hints}}}"


@pytest.mark.parametrize(("provider", "model"), [("soniox", "m"), ("gemini", "m"), ("deepgram", "flux-general-multi")])
def test_hints_that_win_are_reported_once(provider, model):
    found = one(leaking_hints, tools(transcriber=base(provider, model), en=ENTRY, hi=ENTRY))

    assert found.place.startswith("2:")
    assert found.text == "language_hints"
    assert found.message == 'language_hints of the base win over the language of "en", "hi"'
    assert found.severity is Severity.WARNING


def test_only_the_languages_that_inherit_are_named():
    own = f"{{transcriber: {{language: hi, language_hints: [hi, en]}}, synthesizer: {OPENAI}}}"
    other = f"{{transcriber: {{provider: sarvam, model: m, language: ta}}, synthesizer: {OPENAI}}}"
    found = one(leaking_hints, tools(transcriber=base(), en=ENTRY, hi=own, ta=other))

    assert found.message == 'language_hints of the base win over the language of "en"'


def test_a_hint_of_the_languages_own_does_no_harm():
    found = one(leaking_hints, tools(transcriber=base(hints="[en-US]"), en=ENTRY, hi=ENTRY))

    assert found.message == 'language_hints of the base win over the language of "hi"'


def test_hints_that_are_no_text_leak_too():
    assert one(leaking_hints, tools(transcriber=base(hints="[7]"), en=ENTRY))


def test_each_base_names_its_own_languages():
    first = agent(tools(transcriber=base(hints="[hi]"), en=ENTRY))
    second = tools(transcriber=base(hints="[hi]"), ta=ENTRY)
    found = ask(leaking_hints, f"{first}{second}{bare(te=ENTRY)}")

    assert [one.message.partition("language of ")[2] for one in found] == ['"en"', '"ta"']


@pytest.mark.parametrize(
    "text",
    [
        tools(transcriber=base(hints="[]"), en=ENTRY),
        tools(transcriber=base(hints="null"), en=ENTRY),
        tools(transcriber=base("deepgram", "nova-3"), en=ENTRY),
        tools(transcriber=base(hints="[en]"), en=ENTRY),
        tools(transcriber=base(hints="hi"), en=ENTRY),  # a wrong type: BOL305
        tools(en=f"{{transcriber: {{language: en, language_hints: [hi]}}, synthesizer: {OPENAI}}}"),
        f"tools_config: {{transcriber: {base()}}}\n",
        bare(),
    ],
)
def test_near_misses_pass(text):
    assert not ask(leaking_hints, text)
