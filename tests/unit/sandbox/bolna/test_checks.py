"""What is refused, and in which words."""

from __future__ import annotations

from copy import deepcopy

import pytest

from anamctl.sandbox.bolna.checks import check_body
from anamctl.sandbox.bolna.refusal import RefusalError
from tests.unit.sandbox.servers import BASE, ENTRY, agent, languages


def without(*path):
    body = deepcopy(BASE)
    owner = body
    for step in path[:-1]:
        owner = owner[step]
    del owner[path[-1]]
    return body


def with_(value, *path):
    body = deepcopy(BASE)
    owner = body
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = value
    return body


def entry(provider, **config):
    return {"synthesizer": {"provider": provider, "provider_config": config}}


def two(second):
    return agent({"enabled": True, "active_language": "hi", "languages": {"hi": ENTRY, "ta": second}})


TASK = ("agent_config", "tasks", 0)
TOOLS = (*TASK, "tools_config")
MULTILINGUAL = "Invalid multilingual config"


def test_the_body_of_the_documentation_passes():
    assert check_body(deepcopy(BASE)) == BASE
    assert check_body(agent(languages("hi", "ta")))


REFUSED = {
    "no object": ([], "The body must be a JSON object"),
    "no agent": (without("agent_config"), "agent_config is required"),
    "no tasks": (without("agent_config", "tasks"), "tasks is required"),
    "empty tasks": (with_([], "agent_config", "tasks"), "tasks is required"),
    "no name": (without("agent_config", "agent_name"), "agent_name is required"),
    "odd task": (with_(["x"], "agent_config", "tasks"), "tasks must be a list of objects"),
    "flat pipelines": (
        with_(["transcriber", "llm"], *TASK, "toolchain", "pipelines"),
        "toolchain.pipelines must be an array of arrays",
    ),
    "no toolchain": (without(*TASK, "toolchain"), "toolchain.pipelines must be an array of arrays"),
    "no tools": (without(*TOOLS), "tools_config is required"),
    "no voice": (without(*TOOLS, "synthesizer"), "tools_config.synthesizer is required"),
    "no prompt": (
        without("agent_prompts", "task_1", "system_prompt"),
        "agent_prompts.task_1.system_prompt is required",
    ),
    "hot gpt-5": (
        agent(llm_agent={"llm_config": {"model": "gpt-5-mini", "temperature": 0.2}}),
        "For GPT-5 models, temperature must be 1",
    ),
    "effort": (
        agent(llm_agent={"llm_config": {"model": "gpt-5", "reasoning_effort": "huge"}}),
        "unsupported reasoning_effort",
    ),
    "one language": (agent(languages("hi")), MULTILINGUAL),
    "no languages": (agent({"enabled": True}), MULTILINGUAL),
    "no object of languages": (agent(["hi"]), MULTILINGUAL),
    "active is none": (agent(languages("hi", "ta", active_language="en")), MULTILINGUAL),
    "active left out": (
        agent({"enabled": True, "languages": {"hi": ENTRY, "ta": ENTRY}}),
        MULTILINGUAL,
    ),
    "entry": (two("vidya"), "languages.ta must be an object"),
    "entry without voice": (two({"system_prompt": "x"}), "languages.ta.synthesizer is required"),
    "entry without provider": (
        two({"synthesizer": {"provider_config": {}}}),
        "languages.ta.synthesizer.provider is required",
    ),
    "entry without config": (
        two({"synthesizer": {"provider": "sarvam"}}),
        "languages.ta.synthesizer.provider_config is required",
    ),
    "entry with an odd transcriber": (
        two({**ENTRY, "transcriber": "ta"}),
        "languages.ta.transcriber must be an object",
    ),
    "entry without language": (
        two({**ENTRY, "transcriber": {"provider": "sarvam"}}),
        "languages.ta.transcriber.language is required",
    ),
    "provider": (
        agent(transcriber={"provider": "assemblyai"}),
        "Invalid value for provider:'assemblyai' provided. Supported values: ['deepgram', ",
    ),
    "provider of an entry": (two(entry("azure")), "Invalid value for provider:'azure' provided. Supported values: ["),
    "elevenlabs": (
        agent(synthesizer={"provider": "elevenlabs", "provider_config": {"voice_id": "v", "model": "m"}}),
        "ElevenLabs config requires both 'voice' and 'voice_id'.",
    ),
    "elevenlabs of an entry": (
        two(entry("elevenlabs", voice="V", model="m")),
        "ElevenLabs config requires both 'voice' and 'voice_id'.",
    ),
    "sarvam v3": (
        two(entry("sarvam", model="bulbul:v3", speed=2.5)),
        "Sarvam bulbul:v3 speed must be between 0.5 and 2.0",
    ),
    "sarvam": (two(entry("sarvam", speed=3.5)), "Sarvam speed must be between 0.3 and 3.0"),
    "no number": (two(entry("cartesia", volume="loud")), "Cartesia volume must be a number"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_bolna_would_not_save_is_refused(name):
    body, message = REFUSED[name]
    with pytest.raises(RefusalError) as refused:
        check_body(body)

    assert refused.value.status == 400
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("provider", "field", "low", "high"),
    [
        ("elevenlabs", "speed", 0.7, 1.2),
        ("elevenlabs", "style", 0, 1),
        ("openai", "speed", 0.25, 4),
        ("deepgram", "speed", 0.7, 1.5),
        ("azuretts", "speed", 0.5, 2),
        ("cartesia", "volume", 0.5, 2),
        ("smallest", "speed", 0.5, 2),
        ("sarvam", "loudness", 0.3, 3),
        ("rime", "time_scale_factor", 0.4, 2.5),
        ("soniox", "speed", 0.7, 1.3),
    ],
)
def test_ranges_hold_at_their_bounds_and_not_beyond(provider, field, low, high):
    both = {"voice": "V", "voice_id": "v"}
    for value in (low, high):
        check_body(two(entry(provider, **both, **{field: value})))
    for value in (low - 0.01, high + 0.01):
        with pytest.raises(RefusalError, match=f"{field} must be between"):
            check_body(two(entry(provider, **both, **{field: value})))


def test_an_entry_of_the_base_provider_inherits_what_elevenlabs_needs():
    base = {"provider": "elevenlabs", "provider_config": {"voice": "V", "voice_id": "v", "model": "m"}}
    multilingual = {
        "enabled": True,
        "active_language": "hi",
        "languages": {"hi": ENTRY, "en": entry("elevenlabs", speed=1)},
    }

    assert check_body(agent(multilingual, synthesizer=base))


def test_other_tasks_need_no_voice():
    body = deepcopy(BASE)
    body["agent_config"]["tasks"].append(
        {"task_type": "summarization", "toolchain": {"pipelines": [["llm"]]}, "tools_config": {"llm_agent": {}}}
    )

    assert check_body(body)


def test_gpt_5_with_a_temperature_of_one_passes():
    assert check_body(agent(llm_agent={"llm_config": {"model": "gpt-5", "temperature": 1, "reasoning_effort": "low"}}))
