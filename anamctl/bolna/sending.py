"""
What to send: the authoring form as it was written, with the codes that the service asks for.

Nothing is collapsed, filled in or put in order, so that people find in the service what they find in their file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.bolna import agents, layering
from anamctl.bolna.plain import plain_synthesizer, plain_transcriber

if TYPE_CHECKING:
    from collections.abc import Mapping


def to_send(document: Mapping[str, Any]) -> dict[str, Any]:
    """Give an agent with plain codes in its languages; the argument is not changed and shares nothing with it."""
    result = agents.editable(document)
    for site in agents.sites(result):
        multilingual = layering.part_of(site.tools, "multilingual_config")
        for code, entry in layering.entries(multilingual or {}).items():
            if isinstance(entry, dict):
                _make_plain(site.tools, entry, code)
    return result


def _make_plain(tools: dict[str, Any], entry: dict[str, Any], code: str) -> None:
    transcriber = layering.part_of(entry, "transcriber")
    if transcriber is not None and "language" in transcriber:
        merged = {**layering.base_part(tools, "transcriber"), **transcriber}
        transcriber["language"] = plain_transcriber(merged, code)
    synthesizer = layering.part_of(entry, "synthesizer")
    config = layering.part_of(synthesizer, "provider_config")
    if synthesizer is not None and config is not None and "language" in config:
        base = layering.base_part(tools, "synthesizer")
        merged = layering.merge_over(base if layering.is_same_provider(base, synthesizer) else {}, synthesizer)
        config["language"] = plain_synthesizer(merged, code)
