"""The languages of one ``tools_config`` in a document: their legs, and where things stand in the file."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from anamctl.bolna import agents, layering, origins
from anamctl.bolna.sending import to_send
from anamctl.definitions import agent

if TYPE_CHECKING:
    from anamctl.definitions.agent import Tools
    from anamctl.definitions.nodes import Path


class Languages:
    """The languages of one ``tools_config``, with Odia under the key that Bolna knows."""

    def __init__(self, tools: Tools) -> None:
        self.tools = tools
        self.multilingual = agents.with_bolna_keys(tools.multilingual or {})
        self.entries = layering.entries(self.multilingual)
        self.legs = layering.legs(tools.data, self.multilingual)

    @cached_property
    def explained(self) -> dict[str, dict[origins.Path, origins.Origin]]:
        """The origin of every value of every leg."""
        return origins.explain(self.tools.data, self.multilingual)

    @property
    def active(self) -> Any:  # noqa: ANN401  a wrong type is shown as it is
        """The language the call opens in."""
        return self.multilingual.get("active_language", agent.DEFAULT_ACTIVE)

    def place(self, path: tuple[str, ...]) -> Path:
        """Where in the document something stands that is named from ``tools_config``."""
        if path[:2] == ("multilingual_config", "languages") and len(path) > 2:
            written = agents.written_key(self.tools.languages, path[2])
            return (*self.tools.languages_path, written, *path[3:])
        return (*self.tools.path, *path)

    def sent(self) -> dict[str, Any]:
        """The entries as they are sent, by code."""
        tools = {**self.tools.data, "multilingual_config": self.multilingual}
        return layering.entries(to_send({"tools_config": tools})["tools_config"]["multilingual_config"])
