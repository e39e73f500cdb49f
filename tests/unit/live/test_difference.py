from __future__ import annotations

from copy import deepcopy

from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.equality import alike
from anamctl.live.difference import difference, merged
from anamctl.live.fields import LIVE, LIVE_OPTIONS

SPEEDS = st.one_of(st.floats(0.5, 2.0), st.integers(1, 2))
OPTIONS = st.dictionaries(st.sampled_from(["speed", "volume", "stability"]), SPEEDS, max_size=3)
CONFIG = st.fixed_dictionaries(
    {},
    optional={
        "languageCode": st.sampled_from(["fr", "es", "en"]),
        "voiceId": st.sampled_from(["a", "b"]),
        "systemPrompt": st.text(max_size=3),
        "voiceGenerationOptions": OPTIONS,
        "voiceDetectionOptions": OPTIONS,
    },
)
BODY = st.fixed_dictionaries(
    {"personaConfig": CONFIG},
    optional={"clientLabel": st.text(max_size=2), "sessionOptions": st.dictionaries(st.just("region"), st.text())},
)


def body(beside=None, /, **config):
    return {"personaConfig": config, **(beside or {})}


@given(BODY)
def test_a_request_does_not_differ_from_itself(one):
    assert not difference(one, deepcopy(one))


@given(BODY, BODY)
def test_an_update_holds_nothing_but_what_can_change_live(one, other):
    live = difference(one, other).live

    assert set(live) <= set(LIVE)
    assert all(value for key, value in live.items() if key in LIVE_OPTIONS)


@given(BODY, BODY)
def test_after_the_update_nothing_is_left_that_could_change_live(one, other):
    found = difference(one, other)
    again = difference(merged(one, found.live), other)

    assert again.live == {}
    assert again.others == found.others


@given(BODY, BODY)
def test_whatever_differs_is_either_live_or_said(one, other):
    found = difference(one, other)

    before, after = one["personaConfig"], other["personaConfig"]
    for key in before.keys() | after.keys():
        if not alike(before.get(key) or {}, after.get(key) or {}):  # no options are as good as none
            assert key in found.live or any(key in words for words in found.others)


@given(BODY, BODY)
def test_the_arguments_are_not_changed(one, other):
    kept = deepcopy((one, other))
    found = difference(one, other)
    merged(one, found.live).clear()

    assert (one, other) == kept


def test_what_needs_a_new_session_is_one_sentence():
    one = body({"sessionOptions": {"region": "eu"}}, voiceId="a", systemPrompt="x", name="n")
    other = body({"sessionOptions": {"region": "us"}}, voiceId="b", systemPrompt="y", name="n")

    assert difference(body(voiceId="a"), body(voiceId="b")).others == ("voiceId needs a new session",)
    assert difference(one, other).others == ("voiceId, systemPrompt and sessionOptions.region need a new session",)


def test_options_of_another_voice_are_not_sent_to_the_one_that_speaks():
    found = difference(
        body(voiceId="a", languageCode="fr", voiceGenerationOptions={"speed": 1}),
        body(voiceId="b", languageCode="es", voiceGenerationOptions={"stability": 0.4}),
    )

    assert found.live == {"languageCode": "es"}
    assert found.others == (
        "voiceId needs a new session",
        "voiceGenerationOptions go with the other voice, and need a new session with it",
    )


def test_only_the_fields_that_change_are_sent():
    found = difference(
        body(voiceDetectionOptions={"a": 1, "b": 2}), body(voiceDetectionOptions={"a": 1.0, "b": 3, "c": 4})
    )

    assert found.live == {"voiceDetectionOptions": {"b": 3, "c": 4}}
    assert found.others == ()


def test_a_field_that_is_gone_keeps_its_value_and_that_is_said():
    found = difference(body(voiceGenerationOptions={"speed": 1}), body())

    assert found.live == {}
    assert found.others == ("voiceGenerationOptions.speed was taken out; it keeps its value until a new session",)


def test_true_is_no_number():
    one, other = body(voiceGenerationOptions={"speed": 1}), body(voiceGenerationOptions={"speed": True})

    assert difference(one, other).live == {"voiceGenerationOptions": {"speed": True}}
