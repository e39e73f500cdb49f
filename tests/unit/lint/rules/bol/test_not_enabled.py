"""BOL325: objects that Bolna drops."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.engine import Plan, run
from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import not_enabled
from tests.unit.lint.rules.bol.samples import agent, ask, bare, one, tools, where

LABEL = "Bolna drops the whole object, and the agent has one language"


def test_false_is_pointed_at():
    text = tools(enabled="false")
    found = one(not_enabled, text)

    assert (found.place, found.text) == (where(text, "false"), "false")
    assert found.message == "multilingual_config is not enabled"
    assert found.label == LABEL
    assert found.severity is Severity.WARNING
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == tools()


def test_left_out_it_is_false_too():
    found = one(not_enabled, tools(enabled=""))

    assert (found.place, found.text) == ("4:3", "multilingual_config")
    assert found.message == "multilingual_config has no enabled"
    assert found.label == f"without it {LABEL}"
    assert found.fixed == tools()
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        tools(),
        agent(tools()),
        bare(enabled="yes"),  # a wrong type: BOL305
        "tools_config: {multilingual_config: null}\n",
    ],
)
def test_near_misses_pass(text):
    assert not ask(not_enabled, text)


FAULTY = """\
multilingual_config:
  enabled: SWITCH
  active_language: pt
  languages:
    hi:
      transcriber: {provider: sarvan}
      synthesizer:
        provider: maya
        speed: 1
        provider_config: {voice: <voice>, speed: 2, language: fr}
    fr:
      synthesizer: {provider: sarvam, provider_config: {voice: a, voice_id: b, model: c, speed: 9, language: 7}}
    ta:
      synthesizer: {provider: soniox, provider_config: {voice: a, voice_id: b, model: c}}
    id: {handoff_message: 7}
"""


def test_nothing_in_a_dropped_object_is_worse_than_a_warning():
    def lint(switch):
        return run(read_bytes(FAULTY.replace("SWITCH", switch).encode(), "a.yaml"), Plan())

    enabled = {finding.code for finding in lint("true") if finding.severity is Severity.ERROR}
    dropped = lint("false")

    assert enabled >= {"BOL302", "BOL303", "BOL304", "BOL305", "BOL306", "BOL308", "BOL310", "BOL312", "BOL326"}
    assert enabled <= {finding.code for finding in dropped}
    assert not [finding for finding in dropped if finding.severity is Severity.ERROR]
