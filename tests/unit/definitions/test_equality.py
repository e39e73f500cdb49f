"""Strict comparison."""

from __future__ import annotations

import pytest

from anamctl.definitions.equality import is_same


@pytest.mark.parametrize(("first", "second"), [(1, True), (1, 1.0), ([1], [True]), ({"a": 0}, {"a": False}), ("1", 1)])
def test_values_of_different_types_are_never_the_same(first, second):
    assert not is_same(first, second)
    assert is_same(first, first)


@pytest.mark.parametrize(("first", "second"), [([1], [1, 2]), ({"a": 1}, {"b": 1}), ({"a": 1}, {}), ([1], [2])])
def test_lists_and_mappings_are_compared_to_the_bottom(first, second):
    assert not is_same(first, second)
