"""What Bolna checks before it saves an agent. Texts that are not Bolna's own are marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.bolna import tables
from anamctl.sandbox.bolna.refusal import RefusalError
from anamctl.sandbox.bolna.voices import check_ranges, check_voice

if TYPE_CHECKING:
    from collections.abc import Iterator

INVALID_MULTILINGUAL = "Invalid multilingual config"
_EFFORTS = ("minimal", "low", "medium", "high")


def check_body(body: object) -> dict[str, Any]:
    """
    Check the body of a create or replace request, and give it.

    Raises:
        RefusalError: Bolna would not save it.
    """
    if not isinstance(body, dict):
        raise RefusalError("The body must be a JSON object")  # our words
    agent = body.get("agent_config")
    if not isinstance(agent, dict):
        raise RefusalError("agent_config is required")
    if not isinstance(agent.get("tasks"), list) or not agent["tasks"]:
        raise RefusalError("tasks is required")
    if not isinstance(agent.get("agent_name"), str) or not agent["agent_name"]:
        raise RefusalError("agent_name is required")  # our words
    for task in agent["tasks"]:
        _check_task(task)
    prompts = body.get("agent_prompts")
    first = prompts.get("task_1") if isinstance(prompts, dict) else None
    if not isinstance(first, dict) or not isinstance(first.get("system_prompt"), str):
        raise RefusalError("agent_prompts.task_1.system_prompt is required")  # our words
    return body


def _check_task(task: object) -> None:
    if not isinstance(task, dict):
        raise RefusalError("tasks must be a list of objects")  # our words
    chain = task.get("toolchain")
    pipelines = chain.get("pipelines") if isinstance(chain, dict) else None
    if not isinstance(pipelines, list) or not all(isinstance(pipeline, list) for pipeline in pipelines):
        raise RefusalError("toolchain.pipelines must be an array of arrays")
    tools = task.get("tools_config")
    if not isinstance(tools, dict):
        raise RefusalError("tools_config is required")  # our words
    if task.get("task_type", "conversation") == "conversation":
        for part in ("llm_agent", "transcriber", "synthesizer"):
            if not isinstance(tools.get(part), dict):
                raise RefusalError(f"tools_config.{part} is required")  # our words
    _check_model(tools)
    _check_speech(tools)


def _check_model(tools: dict[str, Any]) -> None:
    config = _object(_object(tools, "llm_agent"), "llm_config")
    model = config.get("model")
    if isinstance(model, str) and model.rpartition("/")[2].startswith("gpt-5"):
        if config.get("temperature", 1) != 1:
            raise RefusalError("For GPT-5 models, temperature must be 1")
        if config.get("reasoning_effort") not in (None, *_EFFORTS):
            raise RefusalError("unsupported reasoning_effort")


def _check_speech(tools: dict[str, Any]) -> None:
    transcriber, synthesizer = _object(tools, "transcriber"), _object(tools, "synthesizer")
    _check_provider(transcriber, tables.TRANSCRIBERS)
    _check_provider(synthesizer, tables.SYNTHESIZERS)
    if synthesizer:
        check_voice(str(synthesizer.get("provider")), _object(synthesizer, "provider_config"))
    multilingual = tools.get("multilingual_config")
    if multilingual is None:
        return
    if not isinstance(multilingual, dict):
        raise RefusalError(INVALID_MULTILINGUAL)
    if multilingual.get("enabled") is True:  # anything else is dropped unseen
        _check_languages(multilingual, synthesizer)


def _check_languages(multilingual: dict[str, Any], base: dict[str, Any]) -> None:
    languages = multilingual.get("languages")
    if not isinstance(languages, dict) or len(languages) < 2:
        raise RefusalError(INVALID_MULTILINGUAL)
    if multilingual.get("active_language", "en") not in languages:
        raise RefusalError(INVALID_MULTILINGUAL)
    for code, entry in languages.items():
        if not isinstance(entry, dict):
            raise RefusalError(f"languages.{code} must be an object")  # our words
        for problem in _shape(code, entry):
            raise RefusalError(problem)
        if "transcriber" in entry:
            _check_provider(entry["transcriber"], tables.TRANSCRIBERS)
        own = entry["synthesizer"]
        _check_provider(own, tables.SYNTHESIZERS)
        config = own["provider_config"]
        if own["provider"] == base.get("provider"):
            config = {**_object(base, "provider_config"), **config}
        check_ranges(own["provider"], own["provider_config"])
        check_voice(own["provider"], config)


def _shape(code: str, entry: dict[str, Any]) -> Iterator[str]:
    """List what an entry lacks; the texts are ours, those of the service are not known."""
    synthesizer, transcriber = entry.get("synthesizer"), entry.get("transcriber")
    if not isinstance(synthesizer, dict):
        yield f"languages.{code}.synthesizer is required"
    elif not isinstance(synthesizer.get("provider"), str):
        yield f"languages.{code}.synthesizer.provider is required"
    elif not isinstance(synthesizer.get("provider_config"), dict):
        yield f"languages.{code}.synthesizer.provider_config is required"
    if "transcriber" in entry and not isinstance(transcriber, dict):
        yield f"languages.{code}.transcriber must be an object"
    elif isinstance(transcriber, dict) and not isinstance(transcriber.get("language"), str):
        yield f"languages.{code}.transcriber.language is required"


def _check_provider(part: dict[str, Any], known: tuple[str, ...]) -> None:
    provider = part.get("provider")
    if provider is not None and provider not in known:
        raise RefusalError(f"Invalid value for provider:'{provider}' provided. Supported values: {list(known)}.")


def _object(owner: dict[str, Any], name: str) -> dict[str, Any]:
    found = owner.get(name)
    return found if isinstance(found, dict) else {}
