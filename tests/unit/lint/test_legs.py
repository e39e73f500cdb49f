"""Legs with the places of their values."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.finding import Severity
from anamctl.lint.legs import at_leg, legs, names

TEXT = """\
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer: {provider: sarvam, buffer_size: 40, provider_config: {voice: A, language: en}}
  multilingual_config:
    enabled: true
    languages:
      en:
        synthesizer: {provider: sarvam, provider_config: {voice: B}}
      hi:
        transcriber: {language: hi-IN}
        synthesizer: {provider: azuretts, provider_config: {}}
"""


def document(text=TEXT):
    return read_bytes(text.encode(), "agent.yaml").documents[0]


def leg(code, text=TEXT):
    return next(leg for leg in legs(document(text)).entries if leg.code == code)


def test_the_base_of_several_languages_does_not_run_by_itself():
    found = legs(document())

    assert [one.code for one in found.bases] == [""]
    assert [one.code for one in found.entries] == ["en", "hi"]
    assert [one.code for one in found.running] == ["en", "hi"]
    assert found.speakers == {"sarvam", "azuretts"}
    assert found.listeners == {"deepgram"}


def test_a_base_runs_where_the_languages_are_dropped():
    found = legs(document(TEXT.replace("enabled: true", "enabled: false")))

    assert [one.code for one in found.running] == ["", "en", "hi"]
    assert [one.is_dropped for one in found.running] == [False, True, True]
    assert [one.severity for one in found.running] == [None, Severity.WARNING, Severity.WARNING]


def test_languages_alone_have_no_base():
    found = legs(document("multilingual_config: {enabled: true, languages: {en: {}, hi: null, ta: 3}}\n"))

    assert found.bases == []
    assert [(one.code, one.base, one.may_inherit, one.own) for one in found.entries] == [
        ("en", None, True, {}),
        ("hi", None, True, {}),
        ("ta", None, True, {}),
    ]


def test_they_are_worked_out_once():
    one = document()

    assert legs(one) is legs(one)


@pytest.mark.parametrize(
    ("code", "keys", "path", "part"),
    [
        ("en", ("synthesizer", "provider_config", "voice"), ("en", "synthesizer", "provider_config", "voice"), "place"),
        ("en", ("synthesizer", "buffer_size"), ("synthesizer", "buffer_size"), "place"),
        ("en", ("synthesizer", "provider_config", "language"), ("en",), "key"),  # filled in
        ("en", ("transcriber", "model"), ("transcriber", "model"), "place"),
        ("en", ("transcriber", "language"), ("en",), "key"),  # follows from the key
        ("hi", ("transcriber", "language"), ("hi", "transcriber", "language"), "place"),
        ("hi", ("transcriber", "model"), ("transcriber", "model"), "place"),
        ("hi", ("synthesizer", "buffer_size"), ("hi",), "key"),  # another provider inherits nothing
    ],
)
def test_a_value_is_found_where_it_was_written(code, keys, path, part):
    inside: tuple = ("multilingual_config", "languages") if path[0] in {"en", "hi"} else ()

    assert leg(code).place(*keys) == (("tools_config", *inside, *path), part)


def test_what_comes_from_the_base_is_told():
    english = leg("en")

    assert english.inherits("synthesizer", "buffer_size")
    assert english.inherits("transcriber", "provider")
    assert not english.inherits("synthesizer", "provider_config", "voice")
    assert not english.inherits("synthesizer", "provider_config", "model")
    assert english.shares_speaker
    assert not leg("hi").shares_speaker


def test_without_a_base_nothing_is_inherited():
    alone = legs(document("multilingual_config: {languages: {en: {synthesizer: {provider: a}}}}\n")).entries[0]

    assert not alone.shares_speaker
    assert not alone.inherits("synthesizer", "buffer_size")
    assert alone.place("synthesizer", "buffer_size") == (("multilingual_config", "languages", "en"), "key")


def test_an_entry_without_synthesizer_speaks_with_the_base():
    silent = leg("hi", TEXT.replace("synthesizer: {provider: azuretts, provider_config: {}}", "agent_name: Kim"))

    assert silent.shares_speaker
    assert silent.inherits("synthesizer", "buffer_size")


def test_what_is_no_object_holds_nothing():
    odd = leg("hi", TEXT.replace("{provider: azuretts, provider_config: {}}", "provider"))

    assert odd.wrote("synthesizer")
    assert not odd.wrote("synthesizer", "provider")


@pytest.mark.parametrize(
    ("code", "keys", "end"),
    [
        ("en", ("synthesizer", "provider_config", "model"), ("synthesizer", "provider_config")),
        ("en", ("transcriber", "model"), ()),
        ("hi", ("transcriber", "model"), ("transcriber",)),
    ],
)
def test_a_missing_value_belongs_into_the_innermost_object_that_is_there(code, keys, end):
    assert leg(code).lacking(*keys) == ("tools_config", "multilingual_config", "languages", code, *end)


def test_a_problem_takes_the_place_and_the_severity_of_its_leg():
    one = document(TEXT.replace("enabled: true", "enabled: false"))
    hindi = legs(one).entries[1]
    problem = at_leg(one, hindi, ("transcriber", "language"), "a", "b")

    assert one.source.text[problem.start : problem.end] == "hi-IN"
    assert problem.severity is Severity.WARNING
    assert at_leg(one, hindi, ("x",), "a", "b", severity=Severity.INFO).severity is Severity.INFO


@pytest.mark.parametrize("provider", ["[sarvam]", "3", "null", '"${WHO}"'])
def test_a_provider_that_is_no_plain_text_is_nobodys(provider):
    one = leg("en", TEXT.replace("sarvam, provider_config: {voice: B}", f"{provider}, provider_config: {{}}"))

    assert one.speaker == ""


def test_a_leg_says_whose_it_is():
    found = legs(document())

    assert found.entries[0].of == ' of "en"'
    assert found.bases[0].of == ""
    assert names(["en", "hi"]) == '"en", "hi"'
