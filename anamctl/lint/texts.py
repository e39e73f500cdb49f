"""The texts of a document that people hear or a model reads, each with the language it is meant for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions import agent, persona
from anamctl.definitions.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path


class Text(NamedTuple):
    """One text."""

    path: Path
    text: str
    code: str | None
    """Language it is meant for as the file writes it; None when the file does not say."""
    role: str
    """``prompt`` (read by a model), ``spoken`` (read out) or ``name``."""
    group: Path
    """Texts of one group say the same in several languages: the path of the base's one."""


def texts(document: Document) -> list[Text]:
    """List the texts of a document, the base's before those of its languages; worked out once."""
    known: list[Text] | None = document.facts.get("texts")
    if known is None:
        if document.kind is Kind.PERSONA:
            known = _persona_texts(document)
        elif document.kind is Kind.AGENT:
            known = _agent_texts(document)
        else:
            known = []
        document.facts["texts"] = known
    return known


_PERSONA_TEXTS = (
    ("systemPrompt", "prompt", ("personaConfig", "systemPrompt")),
    ("initialMessage", "spoken", ("personaConfig", "initialMessage")),
    ("name", "name", ("personaConfig", "name")),
)
_ENTRY_TEXTS = (("system_prompt", "prompt"), ("handoff_message", "spoken"), ("agent_name", "name"))
_MESSAGES = ("check_user_online_message", "call_hangup_message")


def _persona_texts(document: Document) -> list[Text]:
    found = []
    for code, path, data in persona.view(document).layers:
        for key, role, group in _PERSONA_TEXTS:
            if key in data:
                value = data[key]
                if value and isinstance(value, str):
                    # What `Text(...)` does, in half the time: this runs for every text of every file.
                    found.append(tuple.__new__(Text, ((*path, key), value, code, role, group)))
    return found


def _agent_texts(document: Document) -> list[Text]:
    view = agent.view(document)
    found: list[Text] = []
    _add(found, view.agent, view.agent_path, "agent_welcome_message", None, "spoken")
    for tools in view.tools:
        prompt = view.prompt(tools.task)
        active = tools.active if tools.multilingual is not None else None
        group: Path = (*tools.multilingual_path, "system_prompt")
        if prompt is not None and prompt[1]:
            group = prompt[0]
            found.append(Text(prompt[0], prompt[1], active, "prompt", group))
        for code, entry in tools.languages.items():
            if not isinstance(entry, dict):
                continue
            for key, role in _ENTRY_TEXTS:
                value = entry.get(key)
                if value and isinstance(value, str):
                    path = (*tools.languages_path, code, key)
                    shared = group if key == "system_prompt" else (*tools.multilingual_path, key)
                    found.append(Text(path, value, code, role, shared))
    for path, value in _messages(view):
        _add_message(found, value, path)
    return found


def _add(found: list[Text], data: dict[str, Any], path: Path, key: str, code: str | None, role: str) -> None:
    value = data.get(key)
    if value and isinstance(value, str):
        here: Path = (*path, key)
        found.append(Text(here, value, code, role, here))


def _add_message(found: list[Text], value: object, path: Path) -> None:
    """Add a message that is a text, or a map from language to text."""
    if value and isinstance(value, str):
        found.append(Text(path, value, None, "spoken", path))
    elif isinstance(value, dict):
        for language, text in value.items():
            if text and isinstance(text, str):
                found.append(Text((*path, language), text, language, "spoken", path))


def _messages(view: agent.AgentView) -> Iterator[tuple[Path, object]]:
    """Find the messages of an agent that may be one text, or a map from language to text."""
    for path, task in view.tasks:
        config = task.get("task_config")
        if isinstance(config, dict):
            for key in _MESSAGES:
                if key in config:
                    yield (*path, "task_config", key), config[key]
    for tools in view.tools:
        functions = tools.data.get("api_tools")
        calls = functions.get("tools_params") if isinstance(functions, dict) else None
        for name, call in calls.items() if isinstance(calls, dict) else ():
            if isinstance(call, dict) and "pre_call_message" in call:
                yield (*tools.path, "api_tools", "tools_params", name, "pre_call_message"), call["pre_call_message"]


def message_maps(document: Document) -> list[tuple[Path, dict[str, Any]]]:
    """List the messages of an agent that are maps from language to text."""
    return [(path, value) for path, value in _messages(agent.view(document)) if isinstance(value, dict)]
