"""The commented files that `anamctl init` writes; they validate as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.scalars import read
from anamctl.definitions.starter_prompts import PROMPTS, prompt

if TYPE_CHECKING:
    from collections.abc import Mapping

AVATAR = "30fa96d0-26c4-4e55-94a0-517025942e18"
VOICE = "6bfbe25a-979d-40f3-a92b-5394170af54b"
OTHER_VOICE = "de23e340-1416-4dd8-977d-065a7ca11697"
LLM = "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7"
# Ids of the examples in Anam's API reference and documentation.

SARVAM = frozenset(["en", "hi", "bn", "ta", "te", "gu", "kn", "ml", "mr", "pa", "od"])
"""Bolna keys that Sarvam hears and speaks (Bolna docs, Sarvam)."""


def persona(name: str, names: Mapping[str, str]) -> str:
    """
    Give an Anam persona.

    Args:
        name: what it is called.
        names: English name by ISO 639-1 code, the first one is the language of the base.
    """
    first, *others = names
    lines = [
        f"# {_comment(name)}: an Anam persona in {_listed(names)}.",
        "# Check it with `anamctl validate`. The ids are those of Anam's documentation; put yours in their place.",
        "personaConfig:",
        f"  name: {quoted(name)}",
        f"  avatarId: {AVATAR}",
        f"  voiceId: {VOICE}  # decides which language is spoken",
        f"  llmId: {LLM}",
        f"  languageCode: {plain(first)}  # in which language callers are heard",
        f"  systemPrompt: {quoted(prompt(first, names[first]))}",
        "  maxSessionLengthSeconds: 180  # an open session costs money until then",
    ]
    if others:
        lines += ["", "# What each language changes; the key becomes its languageCode."]
        lines.append("languages:")
    for code in others:
        variable = f"ANAM_VOICE_{code.upper()}"
        lines += [
            f"  {plain(code)}:",
            f"    # A voice that speaks {names[code]}: set {variable}, or write its id here.",
            f"    voiceId: ${{{variable}:-{OTHER_VOICE}}}",
        ]
        if code in PROMPTS:
            lines.append(f"    systemPrompt: {quoted(prompt(code, names[code]))}")
    return "\n".join(lines) + "\n"


def agent(name: str, names: Mapping[str, str]) -> str:
    """
    Give a Bolna agent.

    Args:
        name: what it is called.
        names: English name by Bolna's key (Odia is ``od``), two at least, the first one opens the call.
    """
    first = next(iter(names))
    opening = quoted(_bolna_prompt(first, names[first]))
    lines = [
        f"# {_comment(name)}: a Bolna agent in {_listed(names)}.",
        "# Check it with `anamctl validate`. The voices are examples; put yours in their place.",
        "agent_config:",
        f"  agent_name: {quoted(name)}",
        "  tasks:",
        "    - task_type: conversation",
        "      toolchain: {execution: parallel, pipelines: [[transcriber, llm, synthesizer]]}",
        "      tools_config:",
        "        input: {provider: twilio, format: wav}",
        "        output: {provider: twilio, format: wav}",
        "        llm_agent:",
        "          agent_type: simple_llm_agent",
        "          llm_config: {provider: openai, model: gpt-4o-mini}",
        "        # The base: every language starts from here.",
        "        transcriber:",
        *(f"          {line}" for line in _transcriber(first)),
        "        synthesizer:",
        *(f"          {line}" for line in _synthesizer(first)),
        "        multilingual_config:",
        "          enabled: true",
        f"          active_language: {plain(first)}  # the call opens in it",
        "          languages:",
    ]
    for code in names:
        lines.append(f"            {plain(code)}:")
        if code != first:
            lines += ["              transcriber:", *(f"                {line}" for line in _transcriber(code))]
        lines += ["              synthesizer:", *(f"                {line}" for line in _synthesizer(code))]
        lines.append(f"              system_prompt: {quoted(_bolna_prompt(code, names[code]))}")
    lines += [
        "agent_prompts:",
        "  task_1:",
        "    # The same text as the opening language's, which replaces it as soon as the call starts.",
        f"    system_prompt: {opening}",
    ]
    return "\n".join(lines) + "\n"


def _transcriber(code: str) -> list[str]:
    if code in SARVAM and code != "en":
        return ["provider: sarvam", "model: saaras:v3", f"language: {plain(code)}"]
    return ["provider: deepgram", f"model: {'nova-3' if code == 'en' else 'nova-2'}", f"language: {plain(code)}"]


def _synthesizer(code: str) -> list[str]:
    if code in SARVAM and code != "en":
        config = "{voice: Anushka, voice_id: anushka, model: bulbul:v2}"
        return ["provider: sarvam", f"provider_config: {config}"]
    config = "{voice: Rachel, voice_id: 21m00Tcm4TlvDq8ikWAM, model: eleven_turbo_v2_5}"
    return ["provider: elevenlabs", f"provider_config: {config}"]


def _bolna_prompt(code: str, english_name: str) -> str:
    return prompt("or" if code == "od" else code, english_name)


def _listed(names: Mapping[str, str]) -> str:
    return ", ".join(names.values())


def _comment(text: str) -> str:
    """Write a text as part of a comment, which ends at the first line break of any kind."""
    return "".join(character if character.isprintable() else " " for character in text)


def plain(text: str) -> str:
    """Write a code; quoted where some reader takes it for something else (``no``, ``<<``)."""
    reading = read(text)
    return f'"{text}"' if reading.other or not isinstance(reading.value, str) or text == "<<" else text


def quoted(text: str) -> str:
    """Write a text as a scalar: plain where that is safe for every reader, in double quotes else."""
    if "${" in text or "$$" in text:
        text = text.replace("$", "$$")  # else it would be a value of the environment
    if text and text == text.strip() and text[0] not in "-?" and all(map(_is_plain, text)):
        return plain(text)
    return '"' + "".join(_ESCAPES.get(character) or _escaped(character) for character in text) + '"'


def _is_plain(character: str) -> bool:
    return character not in _SPECIAL and (character.isprintable() or character in _JOINERS)


def _escaped(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


_SPECIAL = frozenset("\"'#:{}[],&*!|>%@`\\")
_JOINERS = "\u200c\u200d"
# They cannot be seen, but words of many scripts need them.
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
