"""Random whole agents: a base, languages with their texts, prompts, and fields that nobody has described."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.unit.bolna import agents

UNKNOWN = {"x_new_field": agents.JSON}
TEXT = st.none() | st.text(max_size=4)

ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        "transcriber": agents.part({}, agents.TRANSCRIBER_KEYS),
        "synthesizer": agents.part({}, {**agents.SYNTHESIZER_KEYS, **UNKNOWN}),
        "system_prompt": TEXT,
        "handoff_message": TEXT,
        "agent_name": TEXT,
        **UNKNOWN,
    },
)
MULTILINGUAL = st.fixed_dictionaries(
    {"enabled": st.just(True), "languages": st.dictionaries(agents.LANGUAGES, ENTRIES, min_size=1, max_size=4)},
    optional={"active_language": agents.LANGUAGES, "switch_tool_description": TEXT, **UNKNOWN},
)
TOOLS = st.fixed_dictionaries(
    {"multilingual_config": MULTILINGUAL},
    optional={
        "transcriber": agents.part({}, agents.TRANSCRIBER_KEYS),
        "synthesizer": agents.part({}, agents.SYNTHESIZER_KEYS),
        "api_tools": agents.JSON,
        **UNKNOWN,
    },
)
TASKS = st.lists(st.fixed_dictionaries({"tools_config": TOOLS}, optional=UNKNOWN), min_size=1, max_size=2)
PROMPTS = st.dictionaries(
    st.sampled_from(["task_1", "task_2"]), st.fixed_dictionaries({"system_prompt": st.text(max_size=4)}), max_size=2
)
BODIES = st.fixed_dictionaries(
    {"agent_config": st.fixed_dictionaries({"tasks": TASKS}, optional={"agent_name": st.text(max_size=3), **UNKNOWN})},
    optional={"agent_prompts": PROMPTS, **UNKNOWN},
)
DOCUMENTS = (
    BODIES
    | st.fixed_dictionaries({"tools_config": TOOLS})
    | st.fixed_dictionaries({"multilingual_config": MULTILINGUAL})
)
ODD_TOOLS = agents.JSON | st.fixed_dictionaries(
    {"multilingual_config": agents.ODD_MULTILINGUAL},
    optional={"transcriber": agents.ODD_PARTS, "synthesizer": agents.ODD_PARTS, "agent_names": agents.JSON},
)
ODD_DOCUMENTS = (
    st.dictionaries(st.sampled_from(["agent_config", "agent_prompts", "tasks", "id"]), agents.JSON, max_size=3)
    | st.fixed_dictionaries({"tools_config": ODD_TOOLS}, optional={"agent_prompts": agents.JSON})
    | st.fixed_dictionaries(
        {"tasks": st.lists(agents.JSON | st.fixed_dictionaries({"tools_config": ODD_TOOLS}), max_size=2)},
        optional={"agent_prompts": agents.JSON},
    )
)
