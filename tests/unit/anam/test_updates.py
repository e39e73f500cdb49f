"""How updates end."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.anam.events import Change
from anamctl.anam.updates import Updates, changes_of, not_sent

FRENCH = {"languageCode": "fr"}
FAST = {"voiceGenerationOptions": {"speed": 1.1}}
BOTH = {"languageCode": "fr", "voiceGenerationOptions": {"speed": 1.1}}


def sent(data, wait=2.0):
    updates = Updates()
    updates.send(data, 10.0, wait)
    return updates


@pytest.mark.parametrize(
    ("data", "changed", "before", "after"),
    [
        (FRENCH, {"languageCode": {"before": "en", "after": "fr"}}, "en", "fr"),
        (FRENCH, {"language_code": {"before": "en", "after": "fr"}}, "en", "fr"),
        (FRENCH, {"personaConfig.languageCode": {"before": "en", "after": "fr"}}, "en", "fr"),
        (FRENCH, {"persona_config/language_code": {"before": "en", "after": "fr"}}, "en", "fr"),
        (FRENCH, {"personaConfig": {"languageCode": {"before": "en", "after": "fr"}}}, "en", "fr"),
        (FRENCH, {"languageCode": {"before": None, "after": None}}, None, None),
        (FRENCH, {"languageCode": {"after": "fr"}}, None, "fr"),
        (FRENCH, {"languageCode": "fr"}, None, "fr"),
        (FRENCH, ["languageCode"], None, "fr"),
        (FRENCH, {}, None, "fr"),
        (FRENCH, None, None, "fr"),
        (FRENCH, "languageCode", None, "fr"),
        (FAST, {"voiceGenerationOptions.speed": {"before": 1, "after": 1.1}}, 1, 1.1),
        (FAST, {"voice_generation_options.speed": {"before": 1, "after": 1.1}}, 1, 1.1),
        (FAST, {"config.voice_generation_options.speed": {"before": 1, "after": 1.1}}, 1, 1.1),
        (FAST, {"speed": {"before": 1, "after": 1.1}}, 1, 1.1),
        (FAST, {"voiceGenerationOptions": {"speed": {"before": 1, "after": 1.1}}}, 1, 1.1),
        (FAST, {"voiceGenerationOptions": {"before": {"speed": 1}, "after": {"speed": 1.1}}}, 1, 1.1),
        (FAST, {"voiceGenerationOptions": {"before": None, "after": {"speed": 1.1}}}, None, 1.1),
        (FAST, {"voiceGenerationOptions.speed": {"before": 1, "after": 1.2}}, 1, 1.2),
        (FAST, {"somethingElseEntirely": {"before": 1, "after": 2}}, None, 1.1),
    ],
)
def test_an_acknowledgement_in_time_means_applied(data, changed, before, after):
    updates = sent(data)
    update = updates.acknowledged(changed, 10.25)
    [path] = [change.path for change in changes_of(data)]

    assert update.outcome == "applied"
    assert update.changes[0] == Change(path, after, before)
    assert update.took == 0.25
    assert not update.is_late
    assert not updates.in_flight


def test_fields_that_were_not_asked_for_are_told_in_our_spelling():
    changed = {"language_code": {"before": "en", "after": "fr"}, "voice_generation_options.speed": {"after": 1}}

    assert sent(FRENCH).acknowledged(changed, 11.0).changes == (
        Change("languageCode", "fr", "en"),
        Change("voiceGenerationOptions.speed", 1),
    )


def test_a_field_that_the_acknowledgement_leaves_out_keeps_what_was_sent():
    update = sent(BOTH).acknowledged({"languageCode": {"before": "en", "after": "fr"}}, 11.0)

    assert update.changes == (Change("languageCode", "fr", "en"), Change("voiceGenerationOptions.speed", 1.1))


def test_a_warning_in_time_means_rejected():
    updates = sent(FAST)
    update = updates.warned("speed is out of range", 10.5)

    assert update is not None
    assert (update.outcome, update.reason, update.took) == ("rejected", "speed is out of range", 0.5)
    assert updates.warned("something else", 10.6) is None


def test_a_warning_without_an_update_is_only_a_warning():
    assert Updates().warned("the weather is bad", 1.0) is None


def test_silence_means_unconfirmed_and_no_sooner_than_the_time_is_over():
    updates = sent(FAST)

    assert updates.due(11.9) is None
    update = updates.due(12.0)
    assert update is not None
    assert (update.outcome, update.took, update.reason) == ("unconfirmed", None, "")
    assert updates.due(13.0) is None
    assert not updates.in_flight


def test_an_acknowledgement_that_comes_late_is_told():
    updates = sent(FAST)
    updates.due(12.0)
    update = updates.acknowledged({"speed": {"before": 1, "after": 1.1}}, 15.0)

    assert (update.outcome, update.took, update.is_late) == ("applied", 5.0, True)
    assert update.changes == (Change("voiceGenerationOptions.speed", 1.1, 1),)


def test_a_warning_about_something_else_does_not_hide_the_acknowledgement():
    updates = sent(FAST)
    updates.warned("the session ends soon", 10.1)
    update = updates.acknowledged({"speed": {"before": 1, "after": 1.1}}, 10.2)

    assert (update.outcome, update.is_late) == ("applied", True)


def test_a_late_acknowledgement_goes_to_the_update_that_it_names():
    updates = sent(FAST)
    updates.due(12.0)
    updates.send(FRENCH, 20.0, 2.0)
    late = updates.acknowledged({"voiceGenerationOptions.speed": {"before": 1, "after": 1.1}}, 20.1)
    timely = updates.acknowledged({"languageCode": {"before": "en", "after": "fr"}}, 20.2)

    assert (late.is_late, late.changes[0].path) == (True, "voiceGenerationOptions.speed")
    assert (timely.is_late, timely.changes[0].path) == (False, "languageCode")


def test_of_two_updates_of_a_field_the_value_tells():
    updates = sent(FAST)
    updates.due(12.0)
    updates.send({"voiceGenerationOptions": {"speed": 0.9}}, 20.0, 2.0)
    late = updates.acknowledged({"speed": {"before": 1, "after": 1.1}}, 20.1)

    assert late.is_late
    assert updates.in_flight


def test_the_persona_may_change_the_language_itself():
    updates = sent(FAST)
    update = updates.acknowledged({"languageCode": {"before": "en", "after": "es"}}, 10.1)

    assert (update.outcome, update.changes, update.took) == ("applied", (Change("languageCode", "es", "en"),), None)
    assert updates.in_flight
    assert Updates().acknowledged({"language_code": {"before": "en", "after": "es"}}, 1.0).changes == update.changes


def test_one_is_in_flight_at_a_time():
    with pytest.raises(RuntimeError):
        sent(FAST).send(FRENCH, 10.1, 2.0)


def test_a_lost_connection_leaves_it_unconfirmed():
    updates = sent(FAST)
    update = updates.lost(10.5, "the connection broke")

    assert update is not None
    assert (update.outcome, update.reason) == ("unconfirmed", "the connection broke")
    assert updates.lost(10.6, "again") is None


def test_what_was_not_sent_says_why():
    update = not_sent(BOTH, "the data channel is not open", 3.0)

    assert (update.outcome, update.reason, update.t) == ("not_sent", "the data channel is not open", 3.0)
    assert [change.path for change in update.changes] == ["languageCode", "voiceGenerationOptions.speed"]


def test_updates_without_an_answer_do_not_pile_up():
    updates = Updates()
    for index in range(1_000):
        updates.send(FAST, float(index), 0.5)
        updates.due(index + 0.5)

    assert len(updates._unanswered) == 32


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_CHANGED = _JSON | st.dictionaries(
    st.sampled_from(["languageCode", "language_code", "a.speed", "voiceGenerationOptions", "speed", "", "."]),
    st.fixed_dictionaries({}, optional={"before": _JSON, "after": _JSON}) | _JSON,
)


@given(_CHANGED, st.sampled_from([FRENCH, FAST, BOTH, {"voiceGenerationOptions": {}}]))
def test_no_acknowledgement_raises_and_every_sent_field_is_told(changed, data):
    update = sent(data).acknowledged(json.loads(json.dumps(changed)), 11.0)

    if update.took is not None:
        assert [c.path for c in update.changes][: len(changes_of(data))] == [c.path for c in changes_of(data)]
