"""What holds for every input."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from anamctl.definitions.build import Builder, build_plain
from anamctl.definitions.issue import KINDS
from anamctl.definitions.reader import _needs_care, read_bytes
from tests.unit.definitions.parsers import PARSERS, both_parsers, parser
from tests.unit.definitions.soup import PIECES, SOUP

PATHS = st.sampled_from(["a.yaml", "a.json", "a", "-"])

KEYS = st.text("abcdefgäßक", min_size=6, max_size=12)
WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"), max_size=20
)
DATA = st.dictionaries(
    KEYS,
    st.recursive(
        WORDS | st.integers(-(10**6), 10**6) | st.booleans() | st.none() | st.floats(-1e6, 1e6),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
        max_leaves=10,
    ),
    max_size=4,
)


def check(file, text_length):
    """Look at everything that a rule might ask for."""
    for issue in file.issues:
        assert issue.kind in KINDS
        assert 0 <= issue.start <= issue.end <= text_length + 1
        start, end = file.source.position(issue.start), file.source.position(issue.end)
        assert start <= end
    for document in file.documents:
        json.dumps(document.data, default=str).encode()
        for key in document.data:
            assert isinstance(key, str)
            document.place((key,))
            document.key_span((key, "absent"))


@both_parsers
@given(data=st.binary(max_size=200), path=PATHS)
@example(data=b"\xff\xfe", path="a.yaml")
@example(data=b"\xef\xbb\xbf" * 3, path="a.json")
def test_any_bytes_are_read(parser_name, data, path):
    with parser(parser_name):
        file = read_bytes(data, path)

    assert file.documents or file.issues
    check(file, len(data))


@both_parsers
@given(text=SOUP, path=PATHS)
def test_any_text_is_read(parser_name, text, path):
    with parser(parser_name):
        file = read_bytes(text.encode(), path, {"A": "one"})

    assert file.documents or file.issues
    check(file, len(text))


@both_parsers
@given(text=st.lists(PIECES, max_size=25).map("".join))
def test_both_roads_agree_where_there_is_nothing_special(parser_name, text):
    if _needs_care(text.encode()):
        return
    parser_class = PARSERS[parser_name]
    results = []
    for build in (build_plain, lambda node, issues: Builder(issues, {}).build(node)):
        issues: list = []
        try:
            source = parser_class(text.encode())
            data = []
            while source.check_node():
                data.append(build(source.get_node(), issues))
        except (yaml.YAMLError, UnicodeDecodeError):
            data = None
        results.append((repr(data), issues))

    assert results[0] == results[1]


@both_parsers
@given(data=DATA, width=st.sampled_from([20, 80, 10_000]), flow=st.sampled_from([None, True, False]))
def test_what_pyyaml_writes_is_read_back(parser_name, data, width, flow):
    text = yaml.safe_dump({"personaConfig": data}, allow_unicode=True, width=width, default_flow_style=flow)
    with parser(parser_name):
        file = read_bytes(text.replace("$", "$$").encode(), "a.yaml")

    assert {issue.kind for issue in file.issues} <= {"ambiguous"}
    # PyYAML writes "0E0" without quotes: text by YAML 1.1, a number by 1.2. That we say so is all there is to ask for.
    assume(all(isinstance(issue.detail["value"], str) for issue in file.issues))
    assert repr(file.documents[0].data) == repr(yaml.safe_load(text))


@given(data=DATA)
def test_json_means_the_same_on_both_roads(data):
    text = json.dumps({"personaConfig": data}, ensure_ascii=False).replace("$", "$$")
    as_json, as_yaml = read_bytes(text.encode(), "a.json"), read_bytes(text.encode(), "a.yaml")

    assert not as_json.issues
    assert repr(as_json.documents[0].data) == repr(json.loads(text.replace("$$", "$")))
    assert repr(as_yaml.documents[0].data) == repr(as_json.documents[0].data)


@given(text=SOUP)
def test_what_we_take_has_the_meaning_that_ruamel_sees(text):
    """An independent reader of YAML 1.2; where it is more liberal or more modern than libyaml, nothing is compared."""
    if any(sign in text for sign in ("$", "<<", "!", "%", "*", "\x85", "\u2028", "\ufeff", "\t", "\r")):
        return
    file = read_bytes(text.encode(), "a.yaml")
    if {issue.kind for issue in file.issues} & {"syntax", "control", "alias", "key", "duplicate", "ambiguous", "limit"}:
        return
    reader = YAML(typ="safe", pure=True)
    reader.allow_duplicate_keys = True
    theirs = [one for one in reader.load_all(text) if isinstance(one, dict)]

    assert repr([document.data for document in file.documents]) == repr(theirs)


@given(text=SOUP)
def test_both_parsers_agree(text):
    """They differ in what they refuse, but never in what both take; only libyaml drops marks at the start of lines."""
    if "\ufeff" in text:
        return
    files = []
    for name in PARSERS:
        with parser(name):
            files.append(read_bytes(text.encode(), "a.yaml", {"A": "one"}))
    if any(issue.kind in {"syntax", "control", "alias", "tag", "limit"} for file in files for issue in file.issues):
        return

    assert repr([one.data for one in files[0].documents]) == repr([one.data for one in files[1].documents])
    assert [issue.kind for issue in files[0].issues] == [issue.kind for issue in files[1].issues]


@pytest.mark.parametrize("size", [0, 1, 2, 3])
@both_parsers
def test_short_files_of_signs_are_read(parser_name, size):
    from itertools import product

    signs = " \n-?:,[]{}#&*!|>'\"%@`a\t~"
    with parser(parser_name):
        for text in map("".join, product(signs, repeat=size)):
            file = read_bytes(text.encode(), "a.yaml")
            assert file.documents or file.issues
