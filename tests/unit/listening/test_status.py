"""How it goes at this moment, and what it means in the end."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anamctl.audio.notices import Resumed, Silent, Stalled
from anamctl.errors import CredentialsError
from anamctl.listening.source import Back, Gone
from anamctl.listening.status import Status
from anamctl.listening.summary import sum_up
from anamctl.listening.verdict import Wish
from anamctl.stt.heard import Dropped, Paused, Reconnecting, Warned
from tests.unit.listening.fakes import ABOUT, ENDED, READY, final, summary_of

LOST = Reconnecting(t=2, attempt=1, of=5, wait=1.0, reason="lost")


class Clock:
    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def status(clock):
    return Status(ABOUT, Wish("fr"), clock=clock)


def test_the_state_follows_the_events(status):
    found = [status.state]
    for event in (READY, LOST, READY, Paused(t=3, is_paused=True), Paused(t=4, is_paused=False)):
        status.see(event)
        found.append(status.state)
    status.is_ending = True
    found.append(status.state)
    status.see(ENDED)
    found.append(status.state)
    assert found == [
        "connecting",
        "listening",
        "reconnecting",
        "listening",
        "paused",
        "listening",
        "ending",
        "ended",
    ]


def test_a_first_attempt_that_failed_is_reconnecting_and_says_which_it_is(status):
    status.see(LOST)
    assert status.state == "reconnecting"
    assert status.attempt == LOST
    status.see(READY)
    assert status.attempt is None


@pytest.mark.parametrize(
    ("link", "events", "state"),
    [
        ("connecting", [], "connecting"),
        ("waiting", [], "waiting"),
        ("listening", [], "connecting"),  # the microphone is not open yet
        ("lost", [], "reconnecting"),
        ("connecting", [LOST], "reconnecting"),
        ("waiting", [LOST], "waiting"),
        ("listening", [READY], "listening"),
        ("lost", [READY], "reconnecting"),
        ("lost", [READY, LOST], "reconnecting"),
        ("connecting", [READY, replace(LOST, attempt=0)], "connecting"),
        ("waiting", [READY, LOST], "waiting"),
        ("ending", [READY], "ending"),
        ("listening", [READY, Paused(t=3, is_paused=True)], "paused"),
        ("lost", [READY, LOST, Paused(t=3, is_paused=True)], "paused"),
        ("ending", [READY, ENDED], "ended"),
    ],
)
def test_the_state_is_that_of_the_way_to_the_service(status, link, events, state):
    for event in events:
        status.see(event)
    status.link = lambda: link
    assert status.state == state


@pytest.mark.parametrize(
    ("gone", "back", "since"),
    [(Gone("USB", 60.0), Back("USB"), 0.0), (Stalled("USB", 3.0), Resumed("USB", 9.0), 3.0)],
)
def test_a_microphone_that_gives_nothing_is_waited_for(status, clock, gone, back, since):
    status.see(READY)
    status.notice(gone)
    clock.now += 9
    assert (status.state, status.missing) == ("missing", 9 + since)
    status.notice(Silent("USB", 3.0))
    assert status.state == "missing"
    status.notice(back)
    assert (status.state, status.missing) == ("listening", 0.0)


def test_a_microphone_that_stalls_and_is_gone_then_is_missing_since_it_stalled(status, clock):
    status.see(READY)
    status.notice(Stalled("USB", 3.0))
    clock.now += 2
    status.notice(Gone("USB", 60.0))
    assert status.missing == 5
    status.notice(Back("USB"))
    assert status.state == "listening"


def test_the_way_to_the_service_and_a_pause_matter_more_than_a_microphone_that_gives_nothing(status):
    status.notice(Gone("USB", 60.0))
    found = [status.state]
    for event in (READY, LOST, Paused(t=3, is_paused=True), ENDED):
        status.see(event)
        found.append(status.state)
    assert found == ["connecting", "missing", "reconnecting", "paused", "ended"]


def test_the_seconds_until_the_next_attempt_are_those_of_the_wait(status, clock):
    assert status.again == 0
    status.see(replace(LOST, wait=4.0))
    clock.now += 1.5
    assert status.again == 2.5
    status.link = lambda: "connecting"
    assert status.again == 0
    status.link = lambda: "lost"
    clock.now += 10
    assert status.again == 0


def test_who_goes_on_after_a_pause_without_a_session_does_not_listen_yet(status):
    for event in (READY, Paused(t=1, is_paused=True), LOST, Paused(t=3, is_paused=False)):
        status.see(event)
    assert status.state == "reconnecting"


def test_open_seconds_are_those_with_a_session_and_cost(status, clock):
    clock.now += 5
    status.see(READY)
    clock.now += 10
    assert status.open_seconds == 10
    status.see(LOST)
    clock.now += 20
    status.see(READY)
    clock.now += 30
    assert status.open_seconds == 40
    assert status.cost == pytest.approx(40 * 0.15 / 3600)
    status.see(replace(ENDED, open_seconds=38.5))
    assert status.open_seconds == 38.5


def test_seconds_count_from_the_beginning(status, clock):
    clock.now += 5
    assert status.seconds == 5
    status.begin()
    clock.now += 2
    assert status.seconds == 2


def test_it_keeps_the_last_delay_what_was_lost_and_how_often_it_was_warned(status):
    for event in (final(delay=0.4), final(1, delay=None), Dropped(t=1, seconds=1, total=2.5), Warned(t=1, text="hm")):
        status.see(event)
    assert (status.last_delay, status.dropped, status.warnings) == (0.4, 2.5, 1)
    status.see(replace(ENDED, dropped=3.0))
    assert status.dropped == 3.0


def test_the_verdict_is_that_of_now(status):
    assert status.verdict is not None
    assert status.verdict.so_far == "expected fr: not met yet"
    status.see(final())
    assert status.verdict.so_far == "expected fr: met so far"
    assert Status(ABOUT).verdict is None


@pytest.mark.parametrize(
    ("language", "by", "error", "is_interrupted", "expected"),
    [
        ("fr", "source", None, False, 0),
        ("fr", "you", None, False, 0),
        ("de", "source", None, False, 1),
        ("de", "you", None, False, 1),
        ("fr", "service", None, False, 3),
        ("de", "service", None, False, 1),
        ("fr", "error", None, False, 3),
        ("de", "error", None, False, 3),
        ("fr", "service", CredentialsError("no"), False, 4),
        ("de", "service", CredentialsError("no"), False, 4),
        ("fr", "you", None, True, 130),
        ("de", "service", CredentialsError("no"), True, 130),
    ],
)
def test_the_exit_code_says_how_it_ended(status, language, by, error, is_interrupted, expected):
    status.see(READY)
    status.see(final(language=language))
    status.see(replace(ENDED, by=by))
    assert sum_up(status, error, is_interrupted=is_interrupted).exit_code == expected


def test_an_end_that_nobody_told_of_is_a_failure(status):
    summary = sum_up(status, CredentialsError("refused"))
    assert (summary.exit_code, summary.by, summary.reason, summary.sessions) == (4, "error", "refused", 0)
    assert sum_up(status).exit_code == 3


def test_the_summary_has_what_the_end_told():
    summary = summary_of(final(0), final(1, start=2000, end=3000), ended=replace(ENDED, sessions=2, mean_delay=0.4))
    assert (summary.sessions, summary.mean_delay, summary.audio_seconds, summary.open_seconds) == (2, 0.4, 9.0, 9.0)
    assert [turn.start for turn in summary.turns] == [0, 2000]
    assert summary.languages[0].turns == 2


def test_the_summary_is_no_earlier_than_the_last_event_whoever_began_to_count_first():
    clock = iter([10.0, 10.0, *[12.9] * 50])
    status = Status(ABOUT, clock=lambda: next(clock))
    status.begin()
    status.see(replace(ENDED, t=3.1))

    assert sum_up(status).duration == 3.1
