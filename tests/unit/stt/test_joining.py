from __future__ import annotations

import pytest

from anamctl.stt.joining import joined


@pytest.mark.parametrize(
    ("pieces", "whole"),
    [
        ((), ""),
        (("Guten", "Morgen"), "Guten Morgen"),
        ((" Guten ", "", "  ", "Morgen "), "Guten Morgen"),
        (("今日は", "いい天気"), "今日はいい天気"),
        (("สวัสดี", "ครับ"), "สวัสดีครับ"),
        (("안녕", "하세요"), "안녕 하세요"),
        (("私は", "Anna", "です"), "私は Anna です"),
        (("Hello", ", you"), "Hello, you"),
        (("مرحبا", "بك"), "مرحبا بك"),
    ],
)
def test_pieces_are_joined_as_their_script_is_written(pieces, whole):
    assert joined(pieces) == whole
