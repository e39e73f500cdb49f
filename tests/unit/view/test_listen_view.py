from __future__ import annotations

import asyncio
import time

import pytest

from anamctl.stt import heard
from anamctl.view.listen import ListenView
from anamctl.view.listen_keys import Keys
from tests.unit.view.heard import ended, final, partial, ready, status_of, summary_of
from tests.unit.view.terminal import Terminal


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


def test_a_turn_is_on_the_screen_within_thirty_milliseconds():
    terminal = Terminal(100, 30)
    waits = []

    async def run():
        with view_on(terminal) as view:
            view.begin(status_of(ready()))
            for number in range(10):
                view.show(final(f"turn-{number}", turn=number))
                began = time.perf_counter()
                async with asyncio.timeout(5):
                    while f"turn-{number}" not in terminal.text:  # noqa: ASYNC110  # a terminal tells nobody
                        await asyncio.sleep(0.001)
                waits.append(time.perf_counter() - began)

    asyncio.run(run())
    assert sorted(waits)[len(waits) // 2] <= 0.03


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
                view._draw()
                costs.append(terminal.written - before)

    asyncio.run(run())
    assert [row.split()[-1] for row in terminal.shown] == [f"{number:04}" for number in range(300)]
    assert max(costs[10:]) == min(costs[10:])
