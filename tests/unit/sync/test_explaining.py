from __future__ import annotations

import pytest

from anamctl.definitions import emit
from anamctl.sync.definition import open_definition
from anamctl.sync.explaining import explain
from tests.unit.sandbox.servers import ENTRY, agent, languages

ELEVENLABS = agent(synthesizer={"provider": "elevenlabs", "provider_config": {"voice_id": "v", "model": "m"}})


@pytest.fixture
def codes(tmp_path):
    def codes(body, text, prefix=""):
        path = tmp_path / "a.yaml"
        path.write_text(prefix + emit.document(body), encoding="utf-8")
        return [finding.code for finding in explain(text, open_definition(str(path), "", {}), {})]

    return codes


@pytest.mark.parametrize(
    ("body", "text", "found"),
    [
        (agent(languages("hi")), "Invalid multilingual config", ["BOL301"]),
        (agent(languages("hi", "ta", active_language="en")), "Invalid multilingual config", ["BOL302"]),
        (ELEVENLABS, "ElevenLabs config requires both 'voice' and 'voice_id'.", ["BOL307"]),
        (
            agent(transcriber={"provider": "acme", "language": "en"}),
            "Invalid value for provider:'acme' provided.",
            ["BOL306"],
        ),
        (
            agent(synthesizer={"provider": "sarvam", "provider_config": {"speed": 9}}),
            "Sarvam speed must be between 0.3 and 3.0",
            ["BOL308"],
        ),
        (
            agent({"enabled": True, "active_language": "hi", "languages": {"hi": ENTRY, "ta": {"agent_name": "x"}}}),
            "languages.ta.synthesizer is required",
            ["BOL303"],
        ),
    ],
)
def test_the_words_of_the_service_lead_to_our_findings(codes, body, text, found):
    assert codes(body, text)[: len(found)] == found


def test_a_name_in_its_words_leads_to_findings_about_that_name(codes):
    body = agent(synthesizer={"provider": "sarvam", "buffer_siz": 1, "provider_config": {}})

    assert "BOL315" in codes(body, "unexpected field 'buffer_siz'")


@pytest.mark.parametrize("text", ["", "Something went wrong", "no such_thing"])
def test_where_we_know_no_better_nothing_is_said(codes, text):
    assert codes(agent(languages("hi", "ta")), text) == []


def test_what_a_comment_keeps_quiet_about_is_said_here(codes):
    prefix = "# anamctl: disable-file=BOL307\n"

    assert codes(ELEVENLABS, "ElevenLabs config requires both", prefix) == ["BOL307"]


def test_no_more_than_three_are_told(codes):
    entry = {"synthesizer": {"provider": "sarvam", "provider_config": {"speed": 9}}}
    found = codes(
        agent({"enabled": True, "active_language": "hi", "languages": dict.fromkeys(("hi", "ta", "te", "kn"), entry)}),
        "speed must be between",
    )

    assert found == ["BOL308"] * 3
