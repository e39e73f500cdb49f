from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import CredentialsError
from anamctl.listening.suite import Result, report
from anamctl.listening.suite_clips import Clip
from anamctl.listening.suite_file import Suite
from anamctl.listening.target import Target
from anamctl.listening.wer import Errors
from anamctl.report.listen_suite import as_json
from anamctl.report.suite_junit import render
from anamctl.view.listen.rows import text_of, wide
from anamctl.view.listen.suite import confusion_rows, result_rows, rows, skipped_rows

A, B = Target("assemblyai"), Target("deepgram", "nova-3")


def clip(name, language="fr", text=""):
    return Clip(name, f"/x/{name}", language, text)


def result(target, of, found, confidence=0.98, **more):
    met = found == of.language
    fields = {
        "is_met": met,
        "why": "100 % was right" if met else f"none of the speech was {of.language}",
        "open_seconds": 3.0,
        "cost": 0.002,
        "delay": 0.4,
        "duration": 3.0,
        "text": "Oui & non",
    }
    return Result(target, of, found=found, confidence=confidence, **{**fields, **more})


CLIPS = (clip("fr-01.wav"), clip("fr-02.wav", text="Oui et non"), clip("de-01.wav", "de"))
ERROR = CredentialsError("AssemblyAI refused the key.", hint="is it right?")


def made(*targets_results):
    targets = tuple(dict.fromkeys(one.target for one in targets_results))
    return report(Suite("clips.yaml", CLIPS, targets), targets_results)


GOOD = [result(A, CLIPS[0], "fr"), result(A, CLIPS[1], "fr", errors=Errors(1, 3)), result(A, CLIPS[2], "de")]
MIXED = [result(B, CLIPS[0], "es"), result(B, CLIPS[1], "fr"), result(B, CLIPS[2], "")]


def shown(found, width=100):
    return [text_of(one).rstrip() for one in rows(found, width)]


def test_what_was_not_recognised_surely_is_called_so():
    unsure = result(A, CLIPS[0], "?", None)
    assert text_of(result_rows(unsure, 80, has_several=False)[0]) == " ✗ fr-01.wav  unsure"
    assert shown(made(unsure, GOOD[1], GOOD[2]))[-3:] == [
        "     de  fr  unsure",
        " de   1   ·       ·",
        " fr   ·   1       1",
    ]
    confusion = made(unsure, GOOD[1], GOOD[2]).confusion(A)
    assert "  fr 1, unsure 1" in [text_of(one) for one in confusion_rows(confusion, 19)]


def test_a_row_for_each_service_and_which_language_was_heard_for_which():
    assert shown(made(*GOOD, *MIXED)) == [
        "                  met  language  confidence  word errors   delay           cost",
        " assemblyai       3/3     100 %        0.98         33 %  0.40 s  about $0.0060",
        " deepgram/nova-3  1/3      33 %        0.98               0.40 s  about $0.0060",
        "",
        " deepgram/nova-3, heard as",
        "     de  fr  es  nothing",
        " de   ·   ·   ·        1",
        " fr   ·   1   1        ·",
    ]


def test_a_narrow_terminal_has_fewer_columns_but_whole_ones():
    assert shown(made(*GOOD), 40) == [
        "             met  language  confidence",
        " assemblyai  3/3     100 %        0.98",
    ]


def test_a_long_name_gives_way_to_numbers():
    named = [one._replace(target=Target("assemblyai", "universal-3-5-pro")) for one in GOOD]

    assert shown(made(*named), 40) == [
        "               met  language  confidence",
        " …sal-3-5-pro  3/3     100 %        0.98",
    ]


def test_where_a_matrix_has_no_room_there_is_a_list():
    listed = shown(made(*MIXED), 22)

    assert " de  nothing 1" in listed
    assert " fr  fr 1, es 1" in listed


def test_a_clip_is_told_as_it_was_heard():
    (row,) = result_rows(GOOD[0], 80, has_several=False)
    assert text_of(row) == " ✓ fr-01.wav  fr 98 %"

    lines = [text_of(one) for one in result_rows(MIXED[0], 80, has_several=True)]
    assert lines == [" ✗ deepgram/nova-3  fr-01.wav  es 98 %", "   none of the speech was fr"]


def test_a_clip_is_numbered_where_there_is_room():
    row, why = result_rows(MIXED[0], 80, has_several=False, place=" 7/120")
    assert text_of(row) == "  7/120 ✗ fr-01.wav  es 98 %"
    assert text_of(why) == "          none of the speech was fr"
    assert text_of(result_rows(GOOD[0], 40, has_several=False, place=" 7/120")[0]) == " ✓ fr-01.wav  fr 98 %"


def test_a_clip_that_could_not_be_heard_says_why():
    failed = result(A, CLIPS[0], "", None, is_met=False, why="refused", failure=ERROR)

    assert [text_of(one) for one in result_rows(failed, 80, has_several=False)] == [" ✗ fr-01.wav  –", "   refused"]


def test_where_there_is_little_room_what_was_heard_stands_whole():
    of = clip("calls/november/fr-caller-17.wav")
    target = Target("assemblyai", "universal-3-5-pro")
    (line,) = result_rows(result(target, of, "fr"), 44, has_several=True)
    assert text_of(line) == " ✓ …ersal-3-5-pro  …r-caller-17.wav  fr 98 %"


def test_clips_that_nobody_has_tried_are_told_together():
    skipped = Result(A, CLIPS[1], is_met=False, why="not tried after the service refused the key", is_skipped=True)
    assert [text_of(one) for one in skipped_rows(skipped, 39, 80, has_several=True)] == [
        " – assemblyai  39 clips",
        "   not tried after the service refused the key",
    ]
    assert text_of(skipped_rows(skipped, 1, 80, has_several=False)[0]) == " – 1 clip"


CODES = ("ar", "cs", "de", "en", "es", "fr", "hi", "it", "ja", "nl", "pl", "pt", "sv", "tr")


def matrix():
    """Clips in many languages, which a service has all heard as English."""
    clips = tuple(clip(f"{code}.wav", code) for code in CODES)
    heard = [result(A, one, "en" if one.language != "fr" else "") for one in clips]
    return report(Suite("s", clips, (A,)), heard).confusion(A)


def test_a_matrix_of_many_languages_has_room_at_a_usual_width():
    lines = [text_of(one) for one in confusion_rows(matrix(), 79)]
    assert lines[0] == "     ar  cs  de  en  es  fr  hi  it  ja  nl  pl  pt  sv  tr  nothing"
    assert lines[1] == " ar   ·   ·   ·   1   ·   ·   ·   ·   ·   ·   ·   ·   ·   ·        ·"
    assert len(lines) == 15
    assert [text_of(one) for one in confusion_rows(matrix(), 39)][:4] == [
        " ar  en 1",
        " cs  en 1",
        " de  en 1",
        " en  en 1",
    ]


def test_what_was_heard_right_is_told_apart_by_colour():
    first, *_, english = confusion_rows(matrix(), 79)[1:5]
    assert [span.style for span in first if span.text == "1"] == ["red"]
    assert [span.style for span in english if span.text == "1"] == ["green"]


@given(width=st.integers(20, 120), name=st.text(st.characters(codec="utf-8"), max_size=40))
def test_no_row_is_too_wide(width, name):
    odd = [result(Target("deepgram", "", (), name), clip(name + "x"), name[:5], why=name)]
    found = report(Suite("s", (odd[0].clip,), (odd[0].target,)), odd)

    assert all(wide(one) <= width for one in rows(found, width))
    assert all(wide(one) <= width for one in result_rows(odd[0], width, has_several=True, place="100/2000"))
    assert all(wide(one) <= width for one in skipped_rows(odd[0], 7, width, has_several=True))


def test_json_has_every_clip_every_service_and_the_confusion():
    data = as_json(made(*GOOD, *MIXED))

    assert json.loads(json.dumps(data)) == data
    assert [one["provider"] for one in data["providers"]] == ["assemblyai", "deepgram/nova-3"]
    assert data["providers"][0] | {"confusion": []} == {
        "provider": "assemblyai",
        "clips": 3,
        "met": 3,
        "failed": 0,
        "skipped": 0,
        "accuracy": 1.0,
        "meanConfidence": 0.98,
        "wordErrorRate": 0.333,
        "meanDelay": 0.4,
        "openSeconds": 9.0,
        "estimatedCost": 0.006,
        "confusion": [],
    }
    assert {"expected": "de", "found": None, "clips": 1} in data["providers"][1]["confusion"]
    assert (len(data["results"]), data["results"][3]["met"]) == (6, False)


@pytest.mark.parametrize("text", ["\x1b[31m", "]]>", "<a>&\"'", "\ud800"])
def test_junit_is_xml_whatever_was_heard(text):
    odd = result(A, clip(text or "x"), text, is_met=False, why=text, text=text)
    found = report(Suite("s", (odd.clip,), (A,)), [odd])

    assert ET.fromstring(render(found).encode("utf-8", "replace").decode()) is not None
