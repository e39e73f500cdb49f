"""Which languages were heard, and which one is heard now."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.listening.believing import SURE, Belief, belief
from anamctl.listening.tally import UNSURE, Headline, Tally, Total, most
from anamctl.listening.verdict import Wish, judge
from anamctl.stt.heard import Paused, TurnKey
from tests.unit.listening.fakes import READY, final, partial, words


def near(value) -> Any:
    return pytest.approx(value)


GUESS = Belief(is_sure=False)


def heard(*events, **options):
    tally = Tally(**options)
    for event in events:
        tally.see(event)
    return tally


# ---- the language that is heard now ----------------------------------------------------------------------------------


def test_nothing_is_heard_at_first():
    assert Tally().headline == Headline("", None, "", None)
    assert Tally().totals == ()


def test_a_guess_changes_nothing_and_is_kept_beside():
    tally = heard(final(0, language="de", confidence=0.99), final(1, language="en", confidence=0.45))
    assert tally.headline == Headline("de", 0.99, "en", 0.45, GUESS)
    tally.see(final(2, language="fr", confidence=0.97))
    assert tally.headline == Headline("fr", 0.97)


def test_the_first_guess_is_no_headline():
    assert heard(final(language="fr", confidence=0.48)).headline == Headline("", None, "fr", 0.48, GUESS)


@pytest.mark.parametrize(("confidence", "is_sure"), [(0.59999, False), (0.6, True), (1.0, True), (0.0, False)])
def test_sixty_percent_is_sure(confidence, is_sure):
    tally = Tally()
    said = tally.see(final(language="fr", confidence=confidence))
    assert said is not None
    assert said.is_sure is is_sure
    assert (tally.headline.code == "fr") is is_sure


def test_it_is_held_between_updates():
    tally = heard(
        partial(language="es", confidence=0.9), partial(stable="Buenos"), final(language=None, confidence=None)
    )
    assert tally.headline == Headline("es", 0.9)


def test_a_language_without_confidence_counts_and_is_not_shown_as_zero():
    tally = heard(final(language="fr", confidence=None))
    assert tally.headline == Headline("fr", None)
    assert tally.totals == (Total("fr", 1, 1.0, None, 1.0),)


@pytest.mark.parametrize("event", [final(text="  ", language="fr"), partial(stable="", language="fr", confidence=0.99)])
def test_what_has_no_text_says_no_language(event):
    tally = heard(event)
    assert tally.headline == Headline()
    assert tally.totals == ()
    assert tally.count == 0


def test_the_same_language_of_a_turn_is_told_once():
    tally = Tally()
    assert tally.see(partial(language="fr", confidence=0.98)) is not None
    assert tally.see(partial(stable="Bonjour", language="fr", confidence=0.98)) is None
    assert tally.see(final(confidence=0.98)) is None
    assert tally.see(final(confidence=0.99)) is not None
    assert tally.see(final(1, confidence=0.99)) is not None


def test_other_events_say_nothing():
    tally = Tally()
    assert tally.see(READY) is None
    assert tally.see(Paused(t=1, is_paused=True)) is None


# ---- how much of each ------------------------------------------------------------------------------------------------


def test_shares_go_by_seconds():
    tally = heard(
        final(0, end=3000),
        final(1, language="fr-CA", confidence=0.96, start=3000, end=4000),
        final(2, "Hola.", "es", 0.9),
    )
    assert tally.totals == (
        Total("fr", 2, 4.0, near((3 * 0.98 + 0.96) / 4), 0.8),
        Total("es", 1, 1.0, near(0.9), 0.2),
    )


def test_shares_go_by_turns_where_there_are_no_times():
    tally = heard(final(0, end=0), final(1, end=0, confidence=0.5), final(2, "Hola.", "es", 0.9, end=0))
    assert [(total.code, total.share, total.mean_confidence) for total in tally.totals] == [
        ("es", pytest.approx(1 / 3), pytest.approx(0.9)),
        ("fr", pytest.approx(1 / 3), pytest.approx(0.98)),
        ("fr", pytest.approx(1 / 3), pytest.approx(0.5)),
    ]


def test_a_turn_without_language_is_counted_apart():
    tally = heard(final(0), final(1, language=None, confidence=0.9, end=5000))
    assert tally.totals == (Total("fr", 1, 1.0, 0.98, 1.0), Total("", 1, 5.0, None, 0.0, is_sure=False))


def test_a_final_takes_the_place_of_the_one_of_its_turn():
    tally = heard(final(0, language="es"), final(0, "Bonjour !", replaces=True))
    assert tally.totals == (Total("fr", 1, 1.0, 0.98, 1.0),)
    assert tally.count == len(tally.turns) == 1


def test_turns_of_another_session_are_others():
    assert heard(final(0), final(0, session=2)).totals[0].turns == 2


def test_a_final_that_ends_before_it_begins_is_no_time():
    assert heard(final(start=2000, end=1000)).totals[0].seconds == 0


def test_turns_are_in_the_order_of_time_however_they_come():
    tally = heard(final(1, start=5000, end=6000), final(0, start=0, end=1000))
    assert [turn.start for turn in tally.turns] == [0, 5000]


# ---- what is evidence ------------------------------------------------------------------------------------------------


def test_a_turn_that_is_not_sure_is_speech_and_no_evidence():
    tally = heard(final(0, end=6000), final(1, language="en", confidence=0.45, start=6000, end=10_000))
    assert tally.totals == (Total("fr", 1, 6.0, 0.98, 0.6), Total("en", 1, 4.0, 0.45, 0.4, is_sure=False))


def test_turns_of_one_language_are_apart_when_some_were_not_sure():
    tally = heard(final(0), final(1, confidence=0.5, start=1000, end=4000))
    assert tally.totals == (Total("fr", 1, 1.0, 0.98, 0.25), Total("fr", 1, 3.0, 0.5, 0.75, is_sure=False))


def test_a_share_of_words_is_evidence_only_when_the_words_are_sure():
    nonsense = final(0, language="en", confidence=1.0, words=words("mi ta re", confidence=0.45))
    assert [total.is_sure for total in heard(nonsense, is_share=True).totals] == [False]
    assert heard(nonsense, is_share=True).headline == Headline(
        "", None, "en", 1.0, Belief(is_sure=False, words=near(0.45))
    )
    known = final(0, confidence=1.0, words=words("Bonjour à tous", confidence=0.9))
    assert [total.is_sure for total in heard(known, is_share=True).totals] == [True]
    mixed = final(0, confidence=0.5, words=words("Bonjour you", confidence=0.9))
    assert [total.is_sure for total in heard(mixed, is_share=True).totals] == [False]


def test_where_the_service_says_nothing_of_the_language_the_words_have_to_be_sure():
    assert not heard(final(confidence=None, words=words("mi ta", confidence=0.59))).totals[0].is_sure
    assert heard(final(confidence=None, words=words("mi ta", confidence=0.61))).totals[0].is_sure
    assert heard(final(confidence=None, words=words("mi ta"))).totals[0].is_sure


def test_words_say_nothing_where_the_service_is_sure_of_the_language():
    assert heard(final(confidence=0.98, words=words("mi ta", confidence=0.1))).totals[0].is_sure


def test_a_language_is_told_again_when_it_has_become_sure():
    tally = Tally(is_share=True)
    first = tally.see(partial(language="fr", confidence=1.0, words=words("Bon", confidence=0.3)))
    again = tally.see(partial(stable="Bonjour", language="fr", confidence=1.0, words=words("Bonjour", confidence=0.9)))
    assert first is not None
    assert again is not None
    assert (first.is_sure, again.is_sure) == (False, True)


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ((), ""),
        ((final(language=None),), ""),
        ((final(confidence=0.5),), UNSURE),
        ((final(0), final(1, language="es", confidence=0.5)), "fr"),
        ((final(0), final(1, language="es", confidence=0.5, end=1001)), UNSURE),
        ((final(0), final(1, "?", "es", 0.5), final(2, "?", "it", 0.5)), UNSURE),
        ((final(0), final(1, language="es", end=2000)), "es"),
    ],
)
def test_what_was_heard_most_is_a_language_or_nothing_sure(events, found):
    assert most(heard(*events).totals) == found


FINALS = st.builds(
    final,
    turn=st.integers(0, 8),
    session=st.integers(1, 2),
    text=st.sampled_from(["", " ", "a", "Bonjour à tous"]),
    language=st.sampled_from([None, "fr", "fr-CA", "es", "ja", "xx"]),
    confidence=st.none() | st.floats(0, 1),
    start=st.floats(0, 1e7),
    end=st.floats(0, 1e7),
    words=st.sampled_from([(), words("a b", confidence=0.2), words("a b", confidence=0.9)]),
)
TURNS = st.lists(FINALS, max_size=12, unique_by=lambda event: event.key)


@given(st.lists(FINALS, max_size=30))
def test_whatever_comes_the_sums_are_those_of_the_last_word_on_each_turn(events):
    tally = heard(*events)
    last = {event.key: event for event in events if event.text.strip()}

    assert tally.count == len(last) == sum(total.turns for total in tally.totals)
    assert sorted(turn.key for turn in tally.turns) == sorted(last)
    assert [turn.start for turn in tally.turns] == sorted(turn.start for turn in tally.turns)
    known = [total for total in tally.totals if total.code]
    assert sum(total.share for total in known) == pytest.approx(1.0 if known else 0.0)
    for is_sure in (True, False):
        shares = [round(total.share, 9) for total in known if total.is_sure is is_sure]
        assert shares == sorted(shares, reverse=True)
    for total in tally.totals:
        turns = [turn for turn in tally.turns if (turn.code, turn.is_sure) == (total.code, total.is_sure)]
        assert total.turns == len(turns)
        assert total.seconds == pytest.approx(sum(turn.seconds for turn in turns), abs=1e-6)
        confidences = [turn.confidence for turn in turns if turn.confidence is not None]
        assert (total.mean_confidence is None) == (not confidences)
        if total.mean_confidence is not None:
            assert min(confidences) - 1e-6 <= total.mean_confidence <= max(confidences) + 1e-6


def judged(events, *, is_share, expected="fr"):
    return judge(Wish(expected), heard(*events, is_share=is_share).totals, is_share=is_share)


@given(TURNS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_turns_does_not_matter(events, random, is_share):
    shuffled = list(events)
    random.shuffle(shuffled)
    one, other = heard(*events, is_share=is_share), heard(*shuffled, is_share=is_share)
    assert [(total.code, total.is_sure, total.turns) for total in one.totals] == [
        (total.code, total.is_sure, total.turns) for total in other.totals
    ]
    assert [total.share for total in one.totals] == near([total.share for total in other.totals])
    first, second = judged(events, is_share=is_share), judged(shuffled, is_share=is_share)
    assert (first.is_met, first.found) == (second.is_met, second.found)


@given(TURNS, FINALS, st.booleans(), st.sampled_from(["fr", "es", "en"]), st.sampled_from([0.0, 0.3, 0.5, 0.8]))
def test_a_turn_that_is_not_sure_never_helps_an_expectation(events, guess, is_share, expected, share):
    guess = replace(guess, key=TurnKey(9, 0), text="hm", language=guess.language or expected, confidence=0.59)
    wish = Wish(expected, min_share=share)
    before = judge(wish, heard(*events, is_share=is_share).totals, is_share=is_share)
    after = judge(wish, heard(*events, guess, is_share=is_share).totals, is_share=is_share)
    assert after.is_met <= before.is_met
    assert after.share <= before.share + 1e-6
    assert after.confidence == before.confidence


@given(
    st.lists(
        FINALS | st.builds(partial, language=st.sampled_from(["fr", "es"]), confidence=st.floats(0, 1)), max_size=30
    )
)
def test_the_headline_is_the_last_language_that_was_sure(events):
    tally = heard(*events)
    sure = [
        event
        for event in events
        if event.language
        and belief(event).is_sure
        and (getattr(event, "text", "") or getattr(event, "stable", "")).strip()
    ]
    assert tally.headline.code == (sure[-1].language if sure else "")
    unsure = tally.headline.unsure_confidence
    assert unsure is None or unsure < SURE or tally.headline.unsure_belief.is_for_words


def test_a_thousand_turns_take_little_memory():
    import tracemalloc

    tally = Tally()
    tracemalloc.start()
    for number in range(1000):
        tally.see(final(number, text="x" * 100, start=number * 1000.0, end=number * 1000.0 + 900))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert used < 512 * 1024, sys.version
