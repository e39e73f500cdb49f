"""What holds for the BOL rules together: coverage of the shape, Bolna's own examples, any agent, our own files."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.document import Kind
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.shape import issues_of
from anamctl.lint.engine import Plan, run
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues
from anamctl.lint.rules import family
from tests.unit.bolna.agents import BASES, JSON, MULTILINGUAL, ODD_BASES, ODD_MULTILINGUAL
from tests.unit.lint.rules.bol.samples import agent, tools

PLAN = Plan(lambda code: code.startswith("BOL"))

# The two complete examples of Bolna's reference of the object, rebuilt key by key with texts of our own.
SNIPPET = {
    "agent_config": {
        "tasks": [
            {
                "tools_config": {
                    "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en"},
                    "synthesizer": {"provider": "elevenlabs", "provider_config": {"voice_id": "..."}},
                    "multilingual_config": {"enabled": True, "active_language": "en", "languages": {}},
                }
            }
        ]
    }
}
VOICE = {"voice_id": "Xb7hH8MSUJpSbSDYk0k2", "model": "eleven_turbo_v2_5"}
FULL = {
    "agent_config": {
        "tasks": [
            {
                "tools_config": {
                    "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en"},
                    "synthesizer": {"provider": "elevenlabs", "provider_config": VOICE},
                    "multilingual_config": {
                        "enabled": True,
                        "active_language": "en",
                        "switch_tool_description": "Change the language with the caller.",
                        "languages": {
                            "en": {
                                "synthesizer": {"provider": "elevenlabs", "provider_config": VOICE},
                                "system_prompt": "You work at a front desk.",
                                "agent_name": "Kim",
                            },
                            "hi": {
                                "transcriber": {"language": "hi"},
                                "synthesizer": {
                                    "provider": "sarvam",
                                    "provider_config": {"voice_id": "vidya", "model": "bulbul:v2"},
                                },
                                "system_prompt": "आप स्वागत कक्ष में काम करते हैं।",
                                "handoff_message": "अब हम हिंदी में बात करते हैं।",
                                "agent_name": "किरण",
                            },
                        },
                    },
                }
            }
        ]
    }
}


def lint(data, suffix="json", plan=PLAN):
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=2)
    return run(read_bytes(text.encode(), f"agent.{suffix}"), plan)


def errors(findings):
    return [
        (finding.code, finding.pointer.rpartition("/")[2]) for finding in findings if finding.severity is Severity.ERROR
    ]


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_bolnas_snippet_has_no_errors_but_its_placeholders(suffix):
    assert errors(lint(SNIPPET, suffix)) == [("BOL326", "voice_id"), ("BOL301", "languages")]


@pytest.mark.parametrize("suffix", ["json", "yaml"])
def test_bolnas_full_example_has_no_errors(suffix):
    findings = lint(FULL, suffix, Plan())

    assert errors(findings) == []
    # Its voices lack a name, once in the base and once for Hindi.
    assert [finding.code for finding in findings if finding.code in {"BOL307", "BOL322"}] == ["BOL307", "BOL322"]


def test_every_kind_of_shape_issue_has_a_rule():
    kinds = {kind for rule in family("BOL") if isinstance(rule.on, ShapeIssues) for kind in rule.on.issue_kinds}

    assert kinds == {"type", "missing", "unknown", "range", "enum", "pattern", "length", "count"}
    assert all(rule.on.kind is Kind.AGENT for rule in family("BOL") if isinstance(rule.on, ShapeIssues))


EVERYTHING_WRONG = """\
agent_config:
  nickname: x
  calling_guardrails: {call_end_hour: 24}
  tasks:
    - task_type: chat
      tools_config:
        transcriber: {provider: ears, model: m, active: null, assemblyai_config: {mode: odd}}
        synthesizer:
          provider: mouth
          provider_config: []
          multilingual: null
          pronunciation_rules: [{word: ""}]
        multilingual_config:
          active_language: 1
          languages:
            hi:
              transcriber: {model: 4}
              synthesizer: {provider_config: {}}
            ta:
              synthesizer: {provider: maya, provider_config: {voice: Bob, voce: Bob}}
            te: {synthesizer: {provider: openai, provider_config: {speed: 9}}}
            ml: {}
            kn: null
"""


def test_every_shape_issue_is_reported_exactly_once():
    document = read_bytes(EVERYTHING_WRONG.encode(), "a.yaml").documents[0]
    checks = [
        (rule.on.issue_kinds, rule.check)
        for rule in family("BOL")
        if isinstance(rule.on, ShapeIssues) and rule.check is not None
    ]
    reported: Counter[tuple] = Counter()
    for issue in issues_of(document):
        # What one object lacks is told together.
        what = (issue.kind, issue.path) if issue.kind == "missing" else (issue.kind, issue.path, issue.found is None)
        reported[what] += 0
        for kinds, check in checks:
            if issue.kind in kinds:
                reported[what] += len(list(check(document, issue) or ()))

    by_rules_about_documents = {
        ("voice", "enum"),  # BOL310
        ("transcriber", "missing"),  # BOL313
        ("multilingual_config", "missing"),  # BOL325
    }
    assert len(reported) >= 20
    assert {(what[1][-1], what[0]) for what, count in reported.items() if count == 0} == by_rules_about_documents
    assert max(reported.values()) == 1
    assert {"BOL310", "BOL313", "BOL325"} <= {finding.code for finding in lint(EVERYTHING_WRONG, "yaml")}


@given(
    st.fixed_dictionaries({"tools_config": BASES, "extra": JSON}), MULTILINGUAL, st.sampled_from([True, False, None])
)
def test_any_agent_is_linted_without_an_exception(data, multilingual, enabled):
    data["tools_config"]["multilingual_config"] = {"enabled": enabled, **multilingual}

    for finding in lint(data):
        assert finding.message
        assert "\n" not in finding.message + finding.label
        assert finding.line >= 1


@given(ODD_BASES, ODD_MULTILINGUAL)
def test_any_json_in_the_place_of_an_agent_is_linted_without_an_exception(base, multilingual):
    if isinstance(base, dict):
        base = {**base, "multilingual_config": multilingual}

    lint(json.dumps({"tools_config": base, "multilingual_config": multilingual}, default=str))


@pytest.mark.parametrize("name", ["support", "helpline"])
def test_our_own_agents_are_clean(project_root, name):
    assert not lint((project_root / "personas" / f"{name}.yaml").read_text(encoding="utf-8"), "yaml")


def test_a_language_that_repeats_the_base_is_clean_but_for_its_prompt():
    found = lint(agent(tools()), "yaml")

    assert {finding.code for finding in found} <= {"BOL317", "BOL327"}
    assert not errors(found)
