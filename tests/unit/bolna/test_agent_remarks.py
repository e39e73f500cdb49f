"""What should not go unseen."""

from __future__ import annotations

import pytest

from anamctl.bolna.agent_languages import Languages
from anamctl.bolna.agent_remarks import remarks, title
from anamctl.bolna.agent_sheet import shown_tools
from anamctl.definitions.reader import read_bytes


def languages_of(text):
    (document,) = read_bytes(text.encode(), "a.yaml").documents
    return document, Languages(shown_tools(document)[0])


def told(multilingual, base="transcriber: {provider: deepgram}"):
    lines = [f"  {line}" for line in ["languages:", *multilingual.splitlines()]]
    text = "tools_config:\n  " + base + "\n  multilingual_config:\n  " + "\n  ".join(lines) + "\n"
    document, languages = languages_of(text)
    return [(remark.text, remark.line(document), remark.codes) for remark in remarks(languages)]


def test_nothing_is_told_where_everything_is_known():
    assert told("  en: {}\nenabled: true") == []


def test_dropped_languages_are_told_first():
    assert told("  en: {}\nenabled: false") == [
        ("Bolna drops all languages, because enabled is not true: the base runs alone", 6, ())
    ]
    assert told("  en: {}")[0][0].startswith("Bolna drops all languages")


@pytest.mark.parametrize(("active", "line"), [("active_language: fr", 7), ("", 3)])
def test_an_active_language_that_is_not_there_is_told(active, line):
    code = "fr" if active else "en"

    assert told(f"  hi: {{}}\nenabled: true\n{active}") == [
        (f'the call opens in "{code}", which is not among the languages', line, ())
    ]


def test_an_active_odia_is_found_under_either_code():
    assert told("  or: {}\nenabled: true\nactive_language: or") == [
        ('od: written "or", which Bolna does not know', 5, ("od",))
    ]


def test_languages_without_a_base_say_so():
    document, languages = languages_of("multilingual_config: {enabled: true, languages: {en: {}}}\n")

    (first, *_) = remarks(languages)
    assert first.text == "the file holds no base, so the languages are laid over an empty one"
    assert first.line(document) is None
    assert title(document, languages, "a.yaml") == (
        "a.yaml",
        "languages of a Bolna agent",
        "1 language",
        "opens in en",
    )


def test_guesses_about_which_the_same_is_to_be_said_share_a_sentence():
    base = "transcriber: {provider: azure}"

    wants = "Azure wants a locale such as hi-IN"
    assert told("  hi: {}\n  en: {}\n  od: {}\nenabled: true", base) == [
        (f'hi: "hi-IN" is our guess for the transcriber azure. {wants}', 5, ("hi",)),
        (f'en: "en-US" is our guess for the transcriber azure. en-IN is common too. {wants}', 6, ("en",)),
        (
            f'od: "or-IN" is our guess for the transcriber azure. The locale\'s own code for Odia is or. {wants}',
            7,
            ("od",),
        ),
    ]
    shared = told("  hi: {}\n  ta: {}\nenabled: true\nactive_language: hi", base)
    assert [(text[:40], codes) for text, _, codes in shared] == [
        ('hi, ta: "hi-IN", "ta-IN" are our guess f', ("hi", "ta"))
    ]


def test_what_is_not_known_is_told_too():
    assert told("  en: {transcriber: {provider: acme}}\nenabled: true")[0][0] == (
        'en: "en" is not known to the transcriber acme. An unknown provider; the code stays as it is'
    )
    assert told("  en: {}\nenabled: true", "transcriber: {}")[0][0].startswith(
        'en: "en" is not known to the transcriber without a provider.'
    )


def test_fields_without_a_place_are_told_with_their_line():
    assert told("  en: {mood: calm}\nenabled: true\nlanguage_switch_trigger: x") == [
        ("language_switch_trigger has no known place in what a call reads", 7, ()),
        ("en: mood has no known place in what a call reads", 5, ("en",)),
    ]
