"""Comparison, strict and not so strict."""

from __future__ import annotations

import pytest

from anamctl.definitions.equality import alike, is_same
from anamctl.definitions.placeholders import Unset


@pytest.mark.parametrize(("first", "second"), [(1, True), (1, 1.0), ([1], [True]), ({"a": 0}, {"a": False}), ("1", 1)])
def test_values_of_different_types_are_never_the_same(first, second):
    assert not is_same(first, second)
    assert is_same(first, first)


@pytest.mark.parametrize(("first", "second"), [([1], [1, 2]), ({"a": 1}, {"b": 1}), ({"a": 1}, {}), ([1], [2])])
def test_lists_and_mappings_are_compared_to_the_bottom(first, second):
    assert not is_same(first, second)


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
