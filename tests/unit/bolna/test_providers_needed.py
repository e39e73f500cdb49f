"""Who hears and speaks, and whose keys are needed."""

from __future__ import annotations

from anamctl.bolna.agent_languages import Languages
from anamctl.bolna.agent_sheet import shown_tools
from anamctl.bolna.providers_needed import Need, Use, needs, uses
from anamctl.definitions.reader import read_bytes

AGENT = """\
tools_config:
  input: {provider: plivo}
  output: {provider: default}
  llm_agent: {agent_type: x, llm_config: {provider: openai, model: gpt-4.1-mini, routes: [{provider: azure, model: y}]}}
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer: {provider: elevenlabs, provider_config: {voice_id: r, model: turbo}}
  multilingual_config:
    enabled: true
    languages:
      en: {}
      hi:
        transcriber: {provider: sarvam, model: saaras:v3, language: hi}
        synthesizer: {provider: sarvam, provider_config: {voice: Anushka, voice_id: anushka, model: bulbul:v2}}
"""


def languages_of(text=AGENT):
    return Languages(shown_tools(read_bytes(text.encode(), "a.yaml").documents[0])[0])


def test_each_language_names_what_it_hears_and_speaks_with():
    assert uses(languages_of()) == [
        Use("en", "deepgram", "nova-3", "elevenlabs", "turbo", "r"),
        Use("hi", "sarvam", "saaras:v3", "sarvam", "bulbul:v2", "Anushka"),
    ]


def test_dropped_languages_need_nothing():
    found = languages_of(AGENT.replace("enabled: true", "enabled: false"))

    assert uses(found) == [Use("base", "deepgram", "nova-3", "elevenlabs", "turbo", "r")]
    assert Need("sarvam", ("hears hi", "speaks hi")) not in needs(found.tools, uses(found))


def test_every_provider_is_listed_once_with_all_that_it_does():
    found = languages_of()

    assert needs(found.tools, uses(found)) == [
        Need("deepgram", ("hears en",)),
        Need("elevenlabs", ("speaks en",)),
        Need("sarvam", ("hears hi", "speaks hi")),
        Need("openai", ("language model",)),
        Need("azure", ("language model",)),
        Need("plivo", ("telephony",)),
    ]


def test_a_provider_that_two_things_share_is_one_key():
    text = "tools_config: {llm_agent: {provider: openai, model: x}, synthesizer: {provider: openai}}\n"
    found = languages_of(text)

    assert needs(found.tools, uses(found)) == [Need("openai", ("speaks base", "language model"))]


def test_odd_values_are_no_providers():
    found = languages_of("tools_config: {transcriber: {provider: 5}, input: {provider: null}, llm_agent: [1]}\n")

    assert needs(found.tools, uses(found)) == []
