"""BOL316: the two prompts of the opening language (W3)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import prompts_differ
from tests.unit.lint.rules.bol.samples import OPENAI, agent, ask, bare, one, tools, where


def entry(prompt):
    return f"{{synthesizer: {OPENAI}, system_prompt: {prompt}}}"


def whole(prompt, task="task_1", **options):
    return agent(tools(**options)) + f"agent_prompts:\n  {task}:\n    system_prompt: {prompt}\n"


def test_different_prompts_are_reported():
    text = whole("Be brief.", en=entry("Be kind."), hi=entry("Kurz."))
    found = one(prompts_differ, text)

    assert (found.place, found.text) == (where(text, "system_prompt: Be kind"), "system_prompt")
    assert found.message == 'system_prompt of "en" differs from task_1.system_prompt'
    assert found.label == "the call opens in this language; keep it equal to the one on line 17"
    assert found.severity is Severity.WARNING


def test_the_active_language_counts_and_no_other():
    text = whole("Be brief.", active="hi", en=entry("Be brief."), hi=entry("Kurz."))

    assert one(prompts_differ, text).message == 'system_prompt of "hi" differs from task_1.system_prompt'


def test_a_later_task_has_its_own_prompt():
    body = agent(tools(en=entry("Be kind."), hi=entry("x")))
    first = "    - {task_type: summarization}\n"
    text = body.replace("  tasks:\n", "  tasks:\n" + first) + "agent_prompts:\n  task_2: {system_prompt: Be brief.}\n"

    assert one(prompts_differ, text).message == 'system_prompt of "en" differs from task_2.system_prompt'


@pytest.mark.parametrize(
    "text",
    [
        whole("Be kind.", en=entry("Be kind."), hi=entry("x")),
        whole('"Be kind.\\n"', en=entry("Be kind."), hi=entry("x")),
        whole("Be brief.", en="{}", hi=entry("x")),
        whole("Be brief.", en=entry('" "'), hi=entry("x")),
        whole("Be brief.", active="pt", en=entry("Be kind."), hi=entry("x")),
        whole("Be brief.", task="task_2", en=entry("Be kind.")),
        whole("[a]", en=entry("Be kind.")),
        tools(en=entry("Be kind.")),
        bare(en=entry("Be kind.")),
        agent("tools_config: {}\n") + "agent_prompts: {task_1: {system_prompt: x}}\n",
    ],
)
def test_near_misses_pass(text):
    assert not ask(prompts_differ, text)
