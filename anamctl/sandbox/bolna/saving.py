"""What becomes of an agent while it is saved, and which part of a PATCH counts."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

PATCHABLE = (
    "agent_name",
    "agent_welcome_message",
    "webhook_url",
    "synthesizer",
    "ingest_source_config",
    "telephony_provider",
    "calling_guardrails",
)
"""What a PATCH changes in ``agent_config``, besides the prompts; everything else is ignored in silence."""
_TELEPHONY = {"provider": "twilio", "format": "wav"}


def as_saved(body: dict[str, Any], before: dict[str, Any] | None = None) -> dict[str, Any]:
    """
    Give an agent as it is kept.

    Languages that are not enabled are dropped. A replacement that says nothing about languages keeps those that there
    are; ``multilingual_config: null`` takes them away. Telephony that is left out becomes Twilio.
    """
    saved = deepcopy(body)
    old = list(_tools(before)) if before is not None else []
    for index, tools in enumerate(_tools(saved)):
        if "multilingual_config" not in tools and index < len(old) and "multilingual_config" in old[index]:
            tools["multilingual_config"] = deepcopy(old[index]["multilingual_config"])
        multilingual = tools.get("multilingual_config", ...)
        if multilingual is not ... and not (isinstance(multilingual, dict) and multilingual.get("enabled") is True):
            del tools["multilingual_config"]
        if "transcriber" in tools:
            for side in ("input", "output"):
                tools.setdefault(side, dict(_TELEPHONY))
    return saved


def patched(body: dict[str, Any], patch: object) -> dict[str, Any]:
    """Give an agent after a PATCH; it takes the fields with ``agent_config`` around them, or without."""
    saved = deepcopy(body)
    if not isinstance(patch, dict):
        return saved
    inner = patch.get("agent_config")
    fields = {**patch, **inner} if isinstance(inner, dict) else patch
    agent = saved["agent_config"]
    for name in PATCHABLE:
        if name not in fields:
            continue
        value = deepcopy(fields[name])
        if name == "synthesizer":
            for tools in _tools(saved):
                tools["synthesizer"] = value
        elif name == "telephony_provider":
            for tools in _tools(saved):
                for side in ("input", "output"):
                    tools[side] = {**tools.get(side, {}), "provider": value}
        else:
            agent[name] = value
    if isinstance(patch.get("agent_prompts"), dict):
        saved["agent_prompts"] = deepcopy(patch["agent_prompts"])
    return saved


def _tools(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for task in body["agent_config"]["tasks"]:
        if isinstance(task, dict) and isinstance(task.get("tools_config"), dict):
            yield task["tools_config"]
