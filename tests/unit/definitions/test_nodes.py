"""Walking on the node tree."""

from __future__ import annotations

from itertools import pairwise

import pytest
import yaml

from anamctl.definitions.nodes import Span, find, is_merge, span_of

SAMPLE = """\
a: {b: [10, {c: deep}]}
base: &base {x: 1, y: 2}
more: &more
  <<: *base
  y: 3
list:
  <<: [*more, *base]
  z: 4
twice: first
twice: second
"""


def root(text=SAMPLE):
    return yaml.compose(text)


def value_of(path):
    entry = find(root(), path)
    return None if entry is None else entry.value.value


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("a", "b", 0), "10"),
        (("a", "b", 1, "c"), "deep"),
        (("more", "x"), "1"),
        (("more", "y"), "3"),
        (("list", "x"), "1"),
        (("list", "y"), "3"),
        (("list", "z"), "4"),
        (("twice",), "second"),
    ],
)
def test_values_are_found_through_lists_aliases_and_merges(path, value):
    assert value_of(path) == value


@pytest.mark.parametrize(
    "path",
    [("no",), ("a", "no"), ("a", "b", 2), ("a", "b", -1), ("a", "b", "0"), ("a", 0), ("twice", "x"), ("list", "<<")],
)
def test_what_is_not_there_is_not_found(path):
    assert find(root(), path) is None


def test_the_root_is_found_without_a_key():
    entry = find(root(), ())

    assert entry is not None
    assert entry.key is None


def test_an_item_has_no_key_and_a_value_has_one():
    item, value = find(root(), ("a", "b", 0)), find(root(), ("a", "b"))

    assert item is not None
    assert item.key is None
    assert value is not None
    assert value.key is not None
    assert value.key.value == "b"


def test_looking_for_a_key_in_merges_of_merges_takes_no_time():
    """Each mapping merges the one before twice: two to the power of sixty ways lead to the first."""
    lines = ["m0: &m0 {k: 1}"]
    for before, now in pairwise(range(60)):
        lines.append(f"m{now}: &m{now} {{<<: [*m{before}, *m{before}]}}")
    tree = root("\n".join(lines))

    assert find(tree, ("m59", "absent")) is None
    found = find(tree, ("m59", "k"))
    assert found is not None
    assert found.value.value == "1"


def test_a_merge_of_itself_ends():
    assert find(root("a: &a {<<: [*a, *a], b: 1}"), ("a", "c")) is None


def test_only_the_unquoted_sign_is_a_merge():
    keys = [key for key, _ in root('{<<: 1, "<<": 2, x: 3}').value]

    assert [is_merge(key) for key in keys] == [True, False, False]


def test_a_span_covers_the_node():
    text = "ä: 'x y'"
    key, value = root(text).value[0]

    assert span_of(key) == Span(0, 1)
    assert text[slice(*span_of(value))] == "'x y'"


def test_a_large_mapping_is_searched_like_a_small_one():
    lines = [f"k{number}: {number}" for number in range(200)]
    tree = root("\n".join(["<<: {merged: yes, k3: no}", *lines, "k7: again"]))

    def value(*path):
        entry = find(tree, path)
        return None if entry is None else entry.value.value

    assert value("k3") == "3"
    assert value("k7") == "again"
    assert value("k199") == "199"
    assert value("merged") == "yes"
    assert value("nothing") is None
    assert value(7) is None
