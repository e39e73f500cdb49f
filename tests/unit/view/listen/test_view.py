from __future__ import annotations

import asyncio
import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.listening.screen import END_TURN, INTERRUPTED, PAUSE, PRESETS, QUIT, SETTINGS, Typed
from anamctl.listening.source import Back, Gone
from anamctl.stt import heard
from anamctl.view.listen.compare import CompareView
from anamctl.view.listen.keys import Keys
from anamctl.view.listen.presses import Presses
from anamctl.view.listen.rows import text_of
from anamctl.view.listen.status import METER
from anamctl.view.listen.view import ListenView
from tests.unit.view.heard import SETTABLE, SHARES, ended, final, partial, ready, status_of, summary_of
from tests.unit.view.terminal import Terminal


class Typist(Keys):
    """A keyboard on which is typed what a test says."""

    def __init__(self):
        super().__init__()
        self.held = []
        self._typed: asyncio.Queue[str | None] = asyncio.Queue()
        self._presses = Presses()
        self._idle = asyncio.Event()

    is_there = True

    def __enter__(self):
        return self

    def hold(self, *, is_held):
        self.held.append(is_held)

    async def type(self, text):
        """Type, and wait until it was dealt with."""
        self._idle.clear()
        self._typed.put_nowait(text)
        async with asyncio.timeout(5):
            await self._idle.wait()

    async def read(self):
        while True:
            if self._typed.empty():
                self._idle.set()
            data = await self._typed.get()
            if data is None:
                return
            for press in self._presses.feed(data.encode()) + self._presses.flush():
                yield press

    def stop(self):
        self._typed.put_nowait(None)


class NoKeyboard(Keys):
    """Where nobody presses keys."""

    def __enter__(self):
        return self


def view_on(terminal, **options):
    return ListenView(color=False, size=terminal.size, write=terminal.write, keys=NoKeyboard(), **options)


def shown(events, terminal=None, *, finish=None, expect="", notes=(), pause=0.0):
    """Show events one after the other, each drawn before the next."""
    terminal = terminal or Terminal(100, 30)
    status = status_of(expect=expect)

    async def run():
        with view_on(terminal, notes=notes) as view:
            view.begin(status)
            for event in events:
                status.see(event)
                view.show(event)
                await asyncio.sleep(pause)
            await asyncio.sleep(0.06)
            terminal.during = list(terminal.shown)
        if finish is not None:
            view.finish(finish)

    asyncio.run(run())
    return terminal


def test_what_was_said_goes_up_once_and_what_is_said_is_below():
    terminal = shown(
        [ready(), partial("Bon"), final("Bonjour"), partial("je vou", turn=1)], notes=["listening for Camille"]
    )

    assert terminal.during[:5] == [
        " · listening for Camille",
        "   AssemblyAI · universal-streaming-multilingual listens at 16 kHz",
        "0:07  fr 99 %  Bonjour",
        "",
        " je vou",
    ]
    assert terminal.text.count("Bonjour") == 1


def test_the_row_for_what_there_is_to_say_comes_once_and_stays():
    terminal = Terminal(80, 30)
    status = status_of(expect="fr")
    heights = []

    async def run():
        with view_on(terminal) as view:
            view.begin(status)
            for number, code in enumerate(("fr", "es", "de", "it")):
                for sure in (0.98, 0.45):
                    event = final("Oui", code, sure, turn=2 * number + (sure < 0.6))
                    status.see(event)
                    heights.append(len(view.picture(79, 30)))

    asyncio.run(run())
    assert heights == sorted(heights)
    assert heights[-1] == heights[0] + 1


def test_a_turn_that_is_complete_is_no_longer_below_but_the_next_one_stays():
    assert shown([ready(), partial("Bonjour"), final("Bonjour")]).during[1:4] == ["0:07  fr 99 %  Bonjour", "", ""]
    assert shown([ready(), partial("et toi", turn=1), final("Bonjour")]).during[3] == " et toi"


def test_in_the_end_the_rows_below_are_gone_and_the_cursor_is_back():
    terminal = shown([ready(), final("Bonjour"), partial("je", turn=1)])

    assert terminal.shown[-1].endswith("Bonjour")
    assert terminal.has_cursor
    assert terminal.column == 0


def test_the_end_says_how_it_was():
    terminal = shown([ready(), final("Bonjour")], finish=summary_of(final("Bonjour"), expect="fr"))

    after = terminal.shown[terminal.shown.index("") :]
    assert after == [
        "",
        " language    turns  seconds  share  confidence",
        " fr  French      1      3.0  100 %        0.99",
        "",
        "expected fr: met, 100 % of the speech was French at 0.99",
        "ended (end of the sound) · 1 turn · 0:31 of sound · finals after 0.42 s · about $0.0013",
    ]


def test_a_turn_in_which_nobody_spoke_after_all_goes_away():
    terminal = shown([ready(), partial("Bon"), partial("")])

    assert "Bon" not in "\n".join(terminal.during)


def test_what_happens_before_it_begins_is_shown_too():
    terminal = Terminal(80, 20)

    async def run():
        with view_on(terminal) as view:
            view.show(heard.Warned(t=0.0, text="the microphone is silent", by="anamctl"))
            view.begin(status_of())
            await asyncio.sleep(0)
            view.note("a note")
            await asyncio.sleep(0.05)

    asyncio.run(run())
    assert terminal.shown == [" ! the microphone is silent", " · a note"]


def test_what_comes_at_the_same_moment_is_drawn_together():
    terminal = Terminal(100, 30)
    writes: list[str] = []

    async def run():
        view = ListenView(color=False, size=terminal.size, write=writes.append, keys=NoKeyboard())
        with view:
            view.begin(status_of(ready()))
            await asyncio.sleep(0.03)
            before = len(writes)
            for number in range(200):
                view.show(partial(f"word {number}"))
            await asyncio.sleep(0.05)
            return len(writes) - before

    assert asyncio.run(run()) <= 2


def test_the_meter_shows_nothing_that_was_heard_before_the_microphone_was_gone():
    status = status_of(ready())

    async def run():
        view = ListenView(color=False, size=lambda: (80, 24), write=lambda _: None, keys=NoKeyboard())
        found = []
        with view:
            view.begin(status)
            for notice in (Gone("USB", 60.0), Back("USB")):
                status.notice(notice)
                for _ in range(METER):
                    view.look()
                found.append(text_of(view.picture(79, 24)[4]))
        return found

    gone, back = asyncio.run(run())
    assert gone.startswith("         waiting for the microphone (0:00)")
    assert back.startswith(" ▅▅▅▅▅▅▅ listening")


def test_a_turn_is_on_the_screen_at_once_when_the_picture_before_was_a_while_ago():
    terminal = Terminal(100, 30)
    seconds = itertools.count()

    async def run():
        with view_on(terminal, clock=lambda: float(next(seconds))) as view:
            view.begin(status_of(ready()))
            for number in range(10):
                view.show(final(f"turn-{number}", turn=number))
                for _ in range(3):  # turns of the loop, in which no time has to pass
                    await asyncio.sleep(0)
                assert f"turn-{number}" in terminal.text

    asyncio.run(run())


def test_a_terminal_that_is_gone_is_noticed_with_the_next_event():
    is_gone = False

    def write(text):
        if is_gone:
            raise OSError(5, "Input/output error")

    async def run():
        nonlocal is_gone
        view = ListenView(size=lambda: (80, 24), write=write, keys=NoKeyboard())
        with view:
            view.begin(status_of(ready()))
            is_gone = True
            view.show(final("Bonjour"))
            await asyncio.sleep(0.05)
            with pytest.raises(OSError, match="Input"):
                view.show(final("Bonjour", turn=1))

    asyncio.run(run())  # and nothing more is written on the way out


def test_who_watches_knows_that_something_is_being_written():
    found: list[bool] = []
    views: list[ListenView] = []

    def write(_text):
        found.append(views[0].is_drawing)

    async def run():
        view = ListenView(size=lambda: (80, 24), write=write, keys=NoKeyboard())
        views.append(view)
        with view:
            view.begin(status_of(ready()))
            await asyncio.sleep(0.05)
            assert not view.is_drawing

    asyncio.run(run())
    assert found[1] is True


def test_it_ends_drawn_rows_also_after_an_exception():
    terminal = Terminal(80, 20)

    async def run():
        with view_on(terminal) as view:
            view.begin(status_of(ready()))
            await asyncio.sleep(0.03)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        asyncio.run(run())
    assert terminal.shown == []
    assert terminal.has_cursor


@pytest.mark.parametrize(
    "text", ["\x1b[2J\x1b[31m[red]x", "مرحبا كيف حالك", "今晩は。ご用件をどうぞ。" * 9, "👩‍👩‍👧 ok", "a" * 500]
)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_text_leaves_anything_behind(text, width):
    terminal = Terminal(width, 30)
    shown([ready(), partial(text, text), partial(""), final(text), partial("x" * 200, turn=1), ended()], terminal)

    rows = terminal.shown
    assert rows[0].startswith("   AssemblyAI")
    assert not any(row.startswith((" space", " x")) for row in rows)
    assert "\x1b" not in terminal.text


def test_every_turn_of_many_is_there_once_and_each_costs_the_same():
    terminal = Terminal(100, 24)
    costs = []

    async def run():
        with view_on(terminal) as view:
            status = status_of(ready())
            view.begin(status)
            await asyncio.sleep(0.03)
            for number in range(300):
                before = terminal.written
                event = final(f"turn number {number:04}", turn=0, start=1000.0, end=2000.0)
                view.show(event)
                view.draw()
                costs.append(terminal.written - before)

    asyncio.run(run())
    assert [row.split()[-1] for row in terminal.shown] == [f"{number:04}" for number in range(300)]
    assert max(costs[10:]) == min(costs[10:])


# ---- settings --------------------------------------------------------------------------------------------------------


def typing(*steps, about=SETTABLE, width=100, make=ListenView):
    """
    Type, and give what came of it: the keys, what was on the screen after each step, and the keyboard.

    A step is what is sent at once; what a service says of settings follows it in a pair.
    """
    terminal, keyboard = Terminal(width, 30), Typist()
    screens: list[list[str]] = []
    keys: list[Any] = []
    status = status_of(ready(), about=about)
    problems = [step[1] if isinstance(step, tuple) else "" for step in steps]

    async def run():
        view = make(color=False, size=terminal.size, write=terminal.write, keys=keyboard)
        with view:
            if make is ListenView:
                view.begin(status)

            async def read():
                async for key in view.keys():
                    keys.append(key)
                    if isinstance(key, Typed):
                        key.settle(problems[len(screens)])
                    if key == INTERRUPTED:
                        status.is_ending = True

            reading = asyncio.create_task(read())
            for step in steps:
                await keyboard.type(step if isinstance(step, str) else step[0])
                view.draw()
                screens.append([*terminal.shown])
            keyboard.stop()
            await reading
        return [key.text if isinstance(key, Typed) else key for key in keys], screens, keyboard, terminal

    return asyncio.run(run())


def test_settings_are_typed_and_sent_and_keys_mean_again_what_they_meant():
    keys, screens, keyboard, _ = typing("s", "min", "\t800ms", "\r", " e")

    assert [screen[-2:] for screen in screens[:3]] == [
        [" set", " NAME=VALUE   Tab names   Enter sends   Esc leaves"],
        [" set min", " min_turn_silence: silence that may end a turn: 800 or 800ms"],
        [" set min_turn_silence=800ms", " silence that may end a turn: 800 or 800ms"],
    ]
    assert screens[3][-1] == " space pause   e end turn   s settings   1-3 presets   q quit"
    assert keys == ["min_turn_silence=800ms", PAUSE, END_TURN]
    assert keyboard.held == [True, False]


def test_all_of_it_at_once_works_as_well():
    keys, screens, _, _ = typing("smin_turn_silence=800ms\r q")

    assert keys == ["min_turn_silence=800ms", PAUSE, QUIT]
    assert screens[0][-1].startswith(" space pause")


def test_what_was_wrong_stays_to_be_corrected():
    keys, screens, keyboard, _ = typing("sa=1", ("\r", "a is nothing. write b."), "\x15b=1\r")

    assert screens[1][-2:] == [" set a=1", " ! a is nothing. write b."]
    assert keys == ["a=1", "b=1"]
    assert keyboard.held == [True, False]


@pytest.mark.parametrize("leaving", ["\x1b", "\x03", "\x15\r"])
def test_while_something_is_typed_ctrl_c_and_others_leave_that_and_after_it_they_mean_what_they_mean(leaving):
    keys, screens, keyboard, _ = typing("s eq", leaving, "\x03")

    assert screens[0][-2] == " set  eq"
    assert screens[1][-1].startswith(" space pause")
    assert keys == [INTERRUPTED]
    assert keyboard.held == [True, False]


def test_when_it_ends_nothing_is_typed_any_more():
    keys, screens, _, _ = typing("\x03", "s", " ")

    assert keys == [INTERRUPTED, PAUSE]
    assert screens[1][-1].startswith(" space pause")


def test_keys_for_presets_are_handed_on():
    assert typing("1", "3")[0] == ["1", "3"]


def test_where_nothing_can_be_set_the_key_is_handed_on_and_not_named():
    keys, screens, keyboard, _ = typing("s", about=SHARES)

    assert keys == [SETTINGS]
    assert "settings" not in screens[0][-1]
    assert keyboard.held == []


def test_two_services_side_by_side_have_no_settings():
    assert typing("s", "1", " ", make=CompareView)[0] == [PAUSE]


@pytest.mark.parametrize("text", ["prompt=日本語です", "prompt=שלום", "prompt=" + "x" * 200, "prompt=👩‍👩‍👧é"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_whatever_is_typed_leaves_nothing_behind(text, width):
    _, screens, _, terminal = typing("s" + text, "\x1b", width=width)

    assert any(row.startswith(" set ") for row in screens[0])
    assert not any(row.startswith(" set ") for row in screens[1])
    assert (
        terminal.shown == ["   AssemblyAI · universal-streaming-multilingual listens at 16 kHz"] or not terminal.shown
    )


@given(
    data=st.lists(st.one_of(st.binary(max_size=8), st.sampled_from([b"s", b"\x1b[A", b"\r", b"\x1b", b"min\t=8\r"])))
)
def test_no_bytes_are_more_than_keys_and_settings(data):
    async def run():
        view, presses = ListenView(size=lambda: (80, 24), write=len, keys=Typist()), Presses()
        with view:
            view.begin(status_of(ready(), about=SETTABLE))
            for press in (press for piece in data for press in presses.feed(piece)):
                for key in view.understand(press):
                    if isinstance(key, Typed):
                        key.settle("" if len(key.text) % 2 else "no")
                    else:
                        assert key in {PAUSE, END_TURN, QUIT, INTERRUPTED, *PRESETS}
                view.draw()

    asyncio.run(run())


def test_what_is_pasted_presses_no_keys_and_is_typed_into_an_open_prompt():
    async def run():
        written: list[str] = []
        view, presses = ListenView(size=lambda: (80, 24), write=written.append, keys=Typist()), Presses()
        with view:
            view.begin(status_of(ready(), about=SETTABLE))
            for data in (b"\x1b[200~q\x1b[201~", b"\x1b[200~q e s 1\n\x1b[201~"):
                assert [key for press in presses.feed(data) for key in view.understand(press)] == []
            for data in (b"s", b"\x1b[200~min_turn_silence=800\nq\x1b[201~"):
                assert [key for press in presses.feed(data) for key in view.understand(press)] == []
            (typed,) = (key for press in presses.feed(b"\r") for key in view.understand(press))
            assert isinstance(typed, Typed)
            assert typed.text == "min_turn_silence=800 q"
        assert "\x1b[?2004h" in written[0]
        assert "\x1b[?2004l" in "".join(written[1:])

    asyncio.run(run())
