from __future__ import annotations

import asyncio

import pytest

from anamctl.anam.events import ChannelOpen, Closed, Message, Reconnecting, Update, Warned
from anamctl.errors import ServiceError
from anamctl.live.expectations import Wishes
from anamctl.live.plan import Plan
from tests.unit.live.fakes import FakeScreen, FakeSession, make_runner, run

QUICK = {"patience": 0.3, "greeting": 0.0}


def plan(**more):
    return Plan(**{**QUICK, **more})


def heard(text, id_="u"):
    return Message(t=1.0, role="user", id=id_, text=text, final=True)


def replied(text="Oui, bien sûr, pour vous.", id_="p", *, final=True):
    return Message(t=1.5, role="persona", id=id_, text=text, final=final)


# ---- what is said ----------------------------------------------------------------------------------------------------


def test_texts_are_said_one_after_the_reply_to_the_other_and_then_it_ends():
    session, screen = FakeSession(), FakeScreen()
    summary = run(session, screen, plan(says=("un", "deux"), contexts=("ctx",)))

    assert [call[0] for call in session.calls] == ["context", "say", "say", "stop"]
    assert session.called("stop") == [("everything was said", "you")]
    assert session.is_left
    assert (summary.exit_code, summary.messages, summary.session_id[:8]) == (0, 4, "5b8c0a51")
    assert isinstance(screen.events[-1], Closed)


def test_the_greeting_is_waited_for_and_is_no_reply():
    session = FakeSession()

    async def main():
        runner = make_runner(session, FakeScreen(), plan(says=("un",), greeting=2.0))
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        session.put(replied(id_="greeting", final=False))
        for _ in range(5):
            await asyncio.sleep(0)
        assert session.called("say") == []
        session.put(replied(id_="greeting"))
        return await running

    assert asyncio.run(main()).exit_code == 0
    assert session.called("say") == [("un",)]


def test_a_persona_that_waits_for_the_user_is_not_waited_for():
    session = FakeSession()

    assert run(session, FakeScreen(), plan(says=("un",), greeting=60.0, skips_greeting=True)).exit_code == 0


def test_no_reply_is_told_and_the_next_text_is_said():
    session, screen = FakeSession(), FakeScreen()
    session.answer = lambda _: []
    summary = run(session, screen, plan(says=("un", "deux"), patience=0.02))

    assert len(session.called("say")) == 2
    assert [event.text for event in screen.events if isinstance(event, Warned)] == ["no reply in 0.02 s"] * 2
    assert summary.exit_code == 0


def not_open(session, times):
    """Let the data channel be closed for so many texts."""
    real, left = session.say, [times]

    async def say(text):
        if left[0] == 0:
            return await real(text)
        left[0] -= 1
        raise ServiceError("the text was not sent: the data channel is not open.", hint="wait")

    session.say = say


def test_a_text_that_cannot_be_sent_waits_for_the_connection_to_come_back():
    session = FakeSession()
    not_open(session, 1)

    async def main():
        runner = make_runner(session, FakeScreen(), plan(says=("un",), patience=3.0))
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        await asyncio.sleep(0.02)
        session.put(ChannelOpen(t=2.0))
        return await running

    assert asyncio.run(main()).exit_code == 0
    assert session.called("say") == [("un",)]


def test_a_text_that_can_never_be_sent_is_a_failure():
    session = FakeSession()
    not_open(session, 99)
    summary = run(session, FakeScreen(), plan(says=("un", "deux"), patience=0.02))

    assert (summary.exit_code, summary.by) == (3, "error")
    assert summary.error is not None
    assert summary.error.message == "the text was not sent: the data channel is not open."


def test_a_reply_that_was_lost_with_the_connection_is_not_waited_for_long(monkeypatch):
    monkeypatch.setattr("anamctl.live.script.AFTER_LOSS", 0.02)
    session, screen = FakeSession(), FakeScreen()
    session.answer = lambda _: [Reconnecting(t=2.0, what="peer", attempt=1, of=3)]
    summary = run(session, screen, plan(says=("un",), patience=60.0))

    assert summary.exit_code == 0
    [warning] = [event.text for event in screen.events if isinstance(event, Warned)]
    assert warning == "no reply; it may have been lost with the connection"


def test_a_session_that_lasts_for_some_time_ends_then():
    session = FakeSession()
    summary = run(session, FakeScreen(), plan(says=("un",), duration=0.05))

    assert session.called("stop") == [("the 0.05 s of --for were over", "you")]
    assert summary.exit_code == 0


def test_the_service_may_end_it_at_any_time():
    session = FakeSession()
    session.answer = lambda _: session.close("Session ended due to inactivity", "service")
    summary = run(session, FakeScreen(), plan(says=("un", "deux"), patience=60.0))

    assert (summary.exit_code, summary.by, summary.reason) == (3, "service", "Session ended due to inactivity")


def test_who_else_ends_it_is_an_error_that_says_why():
    session = FakeSession()
    session.answer = lambda _: session.close("Credit used up.", "service")
    summary = run(session, FakeScreen(), plan(says=("un",)))
    assert summary.error is not None
    assert (summary.exit_code, summary.error.message) == (3, "the service ended the session: Credit used up.")

    session = FakeSession()
    session.answer = lambda _: session.close("its longest time", "limit")
    summary = run(session, FakeScreen(), plan(says=("un",)))
    assert summary.error is not None
    assert (summary.exit_code, summary.error.hint) == (3, "--max-length and maxSessionLengthSeconds give it more.")


def test_a_failed_start_is_an_error_of_the_summary():
    session = FakeSession()
    session.gets_ready = False
    session.failure = ServiceError("no engine is free.", hint="try again")
    session.close("no engine is free", "error")
    summary = run(session, FakeScreen(), plan(says=("un",)))

    assert summary.exit_code == 3
    assert summary.error is session.failure
    assert session.is_left


def test_the_longest_time_that_is_left_is_said_when_it_is_connected():
    screen = FakeScreen()
    run(FakeSession(), screen, plan(says=("un",), max_length=42.0))

    assert screen.left == [42.0]


# ---- expectations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "exit_code"), [("fr", 0), ("es", 1)])
def test_an_expectation_decides_the_exit_code(code, exit_code):
    summary = run(FakeSession(), FakeScreen(), plan(says=("un",), wishes=Wishes(code)))

    assert summary.exit_code == exit_code
    assert [verdict.is_met for verdict in summary.expectations] == [exit_code == 0]


def test_a_file_is_heard_to_its_end_and_answered():
    session = FakeSession()

    async def main():
        over = asyncio.Event()
        wishes = Wishes("", ("une table",))
        runner = make_runner(session, FakeScreen(), plan(wishes=wishes, patience=3.0), sound_is_over=over)
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        over.set()
        await asyncio.sleep(0.01)
        session.put(heard("Une table, merci."))
        await asyncio.sleep(0.01)
        assert session.called("stop") == []
        session.put(replied(final=False))
        await asyncio.sleep(0.01)
        assert session.called("stop") == []
        session.put(replied())
        return await running

    summary = asyncio.run(main())
    assert (summary.exit_code, summary.expectations[0].is_met) == (0, True)


def test_a_file_that_nobody_hears_does_not_hang_it():
    async def main():
        over = asyncio.Event()
        over.set()
        wishes = Wishes("", ("une table",))
        runner = make_runner(FakeSession(), FakeScreen(), plan(wishes=wishes, patience=0.02), sound_is_over=over)
        async with asyncio.timeout(3):
            return await runner.run()

    assert asyncio.run(main()).exit_code == 1


# ---- what is typed ---------------------------------------------------------------------------------------------------


def test_lines_of_a_pipe_are_said_one_after_the_other_and_their_end_is_the_end():
    session = FakeSession()
    summary = run(session, FakeScreen("un", "", "deux"), plan(reads=True))

    assert session.called("say") == [("un",), ("deux",)]
    assert session.called("stop") == [("end of input", "you")]
    assert summary.exit_code == 0


def test_an_empty_pipe_is_an_end_too():
    session = FakeSession()
    run(session, FakeScreen(), plan(reads=True))

    assert session.called("stop") == [("end of input", "you")]


def test_commands_do_what_they_say():
    session, screen = (
        FakeSession(),
        FakeScreen(
            "/lang es", "/set voiceGenerationOptions.speed=1.1", "/context x", "/interrupt", "/help", "/nope", "//hi"
        ),
    )
    run(session, screen, plan(reads=True))

    assert [call[0] for call in session.calls] == ["update", "update", "context", "interrupt", "say", "stop"]
    assert session.called("update")[1][0] == {"voiceGenerationOptions": {"speed": 1.1}}
    assert screen.languages == ["es"]
    assert "/help lists them." in screen.notes[-1]
    assert any("/interrupt" in line for line in screen.notes)


def test_a_change_that_is_refused_here_is_shown_like_any_other():
    screen = FakeScreen("/set voiceGenerationOptions.speed=9")
    summary = run(FakeSession(), screen, plan(reads=True))

    [update] = [event for event in screen.events if isinstance(event, Update)]
    assert (update.outcome, summary.not_sent) == ("not_sent", 1)


def test_an_update_is_shown_once_though_it_comes_back_twice():
    screen = FakeScreen("/lang es")
    summary = run(FakeSession(), screen, plan(reads=True))

    assert len([event for event in screen.events if isinstance(event, Update)]) == 1
    assert summary.applied == 1


def test_quit_ends_it_at_once_even_before_it_is_ready():
    session = FakeSession()
    session.gets_ready = False
    summary = run(session, FakeScreen("/quit", ends=False), plan(reads=True, is_conversation=True))

    assert session.called("stop") == [("you", "you")]
    assert summary.exit_code == 0


def test_quit_in_a_pipe_waits_for_what_stands_before_it():
    session = FakeSession()
    run(session, FakeScreen("un", "deux", "/quit", "trois", ends=False), plan(reads=True))

    assert session.called("say") == [("un",), ("deux",)]
    assert session.called("stop") == [("you", "you")]


def test_ctrl_c_at_the_prompt_is_an_interruption():
    summary = run(FakeSession(), FakeScreen("\x03", ends=False), plan(reads=True, is_conversation=True))

    assert summary.exit_code == 130


def test_a_person_need_not_wait_for_the_reply():
    session = FakeSession()
    session.answer = lambda _: []
    run(session, FakeScreen("un", "deux", "/quit"), plan(reads=True, is_conversation=True, patience=60.0))

    assert session.called("stop") == [("you", "you")]


def test_a_session_that_stays_outlives_its_input_and_its_script():
    session = FakeSession()

    async def main():
        runner = make_runner(session, FakeScreen("un"), plan(reads=True, stays=True, says=("x",)))
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        await asyncio.sleep(0.05)
        assert session.called("stop") == []
        runner.end("test", "you")
        return await running

    assert asyncio.run(main()).reason == "test"


# ---- the end ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["at once", "when ready"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_signals_end_it_and_leave_it(when, times):
    session = FakeSession()

    async def main():
        runner = make_runner(session, FakeScreen(ends=False), plan(stays=True))
        running = asyncio.create_task(runner.run())
        await (asyncio.sleep(0) if when == "at once" else runner.ready.wait())
        for _ in range(times):
            runner.signal()
        return await running

    summary = asyncio.run(main())
    assert summary.exit_code == 130
    assert session.is_left


def test_the_second_signal_does_not_wait_for_a_slow_end():
    session = FakeSession()

    async def slow(*_):
        await asyncio.sleep(60)

    session.stop = slow  # type: ignore[method-assign]

    async def main():
        runner = make_runner(session, FakeScreen(ends=False), plan(stays=True))
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        runner.signal()
        await asyncio.sleep(0.01)
        assert not running.done()
        runner.signal()
        async with asyncio.timeout(2):
            return await running

    summary = asyncio.run(main())
    assert (summary.exit_code, summary.is_ended, summary.reason) == (130, True, "left")
    assert session.is_left


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BrokenPipeError(), 0),
        (OSError(5, "Input/output error"), 130),
        (OSError(28, "No space left on device"), 3),
    ],
)
def test_a_screen_that_cannot_be_written_to_ends_it(error, code):
    session, screen = FakeSession(), FakeScreen(ends=False)
    screen.broken = error
    summary = run(session, screen, plan(stays=True))

    assert session.called("stop") == [
        ("the result cannot be written", "error") if code == 3 else ("nobody reads what is written", "you")
    ]
    assert summary.exit_code == code
    assert (summary.error is not None) == (code == 3)
    assert session.is_left


def test_a_bug_in_what_runs_beside_it_ends_it_and_is_not_hidden():
    session = FakeSession()

    async def broken(_):
        raise KeyError("planted")

    with pytest.raises(KeyError, match="planted"):
        run(session, FakeScreen(ends=False), plan(stays=True), background=broken)
    assert session.is_left


def test_cancelling_it_leaves_no_session_and_no_task():
    session = FakeSession()

    async def main():
        runner = make_runner(session, FakeScreen(ends=False), plan(reads=True, stays=True, duration=60.0))
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        return len(asyncio.all_tasks())

    assert asyncio.run(main()) == 1
    assert session.is_left


def test_what_was_opened_for_it_is_closed_however_it_ends():
    session = FakeSession()
    seen = []

    async def opened(runner):
        seen.append(runner.session.id)

        async def close():
            seen.append("closed")

        return close

    run(session, FakeScreen(), plan(says=("un",)), opened=opened)
    assert seen == [session.id, "closed"]

    failing = FakeSession()
    failing.failure = ServiceError("x")
    failing.answer = lambda _: failing.close("x", "error")
    run(failing, FakeScreen(), plan(says=("un",)), opened=opened)
    assert seen[2:] == [failing.id, "closed"]


def test_only_the_first_reason_counts():
    session = FakeSession()

    async def main():
        runner = make_runner(session, FakeScreen(ends=False), plan(stays=True))
        running = asyncio.create_task(runner.run())
        await runner.ready.wait()
        runner.end("first", "you")
        runner.end("second", "you")
        return await running

    assert asyncio.run(main()).reason == "first"
