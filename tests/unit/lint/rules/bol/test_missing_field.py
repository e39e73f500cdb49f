"""BOL327: fields of the request."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.definitions.shape import issues_of
from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import base_language, missing_field
from tests.unit.lint.rules.bol.samples import DEEPGRAM, OPENAI, agent, ask, bare, one, tools

PROMPTS = "agent_prompts: {task_1: {system_prompt: x}}\n"
ENDS = "  llm_agent: {}\n  input: {provider: plivo}\n  output: {provider: plivo}\n"


def whole(**options):
    return agent(tools(**options) + ENDS) + PROMPTS


def test_a_complete_agent_passes():
    assert not ask(missing_field, whole())


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (whole().replace("  agent_name: Desk\n", ""), "1:1", "agent_config has no agent_name"),
        (whole().replace(PROMPTS, ""), "1:1", "the file has no agent_prompts"),
        (whole().replace("task_1: {system_prompt: x}", "task_1: {}"), "18:17", "task_1 has no system_prompt"),
        (whole().replace("task_1: {system_prompt: x}", ""), "18:1", "agent_prompts has no task_1"),
        (whole().replace("task_type: conversation\n      toolchain", "toolchain"), "4:7", "tasks[0] has no task_type"),
        (whole().replace("execution: parallel, ", ""), "5:7", "toolchain has no execution"),
        (whole().replace("input: {provider: plivo}", "input: {}"), "16:9", "input has no provider"),
        (whole().replace("llm_agent: {}", "web_search: {}"), "6:7", "tools_config has no llm_agent"),
        (whole(transcriber="{provider: deepgram, language: en}"), "7:9", "transcriber has no model"),
        (whole(transcriber="{model: m, language: en}"), "7:9", "transcriber has no provider"),
        (whole(synthesizer="{provider_config: {}}"), "8:9", "synthesizer has no provider"),
    ],
)
def test_a_missing_field_is_named(text, place, message):
    found = one(missing_field, text)

    assert (found.place, found.message) == (place, message)
    assert found.severity is Severity.WARNING


def test_fields_of_one_object_are_named_together():
    text = f"tools_config:\n  transcriber: {DEEPGRAM}\n  synthesizer: {OPENAI}\n"
    found = one(missing_field, text)

    assert found.message == "tools_config has no llm_agent, no input, no output"
    assert found.label == "Bolna expects them"


def test_fields_of_two_objects_are_two_findings():
    text = whole().replace("input: {provider: plivo}", "input: {}").replace("output: {provider: plivo}", "output: {}")

    assert [found.message for found in ask(missing_field, text)] == ["input has no provider", "output has no provider"]


def test_what_other_rules_tell_of_the_same_object_is_not_told_again():
    found = one(missing_field, whole(transcriber="{provider: deepgram}"))

    assert found.message == "transcriber has no model"


def test_a_rule_that_is_asked_by_itself_names_one_field():
    document = read_bytes(b"agent_config: {}\n", "a.yaml").documents[0]
    issue = next(issue for issue in issues_of(document) if issue.found == "tasks")
    document.facts.clear()

    assert [problem.message for problem in missing_field.check(document, issue)] == ["agent_config has no tasks"]


def test_what_bolna_checks_value_by_value_is_an_error():
    config = "{pronunciation_dictionary_locators: [{}]}"
    found = one(missing_field, bare(hi=f"{{synthesizer: {{provider: elevenlabs, provider_config: {config}}}}}"))

    assert found.message == (
        'pronunciation_dictionary_locators[0] of "hi" has no pronunciation_dictionary_id, no version_id'
    )
    assert found.severity is Severity.ERROR


def test_what_looks_like_a_patch_is_told():
    found = one(missing_field, "agent_config: {agent_name: x}\n" + PROMPTS)

    assert found.message == "agent_config has no tasks"
    assert "PATCH ignores tasks and languages" in found.notes[0]


def test_a_silent_telephony_provider_is_told():
    assert "Twilio" in one(missing_field, whole().replace("output: {provider: plivo}", "output: {}")).notes[0]


@pytest.mark.parametrize("kind", ["extraction", "summarization"])
def test_a_task_on_texts_needs_nobody_who_listens_or_speaks(kind):
    head = "agent_config: {agent_name: x, tasks: [{toolchain: {execution: parallel, pipelines: []}, "
    text = f"{head}task_type: {kind}, tools_config: {{llm_agent: {{}}}}}}]}}\n{PROMPTS}"

    assert not ask(missing_field, text)
    without_model = text.replace("llm_agent: {}", "")
    assert one(missing_field, without_model).message == "tools_config has no llm_agent"


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        bare(enabled=""),  # BOL325
        "multilingual_config: {enabled: true}\n",  # BOL301
        bare(hi="{}"),  # BOL303
        bare(hi="{synthesizer: {}}"),  # BOL303
        bare(hi="{synthesizer: {provider: openai, provider_config: {}}, transcriber: {}}"),  # BOL304
        whole(transcriber="{provider: deepgram, model: m}"),  # BOL313
    ],
)
def test_what_other_rules_report_is_left_to_them(text):
    assert not ask(missing_field, text)


def test_a_missing_base_transcriber_is_reported_once():
    several = whole(transcriber="")
    single = whole(transcriber="", enabled="false")

    assert (len(ask(missing_field, several)), len(ask(base_language, several))) == (0, 1)
    assert (len(ask(missing_field, single)), len(ask(base_language, single))) == (1, 0)
    hears_by_itself = several.replace("llm_agent: {}", "llm_agent: {}\n        s2s: {}")
    assert (len(ask(missing_field, hears_by_itself)), len(ask(base_language, hears_by_itself))) == (1, 0)
