import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from anamctl.anam.events import (
    Change,
    ChannelOpen,
    Connected,
    Engine,
    Message,
    Minted,
    Ready,
    Reconnecting,
    ToolCall,
    Update,
    UserSpeech,
    Warned,
)
from anamctl.view.session import text as session_text


def shown(event, width=80):
    console = Console(file=io.StringIO(), width=width, markup=False, highlight=False, emoji=False)
    return [line.plain for line in session_text.lines(event, console)]


def said(text, **more):
    return Message(**{"t": 1.0, "role": "persona", "id": "m", "text": text, "final": True} | more)


STEPS = [
    Minted(t=0.11),
    Engine(t=0.34, session_id="s"),
    Connected(t=0.62),
    ChannelOpen(t=0.7),
    Ready(t=0.8),
]


def test_a_turn_is_shown_once_it_is_complete():
    assert shown(said("Bonsoir", final=False)) == []
    assert shown(said("Bonsoir")) == [" persona  Bonsoir"]
    assert shown(said("Salut", role="user")) == [" you      Salut"]


def test_a_turn_without_words_is_not_shown():
    assert shown(said("  ")) == []


def test_a_turn_that_was_cut_off_says_so():
    assert shown(said("Bon", interrupted=True)) == [" persona  Bon  (interrupted)"]


def test_only_the_label_has_the_colour_of_the_role():
    console = Console(file=io.StringIO(), width=80, markup=False, highlight=False, emoji=False)
    [line] = session_text.lines(said("Bonsoir"), console)

    assert str(line.get_style_at_offset(console, 2)) == "bold cyan"
    assert not line.get_style_at_offset(console, session_text.LABEL + 1)


def test_long_turns_go_on_below_their_words():
    assert shown(said("un deux trois quatre cinq six"), 24) == [
        " persona  un deux trois",
        "          quatre cinq",
        "          six",
    ]


def test_foreign_text_drives_no_terminal_and_is_no_markup():
    assert shown(said("a\x1b[31mb [red]c\n\nd")) == [" persona  a<U+001B>[31mb [red]c d"]


@given(text=st.text(min_size=1, max_size=200), width=st.integers(20, 120))
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(text, width):
    lines = shown(said(text), width)

    assert all(cell_len(line) <= width for line in lines)
    wanted = session_text.plain(text)
    assert "".join("".join(line[session_text.LABEL :] for line in lines).split()) == "".join(wanted.split())


@pytest.mark.parametrize(
    ("update", "line"),
    [
        (
            Update(t=1, outcome="applied", changes=(Change("speed", 1.2, 1.0),), took=0.084),
            " ↻ update speed  1.0 → 1.2   applied in 84 ms",
        ),
        (Update(t=1, outcome="applied", changes=(Change("speed", 1.2),)), " ↻ update speed  1.2   applied"),
        (
            Update(
                t=1, outcome="applied", changes=(Change("flag", after=False, before=True),), took=1.25, is_late=True
            ),
            " ↻ update flag  true → false   applied late in 1.2 s",
        ),
        (
            Update(t=1, outcome="rejected", changes=(Change("speed", 9),), reason="too fast"),
            " ✗ update speed  9   rejected: too fast",
        ),
        (
            Update(t=1, outcome="unconfirmed", changes=(Change("languageCode", "es"),)),
            " ? update languageCode  es   sent, unconfirmed",
        ),
        (
            Update(t=1, outcome="not_sent", changes=(Change("languageCode", None),), reason="closed"),
            " ✗ update languageCode  –   not sent: closed",
        ),
        (Update(t=1, outcome="not_sent", changes=(), reason="empty"), " ✗ update   not sent: empty"),
    ],
)
def test_an_update_says_how_it_ended(update, line):
    assert shown(update) == [line]


def test_an_update_of_two_fields_says_it_once():
    update = Update(t=1, outcome="applied", changes=(Change("speed", 1.2), Change("volume", 1)), took=0.01)

    assert shown(update) == [" ↻ update speed  1.2", " ↻ update volume  1   applied in 10 ms"]


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (Warned(t=1, text="[b]low"), [" ! [b]low"]),
        (Warned(t=1, text="no sound", by="anamctl"), [" ! anamctl: no sound"]),
        (ToolCall(t=1, stage="failed", name="book"), [" ⚙ tool book failed"]),
        (
            Reconnecting(t=1, what="signalling", attempt=2, of=5, reason="1006"),
            [" … signalling lost (1006), attempt 2 of 5"],
        ),
        (Connected(t=1, is_again=True), [" ✓ connected again"]),
        (Connected(t=1), []),
        (UserSpeech(t=1, speaking=True), []),
        (Ready(t=1), []),
        (Ready(t=1, announced=False), [" ! anamctl: the service has not said that it is ready; going on without"]),
    ],
)
def test_other_events(event, lines):
    assert shown(event) == lines


def test_the_start_is_a_line_of_steps_that_breaks_between_them():
    whole = " ✓ token 0.11 s   ✓ engine 0.34 s   ✓ connected 0.62 s   ✓ channel 0.70 s   ✓ ready 0.80 s"

    assert [row.plain for row in session_text.timeline(STEPS, 120)] == [whole]
    assert [row.plain for row in session_text.timeline(STEPS, 40)] == [
        " ✓ token 0.11 s   ✓ engine 0.34 s",
        " ✓ connected 0.62 s   ✓ channel 0.70 s",
        " ✓ ready 0.80 s",
    ]


def test_a_turn_that_grows_shows_its_end():
    event = said("un deux trois quatre cinq six sept huit", final=False)

    assert session_text.growing(event, 24) == [" persona  quatre cinq", "          six sept huit"]
    assert session_text.growing(event, 80) == [" persona  un deux trois quatre cinq six sept huit"]


def test_parts_that_do_not_fit_are_left_out_from_the_end():
    heading = session_text.Heading("Concierge", "French", "7f3a9d2e-1111-2222-3333-4444444444c2", "eu")
    parts = session_text.heading_parts(heading, 161)

    assert session_text.fitted(parts, 80) == "Concierge · French · session 7f3a…c2 · eu · ends in 2:41"
    assert session_text.fitted(parts, 40) == "Concierge · French · session 7f3a…c2"
    assert session_text.fitted(parts, 5) == "Conci"


@pytest.mark.parametrize(("seconds", "text"), [(0, "0:00"), (-3, "0:00"), (61, "1:01"), (3723, "1:02:03")])
def test_times_that_are_left(seconds, text):
    assert session_text.remaining(seconds) == text
