"""The texts of a language: what is not layered, but goes along with its leg."""

from __future__ import annotations

from typing import Any

LABELS = {"system_prompt": "prompt", "handoff_message": "handoff", "agent_name": "agent name"}
"""Fields of an entry, and what they are called here."""


def texts_of(entry: object) -> dict[str, Any]:
    """Give the texts of an entry; null is the same as none."""
    if not isinstance(entry, dict):
        return {}
    return {field: entry[field] for field in LABELS if entry.get(field) is not None}
