"""Notices are lines for people."""

from __future__ import annotations

import pytest

from anamctl.audio import notices
from anamctl.audio.notices import Notice, nobody

EXAMPLES = [
    notices.Silent("mic", 3.2),
    notices.Heard("mic"),
    notices.Stalled("mic", 3.0),
    notices.Resumed("mic", 4.25),
    notices.Dropped("mic", 1.0, 2.0),
    notices.Overflowed("mic", 2),
    notices.CutShort("a.wav", 0.5),
    notices.OutputLost("r.wav", "the disk is full"),
]


def test_there_is_an_example_of_each():
    kinds = {kind for kind in vars(notices).values() if isinstance(kind, type) and issubclass(kind, Notice)}

    assert {type(example) for example in EXAMPLES} == kinds - {Notice}


@pytest.mark.parametrize("notice", EXAMPLES, ids=lambda notice: type(notice).__name__)
def test_each_is_one_line_that_names_what_it_is_about(notice):
    assert notice.name in notice.text
    assert not notice.text.endswith(".")
    assert "\n" not in notice.text + notice.hint
    nobody(notice)


def test_what_can_be_mended_says_how():
    assert notices.Silent("mic", 3).hint
    assert notices.Stalled("mic", 3).hint
    assert notices.Heard("mic").hint == ""
