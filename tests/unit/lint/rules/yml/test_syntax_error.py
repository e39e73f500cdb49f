"""YML003: what is probably wrong where a parser gives up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.reader import read_bytes
from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import syntax_error
from tests.unit.definitions.parsers import PARSERS, both_parsers, parser
from tests.unit.definitions.soup import SOUP
from tests.unit.lint.rules.yml.asking import ask, one

P = "personaConfig:\n"


def seen(found):
    return found.place, found.text, found.message


# name: (text, place, what is pointed at, message, part of the label)
FAULTS = {
    "tab": (P + "\tname: A\n", "2:1", "\t", "tab in the indentation", "spaces only"),
    "tabs": (P + "\t\tname: A\n", "2:1", "\t\t", "tab in the indentation", "spaces only"),
    "tab after spaces": (P + "  name: A\n  \tllmId: b\n", "3:3", "\t", "tab in the indentation", "spaces only"),
    "tab in a block": (
        P + "  systemPrompt: |\n    Hello\n\tWorld\n",
        "4:1",
        "\t",
        "tab in the indentation",
        "spaces only",
    ),
    "double quote": (P + '  name: "Anna\n  languageCode: en\n', "2:9", '"', '" is never closed', 'with another "'),
    "single quote": (P + "  name: 'Anna\n  languageCode: en\n", "2:9", "'", "' is never closed", "with another '"),
    "quote before another": (
        P + '  name: "Anna\n  languageCode: "en"\n',
        "2:9",
        '"',
        '" is probably not closed',
        "runs on to line 3",
    ),
    "quote before a document": (P + '  name: "a\n---\nb"\n', "2:9", '"', '" is never closed', 'with another "'),
    "apostrophe": (P + "  initialMessage: 'C'est moi'\n", "2:21", "'", "text after the closing '", "written twice"),
    "quotes in quotes": (P + '  name: "Say "hi" now"\n', "2:14", '"', 'text after the closing "', 'written \\"'),
    "text after quotes": (P + '  name: "Hello" she said\n', "2:15", '"', 'text after the closing "', "single quotes"),
    "colon": (P + "  systemPrompt: You are: a guide\n", "2:24", ":", 'unquoted ": " inside a value', "in quotes"),
    "colon in a list": ("- a: b: c\n", "1:7", ":", 'unquoted ": " inside a value', "in quotes"),
    "curly quotes": (P + "  x: “y: z”\n", "2:8", ":", 'unquoted ": " inside a value', "straight"),
    "no space": (P + "  name:Anna\n  llmId: b\n", "2:7", ":", 'no space after the colon of "name"', '"name: Anna"'),
    "no space, last": (
        P + "  llmId: b\n  name:Anna\n",
        "3:7",
        ":",
        'no space after the colon of "name"',
        '"name: Anna"',
    ),
    "wide colon": ("personaConfig：\n  name: a\n", "1:14", "：", '"：" (U+FF1A)', '"personaConfig:"'),
    "no colon": (P + "  name Anna\n  llmId: b\n", "2:3", "name Anna", 'no colon in "name Anna"', 'write "name: Anna"'),
    "no colon, last": (P + "  llmId: b\n  name Anna\n", "3:3", "name Anna", 'no colon in "name Anna"', "name: Anna"),
    "no colon, top": (
        "personaConfig\n  llmId: b\n",
        "1:1",
        "personaConfig",
        'no colon in "personaConfig"',
        "personaConfig:",
    ),
    "prose": (
        P + "  systemPrompt: You are a guide.\n  Keep your answers very short.\n  name: A\n",
        "3:3",
        "Keep your answers very short.",
        'no colon in "Keep your answers very short."',
        "indent it deeper if it belongs to the text above",
    ),
    "colon first": (": a\n: b\n", "1:1", ":", "colon without a key", "write the key"),
    "too deep": (
        P + "  name: A\n    languageCode: en\n",
        "3:5",
        "languageCode",
        '"languageCode" continues the value of line 2',
        'align it with "name"',
    ),
    "too deep below a comment": (
        P + "  name: A\n\n  # a: comment\n\n    languageCode: en\n",
        "6:5",
        "languageCode",
        '"languageCode" is indented deeper than the line above it',
        'align it with "name" (line 2)',
    ),
    "three words": (
        P + "  name Anna Maria\n  a: b\n",
        "2:3",
        "name Anna Maria",
        'no colon in "name Anna Maria"',
        "write",
    ),
    "too deep below a mapping": (
        P + "  a:\n    b: 1\n      c: 2\n",
        "4:7",
        "c",
        '"c" continues the value of line 3',
        'align it with "b"',
    ),
    "not deep enough": (
        P + "    name: A\n  languageCode: en\n",
        "3:3",
        "languageCode",
        '"languageCode" is indented by 2 spaces, the lines before it by 4',
        'align it with "name" (line 2)',
    ),
    "between two": (
        P + "  voiceGenerationOptions:\n      speed: 1\n    volume: 1\n",
        "4:5",
        "volume",
        '"volume" is indented by 4 spaces, the lines before it by 6',
        'align it with "speed" (line 3)',
    ),
    "by one": (
        P + "   name: A\n name: b\n",
        "3:2",
        "name",
        '"name" is indented by 1 space, the lines before it by 3',
        "line 2",
    ),
    "no-break space": (
        P + "\xa0\xa0name: a\n  b: c\n",
        "2:1",
        "\xa0\xa0",
        "character U+00A0 in the indentation",
        "ordinary spaces",
    ),
    "list among keys": (P + "    name: b\n    - a\n", "3:5", "-", "list item among keys", "key of the list"),
    "key among items": (
        P + "  toolIds:\n    - a\n    name: b\n",
        "4:5",
        "name",
        '"name" stands among list items',
        'begin a list item with "- "',
    ),
    "dash without space": (P + "  toolIds:\n  -a\n  - b\n", "3:3", "-", 'no space after "-"', 'write "- a"'),
    "list on the line of its key": (
        P + "  name: - what\n",
        "2:9",
        "-",
        'unquoted value that begins with "- "',
        "next line",
    ),
    "open brace": (P + "  a: {speed: 1.1\n  b: 2\n", "2:6", "{", '"{" is not closed', 'close it with "}"'),
    "open bracket": (P + "  a: [1, 2\n  b: 2\n", "2:6", "[", '"[" is not closed', 'close it with "]"'),
    "open to the end": (P + "  a: [1, 2\n\n", "2:6", "[", '"[" is never closed', 'close it with "]"'),
    "wrong closing": (P + "  a: [1, 2}\n", "2:11", "}", '"}" closes "["', 'expected "]"'),
    "missing comma": (P + "  a: {speed: 1 volume: 1}\n", "2:22", ":", 'unexpected ":" inside { }', '"," between'),
    "one too many": (P + "  a: [1, 2]]\n", "2:12", "]", '"]" closes nothing', "remove it"),
    "placeholder in braces": (
        "personaConfig: {voiceId: ${VOICE}}\n",
        "1:26",
        "${VOICE}",
        "unquoted ${VOICE} inside { }",
        "in quotes",
    ),
    "text after a brace": (
        P + "  systemPrompt: {name} is a guest # x\n  name: x\n",
        "2:24",
        "is a guest",
        'text after "}"',
        "whole text in quotes",
    ),
    "text after a bracket": (
        P + "  name: [Hotel] Bo\n  a: x\n",
        "2:17",
        "Bo",
        'text after "]"',
        "whole text in quotes",
    ),
    "percent": (P + "  name: %n%\n", "2:9", "%", 'unquoted text that begins with "%"', "put the text in quotes"),
    "at": (P + "  name: @anna\n", "2:9", "@", 'unquoted text that begins with "@"', "YAML reserves it"),
    "backtick": (P + "  name: `a`\n", "2:9", "`", 'unquoted text that begins with "`"', "YAML reserves it"),
    "star": (P + "  name: *bold*\n", "2:9", "*", 'unquoted text that begins with "*"', "an alias"),
    "stars": (P + "  name: **bold**\n", "2:9", "*", 'unquoted text that begins with "*"', "an alias"),
    "ampersand": (P + "  name: & friends\n", "2:9", "&", 'unquoted text that begins with "&"', "an anchor"),
    "exclamation mark": (P + "  name: !{x}\n", "2:9", "!", 'unquoted text that begins with "!"', "a tag"),
    "question mark": (P + "  name: ? what\n", "2:9", "?", 'unquoted text that begins with "?"', "a key"),
    "tag handle": (P + "  name: !e!x b\n", "2:9", "!e!x", 'unknown tag "!e!x"', "in quotes"),
    "text behind a block": (
        P + "  name: | hello\n    x\n",
        "2:11",
        "hello",
        'text behind the "|" of a block',
        "on the next line",
    ),
    "greater than": (P + "  name: > 5 stars\n", "2:11", "5 stars", 'text behind the ">" of a block', "in quotes"),
    "indentation of nought": (
        P + "  name: |0\n    x\n",
        "2:10",
        "0",
        'block "|" with an indentation of 0',
        "leave the 0 out",
    ),
    "block text": (
        P + "  name: |\n  Hello there\n  llmId: b\n",
        "3:3",
        "H",
        'text of the block "|" is not indented',
        'deeper than "name" (line 2)',
    ),
    "escape": (P + '  name: "a\\d"\n', "2:11", "\\d", 'escape "\\d" in double quotes', "single quotes"),
    "path": (P + '  name: "C:\\Users"\n', "2:12", "\\U", 'escape "\\U" in double quotes', "8 hexadecimal digits"),
    "hexadecimal": (P + '  name: "a\\x4"\n', "2:11", "\\x", 'escape "\\x4" in double quotes', "2 hexadecimal digits"),
    "directive": ("%FOO\n" + P, "1:1", "%FOO", 'directive "%FOO"', "put text in quotes"),
    "version": ("%YAML 2.0\n---\n" + P, "1:1", "%YAML 2.0", 'directive "%YAML 2.0"', "%YAML 1.2"),
    "no marker": ("%YAML 1.2\n" + P, "1:1", "%YAML 1.2", 'directive "%YAML 1.2"', '"---"'),
    "after the end": (P + "---\nx: 1\n... y\n", "4:5", "y", "text after the end of the document", '"---"'),
    "two tops": ("[a]\nb: c\n", "2:1", "b: c", "text after the end of the document", '"---"'),
    "merge conflict": (
        P + "<<<<<<< HEAD\n  name: a\n=======\n  name: b\n>>>>>>> x\n",
        "2:1",
        "<<<<<<< HEAD",
        'merge conflict "<<<<<<< HEAD"',
        "keep one",
    ),
    "comma": (P + '  a: "b",\n  c: d\n', "2:9", ",", '"," after a value', "no commas"),
    "long key": (P + "  " + "x" * 1100 + ": a\n", "2:3", "x" * 1100, "key of 1,100 characters", "1,024"),
    "no key": ("personaConfig: {: a}\n", "1:17", ":", 'unexpected ":"', "expected a value"),
    "two keys": (P + '  "a" "b": c\n', "2:7", '"', 'unexpected """', "a key of the mapping that began above"),
}
# PyYAML's own parser overlooks unknown directives.
CASES = [(name, fault) for name in PARSERS for fault in FAULTS if (name, fault) != ("python", "directive")]


@pytest.mark.parametrize(("parser_name", "name"), CASES)
def test_the_cause_is_named_whichever_parser_gives_up(parser_name, name):
    text, place, pointed_at, message, label = FAULTS[name]
    with parser(parser_name):
        found = one(syntax_error, text)

    assert seen(found) == (place, pointed_at, message)
    assert label in found.label
    assert found.severity is Severity.ERROR


FIXES = {
    "apostrophe": '  initialMessage: "C\'est moi"',
    "quotes in quotes": '  name: "Say \\"hi\\" now"',
    "text after quotes": "  name: '\"Hello\" she said'",
    "colon": '  systemPrompt: "You are: a guide"',
    "colon in a list": '- a: "b: c"',
    "no space": "  name: Anna",
    "wide colon": "personaConfig:",
    "no-break space": "  name: a",
    "dash without space": "  - a",
    "placeholder in braces": 'personaConfig: {voiceId: "${VOICE}"}',
    "text after a brace": '  systemPrompt: "{name} is a guest" # x',
    "text after a bracket": '  name: "[Hotel] Bo"',
    "percent": '  name: "%n%"',
    "at": '  name: "@anna"',
    "star": '  name: "*bold*"',
    "ampersand": '  name: "& friends"',
    "question mark": '  name: "? what"',
    "greater than": '  name: "> 5 stars"',
    "escape": '  name: "a\\\\d"',
    "path": '  name: "C:\\\\Users"',
    "comma": '  a: "b"',
}


@pytest.mark.parametrize("name", FIXES)
def test_plain_mistakes_are_fixed(name):
    text = FAULTS[name][0]
    found = one(syntax_error, text)
    line = int(found.place.partition(":")[0])

    assert found.fixed.splitlines()[line - 1] == FIXES[name]
    assert found.fixed.splitlines()[: line - 1] + found.fixed.splitlines()[line:] == (
        text.splitlines()[: line - 1] + text.splitlines()[line:]
    )
    assert found.fix is not None
    assert found.fix.safe is (name == "placeholder in braces")
    assert not [issue for issue in read_bytes(found.fixed.encode(), "a.yaml").issues if issue.kind == "syntax"]


FIXED_LIKE_ANOTHER = {"no space, last", "stars", "backtick", "curly quotes", "exclamation mark", "hexadecimal"}


@pytest.mark.parametrize("name", sorted(set(FAULTS) - set(FIXES) - FIXED_LIKE_ANOTHER))
def test_where_the_cause_may_be_another_nothing_is_fixed(name):
    assert one(syntax_error, FAULTS[name][0]).fix is None


def test_a_placeholder_with_more_around_it_is_not_fixed():
    found = one(syntax_error, "personaConfig: {name: ${A} and ${B}}\n")

    assert found.message == "unquoted ${A} inside { }"
    assert found.fix is None


def test_single_quotes_get_a_note():
    assert one(syntax_error, "a: 'b\n").notes == ("inside single quotes an apostrophe is written twice: ''",)
    assert one(syntax_error, 'a: "b\n').notes == ()


@pytest.mark.parametrize(
    ("value", "message", "fixed"),
    [
        (r'"\ud83d\ude00"', r'character in two escapes "\ud83d\ude00"', r'a: "\U0001f600"'),
        (r'"\uD83D\uDE00!"', r'character in two escapes "\uD83D\uDE00"', r'a: "\U0001f600!"'),
        (r'"\ud83d x"', r'"\ud83d" is half a character', None),
    ],
)
@both_parsers
def test_escapes_of_json_in_yaml_are_explained(parser_name, value, message, fixed):
    with parser(parser_name):
        found = one(syntax_error, f"a: {value}\n")

    assert (found.place, found.message) == ("1:5", message)
    assert (found.fixed.strip() if found.fix else None) == fixed


def test_only_the_first_error_of_a_file_is_seen():
    assert len(ask(syntax_error, "a: b: c\nd: e: f\n")) == 1


@pytest.mark.parametrize(
    "text",
    [
        P + "  systemPrompt: |\n    You are: a guide\n\n    it's {fine} @home\n",
        P + '  name: "it\'s"\n  b: \'say "hi"\'\n  c: a-b:c\n  d: http://x.y\n',
        P + "\n\n  # comment: with a colon\n  a: [1,\n    2]\n",
    ],
)
def test_what_is_yaml_passes(text):
    assert ask(syntax_error, text) == []


# ---- JSON ------------------------------------------------------------------------------------------------------------

JSON = {
    '{"a": 1,}': ("1:8", ",", "comma after the last entry", "remove it"),
    "[1, 2,\n]": ("1:6", ",", "comma after the last entry", "remove it"),
    "{'a': 1}": ("1:2", "'", 'unexpected "\'"', 'quotes with " only'),
    '{"a": True}': ("1:7", "True", 'unexpected "True"', '"true"'),
    '{"a": False}': ("1:7", "False", 'unexpected "False"', '"false"'),
    '{"a": None}': ("1:7", "None", 'unexpected "None"', '"null"'),
    '{"a": NaN}': ("1:7", "NaN", 'unexpected "NaN"', "no such number"),
    '{"a": -Infinity}': ("1:7", "-Infinity", 'unexpected "-Infinity"', "no such number"),
    "{a: 1}": ("1:2", "a", 'unexpected "a"', "stands in double quotes"),
    "// hi\n{}": ("1:1", "/", 'unexpected "/"', "no comments"),
    '{\n  # hi\n  "a": 1}': ("2:3", "#", 'unexpected "#"', "no comments"),
    '{"a": "x\ny"}': ("1:9", "\n", "line break inside a string", '"\\n"'),
    '{"a": "x\ty"}': ("1:9", "\t", "tab inside a string", '"\\t"'),
    '{"a": "x\x01y"}': ("1:9", "\x01", "control character inside a string", '"\\u00.."'),
    '{"a": "\\d"}': ("1:8", "\\d", 'escape "\\d"', "not JSON"),
    '{"a": "\\u12"}': ("1:8", "\\u", 'escape "\\u"', "not JSON"),
    '{"a": "x': ("1:7", '"', '" is never closed', 'another "'),
    '{"a" 1}': ("1:6", "1", 'unexpected "1"', "expected a colon after the key"),
    '{"a": 01}': ("1:8", "1", 'unexpected "1"', "leading zero"),
    '{"a": [1 2]}': ("1:10", "2", 'unexpected "2"', 'expected "," or "]"'),
    '{"a": ': ("1:7", "", "the file ends too early", "expected a value"),
    '{"a": 1': ("1:8", "", "the file ends too early", 'expected "," or "}"'),
    "{} {}": ("1:4", "{", "more text after the end of the value", "one value"),
    "personaConfig: {}": ("1:1", "p", 'unexpected "p"', "expected a value"),
}


@pytest.mark.parametrize("text", JSON)
def test_errors_of_json_are_explained(text):
    place, pointed_at, message, label = JSON[text]
    found = one(syntax_error, text, "a.json")

    assert seen(found) == (place, pointed_at, message)
    assert label in found.label


def test_a_comma_too_many_is_removed():
    found = one(syntax_error, '{"a": [1, 2, ], "b": 3}', "a.json")

    assert found.fixed == '{"a": [1, 2 ], "b": 3}'
    assert found.fix is not None
    assert found.fix.safe


# ---- every error -----------------------------------------------------------------------------------------------------


@both_parsers
@given(text=SOUP, path=st.sampled_from(["a.yaml", "a.json"]))
def test_every_error_has_an_explanation_inside_the_text(parser_name, text, path):
    with parser(parser_name):
        file = read_bytes(text.encode(), path)
    for issue in file.issues:
        if issue.kind == "syntax":
            [problem] = syntax_error.check(file, issue)
            assert 0 <= problem.start <= problem.end <= len(text) + 2
            assert problem.message
            assert "\n" not in problem.message + problem.label
            for edit in problem.fix.edits if problem.fix else ():
                assert 0 <= edit.start <= edit.end <= len(text)
