"""What a microphone does not report."""

from __future__ import annotations

import sys

import pytest

from anamctl.audio.failures import StalledError
from anamctl.audio.notices import Heard, Resumed, Silent, Stalled
from anamctl.audio.watching import Patience, Watch
from anamctl.errors import ExitCode

LOUD, ZEROS = b"\1\0" * 800, bytes(1600)


@pytest.fixture
def watch():
    return Watch("mic", 16000, Patience(), now=0.0)


def test_three_seconds_of_zeros_are_said_once_and_so_is_their_end(watch):
    told = [watch.heard(ZEROS, 800, number * 0.05) for number in range(1, 101)]

    assert [number for number, notices in enumerate(told, 1) if notices] == [60]
    (notice,) = told[59]
    assert isinstance(notice, Silent)
    assert notice.text == "nothing but digital silence from mic for 3 s"
    assert watch.heard(LOUD, 800, 5.05) == [Heard("mic")]
    assert watch.heard(LOUD, 800, 5.1) == []


def test_pauses_between_words_may_be_longer(watch):
    watch.heard(LOUD, 800, 0.05)
    told = [watch.heard(ZEROS, 800, number * 0.05) for number in range(2, 400)]

    assert [number for number, notices in enumerate(told, 1) if notices] == [300]


def test_a_click_is_no_silence(watch):
    for number in range(200):
        assert watch.heard(LOUD if number % 50 == 0 else ZEROS, 800, number * 0.05) == []


@pytest.mark.parametrize(("platform", "hint"), [("linux", "--list-devices"), ("darwin", "Privacy & Security")])
def test_silence_has_a_hint_for_the_system(monkeypatch, watch, platform, hint):
    monkeypatch.setattr(sys, "platform", platform)
    (notice,) = watch.heard(bytes(2 * 48000), 48000, 3.0)

    assert hint in notice.hint


def test_a_stall_is_said_once_and_its_end_with_its_length(watch):
    watch.heard(LOUD, 800, 1.0)

    assert watch.due(2.0) == pytest.approx(2.0)
    assert watch.waited(3.9) == []
    assert watch.waited(4.0) == [Stalled("mic", 3.0)]
    assert watch.waited(20.0) == []
    assert watch.due(20.0) == pytest.approx(11.0)
    (resumed,) = watch.heard(LOUD, 800, 25.05)
    assert isinstance(resumed, Resumed)
    assert resumed.seconds == pytest.approx(24.0)
    assert resumed.text == "mic is back after 24.0 s"
    assert watch.heard(LOUD, 800, 25.1) == []
    assert watch.waited(26.0) == []
    assert watch.waited(28.2) != []  # another one


def test_waiting_ends_some_time(watch):
    watch.waited(3.0)
    with pytest.raises(StalledError, match="Nothing has come from mic for 30 s") as caught:
        watch.waited(30.0)

    assert caught.value.exit_code is ExitCode.SERVICE
    assert watch.due(99.0) == 0.0
