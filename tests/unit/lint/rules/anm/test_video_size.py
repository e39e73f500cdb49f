"""ANM217: sizes of the picture."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import video_size
from tests.unit.lint.rules.anm.samples import INLINE, SAVED, ask, one


def persona(width=None, height=None, model=None, more=""):
    text = INLINE + (f"  avatarModel: {model}\n" if model else "") + "sessionOptions:\n  videoQuality: auto\n"
    text += f"  videoWidth: {width}\n" if width is not None else ""
    text += f"  videoHeight: {height}\n" if height is not None else ""
    return text + more


def test_one_without_the_other_is_an_error_with_a_fix_when_it_is_clear():
    found = one(video_size, persona(width=1152))

    assert (found.place, found.text) == ("7:3", "videoWidth")
    assert found.message == "videoWidth without videoHeight"
    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == INLINE + "sessionOptions:\n  videoQuality: auto\n  videoHeight: 768\n  videoWidth: 1152\n"


def test_the_fix_goes_both_ways_and_into_flow_mappings():
    assert one(video_size, persona(height=480)).fixed == persona(width=720, height=480)
    assert "  videoHeight: 480\n  videoWidth: 720\n" in (one(video_size, persona(width=720)).fixed or "")

    found = one(video_size, '{"personaConfig": {}, "sessionOptions": {"videoHeight": 480}}', suffix="json")
    assert found.fixed == '{"personaConfig": {}, "sessionOptions": {"videoWidth": 720, "videoHeight": 480}}'


@pytest.mark.parametrize("height", [100, "true", '"480"'])
def test_there_is_no_fix_for_a_side_of_no_size(height):
    assert one(video_size, persona(height=height)).fix is None


@pytest.mark.parametrize(
    ("model", "pair", "label"),
    [
        ("cara-3", (1152, 768), "it has 720x480"),
        ("cara-3", (480, 720), "it has 720x480"),
        ("cara-4", (720, 480), "it has 1152x768 and 768x1152"),
        ("cara-4-latest", (720, 480), "it has 1152x768 and 768x1152"),
    ],
)
def test_a_pair_that_the_model_lacks_is_an_error(model, pair, label):
    found = one(video_size, persona(pair[0], pair[1], model))

    assert (found.place, found.text) == ("8:15", str(pair[0]))
    assert found.message == f"{pair[0]}x{pair[1]} is no size of {model}"
    assert found.label == label
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("model", [None, "cara-9", "${MODEL}", "[cara-3]"])
def test_without_a_known_model_the_pair_must_be_one_of_any(model):
    found = one(video_size, persona(1920, 1080, model))

    assert found.message == "1920x1080 is no size of any avatar model"
    assert found.label == "cara-3 has 720x480, cara-4 has 1152x768 and 768x1152"
    assert not ask(video_size, persona(720, 480, model))
    assert not ask(video_size, persona(768, 1152, model))


def test_an_entry_with_another_model_is_looked_at():
    more = "languages:\n  fr: {avatarModel: cara-3}\n  de: {avatarModel: cara-4}\n"
    found = one(video_size, persona(1152, 768, "cara-4", more))

    assert (found.place, found.text) == ("11:21", "cara-3")
    assert found.message == "1152x768 is no size of cara-3"


@pytest.mark.parametrize(
    ("model", "pair"),
    [("cara-3", (720, 480)), ("cara-4", (1152, 768)), ("cara-4", (768, 1152)), ("cara-4", (1152.0, 768.0))],
)
def test_the_sizes_of_the_model_pass(model, pair):
    assert not ask(video_size, persona(pair[0], pair[1], model))


@pytest.mark.parametrize("pair", [("true", 480), ('"720"', 480), (720, "null")])
def test_sides_of_a_wrong_type_are_left_to_another_rule(pair):
    assert not ask(video_size, persona(*pair))


def test_a_side_of_hundreds_of_digits_is_no_trouble():
    assert one(video_size, persona("9" * 390, 480)).message.endswith("x480 is no size of any avatar model")


def test_saved_personas_are_looked_at():
    text = f"personaConfig: {{personaId: {SAVED}}}\nsessionOptions: {{videoWidth: 1, videoHeight: 1}}\n"
    assert one(video_size, text).place == "2:30"


def test_no_size_is_fine():
    assert not ask(video_size, INLINE + "sessionOptions: {videoQuality: high}\n")
    assert not ask(video_size, INLINE + "sessionOptions: [videoWidth]\n")
