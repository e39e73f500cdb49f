"""Names of the parts of an agent file, and what a wrong key should be."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.agent_keys import add_first, bounds, code_of, may_hold_secret, name_of, number

LANGUAGES = ("agent_config", "tasks", 0, "tools_config", "multilingual_config", "languages")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("agent_config",), "agent_config"),
        (("agent_config", "tasks", 0), "tasks[0]"),
        (("toolchain", "pipelines", 0, 1), "pipelines[0][1]"),
        (LANGUAGES, "languages"),
        ((*LANGUAGES, "hi"), '"hi"'),
        ((*LANGUAGES, "hi", "synthesizer", "provider_config", "speed"), 'speed of "hi"'),
        ((*LANGUAGES, "hi", "transcriber", "language_hints", 0), 'language_hints[0] of "hi"'),
        ((*LANGUAGES, "hi", "prompts", "languages"), 'languages of "hi"'),
        (("tools_config", "languages", "hi"), "hi"),
        ((0, 1), "0[1]"),
    ],
)
def test_a_value_has_a_name(path, name):
    assert name_of(path) == name


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ((*LANGUAGES, "hi"), "hi"),
        (("multilingual_config", "languages", "ta", "synthesizer"), "ta"),
        (LANGUAGES, None),
        (("tools_config", "synthesizer", "multilingual", "hi"), None),
        (("agent_prompts", "task_1"), None),
        (("multilingual_config", "switches", "hi"), None),
        (("personas", "languages", "hi"), None),
    ],
)
def test_the_language_of_a_path(path, code):
    assert code_of(path) == code


@pytest.mark.parametrize(
    ("path", "is_secret"),
    [
        (("tools_params", "book", "api_token"), True),
        (("tools_params", "book", "headers", "Authorization"), True),
        (("llm_agent", "llm_config", "model"), True),
        (("transcriber", "deepgram_key"), True),
        (("transcriber", "keywords"), False),
        (("tasks", 0, "task_type"), False),
    ],
)
def test_what_may_be_a_secret(path, is_secret):
    assert may_hold_secret(path) is is_secret


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.5, 2, "0.5 to 2"), (0, None, "at least 0"), (None, 3, "at most 3"), (None, None, "a finite number")],
)
def test_bounds_in_words(low, high, words):
    assert bounds(low, high) == words


@pytest.mark.parametrize(
    ("value", "words"), [(1.5, "1.5"), (5.0, "5"), (float("inf"), "infinite"), (float("nan"), "NaN, not a number")]
)
def test_numbers_in_words(value, words):
    assert number(value) == words


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("a: {b: {c: 1}}\n", "a: {b: {language: hi-IN, c: 1}}\n"),
        ('a: {b: {"c": 1}}\n', 'a: {b: {"language": "hi-IN", "c": 1}}\n'),
        ("a:\n  b:\n    c: 1\n", "a:\n  b:\n    language: hi-IN\n    c: 1\n"),
        ("a: {b: {}}\n", None),
        ("a: {b: 1}\n", None),
        ("a: 1\n", None),
    ],
)
def test_a_key_goes_on_top_of_a_mapping(text, result):
    document = read_bytes(f"agent_config: 1\n{text}".encode(), "a.yaml").documents[0]
    fix = add_first(document, ("a", "b"), "language", "hi-IN")
    if fix is None:
        assert result is None
        return
    (edit,) = fix.edits
    source = document.source.text

    assert fix.title == "add language: hi-IN"
    assert source[: edit.start] + edit.text + source[edit.end :] == f"agent_config: 1\n{result}"


@pytest.mark.parametrize(
    ("code", "source"), [("hi", "hi"), ("no", '"no"'), ("12", '"12"'), ("a: b", '"a: b"'), ("", '""')]
)
def test_a_text_is_quoted_where_yaml_would_misread_it(code, source):
    document = read_bytes(b"agent_config: 1\na: {b: 1}\n", "a.yaml").documents[0]
    fix = add_first(document, ("a",), "language", code)

    assert fix is not None
    assert fix.edits[0].text == f"language: {source}, "
