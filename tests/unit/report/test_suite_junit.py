"""What came of a suite of clips as JUnit XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from anamctl.errors import ServiceError
from anamctl.listening.suite import Result, report
from anamctl.listening.suite_clips import Clip
from anamctl.listening.suite_file import Suite
from anamctl.listening.target import Target
from anamctl.listening.wer import Errors
from anamctl.report.suite_junit import render
from tests.unit.report.test_junit import schema

TARGET = Target("assemblyai")
CLIPS = tuple(Clip(f"{name}.wav", name, "fr", "Bonjour" if name == "good" else "") for name in ("good", "bad", "lost"))
RESULTS = (
    Result(TARGET, CLIPS[0], is_met=True, why="all French", text="Bonjour", errors=Errors(0, 1), duration=1.5),
    Result(TARGET, CLIPS[1], is_met=False, why='none was "French" <&>', text="\x1b[31mHallo\x00", duration=2.0),
    Result(TARGET, CLIPS[2], is_met=False, why="lost", failure=ServiceError("lost.", hint="wait.")),
)


def test_a_clip_is_a_case_that_passes_fails_or_could_not_be_heard():
    root = ET.fromstring(render(report(Suite("s", CLIPS, (TARGET,)), RESULTS)))
    assert root.attrib == {
        "name": "anamctl listen",
        "tests": "3",
        "failures": "1",
        "errors": "1",
        "skipped": "0",
        "time": "3.500",
    }
    (suite,) = root
    assert suite.get("name") == "assemblyai"
    assert [(case.get("name"), [inner.tag for inner in case]) for case in suite] == [
        ("good.wav", ["system-out"]),
        ("bad.wav", ["failure"]),
        ("lost.wav", ["error"]),
    ]
    good, bad, lost = (case[0] for case in suite)
    assert good.text == 'expected fr: all French\nheard: "Bonjour"\nexpected text: Bonjour\nerror rate: 0.000'
    assert bad.get("message") == 'none was "French" <&>'
    assert bad.text is not None
    assert "[31mHallo" in bad.text
    assert lost.get("type") == "service"
    assert lost.get("message") == "lost"
    assert (lost.text or "").endswith("hint: wait.")


def test_the_schema_that_readers_have_in_common_takes_it():
    schema().validate(ET.fromstring(render(report(Suite("s", CLIPS, (TARGET,)), RESULTS))))


def test_each_service_is_a_suite():
    other = Target("deepgram", "nova-3")
    root = ET.fromstring(render(report(Suite("s", CLIPS, (TARGET, other)), RESULTS)))
    assert [(suite.get("name"), suite.get("tests")) for suite in root] == [
        ("assemblyai", "3"),
        ("deepgram/nova-3", "3"),
    ]


def test_a_clip_that_nobody_has_tried_is_skipped():
    text = render(report(Suite("s", CLIPS, (TARGET,)), RESULTS[:1], is_interrupted=True))
    root = ET.fromstring(text)
    schema().validate(root)
    assert (root.get("tests"), root.get("failures"), root.get("errors"), root.get("skipped")) == ("3", "0", "0", "2")
    assert [skipped.get("message") for skipped in root.iter("skipped")] == ["it ended before this clip"] * 2
