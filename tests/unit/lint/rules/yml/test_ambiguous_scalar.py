"""YML008: what YAML 1.1 and 1.2 read differently."""

from __future__ import annotations

import pytest
import yaml

from anamctl.definitions.reader import read_bytes
from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import ambiguous_scalar
from tests.unit.lint.rules.yml.asking import ask, one

TEXT = {
    "no": "the boolean false",
    "Yes": "the boolean true",
    "off": "the boolean false",
    "y": "the boolean true",
    "10:00": "the number 600",
    "1_000": "the number 1000",
    "0b11": "the number 3",
    "2026-11-21": "a date or time",
    "=": "the special value key",
}
NUMBERS = {
    "0755": ("755", "the number 493"),
    "-010": ("-10", "the number -8"),
    "089": ("89", "text"),
    "1e3": ("1000", "text"),
    "1E-2": ("0.01", "text"),
    "1.5e3": ("1500", "text"),
    "2e-7": ("2.0e-07", "text"),
    "1.25e300": ("1.25e+300", "text"),
    "0o17": ("15", "text"),
}


@pytest.mark.parametrize("text", TEXT)
@pytest.mark.parametrize("frame", ["a: {}", "{}: a", "a: [x, {}]", "- {} # comment", "a: &x {}"])
def test_text_gets_quotes(frame, text):
    if frame.startswith("{}") and text == "=":
        return  # as a key of a block mapping it is read alike
    source = frame.format(text)
    found = one(ambiguous_scalar, source)

    assert found.text == text
    assert found.place == f"1:{frame.index('{}') + 1}"
    assert found.message == f"unquoted {text} is text here, but {TEXT[text]} in YAML 1.1"
    assert found.label == f'write "{text}"'
    assert found.severity is Severity.WARNING
    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == frame.format(f'"{text}"')
    assert ask(ambiguous_scalar, found.fixed) == []


@pytest.mark.parametrize("text", NUMBERS)
@pytest.mark.parametrize("frame", ["a: {}", "a: [x, {}]", "- {} # comment", "a: &x {}"])
def test_numbers_are_written_in_decimal(frame, text):
    plain, other = NUMBERS[text]
    found = one(ambiguous_scalar, frame.format(text))

    assert found.text == text
    assert found.message == f"{text} is the number {plain} here, but {other} in YAML 1.1"
    assert found.label == f"write {plain}; text needs quotes"
    assert found.fixed == frame.format(plain)
    assert ask(ambiguous_scalar, found.fixed) == []


@pytest.mark.parametrize("text", [*TEXT, *NUMBERS])
def test_after_the_fix_every_reader_sees_what_we_saw(text):
    source = f"personaConfig: {{a: {text}}}"
    before = read_bytes(source.encode(), "a.yaml").documents[0].data
    fixed = one(ambiguous_scalar, source).fixed

    assert read_bytes(fixed.encode(), "a.yaml").documents[0].data == before
    assert yaml.safe_load(fixed) == before


def test_a_number_too_large_for_any_field_is_not_rewritten():
    found = one(ambiguous_scalar, "a: 1e9999")

    assert found.fix is None
    assert found.label == "text needs quotes"


def test_a_date_over_two_lines_is_quoted_as_it_stands():
    found = one(ambiguous_scalar, "a: 2001-12-14\n  21:59:43\n")

    assert found.fixed == 'a: "2001-12-14\n  21:59:43"\n'
    assert ask(ambiguous_scalar, found.fixed) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: 'no'",
        'a: "no"',
        "a: |\n  no\n",
        "a: no way",
        "a: true",
        "a: 12",
        "a: 1.5",
        "a: 10.5",
        "a: .5",
        "a: ~",
        "nob: a",
    ],
)
def test_what_all_readers_see_alike_passes(text):
    assert ask(ambiguous_scalar, text) == []


def test_json_is_not_ambiguous():
    assert ask(ambiguous_scalar, '{"no": "off", "a": 1e3, "b": "10:00"}', "a.json") == []
