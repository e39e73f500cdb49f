"""Whatever a file holds where, linting it gives findings and never an exception."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.reader import read_bytes
from anamctl.lint.runner import Linter, Selection

ROOT = Path(__file__).resolve().parents[3]
DOCUMENTS = [
    document.data
    for path in sorted((ROOT / "personas").glob("*.yaml"))
    for document in read_bytes(path.read_bytes(), path.name).documents
]
LINTER = Linter(Selection(), {})

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5000)
    | st.floats()
    | st.sampled_from(
        ["", "en", "hi-IN", "jp", "...", "TODO", "${X}", "sarvam", "deepgram", "cartesia", "multi", "a" * 300]
    )
    | st.text(max_size=8)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)


def places(value, path=()):
    """List every place of a document below its top."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (*path, key)
        yield from places(inner, (*path, key))


def with_value(document, path, value):
    copy = json.loads(json.dumps(document))
    owner = copy
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = value
    return copy


CASES = [(document, path) for document in DOCUMENTS for path in places(document)]


@given(case=st.sampled_from(CASES), value=VALUES)
def test_any_value_in_any_place_of_a_real_file_is_linted(case, value):
    document, path = case
    text = json.dumps(with_value(document, path, value))

    for name in ("x.json", "x.yaml"):
        assert isinstance(LINTER.lint_bytes(text.encode(), name), list)


@pytest.mark.parametrize("value", [["a"], {"a": 1}], ids=["list", "mapping"])
def test_a_collection_in_every_place_of_a_real_file_is_linted(value):
    for document, path in CASES:
        text = json.dumps(with_value(document, path, value))

        assert isinstance(LINTER.lint_bytes(text.encode(), "x.json"), list)
