from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.level import SILENCE, Level
from anamctl.audio.notices import Stalled
from anamctl.listening.status import Status
from anamctl.report.width import columns
from anamctl.stt import heard
from anamctl.stt.assemblyai.presets import changing
from anamctl.view.listen.line import typed
from anamctl.view.listen.prompt import Prompt
from anamctl.view.listen.region import Region
from anamctl.view.listen.rows import CURSOR, Span, plain, row, text_of, wide
from anamctl.view.listen.status import (
    METER,
    WIDE,
    Picture,
    headline_row,
    meter,
    needs_a_row,
    partial_rows,
    rows,
    shares_row,
)
from tests.unit.view.heard import (
    ABOUT,
    NOTHING_SURE,
    SETTABLE,
    SHARES,
    UNSURE_WORDS,
    Clock,
    ended,
    final,
    partial,
    ready,
    status_of,
)
from tests.unit.view.terminal import Terminal

LOUD = (Level(-55.0, -50.0), Level(-30.0, -20.0), Level(-12.0, -3.0))
SPOKEN = [ready(), final("Bonjour", turn=0), final("Adiós", "es", 0.97, turn=1, delay=0.42)]


def shown(status, width=100, height=24, **picture):
    return [text_of(one).rstrip() for one in rows(status, Picture(**picture), width, height)]


def test_everything_is_there_where_there_is_room():
    status = status_of(*SPOKEN, expect="fr", seconds=31)

    assert shown(status, 120, partial=partial("je voudrais", " sav"), levels=LOUD) == [
        "",
        " je voudrais sav",
        "",
        " Spanish  ███████████████████▍ 97 %    es 50 % · fr 50 %    expected fr: not met yet",
        "     ▁▅█ listening 0:31 · universal-streaming-multilingual · last final +0.42 s · about $0.0013",
        " space pause   e end turn   q quit",
    ]


MANY = [
    ready(),
    *(final("…", code, 0.98, turn=number) for number, code in enumerate(("fr", "es", "de", "it"))),
    final("…", "en", 0.45, turn=4),
]


@pytest.mark.parametrize(("width", "about"), [(76, ABOUT), (80, ABOUT), (100, SHARES)])
def test_what_does_not_fit_beside_the_language_has_a_row_of_its_own(width, about):
    status = status_of(*MANY, about=about, expect="fr")

    assert needs_a_row(status, width)
    headline, second = shown(status, width, is_tall=True)[3:5]
    assert headline.startswith(" Italian")
    assert second.startswith(" de 20 % · es 20 % · fr 20 % · it 20 %")
    assert second.endswith("    expected fr: not met yet")


def test_a_row_of_its_own_is_not_needed_where_there_is_room_or_little_to_say():
    assert not needs_a_row(status_of(*SPOKEN, expect="fr"), 100)
    assert not needs_a_row(status_of(*MANY, expect="fr"), 160)
    assert not needs_a_row(status_of(*MANY, expect="fr"), 60)


def test_a_narrow_terminal_has_the_same_in_more_rows():
    status = status_of(*SPOKEN, expect="fr", seconds=31)

    assert shown(status, 40, partial=partial("je voudrais"), levels=LOUD) == [
        "",
        " je voudrais",
        "",
        " Spanish  ███████████▋ 97 %",
        " es 50 % · fr 50 %",
        " expected fr: not met yet",
        "     ▁▅█ listening 0:31",
        " last final +0.42 s · about $0.0013",
        " universal-streaming-multilingual",
        " space pause   e end turn   q quit",
    ]


@pytest.mark.parametrize(("width", "model"), [(39, ABOUT.model), (20, ABOUT.model[:18] + "…")])
def test_a_narrow_terminal_always_shows_the_model(width, model):
    for status in (status_of(ready()), status_of(*SPOKEN, heard.Dropped(t=1, seconds=1, total=1), seconds=31)):
        assert shown(status, width)[-2] == f" {model}"


def test_the_bar_makes_room_for_what_is_not_sure():
    status = status_of(final("Ja", "de", 0.99), final("Yes", "en", 0.45, turn=1))

    assert line(status, 12, 48) == " German  ███████████▉ 99 %  English? 45 % unsure"
    assert line(status, 12, 39) == " German  99 %  English? 45 % unsure"


def test_at_eighty_columns_the_expectation_stays():
    status = status_of(*SPOKEN, expect="fr")

    assert shown(status, 79)[3] == " Spanish  ███████████▋ 97 %    es 50 % · fr 50 %    expected fr: not met yet"
    assert "expected fr" in shown(status_of(*SPOKEN, final("x", "de", 0.2), expect="fr"), 79)[3]


# ---- settings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "keys"),
    [
        (80, " space pause   e end turn   s settings   1-3 presets   q quit"),
        (60, " space pause   e end turn   s settings   q quit"),
        (39, " space pause  e end turn  s set  q quit"),
    ],
)
def test_the_key_for_settings_is_named_where_something_can_be_set(width, keys):
    assert shown(status_of(*SPOKEN, about=SETTABLE), width)[-1] == keys
    assert "set" not in shown(status_of(*SPOKEN), width)[-1]


def test_a_model_without_presets_names_no_key_for_them():
    about = SETTABLE._replace(changing=changing("universal-3-5-pro"))

    assert shown(status_of(*SPOKEN, about=about), 80)[-1] == " space pause   e end turn   s settings   q quit"


def prompt_with(text):
    prompt = Prompt(SETTABLE.changing)
    prompt.open()
    prompt.line = typed(text)
    return prompt


def test_settings_are_typed_in_the_place_of_the_keys_while_all_else_goes_on():
    status = status_of(*SPOKEN, about=SETTABLE, expect="fr", seconds=31)
    picture = {"partial": partial("je voudrais", " sav"), "levels": LOUD, "prompt": prompt_with("min_turn_silence=8")}

    assert shown(status, 120, **picture) == [
        "",
        " je voudrais sav",
        " Spanish  ███████████████████▍ 97 %    es 50 % · fr 50 %    expected fr: not met yet",
        "     ▁▅█ listening 0:31 · universal-streaming-multilingual · last final +0.42 s · about $0.0013",
        " set min_turn_silence=8",
        " silence that may end a turn: 800 or 800ms",
    ]
    assert shown(status, 39, **picture) == [
        "",
        " je voudrais sav",
        " Spanish  ███████████▋ 97 %",
        " es 50 % · fr 50 %",
        " expected fr: not met yet",
        "     ▁▅█ listening 0:31",
        " universal-streaming-multilingual",
        " set min_turn_silence=8",
        " silence that may end a turn: 800 or",
        " 800ms",
    ]


@pytest.mark.parametrize("width", [8, 20, 39, 79, 120])
@pytest.mark.parametrize("height", [1, 2, 3, 4, 6, 24])
@pytest.mark.parametrize("expect", ["", "fr"])
def test_typing_changes_nothing_about_how_many_rows_there_are(width, height, expect):
    status = status_of(*SPOKEN, about=SETTABLE, expect=expect)
    prompt = prompt_with("min_turn_silence=80")
    before = rows(status, Picture(), width, height)
    typing = rows(status, Picture(prompt=prompt), width, height)

    assert len(typing) == len(before)
    assert all(wide(one) <= width for one in typing)
    assert [span.style for one in typing for span in one].count(CURSOR) == 1


EVENTS = st.lists(
    st.one_of(
        st.builds(
            final,
            st.text(st.characters(codec="utf-8"), min_size=1, max_size=40),
            st.sampled_from(["fr", "es", "yue", "zh", "", None, "x\x1b[31m", "long-code-of-some-kind"]),
            st.one_of(st.none(), st.floats(0, 1)),
            turn=st.integers(0, 5),
            delay=st.one_of(st.none(), st.floats(0, 90)),
        ),
        st.builds(
            heard.Reconnecting,
            t=st.just(1.0),
            attempt=st.integers(0, 5),
            of=st.just(5),
            wait=st.just(1.0),
            reason=st.text(),
        ),
        st.builds(heard.Dropped, t=st.just(1.0), seconds=st.just(1.0), total=st.floats(0, 9000)),
        st.builds(heard.Paused, t=st.just(1.0), is_paused=st.booleans()),
        st.just(ready()),
        st.just(ended()),
    ),
    max_size=6,
)


@given(
    events=EVENTS,
    about=st.sampled_from([SHARES, NOTHING_SURE]),
    stable=st.text(st.characters(codec="utf-8"), max_size=300),
    unstable=st.text(st.characters(codec="utf-8"), max_size=30),
    width=st.integers(8, 200),
    height=st.integers(1, 40),
    expect=st.sampled_from(["", "fr"]),
    is_tall=st.booleans(),
)
def test_rows_always_fit_and_their_number_depends_on_the_terminal_only(
    events, about, stable, unstable, width, height, expect, is_tall
):
    before = rows(status_of(about=about, expect=expect), Picture(is_tall=is_tall), width, height)
    status = status_of(*events, about=about, expect=expect, seconds=4000)
    after = rows(status, Picture(partial(stable, unstable), LOUD, is_tall=is_tall), width, height)

    assert len(after) == len(before) <= max(height - 1, 1)
    assert all(wide(one) <= width for one in after)
    assert not any(category(character) == "Cc" for one in after for character in text_of(one))


def test_of_a_few_rows_the_most_important_are_left():
    status = status_of(*SPOKEN, expect="fr")

    assert [one.split()[0] for one in shown(status, 100, 4, partial=partial("Oui"))] == ["Oui", "Spanish", "listening"]
    assert len(shown(status, 100, 2)) == len(shown(status, 100, 1)) == 1


@pytest.mark.parametrize(("height", "count"), [(24, 6), (9, 6), (8, 4), (7, 3), (6, 3), (4, 3), (3, 2)])
def test_of_a_few_rows_half_are_for_what_was_said(height, count):
    status = status_of(*SPOKEN, expect="fr")
    said = partial(" ".join(["voudrais"] * 20))

    assert len(shown(status, 100, height, partial=said)) == count
    assert shown(status, 100, 8, partial=said)[2:] == shown(status, 100, 24, partial=said)[3:5]
    assert len(shown(status, 39, 8, partial=said)) == 7


@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_a_window_of_eight_rows_that_becomes_half_as_wide_has_room_for_all_of_them(width):
    status = status_of(*SPOKEN, expect="fr", seconds=31)
    terminal, region = Terminal(width, 8), Region(color=False)
    said = partial(" ".join(["voudrais"] * 40))
    terminal.write(region.draw([row("said")], rows(status, Picture(said), width - 1, 8), terminal.size()))
    terminal.resize(width // 2)
    below = rows(status, Picture(said), width // 2 - 1, 8)
    terminal.write(region.draw([], below, terminal.size()))

    assert terminal.shown == ["said", *(text_of(one).rstrip() for one in below)]


# ---- what is said just now -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unstable", [" Mor", "Mor"])
def test_what_may_still_change_is_dim(unstable):
    first, second = partial_rows(partial("Guten", unstable), 40)

    assert first == (Span(" "), Span("Guten "), Span("Mor", "dim"))
    assert second == ()


def test_no_space_stands_between_words_where_none_is_written():
    first, _ = partial_rows(partial("こんに", "ちは"), 40)

    assert text_of(first) == " こんにちは"


def test_a_long_turn_shows_its_end_in_two_rows():
    first, second = partial_rows(partial("eins zwei drei vier fünf sechs", " sieben"), 18)

    assert [text_of(first), text_of(second)] == [" vier fünf sechs", " sieben"]
    assert second[-1] == Span("sieben", "dim")


def test_text_that_is_not_stable_at_all_is_all_dim():
    spans = [one for spans in partial_rows(partial("", "eins zwei drei vier"), 12) for one in spans]

    assert " ".join(one.text for one in spans if one.style == "dim").split() == ["eins", "zwei", "drei", "vier"]
    assert not any(one.text.strip() for one in spans if one.style != "dim")


@given(
    stable=st.text(st.characters(codec="utf-8"), max_size=120),
    unstable=st.text(st.characters(codec="utf-8"), max_size=40),
    width=st.integers(8, 120),
)
def test_the_end_of_what_is_said_is_always_seen(stable, unstable, width):
    found = partial_rows(partial(stable, unstable), width)

    assert len(found) == 2
    assert all(wide(one) <= width for one in found)
    said = "".join(plain(stable + unstable).split())
    seen = "".join("".join(text_of(one) for one in found).split())
    assert said.endswith(seen[-1:])
    assert not said or seen


# ---- the language ----------------------------------------------------------------------------------------------------


def line(status, bar=10, width=80):
    return text_of(headline_row(status, bar, width))


def test_the_language_is_held_and_what_is_not_sure_stands_beside_it():
    assert line(status_of()) == " no language yet"
    assert line(status_of(final("Ja", "de", 0.5))) == " German? 50 % unsure"
    assert line(status_of(final("Ja", "de", 1.0))) == " German  ██████████ 100 %"
    assert line(status_of(final("Ja", "de", 0.99), final("Yes", "en", 0.45, turn=1))) == (
        " German  █████████▉ 99 %  English? 45 % unsure"
    )
    after = status_of(final("Ja", "de", 0.99), final("Yes", "en", 0.45, turn=1), final("Oui", "fr", 0.97, turn=2))
    assert line(after) == " French  █████████▊ 97 %"


def test_words_that_are_not_sure_are_the_reason_that_is_told():
    mumbled = status_of(final("mi", "en", 1.0, words=UNSURE_WORDS), about=SHARES)
    assert line(mumbled) == " English? words 45 % unsure"


def test_shares_mark_what_was_not_sure():
    status = status_of(final("Ja", "de", 0.99), final("Yes", "en", 0.45, turn=1), final("Yes", "de", 0.5, turn=2))
    assert text_of(shares_row(status, 80)) == "de 33 % · de? 33 % · en? 33 %"


def test_the_language_of_a_partial_counts_too():
    assert line(status_of(partial("Bonjour", language="fr", confidence=0.9))).startswith(" French")


def test_without_confidence_there_is_no_bar():
    assert line(status_of(final("Oui", "fr", None), about=NOTHING_SURE)) == " French  n/a"


def test_a_share_of_words_is_called_so():
    assert line(status_of(final("Oui", "fr", 0.8), about=SHARES)) == " French  ████████░░ 80 % of words"


def test_a_code_that_nobody_knows_is_shown_as_it_is():
    assert line(status_of(final("Oui", "xq", 1.0))) == " xq  ██████████ 100 %"


# ---- how it goes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], "connecting"),
        ([ready()], "listening"),
        ([ready(), heard.Paused(t=1, is_paused=True)], "paused"),
        ([heard.Reconnecting(t=1, attempt=1, of=2, wait=1.2, reason="x")], "trying again in 2 s (1/2)"),
        ([ready(), heard.Reconnecting(t=1, attempt=2, of=5, wait=4, reason="x")], "reconnecting in 4 s (2/5)"),
        ([ready(), heard.Reconnecting(t=1, attempt=2, of=5, wait=0.1, reason="x")], "reconnecting (2/5)"),
        ([ready(), heard.Reconnecting(t=1, attempt=0, of=5, wait=0, reason="x")], "connecting"),
        ([ready(), ended()], "ending"),
    ],
)
def test_the_state_is_in_a_word(events, state):
    assert shown(status_of(*events))[4].split(" 0:")[0].strip() == state


@pytest.mark.parametrize(
    ("link", "state"),
    [
        ("connecting", "reconnecting (2/5)"),
        ("waiting", "waiting for AssemblyAI"),
        ("lost", "reconnecting in 4 s (2/5)"),
        ("ending", "ending"),
    ],
)
def test_the_state_says_what_is_waited_for(link, state):
    status = status_of(ready(), heard.Reconnecting(t=1, attempt=2, of=5, wait=4, reason="x"))
    status.link = lambda: link

    assert shown(status)[4].split(" 0:")[0].strip() == state


@pytest.mark.parametrize(
    ("width", "state"),
    [(100, "         waiting for the microphone (0:12) 0:31 · "), (39, "         waiting for sound (0:12) 0:31")],
)
def test_a_microphone_that_gives_nothing_is_waited_for(width, state):
    clock_ = Clock()
    status = Status(ABOUT, clock=clock_)
    status.see(ready())
    clock_.now += 22
    status.notice(Stalled("USB", 3.0))
    clock_.now += 9

    (found,) = [one for one in shown(status, width) if "waiting" in one]
    assert found.startswith(state)


def test_the_seconds_until_the_next_attempt_go_down():
    status = status_of(ready(), heard.Reconnecting(t=1, attempt=2, of=5, wait=4, reason="x"), seconds=2.5)

    assert shown(status)[4].split(" 0:")[0].strip() == "reconnecting in 2 s (2/5)"


def test_space_goes_on_while_it_is_paused_and_keys_are_not_told_where_there_are_none():
    paused = status_of(ready(), heard.Paused(t=1, is_paused=True))

    assert shown(paused)[-1] == " space go on   e end turn   q quit"
    assert shown(paused, has_keys=False)[-1] == ""


def test_sound_that_was_lost_is_told_first():
    status = status_of(ready(), heard.Dropped(t=1, seconds=1.2, total=3.4))

    assert " · dropped 3.4 s · " in shown(status)[4]
    assert "dropped" in shown(status, WIDE - 1)[-3]


def test_the_meter_shows_silence_low_and_speech_high():
    assert meter([]) == " " * METER
    assert meter([SILENCE, Level(0.0, 0.0), None]) == "    ▁█ "
    assert columns(meter([Level(float(step), 0.0) for step in range(-60, 0)])) == METER
