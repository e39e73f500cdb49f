from __future__ import annotations

import pytest

from anamctl.stt.whisperlivekit.times import milliseconds


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("0:00:03", 3000),
        ("0:00:03.20", 3200),
        ("0:00:03,20", 3200),
        ("1:02:03.45", 3723450),
        ("00:00:00.07", 70),
        ("02:03", 123000),
        ("0:00:75", 75000),
        (1.25, 1250),
        (0, 0),
        (-1, None),
        ("", None),
        ("soon", None),
        ("-0:00:01", None),
        (None, None),
        (True, None),
        (float("nan"), None),
    ],
)
def test_times_are_read_as_documented_and_as_sent(written, found):
    assert milliseconds(written) == found
