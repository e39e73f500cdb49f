"""A Bolna agent file: the body of the create-agent request, its `tools_config`, or only the languages."""
# ruff: noqa: TC001  # pydantic reads the annotations at run time

from __future__ import annotations

from typing import Any

from anamctl.definitions.models.base import EXPECTED, BolnaShape, Url, known
from anamctl.definitions.models.multilingual import MultilingualConfig
from anamctl.definitions.models.task import Task, ToolsConfig


class CallingGuardrails(BolnaShape):
    """When the agent may call."""

    call_start_hour: int = known(ge=0, le=23)
    """First hour of the day, 0 to 23."""
    call_end_hour: int = known(ge=0, le=23)
    """Last hour of the day, 0 to 23."""


class AgentConfig(BolnaShape):
    """The agent and its tasks."""

    agent_name: str = known(EXPECTED)
    """Name in Bolna's lists."""
    tasks: list[Task] = known(EXPECTED)
    """What the agent does; the conversation comes first."""
    agent_welcome_message: str | None = known()
    """First line of a call; one text for all languages."""
    webhook_url: Url | None = known()
    """Where results of a call are sent."""
    agent_type: str | None = known()
    """Free label, for example `other`."""
    ingest_source_config: dict[str, Any] | None = known()
    """Where data about callers comes from."""
    calling_guardrails: CallingGuardrails | None = known()
    """When the agent may call."""
    telephony_provider: str | None = known()
    """Who carries the calls."""


class TaskPrompts(BolnaShape):
    """The prompts of one task."""

    system_prompt: str = known(EXPECTED)
    """The prompt of the language that the call opens in; keep it equal to that language's own."""
    multilingual_prompts: dict[str, str] | None = known()
    """Only in the expanded form: the prompt of each language."""


class AgentPrompts(BolnaShape):
    """The prompts of each task, `task_1`, `task_2` and so on."""

    __pydantic_extra__: dict[str, TaskPrompts]

    task_1: TaskPrompts = known(EXPECTED)
    """The conversation."""


class AgentFile(BolnaShape):
    """A Bolna voice agent."""

    json_schema: str = known(alias="$schema")
    """Where editors find this schema."""
    agent_config: AgentConfig = known()
    """The whole agent, as the create-agent request takes it."""
    agent_prompts: AgentPrompts = known({"x-expected-with": "agent_config"})
    """What the language models are told."""
    tools_config: ToolsConfig = known()
    """In place of a whole agent: the parts of its conversation."""
    multilingual_config: MultilingualConfig = known({"x-confidence": "documented"})
    """In place of a whole agent: only its languages; layering then starts from nothing."""
