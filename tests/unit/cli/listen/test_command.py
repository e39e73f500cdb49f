"""The command against the sandbox: what is printed where, what is written, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from anamctl.audio.devices import Device
from anamctl.audio.failures import NoDeviceError, NoPortAudioError
from anamctl.cli.listen.request import ListenRequest, SttRequest
from anamctl.cli.listen.screens import JsonScreen, LinesScreen
from anamctl.cli.listen.suite import settled
from anamctl.listening.persona import read_persona
from anamctl.listening.suite_file import Suite
from anamctl.listening.target import Target
from tests.unit.cli.listen.serving import CLIPS

FRENCH, GERMAN, SPANISH = (str(CLIPS / f"{code}-table.wav") for code in ("fr", "de", "es"))
QUICK = ("--sandbox", "--pace", "max")
PERSONA = """\
personaConfig:
  name: Camille
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are the concierge of the Hotel Aurore.
languages:
  fr:
    systemPrompt: Tu es concierge de l'hôtel Aurore.
"""


@pytest.fixture(autouse=True)
def _nobody(monkeypatch):
    for name in ("ASSEMBLYAI_API_KEY", "DEEPGRAM_API_KEY", "ANAMCTL_STT_URL", "ANAMCTL_DEEPGRAM_URL"):
        monkeypatch.delenv(name, raising=False)


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_french_is_heard_as_french(anamctl):
    found = anamctl("listen", *QUICK, FRENCH, "--expect", "fr")

    assert found.code == 0
    assert found.out.startswith("0:00  fr 9")
    assert found.out.endswith("  Une table pour deux, s’il vous plaît.\n")
    assert "expected fr: met, 100 % of the speech was French at 0.9" in found.err
    assert "fr  French      1" in found.err


def test_german_is_not_french_and_it_is_said_why(anamctl):
    found = anamctl("listen", *QUICK, "--file", GERMAN, "--expect", "fr")

    assert found.code == 1
    assert "expected fr: not met, none of the speech was French (needed 80 %); 100 % was German at 0.9" in found.err


def test_files_are_heard_one_after_the_other_and_each_is_a_turn_of_its_own(anamctl):
    found = anamctl("listen", *QUICK, FRENCH, "--file", SPANISH, "--json", "--expect", "fr", "--min-share", "0.4")

    events = lines(found.out)
    assert [event["language"] for event in events if event["type"] == "final"] == ["fr", "es"]
    assert [event["name"] for event in events if event["type"] == "file"] == [FRENCH, SPANISH]
    assert (events[-1]["type"], events[-1]["met"], found.code) == ("summary", True, 0)


@pytest.mark.parametrize(("provider", "sure"), [("deepgram", "100 % of words"), ("whisperlivekit", "n/a")])
def test_other_services_say_how_sure_they_are_in_their_own_way_or_not_at_all(anamctl, provider, sure):
    found = anamctl("listen", *QUICK, FRENCH, "--provider", provider, "--expect", "fr")

    assert (found.code, found.out.split("  ")[1].strip()) == (0, f"fr {sure}")


def test_a_persona_says_which_language_and_which_words_to_expect(anamctl, tmp_path):
    (tmp_path / "concierge.yaml").write_text(PERSONA, encoding="utf-8")
    found = anamctl("listen", *QUICK, FRENCH, "--persona", "concierge.yaml", "--lang", "fr")

    assert found.code == 0
    assert "listening for Camille" in found.err
    assert "expected fr: met" in found.err
    other = anamctl("listen", *QUICK, FRENCH, "--persona", "concierge.yaml", "--lang", "de")
    assert (other.code, "de" in other.err) == (2, True)


def test_stdin_is_heard(anamctl):
    with open(FRENCH, "rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "anamctl", "listen", *QUICK, "-", "--expect", "fr", "-q"],
            stdin=file,
            capture_output=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, b"")
    assert "Une table pour deux" in done.stdout.decode()


# ---- what is kept ----------------------------------------------------------------------------------------------------


def test_what_is_heard_is_kept_and_nothing_is_replaced_unasked(anamctl, tmp_path):
    keep = ("--save", "heard.txt", "--save", "heard.srt", "--report", "heard.svg", "--report", "heard.html")
    found = anamctl("listen", *QUICK, FRENCH, *keep, "-q")

    assert (found.code, found.err) == (0, "")
    assert "Une table pour deux" in (tmp_path / "heard.txt").read_text(encoding="utf-8")
    assert "-->" in (tmp_path / "heard.srt").read_text(encoding="utf-8")
    assert ET.fromstring((tmp_path / "heard.svg").read_text(encoding="utf-8")).tag.endswith("svg")
    assert "French" in (tmp_path / "heard.html").read_text(encoding="utf-8")

    again = anamctl("listen", *QUICK, FRENCH, "--report", "heard.svg")
    assert (again.code, "heard.svg exists" in again.err) == (2, True)
    assert (
        anamctl("listen", *QUICK, FRENCH, "--report", "heard.svg", "--force").err.splitlines()[-1] == "report heard.svg"
    )
    assert anamctl("listen", *QUICK, FRENCH, "--save", "heard.txt").code == 2
    assert anamctl("listen", *QUICK, GERMAN, *keep, "--force", "-q").code == 0
    assert "Einen Tisch" in (tmp_path / "heard.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(("options", "code"), [((), 3), (("--expect", "de"), 1), (("--expect", "de", "--json"), 1)])
def test_a_report_that_cannot_be_written_in_the_end_keeps_nothing_else(anamctl, tmp_path, monkeypatch, options, code):
    (tmp_path / "gone").mkdir()
    reports = ("--report", "gone/heard.svg", "--report", "heard.html")
    finish = LinesScreen.finish, JsonScreen.finish

    def removing(before):
        def then(self, summary):
            (tmp_path / "gone").rmdir()
            before(self, summary)

        return then

    monkeypatch.setattr(LinesScreen, "finish", removing(finish[0]))
    monkeypatch.setattr(JsonScreen, "finish", removing(finish[1]))
    found = anamctl("listen", *QUICK, FRENCH, *reports, *options)

    assert found.code == code
    assert "anamctl: cannot write gone/heard.svg: No such file or directory.\nhint: does its folder exist?" in found.err
    assert (tmp_path / "heard.html").exists()
    assert ("report heard.html" in found.err) == ("--json" not in options)
    if "--json" in options:
        assert json.loads(found.out.splitlines()[-1])["type"] == "summary"


@pytest.mark.parametrize(
    ("keep", "said"),
    [
        (("--save", "heard.mp3"), "heard.mp3 has no suffix"),
        (("--save", "no/such/heard.txt"), "no/such/heard.txt"),
        (("--report", "no/such/heard.svg"), "no/such/heard.svg cannot be written: there is no folder no/such."),
        (
            ("--report", "heard.svg", "--report", "no/such/heard.svg"),
            "no/such/heard.svg cannot be written: there is no",
        ),
        (("--report", "heard.svg", "--report", "./heard.svg"), "--report names ./heard.svg twice."),
        (("--report", "folder.svg", "--force"), "folder.svg is a folder."),
        (("--report", "file/heard.svg"), "file/heard.svg cannot be written: Not a directory."),
    ],
)
def test_a_file_that_cannot_be_written_is_known_before_anything_is_heard(anamctl, keep, said, tmp_path):
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "file").touch()
    found = anamctl("listen", *QUICK, FRENCH, *keep)

    assert (found.code, found.out, said in found.err) == (2, "", True)


@pytest.mark.parametrize("keep", [("--save", "./sound.wav"), ("--report", "sound.svg")])
def test_what_is_heard_is_never_written_over(anamctl, tmp_path, keep):
    before = Path(FRENCH).read_bytes()
    (tmp_path / "sound.wav").write_bytes(before)
    (tmp_path / "sound.svg").symlink_to("sound.wav")
    found = anamctl("listen", *QUICK, "sound.wav", *keep, "--force")

    assert (found.code, found.out, "which is heard" in found.err or "that is heard" in found.err) == (2, "", True)
    assert (tmp_path / "sound.wav").read_bytes() == before


# ---- how it ends -----------------------------------------------------------------------------------------------------


def test_it_ends_after_a_time(anamctl):
    found = anamctl("listen", "--sandbox", FRENCH, "--for", "300ms")

    assert found.code == 0
    assert "ended: the 0.3 s of --for were over" in found.err
    longest = anamctl("listen", "--sandbox", FRENCH, "--max-length", "300ms", "--json")
    assert lines(longest.out)[-1]["reason"] == "--max-length 300ms is over"


def test_nobody_who_reads_is_no_error():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "anamctl", "listen", *QUICK, FRENCH, "--json"],
            stdin=subprocess.DEVNULL,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("no.wav", "--sandbox"), 2, "anamctl: no.wav cannot be read: No such file or directory."),
        ((FRENCH,), 4, "anamctl: AssemblyAI wants a key, and ASSEMBLYAI_API_KEY is not set."),
        ((), 2, "anamctl: there is nothing to listen to: stdin is no terminal, and no file is named."),
        (
            (FRENCH, "--sandbox", "--provider", "asemblyai"),
            2,
            'anamctl: no speech-to-text provider is called "asemblyai".',
        ),
        ((FRENCH, "--sandbox", "--param", "vad_threshold=3"), 2, "anamctl: vad_threshold cannot be 3."),
    ],
)
def test_an_error_is_two_lines_and_an_exit_code(anamctl, arguments, code, said):
    found = anamctl("listen", *arguments)

    assert (found.code, found.out) == (code, "")
    first, second = found.err.splitlines()
    assert first == said
    assert second.startswith("hint: ")


def test_an_error_before_anything_was_heard_is_the_only_line_of_json(anamctl):
    (only,) = lines(anamctl("listen", FRENCH, "--json").out)

    assert (only["ok"], only["command"], only["errors"][0]["code"]) == (False, "listen", "credentials")


# ---- devices ---------------------------------------------------------------------------------------------------------


def test_without_portaudio_files_work_and_a_microphone_says_what_to_install(anamctl, monkeypatch):
    async def broken(*_arguments, **_options):
        raise NoPortAudioError("Microphones need PortAudio.", hint="sudo apt install libportaudio2")

    monkeypatch.setattr("anamctl.audio.microphone.open_microphone", broken)
    found = anamctl("listen", "--sandbox", "--mic")

    assert found.code == 3
    assert found.err.splitlines()[-2:] == [
        "anamctl: Microphones need PortAudio.",
        "hint: sudo apt install libportaudio2",
    ]
    assert anamctl("listen", *QUICK, FRENCH).code == 0


def test_devices_are_listed_and_told_as_json(anamctl, monkeypatch):
    device = Device(2, "virtmic", "ALSA", 1, 0, 16000, is_default_input=True, rates=(16000,))
    monkeypatch.setattr("anamctl.audio.probe.look", lambda rates: (device,) if rates else ())
    found = anamctl("listen", "--list-devices")

    assert found.code == 0
    assert found.out.splitlines()[1].split() == ["2", "virtmic", "ALSA", "1", "–", "16", "in"]
    data = json.loads(anamctl("listen", "--list-devices", "--json").out)["data"]
    assert data["devices"][0] == {
        "number": 2,
        "name": "virtmic",
        "api": "ALSA",
        "inputs": 1,
        "outputs": 0,
        "rate": 16000,
        "rates": [16000],
        "defaultInput": True,
        "defaultOutput": False,
    }


def test_no_devices_are_no_error_but_a_broken_sound_system_is(anamctl, monkeypatch):
    monkeypatch.setattr("anamctl.audio.probe.look", lambda rates: ())
    assert "there are no sound devices" in anamctl("listen", "--list-devices").err

    def broken(rates):
        raise NoDeviceError("It hangs.", hint="start it again.")

    monkeypatch.setattr("anamctl.audio.probe.look", broken)
    found = anamctl("listen", "--list-devices", "--json")
    assert (found.code, json.loads(found.out)["errors"][0]["code"]) == (3, "no-device")


# ---- several services ------------------------------------------------------------------------------------------------


def test_two_services_hear_the_same(anamctl):
    found = anamctl("listen", *QUICK, FRENCH, "--compare", "assemblyai", "deepgram", "--expect", "fr")

    assert found.code == 0
    assert sorted(line.split()[0] for line in found.out.splitlines()) == ["assemblyai", "deepgram"]
    assert "B  deepgram" in found.err
    worse = anamctl("listen", *QUICK, GERMAN, "--compare", "assemblyai", "deepgram", "--expect", "fr", "--json")
    assert worse.code == 1
    assert [event["met"] for event in lines(worse.out) if event["type"] == "summary"] == [False, False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--compare", "deepgram", "deepgram"), "anamctl: --compare names the same twice."),
        (
            ("--compare", "deepgram", "who"),
            'anamctl: "who" is neither a speech-to-text service nor a model we know.',
        ),
        (("--compare", "deepgram", "assemblyai", "--save", "a.txt"), "anamctl: --compare goes without --save."),
    ],
)
def test_what_cannot_be_compared(anamctl, arguments, said):
    found = anamctl("listen", *QUICK, FRENCH, *arguments)

    assert (found.code, found.err.splitlines()[0]) == (2, said)


BAD_KEY = "{fault: error, at: open, code: 1008, message: Invalid API key}"
BAD_SETTING = "{fault: error, at: open, code: 3006, message: Odd}"
UNAUTHORISED = "{fault: refuse, status: 401}"


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (BAD_SETTING, [("AssemblyAI", "the service refused a setting"), ("Deepgram", "the service refused the key")]),
        (BAD_KEY, [("Deepgram", "the service refused the key"), ("AssemblyAI", "the service refused the key")]),
    ],
)
def test_what_went_wrong_is_said_of_each_and_last_of_the_worst(anamctl, tmp_path, fault, said):
    (tmp_path / "s.yaml").write_text(
        f"assemblyai: {{faults: [{fault}]}}\ndeepgram: {{faults: [{UNAUTHORISED}]}}\n", encoding="utf-8"
    )
    options = ("--scenario", "s.yaml", FRENCH, "--compare", "assemblyai", "deepgram")
    found = anamctl("listen", *QUICK, *options)

    assert found.code == 4
    errors = [line for line in found.err.splitlines() if line.startswith("anamctl: ")]
    assert len(errors) == len(said)
    assert all(
        line.startswith(f"anamctl: {name}: no session could be started: {why}")
        for line, (name, why) in zip(errors, said, strict=True)
    )
    as_json = anamctl("listen", *QUICK, *options, "--json")
    assert (as_json.code, as_json.err) == (4, "")
    assert [len(event["errors"]) for event in lines(as_json.out) if event["type"] == "summary"] == [1, 1]


@pytest.mark.parametrize("options", [(), ("--compare", "assemblyai", "deepgram")], ids=["one", "two"])
def test_what_came_of_the_expectation_is_said_although_nobody_reads_the_results(tmp_path, options):
    command = [sys.executable, "-m", "anamctl", "listen", *QUICK, GERMAN, "--expect", "fr", "--json", *options]
    reader, writer = os.pipe()
    os.close(reader)
    found = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, cwd=tmp_path, check=False)
    os.close(writer)

    assert found.returncode == 1
    said = [line.partition(", ")[0] for line in found.stderr.splitlines() if line]
    names = ("assemblyai: ", "deepgram: ") if options else ("",)
    assert said == [f"{name}expected fr: not met" for name in names]


def test_a_persona_is_read_once_for_both(anamctl, monkeypatch, tmp_path):
    (tmp_path / "concierge.yaml").write_text(PERSONA, encoding="utf-8")
    read: list[str] = []

    def counted(path, *others):
        read.append(path)
        return read_persona(path, *others)

    monkeypatch.setattr("anamctl.listening.persona.read_persona", counted)
    options = ("--persona", "concierge.yaml", "--lang", "fr", "--compare", "assemblyai", "deepgram")
    assert (anamctl("listen", *QUICK, FRENCH, *options).code, read) == (0, ["concierge.yaml"])


@pytest.fixture
def suite(tmp_path):
    (tmp_path / "clips.yaml").write_text(
        f"clips:\n  - {{path: {FRENCH}, language: fr}}\n  - {{path: {SPANISH}, language: fr}}\n", encoding="utf-8"
    )
    return "clips.yaml"


def test_a_suite_says_how_often_it_was_right_and_what_was_heard_for_what(anamctl, suite, tmp_path):
    found = anamctl("listen", *QUICK, "--suite", suite, "--junit", "junit.xml")

    assert found.code == 1
    assert "assemblyai  1/2      50 %" in found.out
    assert " fr   1   1" in found.out
    assert "✗" in found.err
    root = ET.fromstring((tmp_path / "junit.xml").read_text(encoding="utf-8"))
    assert (root.get("tests"), root.get("failures")) == ("2", "1")


def test_the_command_line_says_who_hears_a_suite_and_how_much_is_enough(anamctl, suite):
    found = anamctl("listen", *QUICK, "--suite", suite, "--compare", "deepgram", "assemblyai", "--json")

    events = lines(found.out)
    assert sorted(event["provider"] for event in events if event["type"] == "result") == [
        "assemblyai",
        "assemblyai",
        "deepgram",
        "deepgram",
    ]
    assert (events[-1]["type"], events[-1]["exitCode"]) == ("summary", 1)
    assert [one["provider"] for one in events[-1]["providers"]] == ["deepgram", "assemblyai"]


def test_limits_of_the_command_line_win_over_those_of_a_suite():
    suite = Suite("s.yaml", (), (), 0.5, 0.6)
    found = settled(suite, SttRequest(model="whisper-rt"), ListenRequest(min_share="90%"))

    assert (found.min_confidence, found.min_share) == (0.5, 0.9)
    assert found.targets == (Target("assemblyai", "whisper-rt"),)
    assert settled(suite, SttRequest(), ListenRequest(min_confidence="0.8"))[3:5] == (0.8, 0.6)


def test_a_suite_that_is_none_says_where_and_why(anamctl, tmp_path):
    (tmp_path / "bad.yaml").write_text("clips:\n  - {path: no.wav, language: fr}\n", encoding="utf-8")
    found = anamctl("listen", *QUICK, "--suite", "bad.yaml")

    assert (found.code, "bad.yaml:2: there is no file no.wav." in found.err) == (2, True)
