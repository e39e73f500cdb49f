"""Slots and the ends of sessions, on a clock of their own."""

from __future__ import annotations

import threading

import pytest

from anamctl.sandbox.anam.sessions import FullError, Sessions


class Later:
    """A clock, and what is to happen when it has gone on."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waiting: list[Later.Timer] = []

    class Timer:
        def __init__(self, owner: Later, at: float, call) -> None:
            self.at, self.call, self._owner = at, call, owner

        def cancel(self) -> None:
            self._owner.waiting.remove(self)

    def __call__(self, seconds, call):
        timer = Later.Timer(self, self.now + seconds, call)
        self.waiting.append(timer)
        return timer

    def go_on(self, seconds: float) -> None:
        self.now += seconds
        for timer in [timer for timer in self.waiting if timer.at <= self.now]:
            timer.call()


@pytest.fixture
def later():
    return Later()


@pytest.fixture
def sessions(later):
    return Sessions(2, grace=5, max_length=60, later=later, clock=lambda: later.now)


def opened(sessions, **persona):
    return sessions.open(persona, {}, {})


def test_a_session_takes_a_slot_until_it_ends(sessions):
    one, _ = opened(sessions), opened(sessions)
    with pytest.raises(FullError):
        opened(sessions)
    sessions.end(one, "client")

    assert opened(sessions) in sessions.active()
    assert len(sessions.all()) == 3


def test_a_socket_that_is_gone_keeps_its_slot_for_the_grace(sessions, later):
    session = opened(sessions)
    sessions.attach(session)
    sessions.detach(session)
    later.go_on(4.9)
    assert session.is_open
    later.go_on(0.2)

    assert (session.state, session.ended_by) == ("ended", "closed")


def test_a_socket_that_returns_ends_the_grace(sessions, later):
    session = opened(sessions)
    sessions.attach(session)
    sessions.detach(session)
    later.go_on(3)
    sessions.attach(session)
    later.go_on(10)

    assert session.is_open
    assert session.sockets == 2


def test_a_session_that_streams_ends_at_its_maximum_length(sessions, later):
    session = opened(sessions)
    later.go_on(59)
    sessions.start(session)
    assert session.state == "live"
    later.go_on(59)
    assert session.is_open
    later.go_on(1)

    assert (session.ended_by, session.reason) == ("length", "Maximum session length reached")
    assert session.started is not None
    assert session.ended is not None
    assert session.ended - session.started == 60


def test_a_session_that_nobody_comes_for_frees_its_slot_at_the_maximum_length(sessions, later):
    session = opened(sessions)
    later.go_on(60)

    assert session.ended_by == "length"


@pytest.mark.parametrize(("wanted", "length"), [(10, 10.0), (1000, 60.0), (None, 60.0)])
def test_a_persona_can_only_shorten_the_maximum_length(sessions, wanted, length):
    persona = {} if wanted is None else {"maxSessionLengthSeconds": wanted}

    assert opened(sessions, **persona).max_length == length


def test_it_begins_to_stream_once(sessions, later):
    session = opened(sessions)
    sessions.start(session)
    later.go_on(30)
    sessions.start(session)

    assert session.started == 1000
    later.go_on(30)
    assert not session.is_open


def test_it_ends_once(sessions, later):
    session = opened(sessions)
    ends: list[str] = []
    session.on_end.append(lambda one: ends.append(one.ended_by or ""))
    sessions.end(session, "stop", "Enough")
    sessions.end(session, "client")
    sessions.detach(session)
    later.go_on(1000)

    assert ends == ["stop"]
    assert (session.ended_by, session.reason) == ("stop", "Enough")
    assert later.waiting == []


def test_messages_are_kept_with_their_time(sessions, later):
    session = opened(sessions)
    sessions.receive(session, "signalling", "offer", {"actionType": "offer"})
    later.go_on(1)
    sessions.receive(session, "channel", "speech", {"content": "Bonjour"})
    sessions.send(session, "channel", "speechText", {})

    assert session.kinds() == ["offer", "speech"]
    assert session.kinds("channel") == ["speech"]
    assert [(one.kind, one.at) for one in session.received] == [("offer", 1000), ("speech", 1001)]
    assert [one.kind for one in session.sent] == ["speechText"]


def test_whoever_listens_is_told(later):
    told = []
    sessions = Sessions(1, grace=5, max_length=60, later=later, tell=lambda one: told.append(one[1:]))
    session = opened(sessions)
    sessions.start(session)
    sessions.receive(session, "channel", "speech", {})
    sessions.end(session, "client")

    assert told == [("opened", "", ""), ("streams", "", ""), ("received", "channel", "speech"), ("ended", "", "client")]


@pytest.mark.parametrize(
    ("persona", "language"), [({"languageCode": "fr"}, "fr"), ({}, "en"), ({"languageCode": ""}, "en")]
)
def test_without_a_language_it_is_english(sessions, persona, language):
    assert opened(sessions, **persona).language == language


def test_a_language_that_changes_is_the_language_from_then_on(sessions):
    session = opened(sessions, languageCode="fr")
    session.persona = {**session.persona, "languageCode": "es"}

    assert session.language == "es"


def test_another_thread_can_wait_for_what_comes(sessions):
    session = opened(sessions)
    asked = threading.Event()
    came: list[bool] = []

    def has_spoken() -> bool:
        asked.set()
        return session.kinds() == ["speech"]

    thread = threading.Thread(target=lambda: came.append(sessions.wait_for(has_spoken, 600)), daemon=True)
    thread.start()
    assert asked.wait(30)
    sessions.receive(session, "channel", "speech", {})
    thread.join(10)

    assert came == [True]
    assert not sessions.wait_for(lambda: session.kinds() == [], 0)


def test_ids_are_not_guessable(sessions):
    assert opened(sessions).id != opened(sessions).id
