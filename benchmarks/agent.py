"""An agent with every language that Bolna documents, for measuring what a single file costs."""

from __future__ import annotations

from anamctl.bolna import tables

_HEAD = """\
agent_config:
  agent_name: Eighteen languages
  agent_welcome_message: Hello, how can I help you?
  tasks:
    - task_type: conversation
      toolchain: {execution: parallel, pipelines: [[transcriber, llm, synthesizer]]}
      tools_config:
        input: {provider: plivo, format: wav}
        output: {provider: plivo, format: wav}
        llm_agent:
          agent_type: simple_llm_agent
          agent_flow_type: streaming
          llm_config: {provider: openai, model: gpt-4.1-mini, temperature: 0.2}
        transcriber: {provider: soniox, model: stt-rt-v5, language: en, endpointing: 250}
        synthesizer:
          provider: elevenlabs
          buffer_size: 40
          provider_config: {voice: Rachel, voice_id: 21m00Tcm4TlvDq8ikWAM, model: eleven_turbo_v2_5}
        multilingual_config:
          enabled: true
          active_language: en
          languages:
"""
_LANGUAGE = """\
            {code}:
              agent_name: Agent {code}
              synthesizer:
                provider: elevenlabs
                provider_config:
                  voice: Asha ({code})
                  voice_id: {code}m00Tcm4TlvDq8ikWAM
                  speed: 1.05
"""
_TAIL = """\
agent_prompts:
  task_1:
    system_prompt: |
      You answer the line of a parcel service. Answer in one or two short sentences.
      Ask for the tracking number and read its status aloud.
"""


def agent_file() -> str:
    """
    Give the text of the agent.

    Languages bring voices and names, no prompts: reading prompts is work that `validate` has and `show` has not.
    """
    return _HEAD + "".join(_LANGUAGE.format(code=code) for code in tables.KEYS) + _TAIL
