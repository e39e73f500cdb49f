"""Rules about language codes and coverage."""

from __future__ import annotations

MODULES: dict[str, str] = {
    "LNG101": "unknown_code",
    "LNG102": "code_form",
    "LNG103": "retired_code",
    "LNG104": "unlisted_code",
    "LNG105": "bolna_code",
    "LNG106": "other_language_inside",
    "LNG107": "base_voice",
    "LNG108": "handoff_on_some",
    "LNG109": "message_map",
    "LNG110": "same_language_twice",
    "LNG111": "recognition_gap",
    "LNG112": "no_other_language",
}
"""Code to module."""
