"""ANM224: egress needs audio passthrough."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import egress_without_passthrough
from tests.unit.lint.rules.anm.samples import INLINE, SAVED, ask, one

EGRESS = "sessionOptions:\n  egress: {mode: daily, daily: {roomUrl: u}}\n"


@pytest.mark.parametrize("more", ["", "  enableAudioPassthrough: false\n"])
def test_the_persona_must_switch_it_on(more):
    found = one(egress_without_passthrough, INLINE + more + EGRESS)

    assert found.text == "egress"
    assert found.message == "egress without enableAudioPassthrough"
    assert found.severity is Severity.ERROR
    assert found.pointer == "/sessionOptions/egress"


def test_an_entry_must_not_switch_it_off():
    text = INLINE + "  enableAudioPassthrough: true\n" + EGRESS + "languages:\n  fr: {enableAudioPassthrough: false}\n"
    found = one(egress_without_passthrough, text)

    assert (found.place, found.text) == ("9:32", "false")
    assert found.message == "languages.fr turns enableAudioPassthrough off"


@pytest.mark.parametrize(
    "text",
    [
        INLINE + "  enableAudioPassthrough: true\n" + EGRESS + "languages: {fr: {}}\n",
        f"personaConfig: {{personaId: {SAVED}}}\n{EGRESS}",
        INLINE + "sessionOptions: {egress: {}}\n",
        INLINE,
    ],
)
def test_other_sessions_pass(text):
    assert not ask(egress_without_passthrough, text)
