from __future__ import annotations

import pytest

from anamctl.anam.ice import choose
from anamctl.anam.masks import Masks
from anamctl.secret import Secret


@pytest.fixture
def masks():
    found = Masks()
    found.add(Secret("ak-planted"))
    found.add_servers([{"username": "1700:planted", "credential": "ak-planted-too", "urls": "turn:x"}, {"username": 3}])
    return found


def test_secrets_are_taken_out_wherever_they_are(masks):
    text = "no slot for ak-planted, 1700:planted has (ak-planted-too)"

    assert masks.masked(text) == "no slot for •••, ••• has (•••)"
    assert masks.masked("turn:x is full") == "turn:x is full"
    assert "planted" not in repr(masks)


def test_texts_that_are_too_short_for_secrets_stay():
    masks = Masks()
    masks.add(Secret(""))
    masks.add_servers([{"username": "user", "credential": "x"}])

    assert masks.masked("a user of xyz") == "a user of xyz"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("turn:x y?key=planted", "turn:x y?…"),
        ("turn:u:planted@x y", "turn:x y"),
        ("turn:u:planted@x y?transport=udp", "turn:x y?transport=udp"),
        ("turn:x y?transport=tcp&key=planted", "turn:x y?…"),
        ("turn:x y?planted@", "turn:x y?…"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_password(url, shown):
    [warning] = choose([{"urls": url, "username": "planted", "credential": "planted"}]).warnings

    assert f'"{shown}"' in warning
    assert "planted" not in warning
