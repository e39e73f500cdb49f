from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.cli.encoding import ERRORS
from anamctl.report.dump import dump
from anamctl.report.text import render
from tests.unit.report.samples import findings, pointed, run

ENCODINGS = ("ascii", "cp437", "cp850", "cp1252", "cp932", "latin-1")


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(one=findings())
def test_no_report_fails_in_any_encoding(encoding, one):
    render(run(one), color=True).encode(encoding, ERRORS)


@given(st.text(st.characters(exclude_characters="│·…–✓←→")))
def test_json_stays_json(text):
    assert json.loads(dump([text]).encode("ascii", ERRORS)) == [text]


def test_carets_keep_their_place_in_a_picture():
    text = render(run(pointed("  name: 日本 e\u0301 x", 14, 15), seconds=0.0), color=False).encode("ascii", ERRORS)

    assert text.decode().splitlines()[1:3] == ["   24 |   name: ???? e x", "      | " + " " * 15 + "^"]


def test_carets_keep_their_place_in_a_coloured_picture():
    text = render(run(pointed("  name: 日本 x", 11, 12)), color=True).encode("ascii", ERRORS)

    assert b"|\x1b[0m   name: ???? x" in text


def test_what_is_said_outside_a_picture_can_be_read():
    one = pointed("  jp:", 2, 4, label='did you mean "ja" (日本語)?', path="日本.yaml")
    text = render(run(one), color=False).encode("ascii", ERRORS).decode()

    assert text.startswith("\\u65e5\\u672c.yaml:24:3  error")
    assert '^^ did you mean "ja" (\\u65e5\\u672c\\u8a9e)?' in text


def test_a_byte_that_cannot_be_decoded_is_not_its_business():
    with pytest.raises(UnicodeDecodeError):
        b"\xff".decode("utf-8", ERRORS)
