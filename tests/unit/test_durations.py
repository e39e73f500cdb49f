from __future__ import annotations

import pytest

from anamctl.durations import seconds


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("500ms", 0.5),
        ("4s", 4),
        ("2m", 120),
        ("1h", 3600),
        ("7", 7),
        (" 1.5 s ", 1.5),
        (".5", 0.5),
        (3, 3),
        (0.25, 0.25),
    ],
)
def test_durations_are_read(text, value):
    assert seconds(text) == value


@pytest.mark.parametrize("text", ["", "s", "1d", "-1", "1 2", "soon", True, "nan", "1e3"])
def test_what_is_none_is_told_with_what_to_write(text):
    with pytest.raises(ValueError, match="is no duration; write 500ms, 4s, 2m or 1h"):
        seconds(text)
