"""Rules about Bolna agents."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "BOL301": "too_few_languages",
    "BOL302": "active_language",
    "BOL303": "entry_synthesizer",
    "BOL304": "transcriber_language",
    "BOL305": "wrong_type",
    "BOL306": "unknown_provider",
    "BOL307": "elevenlabs_voice",
    "BOL308": "value_range",
    "BOL309": "sarvam_language",
    "BOL310": "maya_limits",
    "BOL311": "unfilled_language",
    "BOL312": "clashing_keys",
    "BOL313": "base_language",
    "BOL314": "breaking_null",
    "BOL315": "unknown_key",
    "BOL316": "prompts_differ",
    "BOL317": "no_prompt",
    "BOL318": "guessed_language",
    "BOL319": "leaking_hints",
    "BOL320": "idle_buffer_size",
    "BOL321": "inherited_model",
    "BOL322": "missing_voice_field",
    "BOL323": "unfitting_value",
    "BOL324": "switch_tool",
    "BOL325": "not_enabled",
    "BOL326": "placeholder_value",
    "BOL327": "missing_field",
    "BOL328": "unknown_base",
    "BOL329": "unsupported_language",
    "BOL330": "inherited_range",
    "BOL331": "repeated_word",
    "BOL332": "voice_focus",
}
"""Code to module."""
