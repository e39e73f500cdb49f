"""What shows what is heard where there is no terminal."""

from __future__ import annotations

import asyncio
import json
import sys

import pytest

from anamctl.cli.listen.comparing import JsonComparison, LinesComparison
from anamctl.cli.listen.screens import JsonScreen, LinesScreen, has_keys, make_screen
from anamctl.listening.compare import Compared, Lane
from anamctl.stt import heard
from anamctl.view.listen.view import ListenView
from tests.unit.view.heard import ended, final, partial, ready, status_of, summary_of

SUMMARY = summary_of(final("Bonjour"), expect="fr")
MISSED = summary_of(final("Hola", "es", 0.97), expect="fr")


def lines(screen, *events, summary=SUMMARY):
    screen.begin(status_of())
    for event in events:
        screen.show(event)
    screen.finish(summary)


def test_finals_are_on_stdout_and_everything_about_them_on_stderr(capsys):
    lines(LinesScreen(notes=["listening for Camille"]), ready(), partial("Bon"), final("Bonjour"), ended())

    out, err = capsys.readouterr()
    assert out == "0:07  fr 99 %  Bonjour\n"
    assert err.splitlines() == [
        "listening for Camille",
        "AssemblyAI · universal-streaming-multilingual listens at 16 kHz",
        " language    turns  seconds  share  confidence",
        " fr  French      1      3.0  100 %        0.99",
        "expected fr: met, 100 % of the speech was French at 0.99",
        "ended (end of the sound) · 1 turn · 0:31 of sound · finals after 0.42 s · about $0.0013",
    ]


@pytest.mark.parametrize(("summary", "err"), [(SUMMARY, ""), (MISSED, "expected fr: not met, ")])
def test_quiet_says_only_what_was_heard_and_what_went_wrong(capsys, summary, err):
    lines(LinesScreen(quiet=True), ready(), final("Bonjour"), heard.Warned(t=1, text="slow"), summary=summary)

    found = capsys.readouterr()
    assert found.out == "0:07  fr 99 %  Bonjour\n"
    assert found.err.startswith(err)
    assert found.err.count("\n") == bool(err)


def test_json_has_every_event_and_the_summary_last(capsys):
    screen = JsonScreen(["careful"])
    lines(screen, ready(), partial("Bon"), final("Bonjour\x1b[2J"), ended())

    text = capsys.readouterr().out
    found = [json.loads(line) for line in text.splitlines()]
    assert [one["type"] for one in found] == ["warning", "ready", "partial", "final", "ended", "summary"]
    assert "\x1b" not in text
    assert (found[-1]["expected"], found[-1]["met"], found[-1]["exitCode"]) == ("fr", True, 0)


def test_foreign_text_does_nothing_to_a_terminal(capsys):
    lines(LinesScreen(), final("a\x1b[2J\nb\u202e"), heard.Warned(t=1, text="\x1b[31mred\n"))

    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert out.count("\n") == 1


@pytest.mark.parametrize("screen", [JsonScreen(), LinesScreen(), JsonComparison([]), LinesComparison()])
def test_where_there_is_no_terminal_no_keys_are_read(screen):
    async def keys():
        return [key async for key in screen.keys()]  # noqa: SIM118  # keys that are pressed

    assert asyncio.run(keys()) == []
    assert not has_keys(screen)
    screen.stop_reading()


def test_the_screen_follows_from_the_options_and_from_where_it_is_written_to(monkeypatch):
    assert isinstance(make_screen(json=True, quiet=False, color="auto"), JsonScreen)
    assert isinstance(make_screen(json=False, quiet=False, color="auto"), LinesScreen)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    view = make_screen(json=False, quiet=False, color="never")
    assert isinstance(view, ListenView)
    assert has_keys(view)
    assert isinstance(make_screen(json=False, quiet=True, color="auto"), LinesScreen)
    monkeypatch.setenv("TERM", "dumb")
    assert isinstance(make_screen(json=False, quiet=False, color="auto"), LinesScreen)


# ---- two services ----------------------------------------------------------------------------------------------------


def never(_source: object) -> object:
    raise AssertionError


LANES = [Lane("assemblyai", never, status_of()), Lane("deepgram", never, status_of())]  # type: ignore[arg-type]
COMPARED = [Compared("assemblyai", SUMMARY, "Bonjour"), Compared("deepgram", MISSED, "Hola")]


def test_two_services_are_told_apart_in_lines(capsys):
    screen = LinesComparison(["careful"])
    screen.begin(LANES)
    screen.show(1, ready())
    screen.show(0, final("Bonjour"))
    screen.show(1, partial("Bon"))
    screen.finish(COMPARED)

    out, err = capsys.readouterr()
    assert out == "assemblyai  0:07  fr 99 %  Bonjour\n"
    assert err.splitlines()[:2] == [
        "careful",
        "deepgram: AssemblyAI · universal-streaming-multilingual listens at 16 kHz",
    ]
    assert "deepgram: expected fr: not met" in err
    assert "assemblyai: expected fr: met" in err


def test_quiet_tells_of_two_services_only_what_went_wrong(capsys):
    screen = LinesComparison(quiet=True)
    screen.begin(LANES)
    screen.show(1, ready())
    screen.finish(COMPARED)

    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[:9]) == ("", 1, "deepgram:")


def test_two_services_are_told_apart_in_json(capsys):
    screen = JsonComparison(["careful"])
    screen.begin(LANES)
    screen.show(1, final("Bonjour"))
    screen.finish(COMPARED)

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["type"], one["service"]) for one in found] == [
        ("warning", None),
        ("final", "deepgram"),
        ("summary", "assemblyai"),
        ("summary", "deepgram"),
    ]
    assert found[2]["text"] == "Bonjour"
