from __future__ import annotations

import pytest

from anamctl.anam.events import Change, Closed, Connected, Engine, Message, Ready, Update, Warned
from anamctl.errors import CredentialsError, ServiceError
from anamctl.live.expectations import Verdict
from anamctl.live.records import record, summary_record
from anamctl.live.summary import Tally, closing_line, exit_code, not_ended, spoken

MET = Verdict("expect-heard", "x", is_met=True, why="y")
UNMET = MET._replace(is_met=False)


def closed(by="you", **more):
    return Closed(t=5, reason="r", by=by, **more)


def update(outcome, **more):
    return Update(t=2, outcome=outcome, changes=(Change("languageCode", "es", "fr"),), **more)


def tally(*events):
    found = Tally()
    for event in events:
        found.see(event)
    return found


@pytest.mark.parametrize(
    ("end", "verdicts", "error", "more", "code"),
    [
        (closed(), [], None, {}, 0),
        (closed(), [MET], None, {}, 0),
        (closed(), [MET, UNMET], None, {}, 1),
        (closed("limit"), [], None, {}, 0),
        (closed("limit"), [], None, {"is_unfinished": True}, 3),
        (closed("limit"), [UNMET], None, {"is_unfinished": True}, 1),
        (closed("service"), [], None, {}, 3),
        (closed("service"), [UNMET], None, {}, 1),
        (closed("error"), [UNMET], None, {}, 3),
        (closed("error"), [], ServiceError("x"), {}, 3),
        (closed("error"), [], CredentialsError("x"), {}, 4),
        (None, [], None, {}, 0),
        (closed("you"), [UNMET], ServiceError("x"), {"is_interrupted": True}, 130),
    ],
)
def test_every_end_has_its_exit_code(end, verdicts, error, more, code):
    flags = {"is_interrupted": False, "is_unfinished": False, **more}

    assert exit_code(end, verdicts, error, **flags) == code


def test_turns_are_counted_once_and_when_they_are_complete():
    found = tally(
        Message(t=1, role="persona", id="a", text="x", final=False),
        Message(t=2, role="persona", id="a", text="xy", final=True),
        Message(t=2, role="persona", id="a", text="xy", final=True),
        Message(t=2, role="user", id="a", text="z", final=True),
        Message(t=3, role="user", id="b", text="z", final=False),
    )

    assert found.summary(0).messages == 2


def test_a_late_answer_takes_the_place_of_none():
    found = tally(update("unconfirmed"), update("rejected"), update("applied", is_late=True)).summary(0)

    assert (found.applied, found.rejected, found.unconfirmed, found.not_sent) == (1, 1, 0, 0)


def test_the_first_time_it_is_ready_counts():
    found = tally(Engine(t=0.2, session_id="s"), Connected(t=1), Ready(t=2), Ready(t=4), Warned(t=5, text="w")).summary(
        0
    )

    assert (found.session_id, found.ready_after, found.warnings, found.duration) == ("s", 2, 1, 5)


def test_the_closing_line_says_what_it_cost_and_what_was_done():
    found = tally(
        Engine(t=0.2, session_id="s"),
        *(Message(t=1, role="user", id=str(n), text="x", final=True) for n in range(14)),
        update("applied"),
        update("applied"),
        update("rejected"),
        Closed(t=80, reason="you", by="you", billed=72),
    )

    assert closing_line(found.summary(0)) == (
        "ended (you) · 1 min 12 s billed · 14 messages · 2 updates applied, 1 rejected"
    )


def test_the_closing_line_warns_of_a_session_that_may_be_open():
    found = tally(Engine(t=0.2, session_id="s"), closed(is_ended=False, billed=1)).summary(3)

    assert closing_line(found) == (
        "ended (r) · 1 s billed · 0 messages · Anam may still hold it open: `anamctl session stop s` ends it"
    )
    assert closing_line(tally().summary(4, (), CredentialsError("no key."))) == "not started (no key.)"


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.4, "0 s"), (59.4, "59 s"), (60, "1 min"), (72, "1 min 12 s"), (3725, "1 h 2 min")]
)
def test_durations_are_written_as_people_say_them(seconds, text):
    assert spoken(seconds) == text


def test_an_event_becomes_plain_data():
    assert record(update("applied", took=0.08411)) == {
        "type": "update",
        "t": 2,
        "outcome": "applied",
        "fields": [{"path": "languageCode", "before": "fr", "after": "es"}],
        "reason": "",
        "took": 0.084,
        "late": False,
    }


def test_the_summary_of_a_failure_has_the_error_of_the_envelope():
    found = summary_record(tally().summary(3, [UNMET], ServiceError("broken.", hint="mend it")))

    assert (found["type"], found["ok"], found["exitCode"]) == ("summary", False, 3)
    assert found["errors"] == [{"code": "service", "message": "broken.", "hint": "mend it"}]
    assert found["expectations"][0]["met"] is False


@pytest.mark.parametrize(("id_", "is_ended", "is_told"), [("s", False, True), ("s", True, False), ("", False, False)])
def test_a_session_that_may_go_on_is_an_error_that_says_how_to_end_it(id_, is_ended, is_told):
    known = tally(Engine(t=0.2, session_id=id_), closed(is_ended=is_ended))
    error = not_ended(known)

    assert (error is not None) is is_told
    assert error is None or error.hint == "`anamctl session stop s` ends it."


def test_before_the_end_nothing_is_an_error():
    assert not_ended(tally(Engine(t=0.2, session_id="s"))) is None
