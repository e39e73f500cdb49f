import asyncio
import io
from contextlib import contextmanager

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from anamctl.anam.events import Change, Closed, Connected, Engine, Message, Minted, Ready, Reconnecting, Update
from anamctl.live.expectations import Verdict
from anamctl.live.screen import INTERRUPTED, QUIT
from anamctl.live.summary import Tally
from anamctl.view.session.prompt import Commands, make_prompt
from anamctl.view.session.text import Heading
from anamctl.view.session.view import SessionView, show_lines

HEADING = Heading("Concierge", "French")
START = [Minted(t=0.11), Engine(t=0.34, session_id="7f3a0000-aaaa-c2", region="eu"), Connected(t=0.5), Ready(t=0.8)]
COMMANDS = {"/lang": ("es", "fr"), "/quit": (), "/set": ("languageCode=",)}


@contextmanager
def terminal(columns=80):
    screen = io.StringIO()
    output = Vt100_Output(screen, lambda: Size(rows=24, columns=columns), term="xterm", enable_cpr=False)
    with create_pipe_input() as keyboard, create_app_session(input=keyboard, output=output):
        yield keyboard, screen


def typed(keys, *, events=(), limit=10):
    """Type keys and give the lines that the view reads, and what is on the screen."""

    async def read():
        with SessionView(HEADING, commands=COMMANDS) as view:
            for event in events:
                view.show(event)
            keyboard.send_text(keys)
            lines = []
            async for line in view.typed():
                lines.append(line)
                if line == "/quit":
                    break
            return lines

    with terminal() as (keyboard, screen):
        lines = asyncio.run(asyncio.wait_for(read(), limit))
        return lines, screen.getvalue()


def test_what_is_typed_is_read_line_by_line():
    assert typed("Bonjour\r  \r/lang es\r/quit\r")[0] == ["Bonjour", "/lang es", "/quit"]


@pytest.mark.parametrize(("key", "line"), [("\x03", INTERRUPTED), ("\x04", QUIT)])
def test_control_c_and_control_d_end_the_session(key, line):
    assert typed(f"Bonjour\r{key}")[0] == ["Bonjour", line]


def test_events_are_printed_above_the_prompt():
    screen = typed("/quit\r", events=[*START, Message(t=1, role="persona", id="m", text="Bonsoir", final=True)])[1]

    assert "Concierge · French · session 7f3a…c2 · eu" in screen
    assert "token 0.11 s" in screen
    assert "Bonsoir" in screen


def test_reading_can_be_ended_from_outside():
    async def read():
        with SessionView(HEADING) as view:
            reading = asyncio.create_task(anext(view.typed(), None))
            drawn = asyncio.Event()
            assert view._prompt is not None
            view._prompt.app.after_render.add_handler(lambda _: drawn.set())
            await drawn.wait()
            view.stop_reading()
            return await reading

    with terminal():
        assert asyncio.run(asyncio.wait_for(read(), 10)) is None


def test_without_a_keyboard_there_is_only_the_scrollback(capsys):
    async def read():
        with SessionView(HEADING, color=False, is_interactive=False) as view:
            view.ends_in(161)
            for event in START:
                view.show(event)
            view.note("voiceId needs a new session")
            return [line async for line in view.typed()]

    assert asyncio.run(read()) == []
    assert capsys.readouterr().out.splitlines() == [
        "Concierge · French · session 7f3a…c2 · eu · ends in 2:41",
        " ✓ token 0.11 s   ✓ engine 0.34 s   ✓ connected 0.50 s   ✓ ready 0.80 s",
        "",
        "voiceId needs a new session",
    ]


def test_a_start_that_failed_shows_how_far_it_came(capsys):
    with SessionView(HEADING, color=False, is_interactive=False) as view:
        view.show(START[0])
        view.show(Closed(t=0.5, reason="no engine", by="error"))

    assert capsys.readouterr().out.splitlines() == ["Concierge · French", " ✓ token 0.11 s", ""]


def test_the_end_is_a_line_that_stays(capsys):
    tally = Tally()
    happened = [*START, Closed(t=73.0, reason="you", by="you", billed=72)]
    verdict = Verdict("expect-reply-lang", "fr", is_met=False, why="1 reply in Spanish")
    with SessionView(HEADING, color=False, is_interactive=False) as view:
        for event in happened:
            tally.see(event)
            view.show(event)
        view.finish(tally.summary(1, [verdict]))

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "expect-reply-lang fr: not met, 1 reply in Spanish",
        "ended (you) · 1 min 12 s billed · 0 messages",
    ]


def test_the_bar_tells_what_goes_on():
    times = iter([100.0, 119.0, 121.0, 122.0, 123.0])
    with terminal(), SessionView(HEADING, clock=lambda: next(times)) as view:
        view.ends_in(180)
        assert view._bar() == " French · connecting: … · ends in 2:41 · /help"
        view._steps.append(START[0])
        assert view._bar() == " French · connecting: ✓ token 0.11 s… · ends in 2:39 · /help"
        view._is_headed = True
        view.language("es")
        view.show(Reconnecting(t=1, what="signalling", attempt=1, of=5))
        assert view._bar() == " Spanish · ends in 2:38 · reconnecting · /help"
        view.show(Connected(t=1, is_again=True))
        assert view._bar() == " Spanish · ends in 2:37 · /help"


def test_the_turn_that_grows_stands_above_the_input():
    with terminal(), SessionView(HEADING) as view:
        assert view._above_input() == "> "
        view.show(Message(t=1, role="persona", id="m", text="Bon", final=False))
        assert view._above_input() == " persona  Bon\n> "
        view.show(Message(t=1, role="persona", id="m", text="Bonsoir", final=True))
        assert view._above_input() == "> "


def test_a_session_that_is_over_is_text_for_a_picture():
    happened = [*START, Update(t=2, outcome="applied", changes=(Change("speed", 1.2, 1.0),), took=0.084)]
    text = show_lines(happened, HEADING, color=False, width=100)

    assert text.splitlines() == [
        "Concierge · French",
        " ✓ token 0.11 s   ✓ engine 0.34 s   ✓ connected 0.50 s   ✓ ready 0.80 s",
        " ↻ update speed  1.0 → 1.2   applied in 84 ms",
    ]
    assert "\x1b[32m" in show_lines(happened, HEADING, color=True, width=100)


def test_no_colours_means_no_colour_codes(capsys):
    with SessionView(HEADING, color=False, is_interactive=False) as view:
        for event in START:
            view.show(event)

    assert "\x1b[3" not in capsys.readouterr().out


# ---- completion and history ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("/", ["/lang", "/quit", "/set"]),
        ("/l", ["/lang"]),
        ("/lang ", ["es", "fr"]),
        ("/lang f", ["fr"]),
        ("/lang fr", []),
        ("/nothing ", []),
        ("Bonjour /l", []),
        ("", []),
    ],
)
def test_completions(line, found):
    assert [one.text for one in Commands(COMMANDS).get_completions(Document(line), CompleteEvent())] == found


def history(path):
    prompt = make_prompt(message=lambda: "", bar=lambda: "", commands={}, history=str(path), color=False, refresh=0.0)
    return prompt.history


def test_history_is_kept_in_a_private_file(tmp_path):
    path = tmp_path / "state" / "history"
    with terminal():
        history(path).append_string("Bonjour")
        history(path).append_string("Salut")

        assert list(history(path).load_history_strings()) == ["Salut", "Bonjour"]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_history_that_cannot_be_kept_is_no_reason_to_fail(tmp_path):
    (tmp_path / "file").write_text("")
    with terminal():
        one = history(tmp_path / "file" / "history")
        one.append_string("Bonjour")

        assert list(one.load_history_strings()) == []
