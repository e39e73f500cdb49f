from __future__ import annotations

import threading

from anamctl.sandbox.journal import Exchange, Happening, Journal


def test_what_is_waited_for_may_have_come_already():
    journal = Journal()
    journal.note(journal.begin("read", "GET", "/a"), "answered", 200)

    assert journal.wait_for("read", "answered", 0)
    assert not journal.wait_for("read", "answered", 0, count=2)
    assert not journal.wait_for("read", "dropped", 0)


def test_who_waits_is_woken_by_another_thread():
    journal = Journal()
    thread = threading.Thread(target=lambda: journal.begin("create", "POST", "/a"))
    thread.start()

    assert journal.wait_for("create", "arrived", 30)
    thread.join()
    assert journal.operations() == ["create"]


def test_the_end_of_an_exchange_is_told():
    told: list[Exchange] = []
    journal = Journal(told.append)
    exchange = journal.begin("read", "GET", "/a")
    journal.note(exchange, "applied")
    assert told == []
    journal.note(exchange, "answered", 200)

    assert [(one.method, one.path, one.status) for one in told] == [("GET", "/a", 200)]


def test_what_happens_in_sessions_is_told_when_somebody_listens():
    told: list[Happening] = []
    happening = Happening("one", "received", "channel", "speech")
    Journal(on_happening=told.append).happened(happening)
    Journal().happened(happening)

    assert told == [happening]
