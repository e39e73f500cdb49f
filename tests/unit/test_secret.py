from __future__ import annotations

import copy
import pickle

import pytest

from anamctl.secret import Secret

KEY = "bn-1234567890abcdef"


def test_only_revealing_gives_it_away():
    secret = Secret(KEY)

    assert secret.reveal() == KEY
    for shown in (
        repr(secret),
        str(secret),
        f"{secret}",
        f"{secret!r}",
        repr([secret]),
        repr({1: secret}),
    ):
        assert "1234" not in shown


def test_it_is_taken_out_of_a_text():
    assert Secret(KEY).masked(f"bad key {KEY}, {KEY}!") == "bad key •••, •••!"
    assert Secret("").masked("text") == "text"


@pytest.mark.parametrize("write", [pickle.dumps, copy.deepcopy])
def test_it_is_not_written_to_files(write):
    with pytest.raises(TypeError, match="not written"):
        write(Secret(KEY))
