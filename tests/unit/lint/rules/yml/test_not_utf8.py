"""YML002: bytes that are no UTF-8."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import not_utf8
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("data", "place", "message", "label"),
    [
        (
            "personaConfig:\n  name: Ren\xe9\n".encode("latin-1"),
            "2:12",
            "byte 0xe9 is not UTF-8",
            "the file seems to be Windows-1252 or Latin-1; save it as UTF-8",
        ),
        ("a: b".encode("utf-16"), "1:1", "byte 0xff is not UTF-8", "the file seems to be UTF-16; save it as UTF-8"),
        (b"\xef\xbb\xbfa: \xe9", "1:4", "byte 0xe9 is not UTF-8", "save it as UTF-8"),
        ("ok: 😀\nno: ".encode() + b"\x80", "2:5", "byte 0x80 is not UTF-8", None),
    ],
)
@pytest.mark.parametrize("path", ["a.yaml", "a.json"])
def test_the_first_bad_byte_is_shown(path, data, place, message, label):
    found = one(not_utf8, data, path)

    assert (found.place, found.message) == (place, message)
    assert label is None or found.label == label
    assert found.severity is Severity.ERROR
    assert found.fix is None


def test_utf_8_passes():
    assert ask(not_utf8, "\ufeffpersonaConfig: {name: 'Ünïcödé 😀 हिन्दी'}") == []
