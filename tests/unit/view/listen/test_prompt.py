from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.assemblyai.presets import changing
from anamctl.view.listen import presses
from anamctl.view.listen.completion import choices, hint
from anamctl.view.listen.presses import Presses
from anamctl.view.listen.prompt import Prompt
from anamctl.view.listen.rows import CURSOR, text_of, wide

MULTI, U35 = changing("universal-streaming-multilingual"), changing("universal-3-5-pro")
UP, DOWN, TAB, ENTER, ESCAPE = presses.UP, presses.DOWN, presses.TAB, presses.ENTER, presses.ESCAPE


def opened(*pressed, changing=MULTI):
    """Give a prompt into which something was typed: texts letter by letter, keys as they are."""
    prompt = Prompt(changing)
    prompt.open()
    press(prompt, *pressed)
    return prompt


def press(prompt, *pressed):
    names = {getattr(presses, name) for name in vars(presses) if name.isupper() and not name.startswith("_")}
    return [sent for one in pressed for each in ([one] if one in names else one) if (sent := prompt.press(each))]


def shown(prompt, width=80, hints=1):
    return [text_of(one) for one in prompt.rows(width, hints)]


# ---- keys ------------------------------------------------------------------------------------------------------------


def test_enter_gives_what_was_typed_and_it_stays_until_that_is_settled():
    prompt = opened("min_turn_silence=800ms ")

    assert press(prompt, ENTER) == ["min_turn_silence=800ms"]
    assert prompt.is_open
    assert prompt.line.text == "min_turn_silence=800ms "
    prompt.settle("")
    assert not prompt.is_open
    assert prompt.line.text == ""


def test_what_is_wrong_is_said_until_the_line_changes():
    prompt = opened("a=1", ENTER)
    prompt.settle("a is nothing. write b.")

    assert prompt.is_open
    assert shown(prompt) == [" set a=1", " ! a is nothing. write b."]
    press(prompt, presses.LEFT)
    press(prompt, presses.LEFT)
    press(prompt, "x")
    assert "nothing" not in shown(prompt)[1]


@pytest.mark.parametrize("key", [ESCAPE, "\x03"])
def test_a_key_leaves_it_and_what_was_typed_is_forgotten(key):
    prompt = opened("a=1")

    assert press(prompt, key) == []
    assert not prompt.is_open
    prompt.open()
    assert prompt.line.text == ""


@pytest.mark.parametrize("keys", [[ENTER], ["   ", ENTER], ["\x04"]])
def test_nothing_typed_leaves_it_too(keys):
    prompt = opened()

    assert press(prompt, *keys) == []
    assert not prompt.is_open


def test_letters_that_are_keys_elsewhere_are_letters_here():
    assert opened("s e q 1").line.text == "s e q 1"


def test_what_was_sent_can_be_sent_again():
    prompt = opened()
    for text in ("a=1", "b=2", "a=1"):
        prompt.open()
        press(prompt, text, ENTER)
        prompt.settle("")
    prompt.open()
    press(prompt, "dra")

    seen = []
    for key in (UP, UP, UP, DOWN, DOWN, DOWN):
        press(prompt, key)
        seen.append(prompt.line.text)
    assert seen == ["a=1", "b=2", "b=2", "a=1", "dra", "dra"]


def test_what_was_wrong_is_not_recalled():
    prompt = opened("a=1", ENTER)
    prompt.settle("no")
    press(prompt, ESCAPE)
    prompt.open()
    press(prompt, UP)

    assert prompt.line.text == ""


# ---- completion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("min", "min_turn_silence="),
        ("vad_threshold", "vad_threshold="),
        ("a=1 form", "a=1 format_turns="),
        ("profan", "filter_profanity="),
        ("format_turns=t", "format_turns=true"),
        ("format_turns=x", "format_turns=x"),
        ("nothing", "nothing"),
        ("vad_threshold=", "vad_threshold="),
        ('prompt="min', 'prompt="min'),
    ],
)
def test_tab_completes_what_is_clear(text, completed):
    assert opened(text, TAB).line.text == completed


def test_tab_goes_on_as_far_as_all_agree_and_then_around():
    prompt = opened("f", TAB)
    seen = [prompt.line.text]
    for _ in range(3):
        press(prompt, TAB)
        seen.append(prompt.line.text)
    press(prompt, presses.BACK_TAB)

    assert seen == ["format_turns", "filter_profanity", "format_turns", "filter_profanity"]
    assert prompt.line.text == "format_turns"
    press(prompt, "=")
    assert prompt.line.text == "format_turns="


def test_tab_with_nothing_typed_goes_around_all_and_says_what_each_is_for():
    prompt = opened()
    found = []
    for parameter in MULTI.parameters:
        press(prompt, TAB)
        found.append(prompt.line.text)
        assert shown(prompt)[1].strip().startswith(parameter.help[:30])
    press(prompt, TAB)

    assert found == [parameter.name for parameter in MULTI.parameters]
    assert prompt.line.text == found[0]


def test_completing_in_the_middle_keeps_what_follows():
    prompt = opened("min=800", *[presses.LEFT] * 4, TAB)

    assert (prompt.line.text, prompt.line.at) == ("min_turn_silence=800", len("min_turn_silence"))


def test_other_models_have_other_names():
    assert "prompt" in choices("", U35).names
    assert "prompt" not in choices("", MULTI).names
    assert {"prompt", "keyterms_prompt"} == set(choices("PROMPT", U35).names)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("m", "min_turn_silence, max_turn_silence"),
        ("min", "min_turn_silence: silence that may end a turn: 800 or 800ms"),
        ("min_turn_silence=", "silence that may end a turn: 800 or 800ms"),
        ("vad_threshold=0.5 min_turn_silence=80", "silence that may end a turn: 800 or 800ms"),
        ("vad_threshold=", "how sure it must be that somebody speaks: 0 to 1"),
        ("format_turns=", "write punctuation and capitals: true or false"),
        ("mode=", "there is no setting mode that could change"),
    ],
)
def test_the_hint_says_what_is_being_typed(text, said):
    assert hint(text, MULTI) == said


@pytest.mark.parametrize(
    ("before", "after"), [("", "min_turn_silence=8"), ("min_turn", "_silence"), ("a=1 min", "_turn_silence b=2")]
)
def test_the_hint_is_about_the_whole_word_in_which_the_cursor_stands(before, after):
    assert hint(before, MULTI, after) == "silence that may end a turn: 800 or 800ms"


# ---- rows ------------------------------------------------------------------------------------------------------------


def test_an_empty_line_says_what_to_do():
    assert shown(opened()) == [" set ", " NAME=VALUE   Tab names   Enter sends   Esc leaves"]
    assert shown(opened(), 39, 2) == [" set ", " NAME=VALUE", " Tab names  Enter sends  Esc leaves"]


def test_a_long_hint_takes_two_rows_where_there_are_two_and_is_cut_after_that():
    prompt = opened()

    press(prompt, TAB)
    assert shown(opened("min="), 39, 2)[1:] == [" there is no setting min that could", " change"]
    assert shown(opened("min="), 39, 1)[1:] == [" there is no setting min that could ch…"]
    assert shown(opened("end_of_turn_confidence_threshold="), 30, 2)[2].endswith("…")


def test_foreign_text_is_shown_harmless():
    prompt = opened("a=1", ENTER)
    prompt.settle("what \x1b[31m is that")

    assert all("\x1b" not in one for one in shown(prompt))


@given(
    data=st.lists(st.one_of(st.binary(max_size=12), st.sampled_from([b"\t", b"\r", b"\x1b[A", b"min", b"="]))),
    width=st.integers(8, 120),
    hints=st.integers(1, 2),
    problem=st.text(max_size=60),
)
def test_whatever_is_sent_to_it_its_rows_fit_and_have_one_cursor(data, width, hints, problem):
    prompt, keys = Prompt(MULTI), Presses()
    prompt.open()
    for piece in data:
        for one in keys.feed(piece):
            if prompt.press(one):
                prompt.settle(problem)
            if not prompt.is_open:
                prompt.open()
        rows = prompt.rows(width, hints)

        assert len(rows) == 1 + hints
        assert all(wide(one) <= width for one in rows)
        assert [span.style for one in rows for span in one].count(CURSOR) == 1
        assert wide(rows[0][: [span.style for span in rows[0]].index(CURSOR)]) < width


def test_what_is_pasted_is_typed_as_one_line():
    prompt = Prompt(MULTI)
    prompt.open()
    prompt.press("a")
    prompt.paste("b\nc\t\x1b d")

    assert prompt.line.text.startswith("ab c")
    assert "\n" not in prompt.line.text
    assert "\x1b" not in prompt.line.text
    assert prompt.is_open
