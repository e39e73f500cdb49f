"""Changing a file by its data: what is asked for is there, and all else is where it was."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions import emit
from anamctl.definitions.equality import alike
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.update import Updated, update

FILE = """\
# An agent.
agent_config:   # wrapped
  agent_name: Parcels  # shown to callers

  tasks:
    # the conversation
    - task_type: conversation
      toolchain:
        pipelines:
          - [transcriber, llm]
      tools_config:
        input: {provider: plivo, format: wav}   # telephony
        voice:
          # tuned by ear
          speed: 1.0
          voice_id: "anushka"
        prompt: |  # spoken
          You are
          polite.
        note: 'single'
    - task_type: extraction

# what it says
agent_prompts: {task_1: {system_prompt: "${PROMPT:-Hi}"}}
"""


def change(text: str, edit: Any, name: str = "a.yaml", environ: dict[str, str] | None = None) -> Updated:
    """Let a function change the data of the first document of a file, and give the file after it."""
    file = read_bytes(text.encode(), name, environ or {})
    target = deepcopy(file.documents[0].data)
    edit(target)
    result = update(file, file.documents[0], target, environ or {})
    again = read_bytes(result.text.encode(), name, environ or {})
    assert alike(again.documents[0].data, target)
    return result


def tools(data):
    return data["agent_config"]["tasks"][0]["tools_config"]


def set_(*path_and_value: Any) -> Any:
    *path, last, value = path_and_value

    def edit(data):
        for step in path:
            data = data[step]
        data[last] = value

    return edit


def drop(*path: Any) -> Any:
    def edit(data):
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return edit


TOOLS = ("agent_config", "tasks", 0, "tools_config")

EDITS = {
    "nothing": (lambda data: None, "", ""),
    "same number": (set_(*TOOLS, "voice", "speed", 1), "", ""),
    "plain text": (set_("agent_config", "agent_name", "Letters"), "agent_name: Parcels ", "agent_name: Letters "),
    "plain text to one that needs quotes": (
        set_("agent_config", "agent_name", "no"),
        "agent_name: Parcels  #",
        'agent_name: "no"  #',
    ),
    "number": (set_(*TOOLS, "voice", "speed", 1.25), "speed: 1.0", "speed: 1.25"),
    "double quotes stay": (set_(*TOOLS, "voice", "voice_id", "vidya"), '"anushka"', '"vidya"'),
    "single quotes stay": (set_(*TOOLS, "note", "other: one"), "'single'", "'other: one'"),
    "single quotes go when they must": (set_(*TOOLS, "note", "it's"), "'single'", '"it\'s"'),
    "block text keeps its comment": (
        set_(*TOOLS, "prompt", "Be\nbrief."),
        "prompt: |  # spoken\n          You are\n          polite.\n",
        "prompt: |- # spoken\n          Be\n          brief.\n",
    ),
    "block text to a word": (
        set_(*TOOLS, "prompt", "Brief."),
        "prompt: |  # spoken\n          You are\n          polite.\n",
        "prompt: Brief. # spoken\n",
    ),
    "word to block text takes its comment along": (
        set_("agent_config", "agent_name", "Two\nlines"),
        "agent_name: Parcels  # shown to callers\n",
        "agent_name: |- # shown to callers\n    Two\n    lines\n",
    ),
    "in braces": (set_(*TOOLS, "input", "format", "a, b"), "format: wav}", 'format: "a, b"}'),
    "new in braces": (set_(*TOOLS, "input", "new", [1]), "format: wav}", "format: wav, new: [1]}"),
    "gone from braces": (drop(*TOOLS, "input", "format"), ", format: wav}", "}"),
    "first gone from braces": (drop(*TOOLS, "input", "provider"), "{provider: plivo, ", "{"),
    "new key goes behind its neighbour": (
        set_(*TOOLS, "voice", "model", "v3"),
        'voice_id: "anushka"\n',
        'voice_id: "anushka"\n          model: v3\n',
    ),
    "key gone": (drop(*TOOLS, "voice", "voice_id"), '          voice_id: "anushka"\n', ""),
    "key gone with its comment on the line": (
        drop("agent_config", "agent_name"),
        "agent_name: Parcels  # shown to callers\n\n  tasks:",
        "tasks:",
    ),
    "first key of an item gone": (
        drop("agent_config", "tasks", 0, "task_type"),
        "- task_type: conversation\n      toolchain:",
        "- toolchain:",
    ),
    "list in brackets": (
        lambda data: data["agent_config"]["tasks"][0]["toolchain"]["pipelines"][0].append("synthesizer"),
        "[transcriber, llm]",
        "[transcriber, llm, synthesizer]",
    ),
    "list in brackets, first": (
        lambda data: data["agent_config"]["tasks"][0]["toolchain"]["pipelines"][0].insert(0, "x"),
        "[transcriber, llm]",
        "[x, transcriber, llm]",
    ),
    "list in brackets, gone": (
        lambda data: data["agent_config"]["tasks"][0]["toolchain"]["pipelines"][0].pop(0),
        "[transcriber, llm]",
        "[llm]",
    ),
    "new item": (
        lambda data: data["agent_config"]["tasks"].append({"task_type": "summary", "x": [1]}),
        "- task_type: extraction\n",
        "- task_type: extraction\n    - task_type: summary\n      x: [1]\n",
    ),
    "new first item": (
        lambda data: data["agent_config"]["tasks"].insert(0, {"task_type": "summary"}),
        "- task_type: conversation\n",
        "- task_type: summary\n    - task_type: conversation\n",
    ),
    "last item gone": (
        lambda data: data["agent_config"]["tasks"].pop(),
        "    - task_type: extraction\n",
        "",
    ),
    "collection to word keeps the comment behind its key": (
        set_("agent_config", "gone"),
        FILE[FILE.index("   # wrapped") : FILE.index("\n\n# what")],
        " gone # wrapped",
    ),
    "a placeholder makes room": (
        set_("agent_prompts", "task_1", "system_prompt", "Hello"),
        "${PROMPT:-Hi}",
        "Hello",
    ),
    "a text that looks like a placeholder": (
        set_("agent_config", "agent_name", "${X}"),
        "agent_name: Parcels ",
        "agent_name: $${X} ",
    ),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_an_edit_changes_its_own_place_only(name, line_break):
    edit, before, after = EDITS[name]
    text = FILE.replace("\n", line_break)
    result = change(text, edit)

    assert FILE.count(before) == 1 or not before
    assert result == (FILE.replace(before, after, 1).replace("\n", line_break) if before else text, False)


def test_a_placeholder_with_the_right_value_stays():
    result = change(FILE, set_("agent_prompts", "task_1", "system_prompt", "Hello"), environ={"PROMPT": "Hello"})

    assert result.text == FILE


# ---- JSON ------------------------------------------------------------------------------------------------------------

JSON = """\
{
  "agent_config": {
    "agent_name": "Parcels",
    "tasks": [
      {"task_type": "conversation"}
    ],
    "x": 1
  }
}
"""


@pytest.mark.parametrize(
    ("edit", "before", "after"),
    [
        (set_("agent_config", "agent_name", "${X}"), '"Parcels"', '"$${X}"'),
        (drop("agent_config", "x"), ',\n    "x": 1\n', "\n"),
        (drop("agent_config", "agent_name"), '"agent_name": "Parcels",\n    ', ""),
        (
            set_("agent_config", "y", {"z": [True]}),
            '"x": 1\n',
            '"x": 1,\n    "y": {\n      "z": [\n        true\n      ]\n    }\n',
        ),
        (
            lambda data: data["agent_config"]["tasks"].append({}),
            '{"task_type": "conversation"}',
            '{"task_type": "conversation"},\n      {}',
        ),
        (set_("agent_config", "tasks", 0, "a", "b"), '"conversation"}', '"conversation", "a": "b"}'),
    ],
)
def test_json_stays_json_and_keeps_its_layout(edit, before, after):
    assert JSON.count(before) == 1
    assert change(JSON, edit, "a.json") == (JSON.replace(before, after), False)


# ---- values that are shared ------------------------------------------------------------------------------------------

SHARED = """\
agent_config:
  a: &text |
    One
    two
  b: {c: *text}
  tasks: &list [1, 2]
  other: *list # the same
  base: &base {x: 1}
  merged:
    <<: *base
    y: 2
agent_prompts: *text # agrees
"""


def every(value):
    def edit(data):
        data["agent_config"]["a"] = data["agent_config"]["b"]["c"] = data["agent_prompts"] = value

    return edit


def test_what_changes_everywhere_changes_where_it_stands():
    result = change(SHARED, every("Three\nfour\n"))

    assert result == (SHARED.replace("    One\n    two\n", "    Three\n    four\n"), False)


def test_what_changes_where_it_stands_is_written_out_where_it_stays():
    result = change(SHARED, set_("agent_config", "a", "New"))

    assert "a: &text New\n" in result.text
    assert 'b: {c: "One\\ntwo\\n"}\n' in result.text
    assert "agent_prompts: | # agrees\n  One\n  two\n" in result.text
    assert not result.is_rewritten


def test_what_changes_at_one_use_is_written_out_there():
    result = change(SHARED, set_("agent_prompts", "New"))

    assert result == (SHARED.replace("*text # agrees", "New # agrees"), False)


def test_a_shared_list_changes_for_one_use():
    result = change(SHARED, set_("agent_config", "tasks", [1, 2, 3]))

    assert "tasks: &list [1, 2, 3]\n" in result.text
    assert "other: [1, 2] # the same\n" in result.text
    assert not result.is_rewritten


def test_a_merged_key_is_overridden():
    result = change(SHARED, set_("agent_config", "merged", "x", 5))

    assert not result.is_rewritten
    assert "y: 2\n    x: 5\n" in result.text or "x: 5\n    y: 2\n" in result.text


def test_a_merged_key_that_goes_takes_the_merge_along():
    result = change(SHARED, drop("agent_config", "merged", "x"))

    assert "<<" not in result.text


# ---- where edits do not do -------------------------------------------------------------------------------------------


def test_a_document_without_anything_of_the_old_is_written_anew():
    text = "# before\nagent_config: {a: 1}  # gone\n---\npersonaConfig: {name: x}  # stays\n"
    result = change(text, lambda data: (data.clear(), data.update(tools_config={"b": "x\ny"})))

    assert result.is_rewritten
    assert result.text == ("# before\ntools_config:\n  b: |-\n    x\n    y\n---\npersonaConfig: {name: x}  # stays\n")


def test_only_the_document_that_is_meant_changes():
    text = "personaConfig: {name: x}\n---\nagent_config: {a: 1}\n---\nagent_config: {a: 1} # third\n"
    file = read_bytes(text.encode(), "a.yaml", {})
    result = update(file, file.documents[1], {"agent_config": {"a": 2}}, {})

    assert result.text == text.replace("a: 1}\n---", "a: 2}\n---")


def test_what_no_text_can_say_is_refused():
    file = read_bytes(b"agent_config: {a: 1}\n", "a.yaml", {})
    with pytest.raises(ValueError, match="no text of this file says that"):
        update(file, file.documents[0], {"other": "no document of ours"} | {"agent_config": object()}, {})


# ---- any change ------------------------------------------------------------------------------------------------------

KEYS = st.sampled_from(["a", "b", "c", "no", "x y", "ü", "1"])
TEXT = st.sampled_from(
    ["x", "two words", "a\nb\n", "a\nb", "  lead\nx\n", "no", "${X}", "it's", 'q"', "a # b", "a: b", "", "t\n\n"]
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers(0, 9) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
DATA = st.dictionaries(KEYS, ANY, max_size=4)


def mutated(draw: Any, value: Any) -> Any:
    """Change, drop and add a few things inside a value."""
    if draw(st.integers(0, 9)) == 0:
        return draw(ANY)
    if isinstance(value, dict):
        kept = {key: mutated(draw, own) for key, own in value.items() if draw(st.integers(0, 9))}
        return kept | draw(st.dictionaries(KEYS, ANY, max_size=1)) if draw(st.integers(0, 5)) == 0 else kept
    if isinstance(value, list):
        result = [mutated(draw, own) for own in value if draw(st.integers(0, 9))]
        return [*result, draw(ANY)] if draw(st.integers(0, 5)) == 0 else result
    return value


@st.composite
def changes(draw: Any) -> Any:
    before = draw(DATA)
    return before, mutated(draw, before)


@pytest.mark.parametrize("write", [emit.document, emit.flow, emit.as_json])
@given(pair=changes())
def test_any_change_can_be_made(write, pair):
    before, after = ({"agent_config": value, "x": 1} for value in pair)
    name = "a.json" if write is emit.as_json else "a.yaml"
    text = write(before) + "\n"
    file = read_bytes(text.encode(), name, {})
    result = update(file, file.documents[0], after, {})

    assert alike(read_bytes(result.text.encode(), name, {}).documents[0].data, after)
    assert (result.text == text) is alike(before, after)
