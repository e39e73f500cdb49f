"""The tasks of a Bolna agent: who listens, thinks and speaks, and how a call goes."""
# ruff: noqa: TC001  # pydantic reads the annotations at run time

from __future__ import annotations

from typing import Any, Literal

from anamctl.definitions.models.base import EXPECTED, BolnaFreeShape, BolnaShape, known
from anamctl.definitions.models.multilingual import MultilingualConfig
from anamctl.definitions.models.synthesizer import Synthesizer
from anamctl.definitions.models.transcriber import Transcriber


class Toolchain(BolnaShape):
    """In which order the parts of a task work."""

    execution: Literal["parallel", "sequential"] = known(EXPECTED)
    """Whether the pipelines run side by side."""
    pipelines: list[list[str]] = known(EXPECTED)
    """Lists of `transcriber`, `llm`, `synthesizer`: a list of lists."""


class CallEnd(BolnaShape):
    """One end of the telephone line."""

    provider: str = known(EXPECTED, examples=["plivo", "twilio", "exotel", "vobiz", "sip-trunk", "default"])
    """Who carries the call. Left out, Twilio is taken silently."""
    format: str | None = known(examples=["wav"])
    """Format of the sound."""


class ToolCall(BolnaFreeShape):
    """How one of the agent's tools is called."""

    url: str | None = known()
    """Address."""
    method: str | None = known()
    """HTTP method."""
    api_token: str | None = known()
    """Sent along. Do not keep it in a file: write `${NAME}`."""
    param: str | dict[str, Any] | None = known()
    """What is sent."""
    headers: str | dict[str, Any] | None = known()
    """HTTP headers."""
    pre_call_message: str | dict[str, str] | None = known({"x-key-format": "bolna-language"})
    """Said before the call: a text, or one for each language."""


class ApiTools(BolnaShape):
    """Functions that the language model may call."""

    tools: str | list[Any] | None = known(EXPECTED)
    """What the language model sees of them."""
    tools_params: dict[str, ToolCall] = known(EXPECTED)
    """How each is called."""


class ToolsConfig(BolnaShape):
    """The parts of a task."""

    llm_agent: dict[str, Any] | None = known(EXPECTED)
    """The language model."""
    transcriber: Transcriber | None = known(EXPECTED)
    """Who listens; the base of every language."""
    synthesizer: Synthesizer | None = known(EXPECTED)
    """Who speaks; the base of every language."""
    input: CallEnd | None = known(EXPECTED)
    """Where the call comes from."""
    output: CallEnd | None = known(EXPECTED)
    """Where the answer goes."""
    api_tools: ApiTools | None = known()
    """Functions that the language model may call."""
    multilingual_config: MultilingualConfig | None = known({"x-confidence": "documented"})
    """The languages of the agent."""
    web_search: dict[str, Any] | None = known()
    """Searching the web."""
    s2s: dict[str, Any] | None = known()
    """A model that hears and speaks by itself."""
    switch_tool_description: str | None = known()
    """Only in the expanded form: the description of the tool `switch_language`."""
    switch_handoff_messages: dict[str, str] | None = known()
    """Only in the expanded form: what is said around a switch."""
    agent_names: dict[str, str] | None = known()
    """Only in the expanded form: the agent's name in each language."""


class TaskConfig(BolnaFreeShape):
    """How a call goes."""

    check_user_online_message: str | dict[str, str] | None = known({"x-key-format": "bolna-language"})
    """Said into a silence: a text, or one for each language."""
    call_hangup_message: str | dict[str, str] | None = known({"x-key-format": "bolna-language"})
    """Said before hanging up: a text, or one for each language."""
    language_detection_turns: int | None = known()
    """Turns of the caller before the language is detected; 0 or null is off. Not used by multilingual agents."""
    hangup_after_silence: int | None = known()
    """Seconds of silence before the call ends."""
    call_terminate: int | None = known()
    """Longest call in seconds."""
    call_cancellation_prompt: str | None = known()
    """Tells the language model when to end the call."""
    check_if_user_online: bool | None = known()
    """Whether to speak into a silence."""
    trigger_user_online_message_after: int | None = known()
    """Seconds of silence before that."""


class Task(BolnaShape):
    """One thing that the agent does; the conversation is the first."""

    task_type: Literal["conversation", "extraction", "summarization"] = known(EXPECTED)
    """What it does."""
    toolchain: Toolchain = known(EXPECTED)
    """In which order its parts work."""
    tools_config: ToolsConfig = known(EXPECTED)
    """Its parts."""
    task_config: TaskConfig | None = known()
    """How the call goes."""
