from __future__ import annotations

import copy
import pickle
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.placeholders import PLACEHOLDER_PATTERN, Unset, expand

ENVIRON = {"VOICE": "anna", "EMPTY": "", "_X1": "under", "EVIL": "${VOICE} $$"}
NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,8}", fullmatch=True)
PLAIN = st.text().filter(lambda text: "$" not in text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain", "plain"),
        ("", ""),
        ("${VOICE}", "anna"),
        ("a ${VOICE} and ${_X1}!", "a anna and under!"),
        ("${NOBODY:-fallback}", "fallback"),
        ("${NOBODY:-}", ""),
        ("${VOICE:-fallback}", "anna"),
        ("${EMPTY:-fallback}", ""),
        ("${NOBODY:-a:-b}", "a:-b"),
        ("${NOBODY:-two\nlines}", "two\nlines"),
        ("$$", "$"),
        ("$${VOICE}", "${VOICE}"),
        ("$$${VOICE}", "$anna"),
        ("costs 5$ or $5", "costs 5$ or $5"),
        ("${NOBODY:-$5}", "$5"),
        ("${EVIL}", "${VOICE} $$"),
    ],
)
def test_placeholders_are_replaced(text, value):
    expansion = expand(text, ENVIRON)

    assert expansion.value.__class__ is str
    assert expansion == (value, (), ())


def test_a_missing_variable_keeps_the_text_and_names_what_is_missing():
    expansion = expand("${A} ${VOICE} ${B} ${A} $$", ENVIRON)

    assert isinstance(expansion.value, Unset)
    assert expansion.value == "${A} ${VOICE} ${B} ${A} $$"
    assert expansion.value.names == ("A", "B")
    assert expansion.unset == ("A", "B")


@pytest.mark.parametrize(
    ("text", "start", "shown", "problem"),
    [
        ("x ${VOICE", 2, "${VOICE", "the closing } is missing"),
        ("${}", 0, "${}", "the name is missing"),
        ("${1ST}", 0, "${1ST}", "a name begins with a letter or _"),
        ("${ VOICE }", 0, "${ VOICE }", "a name begins with a letter or _"),
        ("${VOICE-anna}", 0, "${VOICE-anna}", "a default is written ${NAME:-default}"),
        ("${VOICE:anna}", 0, "${VOICE:anna}", "a default is written ${NAME:-default}"),
        ("${VOIX DE}", 0, "${VOIX DE}", "a name holds only letters, digits and _"),
        ("${VOICÉ}", 0, "${VOICÉ}", "a name holds only letters, digits and _"),
        ("${A:-${B}}", 0, "${A:-", "a default cannot hold another placeholder"),
    ],
)
def test_a_broken_placeholder_is_reported_and_left_alone(text, start, shown, problem):
    expansion = expand(text, {"B": "${B}"})

    assert expansion.broken == ((start, shown, problem),)
    assert expansion.value == text
    assert expansion.unset == ()


def test_what_follows_a_broken_placeholder_is_still_replaced():
    expansion = expand("${oops ${VOICE}", ENVIRON)

    assert expansion.value == "${oops anna"
    assert [broken.problem for broken in expansion.broken] == ["the closing } is missing"]


def test_a_long_broken_placeholder_is_shown_shortened():
    (broken,) = expand("${" + "x" * 500, {}).broken

    assert broken.text == "${" + "x" * 37 + "…"


@given(st.text())
def test_any_text_expands(text):
    expansion = expand(text, {})

    assert isinstance(expansion.value, str)
    assert isinstance(expansion.value, Unset) == bool(expansion.unset)


@given(st.text(alphabet="${}:-AB"), st.dictionaries(st.sampled_from("AB"), st.text()))
def test_placeholder_like_text_expands_and_reports_only_what_stands_there(text, environ):
    expansion = expand(text, environ)

    for broken in expansion.broken:
        assert text.startswith("${", broken.start)
    assert not set(expansion.unset) & set(environ)


@given(PLAIN, NAMES, PLAIN, PLAIN)
def test_a_set_variable_wins_over_its_default(before, name, value, after):
    default = "".join(character for character in value if character != "}")

    assert expand(before + "${" + name + "}" + after, {name: value}).value == before + value + after
    assert expand(before + "${" + name + ":-" + default + "}" + after, {}).value == before + default + after


@given(st.text())
def test_doubled_dollars_write_any_text(text):
    assert expand(text.replace("$", "$$"), {}) == (text, (), ())


@given(NAMES, st.text().filter(lambda text: "}" not in text and "$" not in text))
def test_the_pattern_of_the_schemas_finds_what_is_expanded(name, default):
    for text in ("${" + name + "}", "${" + name + ":-" + default + "}"):
        assert re.fullmatch(PLACEHOLDER_PATTERN, text)


@pytest.mark.parametrize("piece", ["${", "${A:-", "${A:-$", "${A", "${:", "${A}"])
def test_a_long_hostile_text_is_read_in_linear_time(piece):
    expansion = expand(piece * 100_000, {})

    assert expansion.value == piece * 100_000


def test_an_unset_text_can_be_copied_and_sent_to_another_process():
    unset = expand("${ONE} and ${TWO}", {}).value

    for copied in (copy.deepcopy({"voiceId": unset})["voiceId"], pickle.loads(pickle.dumps(unset))):
        assert isinstance(copied, Unset)
        assert copied == "${ONE} and ${TWO}"
        assert copied.names == ("ONE", "TWO")
