"""What was not recognised surely is no evidence for a language, wherever that is told."""

from __future__ import annotations

import json

import pytest

from tests.unit.cli.listen.serving import CLIPS

QUICK = ("--sandbox", "--pace", "max")
ARABIC = str(CLIPS / "ar-table.wav")


@pytest.mark.parametrize(
    ("provider", "clip", "label"), [("deepgram", "zh", "en? words 45 %"), ("assemblyai", "ar", "en? 45 %")]
)
def test_speech_that_was_not_understood_is_no_evidence_for_the_language_it_was_taken_for(
    anamctl, provider, clip, label
):
    sound = str(CLIPS / f"{clip}-table.wav")
    found = anamctl("listen", *QUICK, sound, "--provider", provider, "--expect", "en")

    assert (found.code, found.out.split("  ")[1].strip()) == (1, label)
    assert "en? English" in found.err
    assert (
        "expected en: not met, none of the speech was surely English (needed 80 %); 100 % was not recognised surely"
    ) in found.err


def test_the_last_line_of_json_says_so(anamctl):
    found = anamctl("listen", *QUICK, ARABIC, "--expect", "en", "--json")

    summary = json.loads(found.out.splitlines()[-1])
    assert (found.code, summary["met"], summary["share"]) == (1, False, 0.0)
    (english,) = summary["languages"]
    assert (english["code"], english["turns"], english["share"], english["sure"]) == ("en", 1, 1.0, False)


def test_a_suite_has_a_column_for_it(anamctl, tmp_path):
    suite = f"clips: [{{path: {ARABIC}, language: en}}]"
    (tmp_path / "suite.yaml").write_text(suite, encoding="utf-8")
    found = anamctl("listen", *QUICK, "--suite", "suite.yaml")

    assert found.code == 1
    assert found.out.splitlines()[1].split()[:4] == ["assemblyai", "0/1", "0", "%"]
    assert [line.split() for line in found.out.splitlines()[-2:]] == [["en", "unsure"], ["en", "·", "1"]]


def test_the_report_and_a_comparison_say_so(anamctl, tmp_path):
    found = anamctl("listen", *QUICK, ARABIC, "--expect", "en", "--report", "heard.html", "-q")
    assert found.code == 1
    assert "English, not sure" in (tmp_path / "heard.html").read_text(encoding="utf-8")

    both = anamctl("listen", *QUICK, ARABIC, "--compare", "assemblyai", "deepgram", "--expect", "en")
    assert both.code == 1
    assert "en? 100 %" in both.err
    assert "deepgram: expected en: not met, none of the speech was surely English" in both.err
