"""What nobody says the service does, and the refusal of it."""

from __future__ import annotations

import pytest
from hypothesis import given

from anamctl.bolna import agents, guesses, layering
from anamctl.errors import ExitCode, GuessError
from tests.unit.bolna import whole_agents

CARTESIA = {"synthesizer": {"provider": "cartesia", "provider_config": {"voice": "V"}}}


def document(languages, enabled=True):
    return {
        "tools_config": {
            "transcriber": {"provider": "sarvam", "language": "hi"},
            "synthesizer": {"provider": "sarvam", "provider_config": {}},
            "multilingual_config": {"enabled": enabled, "languages": languages},
        }
    }


def test_a_guess_names_language_key_and_value():
    found = guesses.find_guesses(document({"hi": {}, "od": CARTESIA}))

    assert [guess.text for guess in found] == ['synthesizer.provider_config.language of "od" is "od"']
    assert (found[0].task, found[0].code, found[0].value) == (0, "od", "od")


def test_a_code_that_nobody_knows_counts_as_a_guess():
    found = guesses.find_guesses(document({"fr": {}}))

    assert [guess.path[-1] for guess in found] == ["language", "language"]
    assert [guess.value for guess in found] == ["fr", "fr"]


def test_only_the_languages_that_were_asked_for_count():
    assert guesses.find_guesses(document({"hi": {}, "ur": {}}), frozenset({"hi"})) == []
    assert len(guesses.find_guesses(document({"hi": {}, "ur": {}}), frozenset({"ur"}))) == 2


@pytest.mark.parametrize("enabled", [False, None])
def test_languages_that_are_dropped_hold_no_guess(enabled):
    assert guesses.find_guesses(document({"ur": {}}, enabled)) == []


def test_guesses_are_refused_with_their_names_and_exit_code_1():
    with pytest.raises(GuessError) as caught:
        guesses.refuse_guesses(document({"ur": {}}))

    assert caught.value.exit_code is ExitCode.FINDINGS
    assert caught.value.message == (
        '2 values are guesses: transcriber.language of "ur" is "ur-IN"; '
        'synthesizer.provider_config.language of "ur" is "ur-IN".'
    )


def test_one_guess_is_told_in_the_singular_and_many_are_counted():
    with pytest.raises(GuessError, match=r"^1 value is a guess: "):
        guesses.refuse_guesses(document({"od": CARTESIA}))
    with pytest.raises(GuessError, match=r"^6 values are guesses: .*, and 3 more\.$"):
        guesses.refuse_guesses(document({"ur": {}, "as": {}, "fr": {}}))


def test_known_values_are_accepted():
    guesses.refuse_guesses(document({"hi": {}, "ta": {}, "od": {}}))


@given(found=whole_agents.DOCUMENTS)
def test_a_leg_with_a_guess_is_never_accepted(found):
    guessed = set()
    for site in agents.sites(agents.editable(found)):
        legs = layering.legs(site.tools, site.tools["multilingual_config"])
        guessed |= {(site.task, code) for code, leg in legs.items() if leg.has_guess}

    named = {(guess.task, guess.code) for guess in guesses.find_guesses(found)}

    assert guessed <= named
