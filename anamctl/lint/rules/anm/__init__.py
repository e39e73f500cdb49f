"""Rules about Anam personas."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "ANM201": "id_form",
    "ANM202": "placeholder_id",
    "ANM203": "unknown_voice_option",
    "ANM204": "unknown_key",
    "ANM205": "wrong_type",
    "ANM206": "out_of_range",
    "ANM207": "not_a_choice",
    "ANM208": "missing_avatar",
    "ANM209": "missing_voice_or_llm",
    "ANM210": "saved_or_inline",
    "ANM211": "saved_persona_language",
    "ANM212": "deprecated_key",
    "ANM213": "style_twice",
    "ANM214": "notes_without_effect",
    "ANM215": "inline_system_tool",
    "ANM216": "tool_limits",
    "ANM217": "video_size",
    "ANM218": "session_length",
    "ANM219": "provider_field",
    "ANM220": "dropped_voice_options",
    "ANM221": "unknown_top_level_key",
    "ANM222": "missing_key",
    "ANM223": "region_policy",
    "ANM224": "egress_without_passthrough",
    "ANM225": "egress_without_room",
    "ANM226": "duplicate_tool",
    "ANM227": "tool_schema_size",
    "ANM228": "saved_persona_field",
    "ANM229": "unknown_id",
    "ANM230": "voice_accent",
    "ANM231": "avatar_model",
}
"""Code to module."""

ONLINE = frozenset({"ANM229", "ANM230", "ANM231"})
"""Rules that are asked only when the run has an account at hand; without one nobody loads them."""
