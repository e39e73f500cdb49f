from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from anamctl.report.dump import dump
from tests.unit.report.test_width import harmful

text = st.text(st.characters())
values = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=10,
)


@given(values)
def test_what_is_dumped_is_read_again_and_harmless(value):
    dumped = dump(value)

    assert json.loads(dumped) == value
    assert harmful(dumped) <= {"\n"}


def test_text_in_other_scripts_stays_readable():
    assert dump({"en": "日本語 é"}) == '{\n  "en": "日本語 é"\n}\n'


def test_half_a_surrogate_pair_can_be_written_and_read():
    dumped = dump("a\udc80")

    assert json.loads(dumped.encode()) == "a\udc80"


def test_what_cannot_be_seen_is_escaped():
    assert dump("\u202e\x7f\x9b\ufeff\U000e0041") == '"\\u202e\\u007f\\u009b\\ufeff\\udb40\\udc41"\n'
