"""Nodes to data, on both roads."""

from __future__ import annotations

import pytest

from anamctl.definitions.build import EXPANSION_LIMIT, Builder, build_plain
from anamctl.definitions.nodes import TooDeepError
from anamctl.definitions.parsers import make_parser

Parser = make_parser()


def compose(text):
    parser = Parser(text.encode())
    try:
        return parser.get_single_node()
    finally:
        parser.dispose()


def plain(text):
    issues: list = []
    return build_plain(compose(text), issues), issues


def careful(text, environ=None):
    issues: list = []
    return Builder(issues, environ or {}).build(compose(text)), issues


def both(text):
    quick, quick_issues = plain(text)
    thorough, thorough_issues = careful(text)
    assert repr(quick) == repr(thorough)
    assert quick_issues == thorough_issues
    return quick, quick_issues


def shown(issue, text):
    return text[issue.start : issue.end]


# ---- what both do ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: 1", {"a": 1}),
        ("a: '1'", {"a": "1"}),
        ('a: "1"', {"a": "1"}),
        ("a: |\n  1\n", {"a": "1\n"}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ("[1, two, 3.0, true, null, [], {}]", [1, "two", 3.0, True, None, [], {}]),
        ("{a: {b: [c]}}", {"a": {"b": ["c"]}}),
        ("- - a\n  - b\n- c", [["a", "b"], "c"]),
        ("plain text\n  over two lines", "plain text over two lines"),
        ("3", 3),
        ("'3'", "3"),
        ("a: 30fa96d0-26c4-4e55-94a0-517025942e18", {"a": "30fa96d0-26c4-4e55-94a0-517025942e18"}),
        ("a: .5\nb: -7\nc: +1.5", {"a": 0.5, "b": -7, "c": 1.5}),
        ("? a\n: b", {"a": "b"}),
    ],
)
def test_data_is_plain(text, data):
    found, issues = both(text)

    assert repr(found) == repr(data)
    assert not issues


@pytest.mark.parametrize(
    ("text", "where", "value", "other"),
    [
        ("a: no", "no", "no", "the boolean false"),
        ("a: [x, 10:00]", "10:00", "10:00", "the number 600"),
        ("a: 0755", "0755", 755, "the number 493"),
        ("a: 1e3", "1e3", 1000.0, "text"),
        ("no: a", "no", "no", "the boolean false"),
        ("no", "no", "no", "the boolean false"),
    ],
)
def test_ambiguous_scalars_are_seen_in_values_and_keys(text, where, value, other):
    _, [issue] = both(text)

    assert (issue.kind, shown(issue, text)) == ("ambiguous", where)
    assert issue.detail == {"text": where, "value": value, "reads_11": other}


@pytest.mark.parametrize("text", ["a: 'no'", 'a: "no"', "a: |\n  no", '"no": a', "'10:00': a", "a: nothing"])
def test_what_is_quoted_is_not_ambiguous(text):
    assert both(text)[1] == []


@pytest.mark.parametrize(
    ("text", "where", "written", "found"),
    [
        ("1: a", "1", "1", "a number"),
        ("1.5: a", "1.5", "1.5", "a number"),
        ("true: a", "true", "true", "a boolean"),
        ("~: a", "~", "~", "null"),
        ("null: a", "null", "null", "null"),
        ("? \n: a", "", "", "null"),
    ],
)
def test_keys_that_are_no_text_are_kept_as_text(text, where, written, found):
    data, [issue] = both(text)

    assert data == {written: "a"}
    assert (issue.kind, shown(issue, text)) == ("key", where)
    assert issue.detail == {"text": written, "found": found}


@pytest.mark.parametrize(("text", "found"), [("? {a: b}\n: c\nd: e", "a mapping"), ("? [a]\n: c\nd: e", "a list")])
def test_keys_that_are_collections_are_left_out(text, found):
    data, [issue] = both(text)

    assert data == {"d": "e"}
    assert (issue.kind, issue.start, issue.detail) == ("key", 2, {"text": "", "found": found})


def test_the_last_of_two_values_counts_and_both_places_are_known():
    text = "a: 1\nb: 2\na: 3\na: 4"
    data, issues = both(text)

    assert data == {"a": 4, "b": 2}
    assert [(issue.kind, issue.start, issue.detail) for issue in issues] == [
        ("duplicate", 10, {"key": "a", "first": (0, 1)}),
        ("duplicate", 15, {"key": "a", "first": (0, 1)}),
    ]


def test_equal_keys_in_different_mappings_are_no_duplicates():
    assert both("a: {b: 1}\nc: {b: 1, a: 2}")[1] == []


@pytest.mark.parametrize("text", ["[" * 200 + "]" * 200, "{a: " * 200 + "1" + "}" * 200])
def test_two_hundred_levels_are_built(text):
    both(text)


@pytest.mark.parametrize("road", [plain, careful])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_a_level_more_is_refused_at_its_place(road, opening, closing):
    with pytest.raises(TooDeepError) as caught:
        road(opening * 201 + "1" + closing * 201)

    assert caught.value.index == 200 * len(opening)


# ---- aliases and merges ----------------------------------------------------------------------------------------------


def test_an_alias_stands_for_its_value():
    assert careful("a: &x {b: [1]}\nc: *x\nd: *x")[0] == {"a": {"b": [1]}, "c": {"b": [1]}, "d": {"b": [1]}}


def test_an_alias_of_a_scalar_stands_for_it():
    assert careful("a: &x 7\nb: *x\nc: &y no way\nd: *y")[0] == {"a": 7, "b": 7, "c": "no way", "d": "no way"}


@pytest.mark.parametrize(
    ("text", "data", "where"),
    [("a: &x {b: *x}", {"a": {"b": None}}, "b"), ("a: &x [1, *x]", {"a": [1, None]}, "&x [1, *x]")],
)
def test_a_value_that_holds_itself_is_cut(text, data, where):
    found, [issue] = careful(text)

    assert found == data
    assert (issue.kind, shown(issue, text), issue.detail["problem"]) == ("alias", where, "recursive")


def test_a_merge_of_the_mapping_itself_is_cut():
    data, [issue] = careful("a: &x {<<: *x, b: 1}")

    assert data == {"a": {"b": 1}}
    assert issue.detail["problem"] == "recursive"


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("{<<: *b, u: 3}", {"x": 1, "u": 3}),
        ("{u: 3, <<: *b}", {"x": 1, "u": 3}),
        ("{<<: [*b, *c]}", {"x": 1, "u": 2, "z": 9}),
        ("{<<: [*c, *b]}", {"x": 8, "u": 2, "z": 9}),
        ("{<<: {x: 5}}", {"x": 5}),
        ("{<<: {}}", {}),
        ("{<<: []}", {}),
        ("{<<: {<<: *b, u: 5}, x: 6}", {"x": 6, "u": 5}),
    ],
)
def test_merging_takes_what_is_not_said(text, data):
    found, issues = careful("b: &b {x: 1, u: 2}\nc: &c {x: 8, z: 9}\nr: " + text)

    assert found["r"] == data
    assert not issues


def test_merging_changes_nothing_where_it_takes_from():
    data, _ = careful("b: &b {x: 1}\nr: {<<: *b, y: 2}\ns: {<<: *b, x: 3}")

    assert data["b"] == {"x": 1}


def test_the_first_of_two_merges_wins_and_the_second_is_a_duplicate():
    text = "a: {<<: {x: 1}, <<: {x: 2}}"
    data, [issue] = careful(text)

    assert data == {"a": {"x": 1}}
    assert (issue.kind, issue.start, issue.detail) == ("duplicate", 16, {"key": "<<", "first": (4, 6)})


def test_a_quoted_merge_sign_is_a_key_like_any_other():
    assert careful('a: {"<<": {x: 1}, <<: {u: 2}}') == ({"a": {"<<": {"x": 1}, "u": 2}}, [])


@pytest.mark.parametrize(
    ("value", "found"), [("text", "text"), ("1", "a number"), ("~", "null"), ("true", "a boolean"), ("[1]", "a number"),
                         ("[[{a: 1}]]", "a list")]
)  # fmt: skip
def test_merging_something_else_is_an_issue(value, found):
    data, issues = careful(f"a: {{<<: {value}, b: 1}}")

    assert data == {"a": {"b": 1}}
    assert [(issue.kind, issue.start, issue.detail) for issue in issues] == [("merge", 4, {"found": found})]


def bomb(levels):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def test_an_alias_bomb_is_cut_with_one_issue():
    data, issues = careful(bomb(30))

    assert [(issue.kind, issue.detail) for issue in issues] == [
        ("limit", {"problem": "aliases", "limit": EXPANSION_LIMIT})
    ]
    assert len(data) == 30


def test_as_many_values_as_the_limit_says_are_no_bomb():
    ten_thousand = f"a: &a [{', '.join(['x'] * 9_999)}]\nb: [{', '.join(['*a'] * 8)}]"
    more = f"a: &a [{', '.join(['x'] * 9_999)}]\nb: [{', '.join(['*a'] * 10)}]"

    assert careful(ten_thousand)[1] == []
    assert [issue.kind for issue in careful(more)[1]] == ["limit"]


def test_merging_a_big_mapping_everywhere_is_a_bomb_too():
    keys = ", ".join(f"k{n}: 1" for n in range(1000))
    _, issues = careful(f"a: &a {{{keys}}}\nb: [{', '.join(['{<<: *a}'] * 1000)}]")

    assert [issue.kind for issue in issues] == ["limit"]


def test_repeating_a_long_text_everywhere_is_a_bomb_too():
    text = "x" * 64_000
    data, issues = careful(f"a: &a {text}\nb: [{', '.join(['*a'] * 200)}]")

    assert [issue.kind for issue in issues] == ["limit"]
    assert 50 < data["b"].count(text) < 150


def test_a_text_of_the_length_that_counts_is_counted():
    assert careful(f"a: &a {'x' * 1000}\nb: [{', '.join(['*a'] * 6_000)}]")[1] == []
    assert [issue.kind for issue in careful(f"a: &a {'x' * 6_400}\nb: [{', '.join(['*a'] * 1_100)}]")[1]] == ["limit"]


def test_a_long_prompt_may_be_shared_by_fifty_languages():
    text = "x" * 20_000

    assert careful(f"a: &a {text}\nb: [{', '.join(['*a'] * 50)}]")[1] == []


# ---- tags ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!!str 12", "12"), ("!!str no", "no"), ("!!str", ""), ('!!str "x"', "x"), ("!!int 12", 12), ('!!int "12"', 12),
        ("!!float 1.5", 1.5), ("!!float 1", 1.0), ("!!bool true", True), ("!!null ~", None), ("!!null", None),
        ("!!map {a: 1}", {"a": 1}), ("!!seq [1]", [1]), ("! x", "x"),
    ],
)  # fmt: skip
def test_tags_of_the_core_schema_are_followed(text, value):
    found, issues = careful(f"a: {text}")

    assert repr(found["a"]) == repr(value)
    assert not issues


@pytest.mark.parametrize(
    ("text", "tag", "value"),
    [
        ("!!python/object/apply:os.system [ls]", "!!python/object/apply:os.system", ["ls"]),
        ("!!python/name:os.system x", "!!python/name:os.system", "x"),
        ("!!set {a, b}", "!!set", {"a": None, "b": None}),
        ("!!binary aGk=", "!!binary", "aGk="),
        ("!!timestamp 2026-11-21", "!!timestamp", "2026-11-21"),
        ("!own x", "!own", "x"),
        ("!<tag:example.com,2026:x> y", "tag:example.com,2026:x", "y"),
        ("!!int abc", "!!int", "abc"),
        ("!!bool yes", "!!bool", "yes"),
        ("!!int true", "!!int", "true"),
        ("!!null x", "!!null", "x"),
        ("!!float x", "!!float", "x"),
        ("!!str {a: 1}", "!!str", {"a": 1}),
        ("!!map [1]", "!!map", [1]),
    ],
)
def test_other_tags_are_refused_and_never_followed(text, tag, value):
    found, [issue] = careful(f"a: {text}")

    assert found == {"a": value}
    assert (issue.kind, issue.start, issue.detail) == ("tag", 3, {"tag": tag})


# ---- placeholders ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["${A}", '"${A}"', "'${A}'", "!!str ${A}", '!!str "${A}"', "|-\n  ${A}"])
def test_placeholders_are_replaced_in_every_kind_of_text(text):
    assert careful(f"a: {text}", {"A": "one"}) == ({"a": "one"}, [])


def test_a_replaced_value_is_text_and_not_looked_at_again():
    assert careful("a: ${A}\nb: ${B}", {"A": "12", "B": "no"}) == ({"a": "12", "b": "no"}, [])


def test_placeholders_in_keys_stay():
    assert careful("${A}: 1", {"A": "one"})[0] == {"${A}": 1}


def test_unset_and_broken_placeholders_are_issues():
    text = "a: ${A} and ${B}\nb: ${"
    _, issues = careful(text, {"B": "x"})

    assert [(issue.kind, shown(issue, text)) for issue in issues] == [
        ("unset", "${A} and ${B}"),
        ("placeholder", "${"),
    ]
    assert issues[0].detail == {"name": "A"}
    assert issues[1].detail["text"] == "${"


def test_two_dollar_signs_are_one():
    assert careful("a: costs $$5 or $5")[0] == {"a": "costs $5 or $5"}
