"""What becomes of each code at each provider, against a copy of the tables written down on their own."""

from __future__ import annotations

import pytest

from anamctl.bolna import rows, tables


def words(text):
    return tuple(text.split())


KEYS = words("en hi bn as fr gu id kn ms ml mr od pa es ta te ur nl")
SARVAM = words("en hi bn ta te gu kn ml mr pa od")
LOCALES = {
    "en": "en-US",
    "hi": "hi-IN",
    "bn": "bn-IN",
    "as": "as-IN",
    "fr": "fr-FR",
    "gu": "gu-IN",
    "id": "id-ID",
    "kn": "kn-IN",
    "ms": "ms-MY",
    "ml": "ml-IN",
    "mr": "mr-IN",
    "od": "or-IN",
    "pa": "pa-IN",
    "es": "es-ES",
    "ta": "ta-IN",
    "te": "te-IN",
    "ur": "ur-IN",
    "nl": "nl-NL",
}
RESOLVE = {"stt": tables.resolve_stt, "tts": tables.resolve_tts}
SAME_STT = words("deepgram assembly pixa gladia elevenlabs smallest openai soniox gemini bolna")
SAME_TTS = words("elevenlabs openai deepgram cartesia smallest rime pixa maya kalpa gemini soniox custom")


# --- constants ------------------------------------------------------------------------------------


def test_keys_are_the_18_documented_ones_in_order():
    assert words("en hi bn as fr gu id kn ms ml mr od pa es ta te ur nl") == tables.KEYS


def test_providers_are_listed_in_full():
    assert (
        words("deepgram azure sarvam assembly google pixa gladia elevenlabs smallest openai soniox gemini bolna")
        == tables.TRANSCRIBERS
    )
    assert (
        words(
            "polly elevenlabs openai deepgram azuretts cartesia smallest sarvam rime pixa maya kalpa gemini soniox"
            " custom"
        )
        == tables.SYNTHESIZERS
    )


def test_providers_whose_language_is_filled_in_or_required():
    assert set(words("sarvam smallest cartesia openai pixa polly")) == tables.AUTO_FILLED
    assert set(words("azuretts rime gemini soniox")) == tables.REQUIRED_LANGUAGE


def test_assamese_and_urdu_have_no_display_name():
    assert set(KEYS) - set(tables.DISPLAY_NAMES) == {"as", "ur"}
    assert set(tables.DISPLAY_NAMES) - set(KEYS) == set(words("pt de it th vi"))
    assert tables.DISPLAY_NAMES["od"] == "Odia"
    assert tables.DISPLAY_NAMES["ms"] == "Malay"


def test_detection_is_tuned_for_english_and_ten_indian_languages():
    assert set(words("en hi bn ta te mr gu kn ml pa ur")) == tables.AUTO_DETECTED
    assert {"as"} == tables.NO_LIVE_STT


def test_every_key_has_a_script():
    assert set(KEYS) <= set(tables.SCRIPTS)
    assert tables.SCRIPTS["od"] == "Orya"
    assert tables.SCRIPTS["pa"] == "Guru"
    assert tables.SCRIPTS["ur"] == "Arab"
    assert {code for code in KEYS if tables.SCRIPTS[code] == "Latn"} == set(words("en fr id ms es nl"))


def test_constants_cannot_be_changed_and_are_built_once():
    assert tables.KEYS is tables.KEYS
    assert tables.SCRIPTS is tables.SCRIPTS
    with pytest.raises(TypeError):
        tables.SCRIPTS["xx"] = "Latn"  # type: ignore[index]


def test_an_unknown_constant_is_an_ordinary_attribute_error():
    with pytest.raises(AttributeError, match="NOTHING"):
        _ = tables.NOTHING


# --- every row ------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", rows.codes().values(), ids=lambda row: "-".join(row[:3]))
def test_every_code_row_is_what_the_look_up_answers(row):
    found = RESOLVE[row.kind](row.provider, None, row.code)

    assert (found.value, found.confidence, found.source) == (row.value, row.confidence, row.source)
    assert row.note in found.note


@pytest.mark.parametrize("row", rows.locales().values(), ids=lambda row: f"{row.provider}-{row.code}")
def test_every_locale_row_is_what_the_look_up_answers(row):
    for kind, provider in [("stt", "azure"), ("stt", "google"), ("tts", "azuretts"), ("tts", "polly")]:
        if row.provider == provider or (row.provider == "*" and (provider, row.code) not in rows.locales()):
            found = RESOLVE[kind](provider, None, row.code)

            assert (found.value, found.is_guess) == (row.locale, True), provider


@pytest.mark.parametrize("row", rows.providers(), ids=lambda row: f"{row.kind}-{row.provider}-{row.model}")
def test_every_provider_row_is_found_by_a_model_it_covers(row):
    model = row.model.removesuffix("*") + "x" if row.model.endswith("*") else row.model

    assert tables.provider_row(row.kind, row.provider, model) is row


@pytest.mark.parametrize("row", rows.providers(), ids=lambda row: f"{row.kind}-{row.provider}-{row.model}")
def test_words_for_detection_stay_as_they_are(row):
    for word in row.detect.split():
        found = RESOLVE[row.kind](row.provider, row.model.removesuffix("*"), word)

        assert (found.value, found.confidence) == (word, "seen")
        assert "detect" in found.note


# --- the tables as the fact sheet has them --------------------------------------------------------


@pytest.mark.parametrize("resolve", RESOLVE.values(), ids=RESOLVE)
@pytest.mark.parametrize("code", SARVAM)
def test_sarvam_takes_a_plain_code_and_its_own_form(resolve, code):
    plain, own = resolve("sarvam", None, code), resolve("sarvam", None, f"{code}-IN")

    assert plain.value == own.value == f"{code}-IN"
    assert plain.confidence == own.confidence == ("documented" if code == "hi" else "inferred")


@pytest.mark.parametrize("resolve", RESOLVE.values(), ids=RESOLVE)
@pytest.mark.parametrize("code", ["as", "ur"])
def test_sarvam_in_assamese_and_urdu_is_a_guess(resolve, code):
    assert resolve("sarvam", None, code).value == f"{code}-IN"
    assert resolve("sarvam", None, code).is_guess
    assert resolve("sarvam", None, f"{code}-IN").is_guess


@pytest.mark.parametrize("resolve", RESOLVE.values(), ids=RESOLVE)
@pytest.mark.parametrize("code", ["fr", "es", "nl", "id", "ms", "hi-US", "or-IN", ""])
def test_sarvam_leaves_what_it_does_not_have(resolve, code):
    assert resolve("sarvam", None, code).value == code
    assert resolve("sarvam", None, code).confidence == "unknown"


def test_sarvam_takes_the_iso_code_of_odia():
    assert tables.resolve_stt("sarvam", None, "or").value == "od-IN"


def test_sarvam_detects_by_unknown_only_when_listening():
    assert tables.resolve_stt("sarvam", "saaras:v4", "unknown").confidence == "seen"
    assert tables.resolve_tts("sarvam", "bulbul:v2", "unknown").confidence == "unknown"


@pytest.mark.parametrize(
    ("kind", "provider"),
    [("stt", "azure"), ("stt", "google"), ("tts", "azuretts"), ("tts", "polly")],
)
@pytest.mark.parametrize("code", KEYS)
def test_locales_are_guessed_unless_the_author_wrote_one(kind, provider, code):
    expected = "pa-Guru-IN" if (provider, code) == ("google", "pa") else LOCALES[code]

    guessed = RESOLVE[kind](provider, None, code)
    written = RESOLVE[kind](provider, None, f"{code}-ZZ")

    assert (guessed.value, guessed.confidence) == (expected, "guess")
    assert (written.value, written.confidence) == (f"{code}-ZZ", "seen")


def test_a_code_without_a_locale_stays_and_is_a_guess():
    found = tables.resolve_tts("polly", None, "de")

    assert (found.value, found.is_guess) == ("de", True)
    assert "No locale is known" in found.note
    assert "Polly wants a locale" in found.note


@pytest.mark.parametrize("code", [*KEYS, "de", "hi-IN"])
@pytest.mark.parametrize(
    ("kind", "provider"),
    [*(("stt", name) for name in SAME_STT), *(("tts", name) for name in SAME_TTS)],
)
def test_all_other_providers_take_the_code_as_it_is(kind, provider, code):
    found = RESOLVE[kind](provider, None, code)

    uncertain = code == "od" and (kind, provider) in {("tts", "cartesia"), ("tts", "smallest")}
    assert found.value == ("or" if (provider, code) == ("maya", "od") else code)
    assert found.is_guess == uncertain
    assert found.confidence != "unknown"


@pytest.mark.parametrize("resolve", RESOLVE.values(), ids=RESOLVE)
@pytest.mark.parametrize("provider", ["", "Sarvam", "acme"])
def test_an_unknown_provider_changes_nothing(resolve, provider):
    assert resolve(provider, None, "hi").value == "hi"
    assert resolve(provider, None, "hi").confidence == "unknown"


@pytest.mark.parametrize("row", rows.providers(), ids=lambda row: f"{row.kind}-{row.provider}-{row.model}")
@pytest.mark.parametrize("code", [*KEYS, "or", "de", "multi", "unknown", "auto", "hi-IN", ""])
def test_resolving_twice_changes_nothing(row, code):
    resolve, model = RESOLVE[row.kind], row.model.removesuffix("*")

    once = resolve(row.provider, model, code)

    assert resolve(row.provider, model, once.value).value == once.value


def test_notes_tell_what_the_model_does_with_the_language():
    assert "sent no language" in tables.resolve_stt("sarvam", "saaras:v2.5", "hi").note
    assert "sent no language" not in tables.resolve_stt("sarvam", "saaras:v4", "hi").note
    assert "sent no language" in tables.resolve_stt("deepgram", "flux-general-en", "en").note
    assert "left to detection" in tables.resolve_stt("assembly", "universal-3-pro", "ta").note


# --- small look-ups -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("provider", "model", "expected"),
    [
        ("soniox", None, True),
        ("gemini", "any", True),
        ("deepgram", "flux-general-multi", True),
        ("deepgram", "flux-general-en", False),
        ("deepgram", "nova-3", False),
        ("sarvam", None, False),
        ("acme", None, False),
    ],
)
def test_who_prefers_language_hints(provider, model, expected):
    assert tables.hints_win(provider, model) is expected


@pytest.mark.parametrize(
    ("code", "expected"), [("hi", "hi"), ("hi-IN", "hi"), ("EN-in", "en"), ("pa-Guru-IN", "pa"), ("", "")]
)
def test_primary_subtag(code, expected):
    assert tables.primary_subtag(code) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("or", "od"),
        ("or-IN", "od"),
        ("od-IN", "od"),
        ("hi-IN", "hi"),
        ("hi_IN", "hi"),
        ("HI", "hi"),
        (" en ", "en"),
        ("hi", None),
        ("de", None),
        ("de-DE", None),
        ("", None),
    ],
)
def test_suggested_key(code, expected):
    assert tables.suggest_key(code) == expected
