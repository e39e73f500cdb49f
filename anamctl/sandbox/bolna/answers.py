"""What reading an agent gives: one flat object, which is not what was sent."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anamctl.sandbox.bolna.store import Record

_TEXTS = {"handoff_message": "switch_handoff_messages", "agent_name": "agent_names"}


def flat(record: Record, *, expanded: bool = False) -> dict[str, Any]:
    """
    Give the answer for an agent.

    Args:
        record: the agent.
        expanded: add what live answers have carried besides: texts of all languages by language, and empty fields.
    """
    body = deepcopy(record.body)
    agent = body.pop("agent_config")
    answer: dict[str, Any] = {
        "id": record.id,
        "agent_status": "processed",
        "created_at": record.created_at,
        "updated_at": record.updated_at,
    }
    if expanded:
        answer |= {"agent_type": "other", "ingest_source_config": None}
        for task in agent["tasks"]:
            tools = task.get("tools_config")
            if isinstance(tools, dict):
                _expand(tools)
    return {**answer, **agent, **body}


def _expand(tools: dict[str, Any]) -> None:
    """Add what the runtime reads beside what was written."""
    multilingual = tools.get("multilingual_config")
    multilingual = multilingual if isinstance(multilingual, dict) else {}
    languages = multilingual.get("languages") or {}
    for part in ("transcriber", "synthesizer"):
        if isinstance(tools.get(part), dict):
            tools[part] |= {"mip_opt_out": None}
            if part == "transcriber":
                tools[part]["multilingual"] = None
    tools["switch_tool_description"] = multilingual.get("switch_tool_description")
    for field, place in _TEXTS.items():
        texts = {code: entry[field] for code, entry in languages.items() if entry.get(field) is not None}
        tools[place] = texts or None
