"""A tolerant view of a Bolna agent document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path

_EMPTY: dict[str, Any] = {}

DEFAULT_ACTIVE = "en"
"""`active_language` when it is left out (Bolna docs, Multilingual Config Reference)."""


class Tools(NamedTuple):
    """One `tools_config`, wherever it stands; parts of a wrong type are empty and reported by a rule."""

    path: Path
    data: dict[str, Any]
    task: int | None
    """Index of the task; None when the document is not a whole agent."""
    multilingual: dict[str, Any] | None
    """None when there is no `multilingual_config`, or null."""
    multilingual_path: Path
    has_base: bool
    """False when only the multilingual object is in the file: its base is unknown, not empty."""

    @property
    def transcriber(self) -> dict[str, Any]:
        """The base transcriber."""
        return _dict(self.data.get("transcriber"))

    @property
    def synthesizer(self) -> dict[str, Any]:
        """The base synthesizer."""
        return _dict(self.data.get("synthesizer"))

    @property
    def is_enabled(self) -> bool:
        """Only `true` activates; anything else makes Bolna drop the object."""
        return self.multilingual is not None and self.multilingual.get("enabled") is True

    @property
    def active(self) -> str | None:
        """The language the call opens in; None when the file gives something that is not text."""
        value = (self.multilingual or _EMPTY).get("active_language", DEFAULT_ACTIVE)
        return value if isinstance(value, str) else None

    @property
    def languages(self) -> dict[str, Any]:
        """Entries by code, as written."""
        return _dict((self.multilingual or _EMPTY).get("languages"))

    @property
    def languages_path(self) -> Path:
        """Path of the entries."""
        return (*self.multilingual_path, "languages")


class AgentView(NamedTuple):
    """The parts of an agent document."""

    agent: dict[str, Any]
    agent_path: Path
    tasks: list[tuple[Path, dict[str, Any]]]
    tools: list[Tools]
    prompts: dict[str, Any]
    """`agent_prompts`, which stands beside `agent_config`."""
    prompts_path: Path

    def prompt(self, task: int | None) -> tuple[Path, str] | None:
        """Path and text of the system prompt of a task, when there is one."""
        key = f"task_{(task or 0) + 1}"
        text = _dict(self.prompts.get(key)).get("system_prompt")
        return ((*self.prompts_path, key, "system_prompt"), text) if isinstance(text, str) else None


def view(document: Document) -> AgentView:
    """Give the view of an agent document; worked out once."""
    known: AgentView | None = document.facts.get("agent")
    if known is None:
        known = document.facts["agent"] = _view(document.data)
    return known


def _view(data: Mapping[str, Any]) -> AgentView:
    agent = _dict(data.get("agent_config"))
    tasks: list[tuple[Path, dict[str, Any]]] = []
    tools: list[Tools] = []
    listed = agent.get("tasks")
    for index, task in enumerate(listed if isinstance(listed, list) else []):
        path: Path = ("agent_config", "tasks", index)
        tasks.append((path, _dict(task)))
        if isinstance(task, dict) and isinstance(task.get("tools_config"), dict):
            tools.append(_tools((*path, "tools_config"), task["tools_config"], index))
    if isinstance(data.get("tools_config"), dict):
        tools.append(_tools(("tools_config",), data["tools_config"], None))
    if isinstance(data.get("multilingual_config"), dict):
        tools.append(Tools((), _EMPTY, None, data["multilingual_config"], ("multilingual_config",), has_base=False))
    return AgentView(agent, ("agent_config",), tasks, tools, _dict(data.get("agent_prompts")), ("agent_prompts",))


def _tools(path: Path, data: dict[str, Any], task: int | None) -> Tools:
    multilingual = data.get("multilingual_config")
    return Tools(
        path,
        data,
        task,
        multilingual if isinstance(multilingual, dict) else None,
        (*path, "multilingual_config"),
        has_base=True,
    )


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else _EMPTY
