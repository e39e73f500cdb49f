from __future__ import annotations

import pytest

from anamctl.anam.events import Message
from anamctl.live.expectations import Expectations, Wishes, normal

FRENCH = "Bonsoir, comment puis-je vous aider ?"
ENGLISH = "Good evening, how can I help you?"


def said(role, text, id_="1", *, typed=False, final=True):
    return Message(t=1.0, role=role, id=id_, text=text, final=final, typed=typed)


def verdicts(wishes, *turns):
    found = Expectations(wishes)
    for turn in turns:
        found.see(turn)
    return found.verdicts()


def test_without_wishes_nothing_is_said():
    assert verdicts(Wishes(), said("persona", FRENCH)) == []


def test_a_reply_in_the_language_meets_it():
    [found] = verdicts(Wishes("fr"), said("user", "Bonjour", typed=True), said("persona", FRENCH))

    assert (found.name, found.expected, found.is_met, found.found) == ("expect-reply-lang", "fr", True, "fr")
    assert "the reply is in French" in found.why
    assert "sure" in found.why


def test_a_reply_in_another_language_does_not():
    [found] = verdicts(Wishes("fr"), said("user", "Bonjour", typed=True), said("persona", ENGLISH))

    assert (found.is_met, found.found) == (False, "en")
    assert found.why.startswith("the reply is in English (")


def test_one_wrong_reply_is_not_made_good_by_others():
    turns = [said("user", "x", typed=True), said("persona", FRENCH, "a"), said("persona", ENGLISH, "b")]
    [found] = verdicts(Wishes("fr"), *turns, said("persona", FRENCH, "c"))

    assert not found.is_met
    assert found.why.startswith("1 of 3 replies are in English")


def test_a_greeting_does_not_count_when_something_was_said_after_it():
    greeting, question = said("persona", ENGLISH, "g"), said("user", "Bonjour", typed=True)

    assert verdicts(Wishes("fr"), greeting, question, said("persona", FRENCH, "r"))[0].is_met
    assert not verdicts(Wishes("fr"), greeting, question)[0].is_met
    assert not verdicts(Wishes("fr"), greeting)[0].is_met
    assert verdicts(Wishes("en"), greeting)[0].is_met


def test_a_greeting_that_goes_on_after_the_question_stays_one():
    turns = [said("persona", "Good", "g", final=False), said("user", "x", typed=True), said("persona", ENGLISH, "g")]

    assert verdicts(Wishes("fr"), *turns, said("persona", FRENCH, "r"))[0].is_met


def test_only_the_whole_of_a_turn_counts():
    turns = [said("user", "x", typed=True), said("persona", ENGLISH, "r"), said("persona", FRENCH, "r")]

    assert verdicts(Wishes("fr"), *turns)[0].is_met


def test_short_replies_neither_meet_it_nor_spoil_it():
    question = said("user", "x", typed=True)

    assert verdicts(Wishes("fr"), question, said("persona", "Oui.", "a"), said("persona", FRENCH, "b"))[0].is_met
    [found] = verdicts(Wishes("fr"), question, said("persona", "Oui.", "a"))
    assert (found.is_met, found.why) == (False, "nobody can tell: too few words")


def test_no_reply_does_not_meet_it():
    assert verdicts(Wishes("fr"), said("user", "x", typed=True))[0].why == "there was no reply"


@pytest.mark.parametrize(
    "heard", ["Une table pour deux, s’il vous plaît.", "je voudrais une TABLE, pour deux", "une  table  pour deux"]
)
def test_a_text_counts_as_heard_whatever_its_case_and_punctuation(heard):
    [found] = verdicts(Wishes("", ("une table pour deux",)), said("user", heard))

    assert found.is_met
    assert found.found == heard


@pytest.mark.parametrize("heard", ["une tablette pour deux", "une table", "pour deux une table", ""])
def test_other_words_do_not(heard):
    assert not verdicts(Wishes("", ("une table pour deux",)), said("user", heard))[0].is_met


def test_what_was_typed_was_not_heard():
    [found] = verdicts(Wishes("", ("une table",)), said("user", "une table", typed=True))

    assert (found.is_met, found.why) == (False, "nothing was heard")


def test_a_sentence_may_be_heard_in_two_turns():
    found = Expectations(Wishes("", ("une table pour deux",)))
    found.see(said("user", "Une table", "a"))
    assert not found.has_heard_all()
    found.see(said("user", "pour deux.", "b"))

    assert found.has_heard_all()
    assert found.verdicts()[0].is_met


def test_marks_of_a_script_are_part_of_its_words():
    assert normal("नमस्ते, आप!") == "नमस्ते आप"
    assert normal("Ｓ'IL  vous plaît…") == "s il vous plaît"
