"""Edits of keys and values by span."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.edits import insert_before, rename_key, replace_text, replace_value, value_at


def document(text, suffix="yaml"):
    return read_bytes(text.encode(), f"x.{suffix}").documents[0]


def applied(doc, fix):
    text = doc.source.text
    if fix is None:
        return None
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("personaConfig: {old: 1}", "personaConfig: {new: 1}"),
        ("personaConfig: {'old': 1}", "personaConfig: {'new': 1}"),
        ('personaConfig: {"old": 1}', 'personaConfig: {"new": 1}'),
        ("personaConfig:\n  old: 1 # why\n", "personaConfig:\n  new: 1 # why\n"),
        ("personaConfig: {&a old: 1}", None),
        ("personaConfig: {!!str old: 1}", None),
        ('personaConfig: {"\\x6fld": 1}', None),
        ("personaConfig: {old: 1, new: 2}", None),
        ("personaConfig: {other: 1}", None),
        ("personaConfig: [old]", None),
    ],
)
def test_a_key_is_renamed_inside_its_quotes_or_not_at_all(before, after):
    doc = document(before)
    assert applied(doc, rename_key(doc, ("personaConfig", "old"), "new")) == after


def test_a_new_key_that_readers_disagree_about_gets_quotes():
    doc = document("personaConfig: {nb: 1}")
    assert applied(doc, rename_key(doc, ("personaConfig", "nb"), "no")) == 'personaConfig: {"no": 1}'


def test_a_merged_key_is_renamed_where_it_stands():
    doc = document("personaConfig: {<<: &a {old: 1}}\nlanguages: {fr: {<<: *a}}\n")
    fix = rename_key(doc, ("languages", "fr", "old"), "new")
    assert applied(doc, fix) == "personaConfig: {<<: &a {new: 1}}\nlanguages: {fr: {<<: *a}}\n"


def test_a_list_item_has_no_key():
    doc = document("personaConfig: {a: [1]}")
    assert rename_key(doc, ("personaConfig", "a", 0), "new") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("personaConfig: {a: old}", "personaConfig: {a: new}"),
        ("personaConfig: {a: 'old'}", "personaConfig: {a: 'new'}"),
        ('personaConfig: {a: "o\\u006cd"}', None),
        ("personaConfig:\n  a: >-\n    old\n", None),
        ("personaConfig: {a: [old]}", None),
    ],
)
def test_a_text_is_replaced_inside_its_quotes_or_not_at_all(before, after):
    doc = document(before)
    assert applied(doc, replace_text(doc, ("personaConfig", "a"), "new", "write new")) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("personaConfig: {a: '1'}", "personaConfig: {a: 2}"),
        ("personaConfig:\n  a:\n", "personaConfig:\n  a: 2\n"),
        ("personaConfig:\n  a: # why\n", "personaConfig:\n  a: 2 # why\n"),
        ("personaConfig: {a: &x '1'}", None),
        ("personaConfig: {a: {}}", None),
    ],
)
def test_a_value_is_replaced_quotes_and_all(before, after):
    doc = document(before)
    fix = replace_value(doc, ("personaConfig", "a"), "2", "write 2", safe=False)

    assert applied(doc, fix) == after
    assert fix is None or (fix.title, fix.safe) == ("write 2", False)


@pytest.mark.parametrize(
    ("before", "suffix", "after"),
    [
        ("personaConfig:\n  a: 1\n  b: 2\n", "yaml", "personaConfig:\n  a: 1\n  c: 3\n  b: 2\n"),
        ("personaConfig: {a: 1, b: 2}", "yaml", "personaConfig: {a: 1, c: 3, b: 2}"),
        ('{"personaConfig": {"b": 2}}', "json", '{"personaConfig": {"c": 3, "b": 2}}'),
        ("personaConfig:\n  <<: {b: 2}\n", "yaml", None),
        ("personaConfig: {a: 1}", "yaml", None),
    ],
)
def test_a_key_is_added_in_the_manner_of_its_mapping(before, suffix, after):
    doc = document(before, suffix)
    assert applied(doc, insert_before(doc, ("personaConfig", "b"), "c", "3", "add c")) == after


def test_values_are_found_by_path():
    doc = document("personaConfig: {a: [1, {b: 2}]}")

    assert value_at(doc, ("personaConfig", "a", 1, "b")) == 2
    for path in (("x",), ("personaConfig", "a", 9), ("personaConfig", "a", "b"), ("personaConfig", "a", 0, "b")):
        assert value_at(doc, path) is None
