"""A suite as a command: what is known before anything is paid for, and what is left of it however it ends."""

from __future__ import annotations

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
from xml.etree import ElementTree as ET

import pytest

from anamctl.errors import UsageError
from tests.unit.cli.listen.processes import listening
from tests.unit.cli.listen.serving import CLIPS, KEY, events, serving, silence

SPEECH = [{"at": "0ms", "text": "Bonjour à tous.", "language": "fr", "confidence": 0.97}]
FRENCH, GERMAN = CLIPS / "fr-table.wav", CLIPS / "de-table.wav"


@pytest.fixture(autouse=True)
def _nobody(monkeypatch):
    for name in ("ASSEMBLYAI_API_KEY", "DEEPGRAM_API_KEY", "ANAMCTL_STT_URL", "ANAMCTL_DEEPGRAM_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def suite(tmp_path):
    def write(*clips, **more):
        data = {"clips": [{"path": str(path), "language": "fr"} for path in clips], **more}
        (tmp_path / "suite.yaml").write_text(json.dumps(data), encoding="utf-8")
        return "--suite", str(tmp_path / "suite.yaml"), "--pace", "max"

    return write


ODD = [{"provider": "assemblyai", "model": "whisper-2", "name": "new", "params": {"vad_treshold": 0.5}}, "deepgram"]
REMARKS = (
    '"whisper-2" is not among the models we know',
    "vad_treshold is no setting we know; the service may ignore it without a word.",
)


def test_what_is_odd_about_settings_is_said_once_before_the_first_clip(anamctl, suite):
    found = anamctl("listen", "--sandbox", *suite(FRENCH, providers=ODD))
    said = found.err.splitlines()
    assert [any(line.startswith(f"new: {remark}") for line in said[:2]) for remark in REMARKS] == [True, True]
    assert said[2] == "deepgram: its confidence is the share of words in the language"
    assert said[3].startswith("1 clip, 2 services: up to about ")
    assert [found.err.count(remark) for remark in REMARKS] == [1, 1]

    assert not any(
        remark in anamctl("listen", "--sandbox", *suite(FRENCH, providers=ODD), "-q").err for remark in REMARKS
    )


def test_programs_are_told_of_it_too(anamctl, suite):
    told = events(anamctl("listen", "--sandbox", *suite(FRENCH, providers=ODD), "--json").out)
    assert [one["type"] for one in told] == ["suite", *["warning"] * 3, *["result"] * 2, "summary"]
    assert told[0] | {"t": 0, "suite": "", "seconds": 0} == {
        "type": "suite",
        "t": 0,
        "suite": "",
        "clips": 1,
        "providers": ["new", "deepgram"],
        "seconds": 0,
        "estimatedCost": None,
    }
    assert [
        (one["provider"], one["by"], one["text"].startswith(remark))
        for one, remark in zip(told[1:3], REMARKS, strict=True)
    ] == [("new", "anamctl", True)] * 2
    times = [one["t"] for one in told[:-1]]
    assert times == sorted(times)


@pytest.mark.parametrize("data", [b"", b"these are no samples"])
def test_a_clip_that_is_no_sound_is_known_before_a_session_is_paid_for(anamctl, suite, monkeypatch, tmp_path, data):
    (tmp_path / "last.wav").write_bytes(data)
    with serving({"hears": SPEECH}, monkeypatch) as served:
        found = anamctl("listen", *suite(silence(tmp_path / "a.wav", 0.1), tmp_path / "last.wav"))
        assert list(served.records.all) == []
    assert (found.code, found.out) == (2, "")
    assert found.err.startswith(f"anamctl: {tmp_path / 'suite.yaml'}:1: {tmp_path / 'last.wav'} ")


def test_a_service_that_refuses_the_key_is_asked_once_and_the_other_one_for_every_clip(anamctl, suite, tmp_path):
    (tmp_path / "refuses.yaml").write_text(
        "assemblyai: {faults: [{fault: error, at: open, code: 1008, message: Invalid API key}]}\n", encoding="utf-8"
    )
    providers = ["assemblyai", "deepgram"]
    options = ("--scenario", "refuses.yaml", *suite(FRENCH, GERMAN, CLIPS / "fr-hours.wav", providers=providers))
    found = anamctl("listen", *options, "--junit", "junit.xml")
    assert found.code == 4
    assert " – assemblyai  2 clips\n   not tried after the service refused the key\n" in found.err
    assert "2 of 4 clips met, 2 not tried" in found.err
    assert [line.split()[:2] for line in found.out.splitlines()[1:3]] == [["assemblyai", "0/1"], ["deepgram", "2/3"]]
    refused, heard = ET.fromstring((tmp_path / "junit.xml").read_text(encoding="utf-8"))
    assert [(one.get("errors"), one.get("skipped"), one.get("failures")) for one in (refused, heard)] == [
        ("1", "2", "0"),
        ("0", "0", "1"),
    ]


def test_what_was_measured_until_an_interruption_is_told_and_written(monkeypatch, suite, tmp_path):
    clips = [silence(tmp_path / f"{number}.wav", seconds) for number, seconds in enumerate((0.1, 60, 0.1))]
    junit = tmp_path / "junit.xml"
    options = (*suite(*clips)[:2], "--pace", "8", "--junit", str(junit))
    with serving({"hears": SPEECH}, monkeypatch) as served, listening(*options) as process:
        process.wait_for(lambda text: '"result"' in text)
        assert served.wait(lambda: len(served.records.all) == 2 and served.last.sound_ms >= 100)
        process.process.send_signal(signal.SIGINT)
        code, text, err = process.end()
        assert (code, err) == (130, "")
        assert served.is_over()
        assert served.last.asked_to_end
    told = events(text)
    assert [one["type"] for one in told] == ["suite", "result", "summary"]
    assert (told[-1]["interrupted"], told[-1]["exitCode"]) == (True, 130)
    assert [(one["clips"], one["met"], one["skipped"]) for one in told[-1]["providers"]] == [(1, 1, 2)]
    root = ET.fromstring(junit.read_text(encoding="utf-8"))
    assert [[inner.tag for inner in case] for case in root.iter("testcase")] == [
        ["system-out"],
        ["skipped"],
        ["skipped"],
    ]


@pytest.mark.parametrize(("count", "keeps"), [(100, False), (3, True)])
def test_who_reads_no_more_ends_it_unless_there_is_a_file_of_it(monkeypatch, suite, tmp_path, count, keeps):
    clips = [silence(tmp_path / f"{number}.wav", 0.1) for number in range(count)]
    junit = tmp_path / "junit.xml"
    options = (*suite(*clips), *(("--junit", str(junit)) if keeps else ()))
    with serving({"hears": SPEECH}, monkeypatch) as served, listening(*options) as process:
        process.wait_for(lambda text: '"suite"' in text)
        process.leave()
        code, _, err = process.end()
        assert (code, err) == (0, "")
        assert served.is_over()
        assert (len(served.records.all) == count) is keeps
    assert junit.exists() is keeps
    if keeps:
        assert ET.fromstring(junit.read_text(encoding="utf-8")).attrib["tests"] == "3"


WATCHED = """
import contextlib
import os
import sys

from anamctl.__main__ import run
from anamctl.cli.session import signals

handed_over, ready = signals.handed_over, int(sys.argv.pop(1))
signals.LOOK, signals.PATIENCE = 0.05, int(sys.argv.pop(1))


@contextlib.contextmanager
def told(*arguments, **more):
    with handed_over(*arguments, **more) as taken:
        os.close(ready)
        yield taken


signals.handed_over = told
run()
"""


@contextlib.contextmanager
def started(*options, patience=100_000, **streams):
    """Start a suite that waits so many looks for whoever reads, two after a signal; signals end it properly by now."""
    into = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, **streams}
    reader, ready = os.pipe()
    with (
        open(reader, "rb") as is_ready,
        subprocess.Popen(
            [sys.executable, "-c", WATCHED, str(ready), str(patience), "listen", *options], pass_fds=[ready], **into
        ) as process,
    ):
        os.close(ready)
        try:
            select.select([is_ready], [], [], 20)
            yield process
        finally:
            process.kill()


def fill(writer, count=None):
    """Write to a pipe until it takes no more, or so many bytes; give how many it were."""
    os.set_blocking(writer, False)
    written = 0
    with contextlib.suppress(BlockingIOError):
        while count is None or written < count:
            written += os.write(writer, bytes(1 if count is None else count - written))
    os.set_blocking(writer, True)
    return written


@pytest.fixture
def full():
    """Make pipes that nobody reads, with room for so many bytes."""
    with contextlib.ExitStack() as stack:

        def pipe():
            reader, writer = os.pipe()
            stack.callback(os.close, reader)
            stack.callback(os.close, writer)
            return writer

        yield lambda room: (writer := pipe(), fill(writer, fill(pipe()) - room))[0]


ROOM = {"the first line": 0, "a result, or the summary": 320}
"""Bytes that are taken before nothing goes on."""


@pytest.mark.parametrize("where", [*ROOM, "a line on stderr"])
def test_a_signal_ends_it_although_nobody_takes_what_it_writes(monkeypatch, suite, tmp_path, full, where):
    junit, pipe = tmp_path / "junit.xml", full(ROOM.get(where, 0))
    options = (*suite(silence(tmp_path / "a.wav", 0.1), silence(tmp_path / "b.wav", 60)), "--junit", str(junit))
    options, streams = ((*options, "--json"), {"stdout": pipe}) if where in ROOM else (options, {"stderr": pipe})
    with serving({"hears": SPEECH}, monkeypatch) as served, started(*options, **streams) as process:
        assert not ROOM.get(where) or served.wait(lambda: served.records.all and not served.last.is_open)
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == 130
        assert (process.stderr.read() if where in ROOM else b"") == b""
        assert served.is_over()
    assert junit.exists()


def test_results_that_nobody_takes_for_long_end_it(monkeypatch, suite, tmp_path, full):
    options = (*suite(silence(tmp_path / "a.wav", 0.1)), "--json")
    with serving({"hears": SPEECH}, monkeypatch) as served, started(*options, patience=3, stdout=full(0)) as process:
        assert process.wait(10) == 3
        assert process.stderr.read().startswith(b"anamctl: cannot write the result: ")
        assert list(served.records.all) == []


@pytest.mark.parametrize("keeps", [True, False])
def test_who_never_reads_costs_nothing_unless_there_is_a_file_of_it(monkeypatch, suite, tmp_path, keeps):
    speech = [{"at": "0ms", "text": "Guten Tag.", "language": "de", "confidence": 0.97}]
    junit = tmp_path / "junit.xml"
    options = (*suite(silence(tmp_path / "a.wav", 0.1)), *(("--junit", str(junit)) if keeps else ()), "--json")
    reader, writer = os.pipe()
    os.close(reader)
    with serving({"hears": speech}, monkeypatch) as served, started(*options, stdout=writer) as process:
        os.close(writer)
        assert (process.wait(10), process.stderr.read()) == (int(keeps), b"")
        assert len(served.records.all) == int(keeps)
    assert not keeps or ET.fromstring(junit.read_text(encoding="utf-8")).attrib["failures"] == "1"


@pytest.mark.parametrize(("clips", "code"), [((FRENCH,), 3), ((FRENCH, GERMAN), 1)])
def test_what_was_measured_is_told_although_the_file_for_ci_cannot_be_written(anamctl, suite, monkeypatch, clips, code):
    def fail(path, _text):
        raise UsageError(f"cannot write {path}: No space left on device.", hint="choose another place.")

    monkeypatch.setattr("anamctl.cli.writing.write_atomically", fail)
    found = anamctl("listen", "--sandbox", *suite(*clips), "--junit", "junit.xml")

    assert found.code == code
    assert "assemblyai" in found.out
    assert f"1 of {len(clips)} clips met" in found.err
    assert "anamctl: cannot write junit.xml: No space left on device.\nhint: choose another place.\n" in found.err


def test_a_file_for_ci_does_not_stand_among_the_results(anamctl, suite):
    found = anamctl("listen", "--sandbox", *suite(FRENCH), "--junit", "-")

    assert (found.code, found.out) == (2, "")
    assert found.err.startswith("anamctl: --junit needs a file.\n")


@pytest.mark.parametrize("path", ["suite.yaml", "./link.yaml", "sound.wav", "no/such/junit.xml", "."])
def test_a_file_for_ci_takes_the_place_of_nothing_that_is_read(anamctl, suite, tmp_path, path):
    options = suite(silence(tmp_path / "sound.wav", 0.1))
    (tmp_path / "link.yaml").symlink_to("suite.yaml")
    before = {name: (tmp_path / name).read_bytes() for name in ("suite.yaml", "sound.wav")}
    found = anamctl("listen", "--sandbox", *options, "--junit", path)

    assert (found.code, found.out, path in found.err) == (2, "", True)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


def test_services_of_the_command_line_are_two(anamctl, suite):
    found = anamctl("listen", "--sandbox", *suite(FRENCH), "--compare", "deepgram", "Deepgram")
    assert (found.code, found.err.splitlines()[0]) == (2, "anamctl: --compare names the same twice.")


def test_limits_of_the_command_line_are_taken(anamctl, suite):
    found = anamctl("listen", "--sandbox", *suite(GERMAN), "--min-share", "0", "--min-confidence", "0")
    assert found.code == 1  # none of it at all is still not French
    assert "(needed 0 %)" in found.err


def test_a_key_is_nowhere_in_what_a_suite_writes(monkeypatch, anamctl, suite, tmp_path):
    with serving({"hears": SPEECH}, monkeypatch):
        found = anamctl("listen", *suite(silence(tmp_path / "a.wav", 0.1)), "--json", "--junit", "junit.xml")
    assert KEY not in found.out + found.err + (tmp_path / "junit.xml").read_text(encoding="utf-8")


def test_the_suite_of_the_how_to_gives_what_the_how_to_shows(anamctl, tmp_path):
    page = (CLIPS.parents[3] / "docs/how-to/choose-a-model.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n# sounds\.yaml\n(.*?)```", page, re.DOTALL)
    shown = re.search(r"--suite sounds\.yaml\n(.*?)```", page, re.DOTALL)
    assert block is not None
    assert shown is not None
    (tmp_path / "sounds").symlink_to(CLIPS)
    (tmp_path / "sounds.yaml").write_text(block[1], encoding="utf-8")
    found = anamctl("listen", "--sandbox", "--suite", "sounds.yaml", "--pace", "max")

    delays = re.compile(r"  [0-9.]+ s$", re.MULTILINE)  # those of clips at their own pace are shown
    assert delays.sub("  ?", found.out).rstrip() == delays.sub("  ?", shown[1]).rstrip()


def test_at_a_terminal_the_table_stands_on_a_line_of_its_own_after_an_interruption(monkeypatch, suite, tmp_path):
    clips = [silence(tmp_path / f"{number}.wav", seconds) for number, seconds in enumerate((0.1, 60))]
    options = (*suite(*clips), "--color", "never")
    with serving({"hears": SPEECH}, monkeypatch) as served, listening(*options, at_terminal=True) as process:
        process.wait_for(lambda text: "✓" in text)
        assert served.wait(lambda: len(served.records.all) == 2)
        process.process.send_signal(signal.SIGINT)
        code, text, _ = process.end()
        assert served.is_over()
    lines = [line.rstrip() for line in text.splitlines()]
    assert code == 130
    assert (lines[1][:7], lines[1][-7:], lines[2]) == (" 1/2 ✓ ", "fr 97 %", "")  # where a terminal shows ^C
    assert lines[3].split() == ["met", "language", "confidence", "delay"]
    assert lines[4].split()[:5] == ["assemblyai", "1/1", "100", "%", "0.97"]
    assert lines[5:] == ["interrupted: 1 of 1 clips met, 1 not tried"]
