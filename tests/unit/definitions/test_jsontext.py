"""JSON text to nodes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.document import Kind
from anamctl.definitions.jsontext import JsonSyntaxError, compose_json
from anamctl.definitions.nodes import TooDeepError, find, span_of
from anamctl.definitions.reader import read_bytes

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def read(text, **options):
    return read_bytes(text.encode(), "a.json", **options)


def data(text):
    file = read('{"personaConfig": ' + text + "}")
    return file.documents[0].data["personaConfig"]


def without_dollars(value):
    return "$" not in json.dumps(value, ensure_ascii=False)


@given(VALUES.filter(without_dollars), st.booleans(), st.sampled_from([None, 1]))
def test_values_are_those_of_the_standard_library(value, ascii_only, indent):
    try:
        text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
        text.encode()
    except UnicodeEncodeError:
        return
    expected = json.loads(text)

    try:
        json.dumps(expected, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return  # half characters are replaced, another test has them
    assert repr(data(text)) == repr(expected)


@given(VALUES)
def test_every_node_covers_its_own_text(value):
    text = json.dumps(value)
    root = compose_json(text, depth_limit=200)
    pending: list = [(root, value)]
    while pending:
        node, expected = pending.pop()
        assert json.loads(text[slice(*span_of(node))]) == expected
        if isinstance(expected, list):
            pending += zip(node.value, expected, strict=True)
        elif isinstance(expected, dict):
            pending += [(item, expected[key.value]) for key, item in node.value]


@given(st.text(alphabet='{}[]",:0123456789.eE+-truefalsn \\u/\n\t\x00d8', max_size=30))
def test_what_the_standard_library_takes_is_taken_and_nothing_else(text):
    try:
        json.loads(text, parse_constant=lambda _: 1 / 0)
        valid = True
    except (ValueError, ZeroDivisionError):
        valid = False
    try:
        taken, index = compose_json(text, depth_limit=200) is not None, 0
    except JsonSyntaxError as error:
        taken, index = False, error.index

    assert taken is valid
    assert 0 <= index <= len(text)


def test_pairs_of_escapes_are_one_character():
    assert data(r'"\ud83d\ude00"') == "😀"


@pytest.mark.parametrize("text", ["a\u2028b", "a\u2029b", "a\x85b", "a\ufeffb", "a\u200bb", "a\x7fb"])
def test_characters_that_yaml_treats_specially_are_ordinary(text):
    assert data(json.dumps(text, ensure_ascii=False)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"no"', "no"), ("1e3", 1000.0), ("-0", 0), ("0.10", 0.1), ("1E-2", 0.01), ('"<<"', "<<"), ('"~"', "~"),
        ('"0755"', "0755"), ("12345678901234567890", 12345678901234567890), ("true", True), ("null", None),
    ],
)  # fmt: skip
def test_scalars_mean_what_json_says(text, value):
    assert data(text) == value


def test_nothing_is_ambiguous_in_json():
    assert not read('{"personaConfig": {"no": "yes", "on": 1e3, "1": "10:00", "<<": {"a": 1}}}').issues


def test_merge_and_tags_are_text():
    assert data('{"<<": {"a": 1}, "b": "!!int 3"}') == {"<<": {"a": 1}, "b": "!!int 3"}


def test_a_key_of_two_thousand_characters_is_read():
    assert data(json.dumps({"k" * 2000: 1})) == {"k" * 2000: 1}


def test_tabs_and_any_line_ends_are_white_space():
    assert data('\t\r\n{\t"a"\r:\n1\t}\r\n') == {"a": 1}


def test_a_key_that_is_given_twice_is_seen():
    file = read('{"personaConfig": {"a": 1, "b": 2, "a": 3}}')

    assert file.documents[0].data == {"personaConfig": {"a": 3, "b": 2}}
    [issue] = file.issues
    assert (issue.kind, issue.start, issue.detail) == ("duplicate", 35, {"key": "a", "first": (19, 22)})


@pytest.mark.parametrize(
    ("text", "start", "end", "shown"),
    [
        (r'{"a": "x\ud83d"}', 6, 15, r"\ud83d"),
        (r'{"a": "\ude00 y"}', 6, 16, r"\ude00"),
        (r'{"\ud83d": 1}', 1, 9, r"\ud83d"),
    ],
)
def test_half_a_character_is_an_issue_and_does_no_harm(text, start, end, shown):
    file = read('{"personaConfig": ' + text + "}")

    [issue] = file.issues
    assert (issue.kind, issue.start - 18, issue.end - 18, issue.detail) == ("surrogate", start, end, {"text": shown})
    json.dumps(file.documents[0].data, ensure_ascii=False).encode()


def test_a_key_with_half_a_character_can_be_found():
    sample = read(r'{"personaConfig": {"\ud83d": 1}}').documents[0]

    [key] = sample.data["personaConfig"]
    assert find(sample.root, ("personaConfig", key)) is not None


@pytest.mark.parametrize(
    ("text", "index", "problem"),
    [
        ("{", 1, 'expected a key in double quotes or "}", found the end of the file'),
        ("[1 2]", 3, 'expected "," or "]", found \'2\''),
        ('{"a" 1}', 5, "expected a colon after the key, found '1'"),
        ('{"a": }', 6, "expected a value, found '}'"),
        ('{"a": 1,}', 7, 'a comma before "}", which JSON does not allow'),
        ("[1,  ]", 2, 'a comma before "]", which JSON does not allow'),
        ("{} x", 3, "more text after the end of the value"),
        ('{"a": "b}', 6, "a string that is never closed"),
        ("{a: 1}", 1, "expected a key in double quotes or \"}\", found 'a'"),
        ("[01]", 2, 'expected "," or "]", found \'1\''),
        ("[.5]", 1, "expected a value, found '.'"),
        ("[+1]", 1, "expected a value, found '+'"),
        ("[NaN]", 1, "expected a value, found 'N'"),
        ("# c", 0, "expected a value, found '#'"),
        ("\ufeff[]", 0, "expected a value, found '\\ufeff'"),
    ],
)
def test_syntax_errors_say_what_and_where(text, index, problem):
    with pytest.raises(JsonSyntaxError) as caught:
        compose_json(text, depth_limit=200)

    assert (caught.value.index, caught.value.problem) == (index, problem)


def test_a_syntax_error_is_an_issue_of_one_character():
    [issue] = read('{"a": 1 2}').issues

    assert (issue.kind, issue.start, issue.end) == ("syntax", 8, 9)
    assert issue.detail == {"problem": 'expected "," or "}", found \'2\'', "context": "", "language": "JSON"}


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n"])
def test_white_space_alone_is_no_value(text):
    assert compose_json(text, depth_limit=200) is None
    assert [issue.kind for issue in read(text).issues] == ["empty"]


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_the_limit_of_depth_is_kept(opening, closing):
    inner = "1" if "a" in opening else ""

    assert compose_json(opening * 200 + inner + closing * 200, depth_limit=200) is not None
    with pytest.raises(TooDeepError) as caught:
        compose_json(opening * 201 + inner + closing * 201, depth_limit=200)
    assert caught.value.index == 200 * len(opening)


def test_ten_thousand_levels_are_an_issue():
    [issue] = read("[" * 10_000).issues

    assert (issue.kind, issue.start, issue.end, issue.detail) == ("limit", 200, 201, {"problem": "depth", "limit": 200})


@pytest.mark.parametrize("name", ["a.json", "a.JSON", "dir.yaml/a.json"])
def test_the_name_decides_how_a_file_is_read(name):
    assert read_bytes(rb'{"personaConfig": {"name": "\ud83d\ude00"}}', name).documents[0].kind is Kind.PERSONA
    assert [issue.kind for issue in read_bytes(b"personaConfig: {}", name).issues] == ["syntax"]


def test_json_in_a_file_named_yaml_is_yaml():
    file = read_bytes(b'{"personaConfig": {"a": "b", "c": [1, 2.5, true, null]}}', "a.yaml")

    assert file.documents[0].data == {"personaConfig": {"a": "b", "c": [1, 2.5, True, None]}}
    assert not file.issues


def test_placeholders_are_replaced():
    file = read('{"personaConfig": {"a": "${A}", "b": "${B:-two}", "c": "${C}"}}', environ={"A": "one"})

    assert file.documents[0].data["personaConfig"] == {"a": "one", "b": "two", "c": "${C}"}
    assert [(issue.kind, issue.detail) for issue in file.issues] == [("unset", {"name": "C"})]
