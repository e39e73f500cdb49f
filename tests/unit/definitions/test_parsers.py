"""libyaml's parser and PyYAML's own."""

from __future__ import annotations

import pytest
import yaml

from anamctl.definitions.parsers import HAS_C_PARSER, make_parser, make_python_parser

PARSERS = [make_parser(), make_python_parser()]


def tree(node) -> tuple:
    value: tuple | list
    place: tuple
    if isinstance(node, yaml.ScalarNode):
        tag = str(node.tag) if node.tag.__class__ is str else None
        value = (node.value, node.style or None, tag)
    elif isinstance(node, yaml.MappingNode):
        value = [(tree(key), tree(item)) for key, item in node.value]
    else:
        value = [tree(item) for item in node.value]
    # Where a block ends and an empty value stands, the two do not agree; nobody asks.
    place = (node.start_mark.index, node.end_mark.index)
    if not isinstance(node, yaml.ScalarNode):
        place = place[:1]
    return type(node).__name__, place if node.value else (), value


def compose(parser_class, text):
    parser = parser_class(text.encode())
    try:
        found = []
        while parser.check_node():
            found.append(tree(parser.get_node()))
        return found
    finally:
        parser.dispose()


def test_the_fast_parser_is_used_where_there_is_one():
    assert HAS_C_PARSER
    assert "CParser" in [base.__name__ for base in PARSERS[0].__mro__]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1",
        "ä: 'ö'\n😀: \"x\\u00e9\"\nb: |\n  text\n  more\nc: >-\n  folded\n  text\n",
        "- &x {a: b}\n- *x\n- !t c\n- !!int 3\n",
        "a: 1\n---\nb: 2\n...\n---\n",
        "{a: [1, 'two', \"three\", ], b, c: }",
        "? a\n: b\n? [x]\n: y\n",
        "# nothing\n",
        "a: plain text\n  over lines   # comment\n",
        "a: ''\nb:\nc: ~\n",
    ],
)
def test_both_give_the_same_tree(text):
    quick, slow = (compose(parser, text) for parser in PARSERS)

    assert quick == slow


@pytest.mark.parametrize("parser", PARSERS, ids=["libyaml", "python"])
@pytest.mark.parametrize(
    "text",
    [
        r'"\ud83d"',
        r'"\ud83d\ude00"',
        r'"\U00110000"',
        r'"\U7fffffff"',
        r'"\UFFFFFFFF"',
        "%YAML 1." + "9" * 6000 + "\n---\nx",
    ],
)
def test_numbers_that_are_no_characters_are_errors_of_the_text(parser, text):
    with pytest.raises(yaml.YAMLError):
        compose(parser, text)


@pytest.mark.parametrize("parser", PARSERS, ids=["libyaml", "python"])
def test_tags_are_left_unresolved_unless_written(parser):
    nodes = parser(b"[1, true, ~, x, 2026-11-21, !!str 1, <<]").get_single_node().value

    assert [isinstance(node.tag, str) for node in nodes] == [False] * 5 + [True, False]
