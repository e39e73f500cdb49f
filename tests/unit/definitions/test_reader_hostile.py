"""Input that means harm, or is just broken: an issue with a place, never an exception, a hang or much memory."""

from __future__ import annotations

import tracemalloc

import pytest

from anamctl.definitions.issue import MOST_ISSUES
from anamctl.definitions.nodes import DEPTH_LIMIT
from anamctl.definitions.reader import read_bytes
from tests.unit.definitions.parsers import both_parsers, parser

BOM = b"\xef\xbb\xbf"


def read(data, path="a.yaml"):
    return read_bytes(data if isinstance(data, bytes) else data.encode(), path)


def only(data, path="a.yaml"):
    """Give kind, line, column and detail of the one issue."""
    file = read(data, path)
    [issue] = file.issues
    assert issue.kind == "alias" or issue.end == issue.start + 1 or issue.kind == "tag"
    return issue.kind, *file.source.position(issue.start), issue.detail


# ---- bytes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "line", "column", "byte", "guess"),
    [
        (b"personaConfig:\n  name: Ren\xe9\n", 3 - 1, 12, 0xE9, "Windows-1252 or Latin-1"),
        (b"\xff", 1, 1, 0xFF, "Windows-1252 or Latin-1"),
        ("personaConfig: 1".encode("utf-16"), 1, 1, 0xFF, "UTF-16"),
        (b"\xfe\xff\x00p\x00e", 1, 1, 0xFE, "UTF-16"),
        (b"a: \xed\xa0\x80", 1, 4, 0xED, "Windows-1252 or Latin-1"),
        (b"a: \xc0\x80", 1, 4, 0xC0, "Windows-1252 or Latin-1"),
        (b"a: \xf5\x80\x80\x80", 1, 4, 0xF5, "Windows-1252 or Latin-1"),
        ("ä😀: ".encode() + b"\xe2\x82", 1, 5, 0xE2, "Windows-1252 or Latin-1"),
        (BOM + b"a: \xe9", 1, 4, 0xE9, ""),
    ],
)
@pytest.mark.parametrize("path", ["a.yaml", "a.json"])
def test_bytes_that_are_no_utf_8(path, data, line, column, byte, guess):
    assert only(data, path) == ("encoding", line, column, {"byte": byte, "guess": guess})


@both_parsers
@pytest.mark.parametrize(
    ("data", "line", "column", "character"),
    [
        (b"a: \x00", 1, 4, "\x00"),
        (b"\x00", 1, 1, "\x00"),
        (b"a: b\nc: x\x07y", 2, 5, "\x07"),
        (b"# comment \x1b[31m\na: b", 1, 11, "\x1b"),
        (b"a: '\x7f'", 1, 5, "\x7f"),
        ("a: \ufeffx\ny: \x01".encode(), 2, 4, "\x01"),
        ("a: \x80".encode(), 1, 4, "\x80"),
        ("a: \x9f".encode(), 1, 4, "\x9f"),
        ("a: \ufffe".encode(), 1, 4, "\ufffe"),
        ("é: \u2028\x0c".encode(), 1, 5, "\x0c"),
        (b"p\x00e\x00r\x00", 1, 2, "\x00"),
    ],
)
def test_control_characters(parser_name, data, line, column, character):
    with parser(parser_name):
        found = only(data)

    assert found == ("control", line, column, {"character": character})


def test_characters_that_only_look_dangerous_are_read():
    text = "\ufeff\ufffd\ue000\U0010fffd\U000e0041\u200b\u202e"
    file = read(f"personaConfig: {{a: 'x{text}'}}")

    assert not file.issues
    assert file.documents[0].data["personaConfig"]["a"] == f"x{text}"


@both_parsers
@pytest.mark.parametrize("count", [2, 3, 500_000])
def test_several_byte_order_marks_are_one_issue_and_shift_nothing(parser_name, count):
    with parser(parser_name):
        file = read(BOM * count + b"personaConfig: {a: 1, a: 2}")

    control, duplicate = file.issues
    assert (control.kind, control.start, control.detail) == ("control", 0, {"character": "\ufeff"})
    assert (duplicate.kind, duplicate.start) == ("duplicate", 22)


# ---- syntax ----------------------------------------------------------------------------------------------------------


@both_parsers
@pytest.mark.parametrize(
    ("text", "line", "column", "context"),
    [
        ("a:\n\tb: c\n", 2, 1, None),
        ('a: "b\nc: d\n', 3, 1, 3),
        ("a: 'b\nc: d\n", 3, 1, 3),
        ("a: b: c\n", 1, 5, None),
        ("a: [b\nc: d\n", 2, 2, 3),
        ("a: {b\n", 2, 1, 3),
        ("a: b\n c: d\n", 2, 3, None),
        ("a\nb: c\n", 2, 2, None),
        ("a: @b\n", 1, 4, None),
        ('a: "\\d"\n', 1, 5, 3),
        ("%YAML 2.0\n---\na\n", 1, 1, None),
        ("a: *\n", 1, 5, 3),
        ("]", 1, 1, None),
        ("- a\nb: c", 2, 1, 0),
    ],
)
def test_broken_yaml_has_a_place(parser_name, text, line, column, context):
    with parser(parser_name):
        kind, found_line, found_column, detail = only(text)

    assert kind == "syntax"
    # The two parsers stop at the same character, or at the one before.
    assert found_line == line
    assert found_column in {column, column + 1}
    assert detail["language"] == "YAML"
    assert detail["problem"]
    assert "\n" not in detail["problem"]
    if context is not None:
        assert detail["context_index"] == context


@both_parsers
@pytest.mark.parametrize(
    ("text", "kind", "column", "detail"),
    [
        ("a: *b", "alias", 4, {"problem": "undefined", "name": "b"}),
        ("a: [x, *b]", "alias", 8, {"problem": "undefined", "name": "b"}),
        ("{a: &x 1, b: &x 2}", "alias", 14, {"problem": "redefined", "name": "x"}),
        ("{a: &x 1, b: !!str &x 2}", "alias", 20, {"problem": "redefined", "name": "x"}),
    ],
)
def test_aliases_and_anchors_that_stop_the_parser(parser_name, text, kind, column, detail):
    with parser(parser_name):
        assert only(text) == (kind, 1, column, detail)


@both_parsers
@pytest.mark.parametrize(
    "text", ["personaConfig: &a {x: *a}", "personaConfig: &a {x: [*a]}", "personaConfig: &a {<<: *a}"]
)
def test_recursive_aliases_become_null(parser_name, text):
    with parser(parser_name):
        file = read(text)

    assert [(issue.kind, issue.detail["problem"]) for issue in file.issues] == [("alias", "recursive")]
    repr(file.documents[0].data)


@both_parsers
@pytest.mark.parametrize("escape", ["%ed%a0%80", "%c0%80", "%ff", "%e2%82"])
@pytest.mark.parametrize("template", ["x: 1\na: !{} y", "x: 1\na: !<{}> y", "x: 1\na: !!{} [y]"])
def test_tags_with_bad_escapes_are_issues(parser_name, template, escape):
    with parser(parser_name):
        kind, line, column, _ = only(template.format(escape))

    assert kind in {"tag", "syntax"}
    assert line == 2
    assert column >= 4


@both_parsers
def test_tags_are_never_followed(parser_name):
    with parser(parser_name):
        file = read("personaConfig: {a: !!python/object/apply:os.system [exit 3]}")

    assert [issue.kind for issue in file.issues] == ["tag"]
    assert file.documents[0].data == {"personaConfig": {"a": ["exit 3"]}}


# ---- depth -----------------------------------------------------------------------------------------------------------


def stairs(levels):
    return "".join(" " * level + "a:\n" for level in range(levels))


DEEP = {
    "brackets": "[" * 10_000,
    "closed brackets": "[" * 10_000 + "]" * 10_000,
    "braces": "{a: " * 10_000,
    "dashes": "- " * 10_000,
    "question marks": "? " * 10_000,
    "stairs": stairs(2_000),
    "stairs with CR": stairs(1_500).replace("\n", "\r"),
    "stairs with CRLF": stairs(1_500).replace("\n", "\r\n"),
    "lists in mappings": "".join(" " * n + "a:\n" + " " * n + "-\n" for n in range(290)) + " " * 290 + "x",
    "lists in mappings, careful": "# &\n"
    + "".join(" " * n + "a:\n" + " " * n + "-\n" for n in range(290))
    + " " * 290
    + "x",
    "pairs in brackets": "a: " + "[a: " * 199 + "]" * 199,
    "pairs in brackets, careful": "# &\na: " + "[a: " * 199 + "]" * 199,
    "brackets over lines": "[\n" * 5_000,
    "keys in brackets": "[? " * 5_000,
    "stairs with CR below an LF": "# x\n" + stairs(1_500).replace("\n", "\r"),
    "line separators": "a: '"
    + "".join(map(chr, range(0xF0000, 0xF0100)))
    + "'\n"
    + stairs(1_200).replace("\n", "\u2028"),
}


@both_parsers
@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_too_deep_is_refused_at_a_place(parser_name, name):
    with parser(parser_name):
        file = read(DEEP[name])

    assert file.issues
    assert {issue.kind for issue in file.issues} <= {"limit", "syntax"}
    [issue] = [issue for issue in file.issues if issue.kind == "limit"] or file.issues[:1]
    if issue.kind == "limit":
        assert issue.detail == {"problem": "depth", "limit": DEPTH_LIMIT}
        assert 0 < issue.start < len(file.source.text)
    assert not file.documents


@both_parsers
@pytest.mark.parametrize(
    "text",
    ["[" * 200 + "]" * 200, "personaConfig: " + "{a: " * 198 + "[]" + "}" * 198, stairs(199) + " " * 199 + "a: b\n"],
)
def test_two_hundred_levels_are_read(parser_name, text):
    with parser(parser_name):
        assert "limit" not in [issue.kind for issue in read(text).issues]


@both_parsers
@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("[" * 201 + "]" * 201, 200),
        (stairs(201) + " " * 201 + "a: b\n", 20700),
        (stairs(200) + " " * 200 + "- x\n", 20700),
    ],
)
def test_two_hundred_and_one_are_not(parser_name, text, start):
    with parser(parser_name):
        [issue] = read(text).issues

    assert (issue.kind, issue.start, issue.end) == ("limit", start, start + 1)


def test_long_lines_and_many_brackets_are_not_taken_for_depth():
    prompt = "x" * 500 + "\n" + " " * 400 + "y"
    file = read("personaConfig:\n  systemPrompt: |\n    " + prompt + "\n  tools: [" + "[], {}, " * 300 + "]\n")

    assert not file.issues
    assert len(file.documents[0].data["personaConfig"]["tools"]) == 600


# ---- size ------------------------------------------------------------------------------------------------------------


def laughs(levels=40):
    lines = ["personaConfig:", "  a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"  a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


def merges(levels=40):
    lines = ["personaConfig:", "  m0: &m0 {k: v}"]
    lines += [f"  m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}]}}" for n in range(1, levels)]
    return "\n".join(lines)


@both_parsers
@pytest.mark.parametrize(
    "text",
    [laughs(), merges(), laughs(3)],
    ids=["laughs", "merges", "few"],
)
def test_bombs_stay_small(parser_name, text):
    with parser(parser_name):
        read("a: b")
        tracemalloc.start()
        file = read(text)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert peak < 3_000_000
    assert {issue.kind for issue in file.issues} <= {"limit"}
    assert len(file.issues) <= 1
    assert file.documents[0].value_span(("personaConfig", "m39", "absent"))


def test_a_bomb_behind_byte_order_marks_is_seen():
    """Libyaml takes such a mark at the start of any line."""
    [issue] = read(laughs().replace(": &", ":\n\ufeff   &")).issues

    assert issue.kind == "limit"


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "1:" * 100_000 + "1",
        "a: " + "9" * 1_000_000,
        "a: 0x" + "f" * 1_000_000,
        "a: " + "1" * 1_000_000 + ".5",
        "a: " + "-" * 1_000_000,
        "a: " + "'" * 1_000_001,
        "a: " + "x " * 500_000,
        "#" * 1_000_000,
        "\n" * 1_000_000,
        "- \n" * 100_000,
        "a: " + "${" * 300_000,
        "a: '" + "${A:-" * 100_000 + "'",
    ],
    ids=lambda text: text[:8] + "…",
)
def test_a_megabyte_of_one_thing_takes_no_time(text):
    read(text)


def test_many_equal_keys_take_no_time():
    file = read("personaConfig:\n" + "  a: 1\n" * 20_000)

    assert len(file.issues) == MOST_ISSUES + 1
    assert file.issues[-1].kind == "limit"
