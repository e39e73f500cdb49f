from __future__ import annotations

import pytest

from anamctl.definitions.equality import alike
from anamctl.definitions.placeholders import Unset

NAN = float("nan")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (1, 1.0),
        ({"a": [1, {"b": None}]}, {"a": [1.0, {"b": None}]}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (NAN, NAN),
        ("x", "x"),
        (None, None),
        (True, True),
        (Unset("${A}", ("A",)), "anything"),
        ("anything", Unset("${A}", ("A",))),
    ],
)
def test_alike(first, second):
    assert alike(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (1, True),
        (0, False),
        (1, "1"),
        (None, False),
        (None, ""),
        ([], {}),
        ([1], [1, 2]),
        ([1, 2], [2, 1]),
        ({"a": None}, {}),
        ({"a": 1}, [("a", 1)]),
        (NAN, 1.0),
        (Unset("${A}", ("A",)), 1),
        (Unset("${A}", ("A",)), None),
    ],
)
def test_not_alike(first, second):
    assert not alike(first, second)
    assert not alike(second, first)
