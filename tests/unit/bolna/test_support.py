"""Who hears and speaks what, and what nobody has said."""

from __future__ import annotations

import pytest

from anamctl.bolna import rows, support, tables


def words(text):
    return tuple(text.split())


SARVAM = frozenset(words("en hi bn ta te gu kn ml mr pa od"))
ASK = {"stt": support.stt_support, "tts": support.tts_support}


@pytest.mark.parametrize("row", rows.supported(), ids=lambda row: f"{row.kind}-{row.provider}-{row.model}")
def test_every_supported_row_is_what_the_look_up_answers(row):
    model = row.model.removesuffix("*")
    for code in row.codes.split():
        found = ASK[row.kind](row.provider, model, code)

        assert found.answer == ("maybe" if row.confidence == "guess" else "yes"), code
        assert (found.confidence, found.source) == (row.confidence, row.source), code


def test_sarvam_hears_and_speaks_eleven_languages():
    assert support.stt_languages("sarvam") == support.tts_languages("sarvam") == SARVAM


def test_sarvam_refuses_the_other_keys_but_may_hear_assamese_and_urdu():
    for code in set(tables.KEYS) - SARVAM:
        heard = support.stt_support("sarvam", "saaras:v4", code).answer
        spoken = support.tts_support("sarvam", "bulbul:v2", code).answer

        assert (heard, spoken) == ("maybe" if code in {"as", "ur"} else "no", "no"), code


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("hi", "yes"),
        ("hi-IN", "yes"),
        ("hi-US", "no"),
        ("od-IN", "yes"),
        ("or", "yes"),
        ("or-IN", "no"),
        ("ur-IN", "maybe"),
        ("unknown", "yes"),
    ],
)
def test_sarvam_hears_its_own_forms_and_words(code, answer):
    assert support.stt_support("sarvam", None, code).answer == answer


def test_maya_speaks_its_eleven_and_detects():
    assert support.tts_languages("maya") == frozenset(words("hi bn gu kn ml mr od or pa ta te en"))
    assert support.tts_support("maya", None, "auto").answer == "yes"
    assert support.tts_support("maya", None, "hi-IN").answer == "yes"
    assert {code for code in tables.KEYS if support.tts_support("maya", None, code).answer == "no"} == set(
        words("as fr id ms es ur nl")
    )


def test_assembly_hears_seven_keys_with_universal_3_and_english_before():
    newest = support.stt_languages("assembly", "universal-3-pro")

    assert newest is not None
    assert set(tables.KEYS) & newest == set(words("en es fr hi mr nl ur"))
    assert support.stt_languages("assembly", "universal-streaming") == frozenset({"en"})
    assert support.stt_languages("assembly") is None
    assert support.stt_support("assembly", None, "ta").answer == "unknown"


def test_cartesia_speaks_no_assamese_but_may_speak_languages_outside_the_keys():
    assert support.tts_support("cartesia", "sonic-3", "as").answer == "no"
    assert support.tts_support("cartesia", "sonic-3", "od").answer == "maybe"
    assert support.tts_support("cartesia", "sonic-3", "de").answer == "unknown"


def test_smallest_depends_on_the_model():
    assert support.tts_support("smallest", "lightning_v3.1", "id").answer == "no"
    assert support.tts_support("smallest", "lightning_v3.1_pro", "id").answer == "yes"
    assert support.tts_support("smallest", "lightning-v2", "or").answer == "no"
    assert support.tts_support("smallest", "something-new", "id").answer == "unknown"


def test_polly_speaks_five_of_the_keys():
    answers = {code: support.tts_support("polly", None, code).answer for code in tables.KEYS}

    assert {code for code, answer in answers.items() if answer == "yes"} == set(words("en hi fr es nl"))
    assert set(answers.values()) == {"yes", "no"}


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
@pytest.mark.parametrize("provider", ["", "acme", "Sarvam"])
def test_nothing_is_known_of_an_unknown_provider(ask, provider):
    assert ask(provider, None, "hi").answer == "unknown"


def test_an_incomplete_list_refuses_nobody():
    assert support.stt_languages("deepgram", "nova-3") is None
    assert support.stt_support("deepgram", "nova-3", "ta").answer == "unknown"
    assert support.stt_support("deepgram", "nova-3", "multi").answer == "yes"
    assert support.stt_languages("gladia") is None
    assert support.tts_languages("acme") is None
