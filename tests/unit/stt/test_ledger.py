from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.stt import events, heard
from anamctl.stt.backlog import Frame, Piece
from anamctl.stt.ledger import Ledger
from anamctl.stt.timeline import Timeline
from tests.unit.stt.world import final, partial, words

RATE = 8000


def ledger(start=0, number=1):
    """Make one of a session that was sent 10 s, captured from 100 s on."""
    timeline = Timeline(RATE)
    for i in range(10):
        timeline.note(Frame(b"", RATE, (Piece(0, start + i * RATE),), 101.0 + i))
    return Ledger(number, timeline, 90.0, 0.5)


def taken(book: Ledger, *said: Any, at: float = 110.0) -> list[Any]:
    return [told for event in said for told in book.take(event, at)]


NOTHING = events.Final(turn=0, text="", is_speech=False)


def test_a_final_is_given_with_the_time_of_the_source_and_its_delay():
    [given_] = taken(ledger(start=80_000, number=3), final(2, "good morning", 1000, 4000), at=105.0)
    assert given_ == heard.Final(
        t=15.0,
        key=heard.TurnKey(3, 2),
        text="good morning",
        start=11_000,
        end=14_000,
        words=words("good morning", 11_000, 14_000),
        delay=1.0,
    )


def test_a_delay_is_not_known_without_times_and_never_negative():
    book = ledger()
    assert taken(book, events.Final(turn=0, text="a"))[0].delay is None
    assert taken(book, events.Final(turn=1, text="b", start=0, end=2000))[0].delay == 8.0
    assert taken(book, final(2, "c", 0, 9000), at=105.0)[0].delay == 0


def test_a_turn_goes_on_until_it_is_complete():
    book = ledger()
    [told] = taken(book, partial(0, "good", 0, 500))
    assert (told.key, told.stable, told.words) == ((1, 0), "good", words("good", 0, 500))
    assert book.is_open
    taken(book, final(0, "good day", 0, 900))
    assert not book.is_open
    assert taken(book, partial(0, "good day and")) == []


def test_a_final_that_awaits_its_format_is_shown_at_once_and_given_once():
    book = ledger()
    assert [type(told) for told in taken(book, final(0, "hi you", awaits_format=True))] == [heard.Partial]
    assert book.due == 110.5
    assert list(book.tick(110.4)) == []
    assert [told.text for told in book.tick(110.5)] == ["hi you"]
    assert book.due is None
    assert list(book.tick(120)) == []


def test_the_formatted_text_ends_the_wait_and_the_delay_is_that_of_the_first():
    book = ledger()
    taken(book, final(0, "hi you", 0, 5000, awaits_format=True), at=106.0)
    [told] = taken(book, final(0, "Hi, you.", 0, 5000), at=106.3)
    assert (told.text, told.delay) == ("Hi, you.", 1.0)


def test_the_wait_is_not_longer_because_it_is_said_again():
    book = ledger()
    taken(book, final(0, "hi", awaits_format=True), at=110.0)
    taken(book, final(0, "hi you", awaits_format=True), at=110.3)
    assert book.due == 110.5
    assert [told.text for told in book.tick(110.5)] == ["hi you"]


@pytest.mark.parametrize("following", [partial(1, "and"), final(1, "and on"), NOTHING])
def test_whatever_comes_next_ends_the_wait(following):
    book = ledger()
    taken(book, final(0, "hi", awaits_format=True))
    told = taken(book, following)
    assert isinstance(told[0], heard.Final)
    assert told[0].text == "hi"


def test_nobody_spoke_after_all():
    book = ledger()
    taken(book, partial(0, "hm"))
    [told] = taken(book, NOTHING)
    assert told == heard.Partial(t=20.0, key=heard.TurnKey(1, 0), stable="")
    assert not book.is_open
    assert taken(book, NOTHING) == []
    taken(book, partial(1, "hm"))
    [told] = taken(book, partial(1, ""))
    assert (told.stable, told.key) == ("", (1, 1))
    assert taken(book, partial(1, "")) == []


def test_an_empty_closing_message_does_not_take_back_a_final():
    book = ledger()
    taken(book, final(0, "hi"))
    assert taken(book, NOTHING, events.Final(turn=0, text="  ")) == []


def test_the_same_again_says_nothing_and_another_text_replaces():
    book = ledger()
    taken(book, final(0, "hi"))
    assert taken(book, final(0, "hi"), final(0, "hi", awaits_format=True)) == []
    [told] = taken(book, final(0, "Hi!"))
    assert (told.text, told.replaces, told.delay) == ("Hi!", True, None)


def test_what_is_open_at_the_end_is_given_as_far_as_it_was_heard():
    book = ledger(start=80_000)
    taken(book, final(0, "held", awaits_format=True))
    taken(book, events.Partial(turn=1, stable="so", unstable="far", words=words("so far", 5000, 6000), language="fr"))
    [told] = book.close(111.0)
    assert (told.text, told.is_interrupted, told.language, told.delay) == ("so far", True, "fr", None)
    assert (told.start, told.end) == (15_000, 16_000)
    assert list(book.close(111.0)) == []


def test_without_words_an_interrupted_turn_is_where_the_session_was():
    book = ledger()
    taken(book, events.Partial(turn=0, stable="", unstable="so far"))
    [told] = book.close(111.0)
    assert (told.start, told.end) == (10_000, 10_000)


def test_what_is_held_at_the_end_is_a_final_like_any_other():
    book = ledger()
    taken(book, final(0, "held", awaits_format=True))
    [told] = book.close(111.0)
    assert (told.text, told.is_interrupted) == ("held", False)


def test_a_service_that_opens_turn_after_turn_fills_no_memory():
    book = ledger()
    told = taken(book, *(partial(turn, f"turn {turn}") for turn in range(1000)))
    assert len(book._open) <= 8
    finals = [event for event in told if isinstance(event, heard.Final)]
    assert [event.text for event in finals] == [f"turn {turn}" for turn in range(992)]
    assert all(event.is_interrupted for event in finals)
    [told] = taken(book, final(3, "turn 3, complete"))
    assert told.replaces


SAID = st.lists(
    st.tuples(
        st.one_of(
            st.builds(
                events.Partial, turn=st.integers(0, 4), stable=st.sampled_from(["", "a", "a b"]), unstable=st.just("")
            ),
            st.builds(
                events.Final,
                turn=st.integers(0, 4),
                text=st.sampled_from(["", " ", "a", "a b", "A b."]),
                is_speech=st.booleans(),
                awaits_format=st.booleans(),
            ),
        ),
        st.floats(0, 1),
    ),
    max_size=25,
)


@settings(max_examples=500, deadline=None)
@given(SAID)
def test_in_any_order_nothing_is_lost_and_nothing_is_given_twice(said):
    book, now, told = ledger(), 110.0, []
    last: dict[int, str] = {}
    for event, pause in said:
        now += pause
        told += list(book.tick(now))
        told += list(book.take(event, now))
        if isinstance(event, events.Final) and event.is_speech and event.text.strip():
            last[event.turn] = event.text
        assert book.due is None or book.due <= now + 0.5
    told += list(book.close(now))
    shown: dict[int, str] = {}
    for event in told:
        if isinstance(event, heard.Final):
            assert event.text.strip()
            assert event.replaces == (event.key.turn in shown)
            shown[event.key.turn] = event.text
    # The last word on every turn that was complete is what was given last.
    assert {turn: shown[turn] for turn in last} == last
    # What was only ever open is there when it still was at the end.
    for event in told:
        if isinstance(event, heard.Partial):
            assert event.key.turn not in [
                other.key.turn for other in told[: told.index(event)] if isinstance(other, heard.Final)
            ]
    assert book.due is None
    assert not book.is_open
