"""Unquoted scalars: YAML 1.2, and how YAML 1.1 differs."""

from __future__ import annotations

import math
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from anamctl.definitions.scalars import SPECIAL_START, is_text, read, resolve

SCALARS = st.text(alphabet="0123456789+-.:_eExXobntrufalsyNTFYO~=Zz ", min_size=1, max_size=12).map(str.strip)


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_null_is_written_in_five_ways(text):
    assert resolve(text) is None


@pytest.mark.parametrize("text", ["nUll", "nil", "None", "~~", "none"])
def test_what_only_resembles_null_is_text(text):
    assert resolve(text) == text


@pytest.mark.parametrize("text", ["true", "True", "TRUE", "false", "False", "FALSE"])
def test_only_true_and_false_are_booleans(text):
    assert resolve(text) is (text.lower() == "true")


@pytest.mark.parametrize("text", ["yes", "no", "on", "off", "y", "n", "No", "YES", "tRue", "fALSE"])
def test_other_words_for_yes_and_no_are_text(text):
    assert resolve(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("-0", 0), ("+12", 12), ("007", 7), ("0755", 755), ("0o17", 15), ("0x1F", 31),
        ("1.5", 1.5), (".5", 0.5), ("-.5", -0.5), ("5.", 5.0), ("1e3", 1000.0), ("1E-2", 0.01), ("+1.e+2", 100.0),
        (".inf", math.inf), ("-.INF", -math.inf), ("+.Inf", math.inf),
    ],
)  # fmt: skip
def test_numbers_of_the_core_schema(text, value):
    found = resolve(text)

    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text", ["1_000", "0b11", "0o8", "0xG", "-0x1", "1:30", "1e", "e3", ".", "+", "-", "1.2.3", "٣", "１", "0o", "0x"]
)
def test_what_only_resembles_a_number_is_text(text):
    assert resolve(text) == text


def test_not_a_number_is_a_number():
    found = resolve(".NaN")

    assert isinstance(found, float)
    assert math.isnan(found)


@pytest.mark.parametrize("text", ["9" * 401, "-" + "9" * 500, "0x" + "f" * 500, "9" * 1_000_000])
def test_absurd_integers_are_infinite_and_quick(text):
    assert resolve(text) == (-math.inf if text.startswith("-") else math.inf)


@pytest.mark.parametrize("text", ["1:" + ":".join(["59"] * 200_000), "1" * 1_000_000 + ".5", "1" * 900_000 + ":30.5"])
def test_absurd_numbers_of_yaml_11_are_quick_too(text):
    read(text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("no", "the boolean false"),
        ("On", "the boolean true"),
        ("y", "the boolean true"),
        ("0755", "the number 493"),
        ("1_000", "the number 1000"),
        ("0b101", "the number 5"),
        ("10:00", "the number 600"),
        ("1:30:15", "the number 5415"),
        ("-1:30", "the number -90"),
        ("1:30.5", "the number 90.5"),
        ("1:30.", "the number 90"),
        ("1:0:0", "the number 3600"),
        ("1_0.5", "the number 10.5"),
        ("2026-11-21", "a date or time"),
        ("2001-12-14 21:59:43", "a date or time"),
        ("1e3", "text"),
        ("089", "text"),
        ("0o17", "text"),
        ("=", "the special value key"),
    ],
)
def test_what_a_yaml_11_reader_makes_of_it_is_said(text, other):
    assert read(text).other == other


@pytest.mark.parametrize(
    "text",
    ["0", "-12", "1.5", ".5", "1.0e+3", "true", "~", "0x1F", "Anna", "1.2.3", "24/7", "+49 30", ".inf", ".nan", "00"],
)
def test_where_both_agree_nothing_is_said(text):
    assert read(text).other == ""


@given(SCALARS)
def test_values_are_those_of_ruamel_in_its_yaml_12_mode(text):
    try:
        theirs = YAML(typ="safe", pure=True).load(f"[{text}]")
    except Exception:  # noqa: BLE001  # not a plain scalar after all
        return
    if len(theirs) != 1 or isinstance(theirs[0], (dict, list)) or type(theirs[0]).__module__ == "datetime":
        return
    # These are what it keeps of YAML 1.1, and numbers such as .5e7, which it overlooks.
    if text == "=" or "_" in text or ":" in text or re.match(r"[+-]?(0[xob]|\.[0-9]+[eE][0-9])", text):
        return
    assert repr(resolve(text)) == repr(theirs[0])


@given(SCALARS)
def test_the_other_reading_is_what_pyyaml_reads(text):
    """Where PyYAML and we see the same value nothing is said, and where they differ something is."""
    try:
        theirs = yaml.safe_load(f"[{text}]")
    except (yaml.YAMLError, ValueError):
        return
    if len(theirs) != 1 or isinstance(theirs[0], (dict, list)):
        return
    value, other = read(text)
    agrees = repr(theirs[0]) == repr(value) and type(theirs[0]) is type(value)
    if agrees:
        # PyYAML knows no "y" and "n", and no base 60 that begins with 0; the specification does.
        assert not other or text in {"y", "Y", "n", "N"} or ":" in text or text.startswith(("+.", "-."))
    else:
        assert other


@given(SCALARS)
def test_the_short_cuts_skip_only_text(text):
    """What the builders do not look at would have been text without a second meaning."""
    if text and (text[0] not in SPECIAL_START or is_text(text)):
        assert read(text) == (text, "")


@pytest.mark.parametrize("text", ["nothing", "Nobody", "off-line", "30fa96d0-26c4-4e55-94a0-517025942e18"])
def test_words_and_uuids_need_no_second_look(text):
    assert is_text(text)


@pytest.mark.parametrize("text", ["", "no", "false", "NULL", "12", "1e-5", "2001-12-14T21:59:43.10-05:00"])
def test_what_may_be_special_is_looked_at(text):
    assert not is_text(text)
