"""Listening from its start to its end."""

from __future__ import annotations

import asyncio
import errno
from dataclasses import replace

import pytest

from anamctl.audio import notices
from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.listening.events import FileBegan, Language, SettingsSent
from anamctl.listening.runner import Plan, Runner
from anamctl.listening.saving import Savers, open_savers
from anamctl.listening.screen import END_TURN, INTERRUPTED, PAUSE, QUIT, SETTINGS, Typed
from anamctl.listening.status import Status
from anamctl.listening.verdict import Wish
from anamctl.stt.assemblyai.presets import changing
from anamctl.stt.heard import Dropped, Ended, Final, Paused, Ready, Reconnecting, Warned
from tests.unit.listening.fakes import ABOUT, ENDED, READY, FakeScreen, FakeStream, final


class Watched:
    """A runner with a stream and a screen of ours."""

    def __init__(self, stream=None, *, keys=(), plan=None, wish=None, savers=None):
        self.stream = stream or FakeStream()
        self.screen = FakeScreen(keys)
        self.status = Status(ABOUT, wish)
        self.runner = Runner(self.stream, self.screen, self.status, plan or Plan(reads_keys=bool(keys)), savers=savers)
        self.summary = None

    async def run(self):
        self.summary = await asyncio.wait_for(self.runner.run(), 5)
        return self.summary

    async def until(self, condition):
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110  # anything may be waited for
                await asyncio.sleep(0.001)

    def shown(self, kind):
        return [event for event in self.screen.shown if isinstance(event, kind)]


def run(make, during=None):
    """Run what `make` gives in a loop, with something beside it."""

    async def main():
        watched = make()
        task = asyncio.create_task(watched.run())
        if during is not None:
            await during(watched)
        await task
        return watched

    return asyncio.run(main())


def test_what_is_heard_is_shown_and_summed_up():
    found = run(lambda: Watched(FakeStream([READY, final()]), wish=Wish("fr")))
    assert [type(event) for event in found.screen.shown] == [Ready, Final, Language, Ended]
    assert found.screen.status is found.status
    assert found.summary.exit_code == 0
    assert found.summary.verdict.sentence == "expected fr: met, 100 % of the speech was French at 0.98"
    assert found.stream.is_left


def test_another_language_than_the_expected_one_is_exit_1():
    assert run(lambda: Watched(FakeStream([READY, final(language="de")]), wish=Wish("fr"))).summary.exit_code == 1


@pytest.mark.parametrize(("error", "code"), [(ServiceError("gone"), 3), (CredentialsError("refused"), 4)])
def test_what_the_stream_raises_is_the_error_of_the_summary(error, code):
    found = run(lambda: Watched(FakeStream([READY, final()], failure=error)))
    assert (found.summary.error, found.summary.exit_code) == (error, code)
    assert len(found.shown(Ended)) == 1


def test_the_status_asks_the_stream_for_its_way_to_the_service():
    stream = FakeStream((), ends=False)
    stream.link = "waiting"

    async def during(watched):
        await watched.until(lambda: watched.status.state == "waiting")
        watched.runner.end()

    run(lambda: Watched(stream), during)


def test_a_bug_is_raised_after_the_stream_is_left():
    async def main():
        watched = Watched(FakeStream([READY], failure=ZeroDivisionError()))
        with pytest.raises(ZeroDivisionError):
            await watched.run()
        assert watched.stream.is_left

    asyncio.run(main())


def test_the_time_of_for_begins_when_the_service_is_ready():
    found = run(lambda: Watched(FakeStream([READY], ends=False, rest=[final()]), plan=Plan(duration=0.02)))
    assert found.stream.calls == [("stop", "the 0.02 s of --for were over")]
    assert found.summary.exit_code == 0
    assert found.shown(Final)


def test_the_time_of_for_begins_although_earlier_sessions_were_refused():
    ready = replace(READY, session=3)
    found = run(lambda: Watched(FakeStream([ready], ends=False, rest=[final()]), plan=Plan(duration=0.02)))
    assert found.stream.calls == [("stop", "the 0.02 s of --for were over")]


# ---- signals ---------------------------------------------------------------------------------------------------------


def test_a_signal_ends_it_properly_and_what_was_left_is_shown():
    async def during(watched):
        await watched.until(lambda: watched.screen.shown)
        watched.runner.signal()
        assert watched.status.state == "ending"

    found = run(lambda: Watched(FakeStream([READY], ends=False, rest=[final()])), during)
    assert found.summary.exit_code == 130
    assert found.stream.calls == [("stop", "you")]
    assert len(found.shown(Final)) == 1
    assert found.summary.languages[0].code == "fr"


@pytest.mark.parametrize("more", [1, 2])
def test_a_second_signal_hurries_and_nothing_that_was_said_is_lost(more):
    def make():
        stream = FakeStream([READY], ends=False, rest=[final()])
        stream.holds = True
        return Watched(stream)

    async def during(watched):
        await watched.until(lambda: watched.screen.shown)
        watched.runner.signal()
        await watched.until(lambda: watched.stream.calls)
        for _ in range(more):
            watched.runner.signal()

    found = run(make, during)
    assert found.stream.is_left
    assert found.summary.exit_code == 130
    assert len(found.shown(Final)) == 1


def test_signals_when_all_is_over_hurry_nothing(monkeypatch):
    def make():
        watched, calls = Watched(FakeStream((READY, ENDED))), []

        async def stop():
            calls.append(1)
            if len(calls) == 2:  # the stream is left
                watched.runner.signal()
                watched.runner.signal()
                await asyncio.sleep(0)

        monkeypatch.setattr(watched.runner, "_stop_tasks", stop)
        return watched

    assert run(make).summary.exit_code == 130


def test_a_signal_before_anything_has_begun_ends_it():
    async def main():
        watched = Watched(FakeStream([READY], ends=False))
        watched.runner.signal()
        return (await watched.run()).exit_code, watched.stream.calls

    assert asyncio.run(main()) == (130, [("stop", "you")])


def test_being_cancelled_by_others_leaves_the_stream():
    async def main():
        watched = Watched(FakeStream([READY], ends=False))
        task = asyncio.create_task(watched.runner.run())
        await watched.until(lambda: watched.screen.shown)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert watched.stream.is_left

    asyncio.run(main())


# ---- keys ------------------------------------------------------------------------------------------------------------


def test_keys_pause_end_the_turn_and_quit():
    def make():
        return Watched(FakeStream([READY, Paused(t=1, is_paused=True)], ends=False), keys=[END_TURN, PAUSE, QUIT])

    found = run(make)
    assert found.stream.calls == ["end_turn", "resume", ("stop", "you")]
    assert found.summary.exit_code == 0


def test_space_pauses_what_is_not_paused_and_other_keys_do_nothing():
    found = run(lambda: Watched(FakeStream([READY], ends=False), keys=["x", PAUSE, QUIT, PAUSE, END_TURN]))
    assert found.stream.calls == ["pause", ("stop", "you")]


def test_ctrl_c_as_a_key_is_a_signal():
    assert run(lambda: Watched(FakeStream([READY], ends=False), keys=[INTERRUPTED])).summary.exit_code == 130


def test_a_turn_that_cannot_be_ended_is_told():
    def make():
        watched = Watched(FakeStream([READY], ends=False), keys=[END_TURN, QUIT])
        watched.stream.can_end_turn = False
        return watched

    assert run(make).screen.notes == ["a turn cannot be ended now"]


# ---- settings --------------------------------------------------------------------------------------------------------


class Settled:
    """Somebody who types settings and is told what became of them."""

    def __init__(self, text):
        self.problems: list[str] = []
        self.typed = Typed(text, self.problems.append)


def with_settings(*pressed, model="universal-streaming-multilingual", stream=None):
    """Press keys while a service listens that takes settings."""

    def make():
        watched = Watched(stream or FakeStream([replace(READY, model=model)], ends=False), keys=[*pressed, QUIT])
        watched.status.about = ABOUT._replace(changing=changing(model), model=model)
        return watched

    return run(make)


def test_settings_that_are_typed_are_sent_and_told():
    typed = Settled('min_turn_silence=0.8s keyterms_prompt=["Ana"]')
    found = with_settings(typed.typed)

    settings = {"min_turn_silence": 800, "keyterms_prompt": ("Ana",)}
    assert typed.problems == [""]
    assert found.stream.calls[0] == ("configure", settings)
    assert [(event.settings, event.preset, event.is_waiting) for event in found.shown(SettingsSent)] == [
        (settings, "", False)
    ]
    assert found.summary.exit_code == 0


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("min_turn_silence=soon", 'min_turn_silence cannot be "soon"; write 800 or 800ms'),
        ("min_turn_silence", "min_turn_silence has no value; write min_turn_silence=VALUE"),
        ("refused=1", "refused cannot change; leave it"),
        ("vad_threshold=3", "vad_threshold cannot be 3; write 0 to 1"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_sent(text, problem):
    typed = Settled(text)
    found = with_settings(typed.typed)

    assert typed.problems == [problem]
    assert found.stream.calls == [("stop", "you")]
    assert not found.shown(SettingsSent)


def test_keys_choose_presets():
    found = with_settings("1", "3")

    assert [call[1] for call in found.stream.calls if call[0] == "configure"] == [
        {"end_of_turn_confidence_threshold": 0.4, "min_turn_silence": 160, "max_turn_silence": 400},
        {"end_of_turn_confidence_threshold": 0.7, "min_turn_silence": 800, "max_turn_silence": 3600},
    ]
    assert [event.preset for event in found.shown(SettingsSent)] == ["aggressive", "conservative"]


def test_a_preset_that_is_refused_says_so_and_the_stream_goes_on():
    class Refusing(FakeStream):
        async def configure(self, settings):
            raise UsageError("min_turn_silence is too long.", hint="make it shorter.")

    found = with_settings("1", "2", stream=Refusing([READY], ends=False))

    assert found.screen.notes == [
        "aggressive: min_turn_silence is too long; make it shorter",
        "balanced: min_turn_silence is too long; make it shorter",
    ]
    assert found.summary.exit_code == 0
    assert not found.shown(SettingsSent)


def test_a_model_without_presets_says_so():
    found = with_settings("2", model="universal-3-5-pro")

    assert found.stream.calls == [("stop", "you")]
    assert found.screen.notes == [
        "universal-3-5-pro has no presets for the end of turns; AssemblyAI's Universal-Streaming models have"
    ]


def test_a_service_that_takes_no_settings_says_so():
    found = run(lambda: Watched(FakeStream([READY], ends=False), keys=[SETTINGS, QUIT]))

    assert found.screen.notes == ["AssemblyAI takes no other settings while it listens; end it and begin again"]


def test_what_is_set_while_there_is_no_session_is_told_as_such():
    lost = Reconnecting(t=1, attempt=1, of=5, wait=9, reason="lost")
    found = with_settings("1", stream=FakeStream([READY, lost], ends=False))

    assert found.shown(SettingsSent)[0].is_waiting


def test_what_the_service_may_ignore_is_told():
    found = with_settings(Settled(f"keyterms_prompt={'x' * 60}").typed)

    assert len(found.screen.notes) == 1
    assert "the service ignores an item of more than 50" in found.screen.notes[0]


@pytest.mark.parametrize(
    ("typed", "by", "hint"),
    [
        ("min_turn_silence=1 vad_threshold=1", "service", "what was set last is min_turn_silence, vad_threshold"),
        ("min_turn_silence=1", "error", "change the option."),  # the source failed
        ("min_turn_silence=soon", "service", "change the option."),  # that was not sent
    ],
)
def test_when_the_service_refuses_a_setting_the_last_one_is_named(typed, by, hint):
    refused = UsageError("AssemblyAI: the stream is lost: the service refused a setting.", hint="change the option.")
    stream = FakeStream([READY], ends=False, failure=refused, ended=replace(ENDED, by=by))
    found = with_settings(Settled(typed).typed, stream=stream)

    assert found.summary.error.message == refused.message
    assert found.summary.error.hint.startswith(hint)
    assert found.summary.exit_code == 2


# ---- what cannot be written ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (BrokenPipeError(), 0, "nobody reads what is written"),
        (OSError(errno.EIO, "gone"), 130, "nobody reads what is written"),
        (OSError(errno.ENOSPC, "No space left on device"), 3, "the result cannot be written"),
        (OSError(errno.EFBIG, "File too large"), 3, "the result cannot be written"),
        (OSError(errno.EBADF, "Bad file descriptor"), 3, "the result cannot be written"),
    ],
)
def test_what_cannot_be_written_any_more_ends_it(error, code, reason):
    def make():
        watched = Watched(FakeStream([READY], ends=False, rest=[final()]))
        watched.screen.fails = error
        return watched

    found = run(make)
    assert found.runner.lost is error
    assert found.stream.calls == [("stop", reason)]
    assert found.summary.exit_code == code
    assert (found.summary.error is not None) == (code == 3)
    if found.summary.error is not None:
        assert found.summary.error.message == f"cannot write the result: {error.strerror}."


# ---- a limit ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "sessions", "message"),
    [
        (
            [Reconnecting(t=1, attempt=1, of=5, wait=9, reason="nobody is there", is_first=True)],
            0,
            "AssemblyAI: no session could be started: nobody is there (the time is over).",
        ),
        ([], 0, "AssemblyAI: no session could be started: the service has not begun (the time is over)."),
        ([], 1, "the microphone did not open (the time is over)."),
    ],
)
def test_a_time_that_is_over_before_anything_was_heard_is_an_error(events, sessions, message):
    async def during(watched):
        await watched.until(lambda: len(watched.screen.shown) == len(events))
        watched.runner.limit("the time is over")

    ended = replace(ENDED, by="you", reason="the time is over", sessions=sessions)
    found = run(lambda: Watched(FakeStream(events, ends=False, ended=ended), wish=Wish("fr")), during)
    assert (found.summary.exit_code, found.summary.error.message) == (3, message)


@pytest.mark.parametrize(
    ("events", "code"), [([READY], 0), ([READY, Reconnecting(t=1, attempt=1, of=5, wait=9, reason="lost")], 0)]
)
def test_a_time_that_is_over_later_is_none(events, code):
    async def during(watched):
        await watched.until(lambda: len(watched.screen.shown) == len(events))
        watched.runner.limit("the time is over")

    found = run(lambda: Watched(FakeStream(events, ends=False)), during)
    assert (found.summary.exit_code, found.summary.error) == (code, None)


def test_who_ends_it_before_anything_was_heard_wanted_to():
    async def during(watched):
        await watched.until(lambda: watched.screen.status)
        watched.runner.end()

    ended = replace(ENDED, by="you", sessions=0)
    assert run(lambda: Watched(FakeStream([], ends=False, ended=ended)), during).summary.exit_code == 0


def test_files_hold_what_came_and_the_summary(tmp_path):
    path = tmp_path / "a.jsonl"

    async def main():
        watched = Watched(FakeStream([READY, final()]), savers=open_savers([str(path)]))
        return await watched.run()

    summary = asyncio.run(main())
    kinds = [line.split('"')[3] for line in path.read_text().splitlines()]
    assert kinds == ["ready", "final", "language", "ended", "summary"]
    assert summary.saved == (str(path),)


@pytest.mark.parametrize(
    ("stream", "left"),
    [
        (FakeStream([READY]), ""),
        (FakeStream([], failure=ServiceError("nobody is there"), ended=replace(ENDED, by="error", sessions=0)), "mine"),
        (FakeStream([READY], failure=ServiceError("it broke"), ended=replace(ENDED, by="error")), "mine"),
    ],
)
def test_a_file_is_replaced_by_an_empty_one_only_when_somebody_listened_to_the_end(tmp_path, stream, left):
    old, new = tmp_path / "old.srt", tmp_path / "new.txt"
    old.write_text("mine")
    found = run(lambda: Watched(stream, savers=open_savers([str(old), str(new)], replace=True)))
    assert old.read_text() == left
    assert new.read_text() == ""
    assert found.summary.saved == ((str(new),) if left else (str(old), str(new)))


class Broken:
    path = "a.txt"

    def see(self, event):
        raise OSError(28, "No space left on device")

    def sound(self, block, rate):
        """Nothing."""

    def settle(self, *, was_heard):
        return True

    def finish(self, summary):
        """Nothing."""

    def close(self):
        """Nothing."""


def test_a_file_that_fails_is_an_error_in_the_end_and_listening_goes_on():
    found = run(lambda: Watched(FakeStream([READY, final()]), savers=Savers([Broken()])))
    assert found.summary.exit_code == 3
    assert found.summary.error.message == "a.txt could not be written to the end: No space left on device."
    assert found.summary.saved == ()
    assert found.shown(Ended)


class BrokenInTheEnd(Broken):
    def see(self, event):
        """Nothing."""

    def close(self):
        raise OSError(28, "No space left on device")


def test_a_file_whose_last_part_fails_is_an_error_too():
    found = run(lambda: Watched(FakeStream([READY, final()]), savers=Savers([BrokenInTheEnd()])))
    assert (found.summary.exit_code, found.summary.saved) == (3, ())


# ---- what the source says --------------------------------------------------------------------------------------------


def test_what_the_source_says_is_a_warning_and_the_state_follows_it():
    states = []

    async def during(watched):
        await watched.until(lambda: watched.screen.shown)
        watched.runner.notice(notices.Stalled("USB", 5.0))
        states.append(watched.runner.status.state)
        watched.runner.notice(notices.Resumed("USB", 5.0))
        states.append(watched.runner.status.state)
        watched.runner.file_began("a.wav", 1500.0)
        watched.runner.end()

    found = run(lambda: Watched(FakeStream([READY], ends=False)), during)
    first, second = found.shown(Warned)
    assert first.text.startswith("nothing has come from USB for 5 s; is the device")
    assert second.text == "USB is back after 5.0 s"
    assert states == ["missing", "listening"]
    assert first.by == "anamctl"
    assert found.summary.warnings == 2
    assert found.shown(FileBegan)[0].name == "a.wav"


def test_sound_that_was_lost_before_and_on_the_way_is_added_up():
    async def during(watched):
        await watched.until(lambda: watched.screen.shown)
        watched.runner.notice(notices.Dropped("USB", 1.0, 1.0))
        watched.runner._see(Dropped(t=1, seconds=2.0, total=2.0))
        watched.runner.notice(notices.Dropped("USB", 0.5, 1.5))
        watched.runner.end()

    found = run(lambda: Watched(FakeStream([READY], ends=False)), during)
    assert [event.total for event in found.shown(Dropped)] == [1.0, 3.0, 3.5]
    assert found.shown(Ended)[0].dropped == ENDED.dropped + 1.5
    assert found.summary.dropped == 3.5
