"""BOL315: unknown keys (W1)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import unknown_key
from tests.unit.lint.rules.bol.samples import OPENAI, agent, ask, bare, one, tools, where


def entry(rest):
    return f"{{synthesizer: {OPENAI}, {rest}}}"


def speaks(provider, config, beside=""):
    return bare(hi=f"{{synthesizer: {{provider: {provider}, {beside}provider_config: {{{config}}}}}}}")


@pytest.mark.parametrize(
    ("text", "key", "message", "label"),
    [
        (bare(hi=entry("handof_message: Hi")), "handof_message", 'in "hi"', 'did you mean "handoff_message"?'),
        (
            speaks("sarvam", "voice_idd: a"),
            "voice_idd",
            'in provider_config of "hi" for sarvam',
            'did you mean "voice_id"?',
        ),
        (bare(hi=entry("prompt: Hi")), "prompt", 'in "hi"', 'did you mean "system_prompt"?'),
        (
            "multilingual_config: {enabled: true, default_language: en}\n",
            "default_language",
            "in multilingual_config",
            'did you mean "active_language"?',
        ),
        ("agent_config: {agnet_name: x}\n", "agnet_name", "in agent_config", 'did you mean "agent_name"?'),
        ("agent_config: {}\nagent_promts: {}\n", "agent_promts", "", 'did you mean "agent_prompts"?'),
        (
            speaks("elevenlabs", "languag3: hi"),
            "languag3",
            'in provider_config of "hi" for elevenlabs',
            "not documented",
        ),
    ],
)
def test_the_nearest_key_is_named(text, key, message, label):
    found = one(unknown_key, text)

    assert (found.place, found.text) == (where(text, key), key)
    assert found.message == f'unknown key "{key}" {message}'.strip()
    assert found.label.startswith(label)
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (speaks("openai", "voice: a", "speed: 1, "), "belongs in provider_config"),
        (speaks("openai", "buffer_size: 4"), "belongs in synthesizer, beside provider_config"),
        (bare(hi=entry("language: hi")), "belongs in transcriber"),
        (bare(hi=entry("buffer_size: 4")), "belongs in synthesizer"),
        (bare(hi=entry("voice: a")), "belongs in provider_config of synthesizer"),
        (bare(hi=entry("active_language: hi")), "belongs in multilingual_config"),
        ("agent_config: {tools_config: {}}\n", "belongs in a task"),
        ("agent_config: {agent_prompts: {}}\n", "belongs at the top level, beside agent_config"),
        ("agent_config: {multilingual_config: {}}\n", "belongs in tools_config of a task"),
    ],
)
def test_a_key_of_the_neighbourhood_is_sent_there(text, label):
    found = one(unknown_key, text)

    assert found.label == label
    assert found.fix is None


@pytest.mark.parametrize(
    "text",
    [
        speaks("openai", "voice: a", "loudness: 1, "),
        speaks("quux", "voice: a", "speed: 1, "),
        bare(hi=entry("xyzzy: 1")),
    ],
)
def test_without_an_idea_it_says_only_that(text):
    found = one(unknown_key, text)

    assert found.label == "not documented; Bolna ignores it"
    assert found.fix is None


def test_a_part_of_a_key_is_only_asked_about():
    found = one(unknown_key, tools(transcriber="{provider: deepgram, language: en, endpoint: 4}"))

    assert found.label == 'did you mean "endpointing"?'
    assert found.fix is None


def test_a_misspelling_is_renamed_unsafely():
    text = bare(hi=entry("system_promt: Hi  there"))
    found = one(unknown_key, text)

    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == text.replace("system_promt", "system_prompt")
    assert not ask(unknown_key, found.fixed or "")


def test_another_spelling_is_renamed_safely():
    text = bare(hi=entry("systemPrompt: Hi"))
    found = one(unknown_key, text)

    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == text.replace("systemPrompt", "system_prompt")


def test_a_key_that_is_given_already_is_not_given_twice():
    found = one(unknown_key, bare(hi=entry("system_promt: Hi, system_prompt: Hi")))

    assert found.label == 'did you mean "system_prompt"? It is given already'
    assert found.fix is None


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        agent(tools()),
        "tools_config: {api_tools: {tools: [], tools_params: {book: {anything: 1}}}}\n",
        "agent_config: {tasks: [{task_config: {anything: 1}}]}\n",
        "agent_prompts: {task_1: {system_prompt: a}, task_2: {system_prompt: b}}\nagent_config: {}\n",
        speaks("quux", "anything: 1"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(unknown_key, text)
