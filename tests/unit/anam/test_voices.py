from __future__ import annotations

import pytest

from anamctl.anam.voices import fit_of, mentions, rank, speaks_many, words_of

MANY = "eleven_flash_v2_5"


def voice(name, **more):
    return {"id": name, "displayName": name, **more}


def test_voices_are_ranked_by_what_speaks_for_them():
    voices = [
        voice("Zoe", providerModelId=MANY),
        voice("Bob", country="US"),
        voice("Remy", country="CA"),
        voice("Anna", country="FR"),
        voice("Aosta", country="IT"),
        voice("Luc (French)", country="FR", providerModelId=MANY),
        voice("Nulls", country=None, description=None, displayTags=None, providerModelId=None, provider=None),
    ]
    ranked = rank(voices, "fr")

    assert [(one.voice["id"], one.fit.is_likely) for one in ranked] == [
        ("Luc (French)", True),
        ("Anna", True),
        ("Remy", True),
        ("Aosta", False),
        ("Zoe", False),
    ]


def test_every_rank_says_why():
    found = fit_of(voice("Luc", country="CA", description="Parle français.", providerModelId=MANY), "fr")

    assert found.reasons == (
        "accent: Canada, where French is one of the languages",
        'description mentions "français"',
        "its model speaks many languages",
    )


@pytest.mark.parametrize("tag", ["French", "fr", "FR", "fr-CA", "fr_fr"])
def test_a_tag_speaks_for_a_language(tag):
    assert fit_of(voice("Luc", displayTags=["warm", tag, 1]), "fr").reasons == (f'tagged "{tag}"',)


def test_a_tag_of_another_word_does_not():
    assert fit_of(voice("Luc", displayTags=["fresh", "fry"]), "fr").score == 0


@pytest.mark.parametrize(
    ("model", "many"),
    [
        (MANY, True),
        ("eleven_multilingual_v2", True),
        ("eleven_v3", True),
        ("sonic-3", True),
        ("sonic-3.5", True),
        ("s1", True),
        ("eleven_flash_v2", False),
        ("eleven_monolingual_v1", False),
        ("sonic", False),
        (None, False),
    ],
)
def test_models_of_many_languages_are_told_by_their_ids(model, many):
    assert speaks_many(voice("x", providerModelId=model)) is many


def test_the_advanced_voice_speaks_many():
    assert speaks_many(voice("x", provider="OPENAI_ADVANCED_VOICE"))


def test_everything_written_about_a_voice_can_be_searched():
    assert words_of(voice("Luc", description="calm", displayTags=["deep"])) == "Luc · calm · deep"
    assert mentions(voice("Luc", description="German"), "de")
