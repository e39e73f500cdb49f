from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.stt.assemblyai.models import DEFAULT
from anamctl.stt.assemblyai.parameters import BY_NAME, PARAMETERS, changeable, changed, chosen
from anamctl.stt.options import Options

ENGLISH, MULTI, WHISPER, U3, U35 = (
    "universal-streaming-english",
    "universal-streaming-multilingual",
    "whisper-rt",
    "u3-rt-pro",
    "universal-3-5-pro",
)


def settings(model: str = DEFAULT, *params: str, **given: object) -> dict[str, object]:
    return dict(chosen(Options(settings=given, params=params), model)[0])


def notices(model: str = DEFAULT, *params: str, **given: object) -> list[str]:
    return chosen(Options(settings=given, params=params), model)[1]


@pytest.mark.parametrize(
    ("model", "sent"),
    [
        (MULTI, {"language_detection": True, "format_turns": True}),
        (ENGLISH, {"format_turns": True}),
        (WHISPER, {"language_detection": True, "format_turns": True}),
        (U3, {"language_detection": True}),
        (U35, {"language_detection": True}),
        ("universal-9", {"language_detection": True, "format_turns": True}),
    ],
)
def test_language_and_formatting_are_asked_for_where_they_mean_something(model, sent):
    assert settings(model) == sent
    assert notices(model) == []


def test_a_default_can_be_changed_and_left_out():
    assert settings(MULTI, "format_turns=false", language_detection=None) == {"format_turns": False}


@pytest.mark.parametrize(
    ("name", "value", "models"),
    [
        ("language_detection", True, {MULTI, WHISPER, U3, U35}),
        ("format_turns", True, {ENGLISH, MULTI, WHISPER}),
        ("end_of_turn_confidence_threshold", 0.5, {ENGLISH, MULTI}),
        ("min_turn_silence", 400, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("max_turn_silence", 400, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("vad_threshold", 0.5, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("inactivity_timeout", 60, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("keyterms_prompt", ["a"], {ENGLISH, MULTI, U3, U35}),
        ("filter_profanity", True, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("prompt", "x", {U3, U35}),
        ("language_codes", ["fr"], {U3, U35}),
        ("mode", "balanced", {U35}),
        ("continuous_partials", True, {U3, U35}),
        ("interruption_delay", 10, {U3, U35}),
        ("agent_context", "x", {U3, U35}),
        ("previous_context_n_turns", 3, {U3, U35}),
        ("speaker_labels", True, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("max_speakers", 2, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("domain", "medical-v1", {ENGLISH, MULTI, U3, U35}),
        ("voice_focus", "near-field", {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("redact_pii", True, {ENGLISH, MULTI, U3, U35}),
        ("session_heartbeat", True, {ENGLISH, MULTI, WHISPER, U3, U35}),
        ("acknowledge_silence", True, {U3, U35}),
    ],
)
def test_a_setting_that_a_model_does_not_take_is_sent_with_a_remark(name, value, models):
    for model in (ENGLISH, MULTI, WHISPER, U3, U35):
        is_remarked = f"{name} means nothing to {model}." in notices(model, **{name: value})

        assert name in settings(model, **{name: value})
        assert is_remarked == (model not in models), model


@pytest.mark.parametrize(
    ("name", "value", "other", "rest"),
    [
        ("max_speakers", 2, "speaker_labels", {"speaker_labels": True}),
        ("voice_focus_threshold", 0.5, "voice_focus", {"voice_focus": "near-field"}),
        ("redact_pii_policies", ["person_name"], "redact_pii", {"redact_pii": True}),
        ("redact_pii_sub", "hash", "redact_pii", {"redact_pii": True}),
    ],
)
def test_a_setting_that_says_more_about_another_one_is_remarked_without_it(name, value, other, rest):
    said = f"{name} means nothing without {other}."

    assert said in notices(U35, **{name: value})
    assert said not in notices(U35, **{name: value}, **rest)
    if rest[other] is True:
        assert said in notices(U35, **{name: value, other: False})


def test_nothing_is_said_about_what_a_new_model_takes():
    assert notices("universal-9", prompt="x", end_of_turn_confidence_threshold=0.4) == []


@pytest.mark.parametrize(
    ("param", "hint"),
    [
        ("end_of_turn_confidence_threshold=1.5", "0 to 1"),
        ("vad_threshold=-1", "0 to 1"),
        ("inactivity_timeout=4", "5 to 3600 s"),
        ("inactivity_timeout=3601", "5 to 3600 s"),
        ("keyterms_prompt=" + ",".join("a" * 1 + str(index) for index in range(101)), "100 at most"),
        ("prompt=" + "x" * 1751, "1750 at most"),
        ("agent_context=" + "x" * 1751, "1750 at most"),
        ("language_codes=a,b,c,d,e,f,g,h,i,j,k", "10 at most"),
        ("language_codes=multi,fr", "alone"),
        ("mode=quick", "min_latency or balanced or max_accuracy"),
        ("interruption_delay=1001", "0 to 1000 ms"),
        ("previous_context_n_turns=101", "0 to 100"),
        ("max_speakers=11", "1 to 10"),
        ("max_speakers=0", "1 to 10"),
        ("voice_focus_threshold=2", "0 to 1"),
        ("format_turns=maybe", "true or false"),
        ("min_turn_silence=-1", "0 ms or more"),
    ],
)
def test_documented_limits_are_kept(param, hint):
    with pytest.raises(UsageError) as caught:
        settings(U35, param)

    assert hint in caught.value.hint


def test_the_shortest_silence_is_not_longer_than_the_longest():
    with pytest.raises(UsageError, match="longer than"):
        settings(min_turn_silence=500, max_turn_silence=400)


@pytest.mark.parametrize("name", ["sample_rate", "encoding", "speech_model", "token"])
def test_what_is_ours_to_set_is_refused_with_how(name):
    with pytest.raises(UsageError) as caught:
        settings(MULTI, f"{name}=x")

    assert caught.value.hint


def test_whisper_is_never_told_a_language():
    with pytest.raises(UsageError, match="must not be told a language"):
        settings(WHISPER, language="en")

    assert any("deprecated" in notice for notice in notices(MULTI, language="en"))


def test_the_old_name_of_a_setting_is_sent_as_the_new_one():
    old = "min_end_of_turn_silence_when_confident=160"

    assert settings(MULTI, old)["min_turn_silence"] == 160
    assert "deprecated" in notices(MULTI, old)[0]


def test_a_long_key_term_is_remarked():
    assert "ignores" in notices(keyterms_prompt=["x" * 51])[0]


def test_an_unknown_parameter_travels_with_a_remark_that_names_the_nearest():
    assert settings(MULTI, "max_turn_silense=7")["max_turn_silense"] == "7"
    assert '"max_turn_silence"' in notices(MULTI, "max_turn_silense=7")[0]


@pytest.mark.parametrize("name", sorted(parameter.name for parameter in PARAMETERS if parameter.is_live))
def test_live_settings_can_be_changed(name):
    value: dict[str, object] = {"flag": True, "number": 0.5, "milliseconds": "0.4s", "text": "x", "list": ["fr"]}
    fields = changed({name: value[BY_NAME[name].kind]})

    assert list(fields) == [name]


def test_changes_are_checked_and_written_as_json_has_them():
    assert changed({"keyterms_prompt": "Ana,Zoë", "max_turn_silence": "1s", "min_turn_silence": "160"}) == {
        "keyterms_prompt": ["Ana", "Zoë"],
        "max_turn_silence": 1000,
        "min_turn_silence": 160,
    }


@pytest.mark.parametrize("name", ["speech_model", "sample_rate", "encoding", "language_detection", "mode", "domain"])
def test_what_is_fixed_for_a_session_cannot_be_changed(name):
    with pytest.raises(UsageError, match="while a session runs"):
        changed({name: "x"})


@pytest.mark.parametrize("given", [{}, {"volume": 3}, {"vad_threshold": 3}])
def test_changes_that_the_service_would_end_the_session_for_are_refused(given):
    with pytest.raises(UsageError):
        changed(given)


def test_a_name_that_is_mistyped_is_answered_by_the_nearest_one_that_can_change():
    with pytest.raises(UsageError) as raised:
        changed({"min_turn_silenc": 3}, MULTI)
    assert raised.value.hint == 'did you mean "min_turn_silence"?'


@pytest.mark.parametrize(
    ("model", "name"), [(MULTI, "prompt"), (WHISPER, "keyterms_prompt"), (U35, "format_turns"), (U3, "format_turns")]
)
def test_what_means_nothing_to_the_model_is_not_changed(model, name):
    with pytest.raises(UsageError, match=f"{name} means nothing to {model}"):
        changed({name: "true"}, model)
    assert changed({name: "true"}, "a-model-of-tomorrow")
    assert name not in {parameter.name for parameter in changeable(model)}


def test_silences_that_are_changed_together_must_fit():
    with pytest.raises(UsageError, match=r"min_turn_silence \(900 ms\) is longer"):
        changed({"min_turn_silence": 900, "max_turn_silence": "0.4s"}, MULTI)


@pytest.mark.parametrize("name", ["language", "domain", "voice_focus", "redact_pii_sub"])
def test_a_choice_that_may_be_new_is_sent_with_a_remark(name):
    assert settings(U35, f"{name}=new")[name] == "new"
    assert any("not among the values we know" in notice for notice in notices(U35, f"{name}=new"))


def test_every_setting_is_described_for_people():
    for parameter in PARAMETERS:
        assert parameter.help
        assert not parameter.help.endswith(".")
