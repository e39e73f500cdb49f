"""What holds a stream of a command together."""

from __future__ import annotations

import asyncio
import os
import signal
import wave

import pytest

from anamctl.audio.notices import CutShort
from anamctl.cli.listen.request import ListenRequest
from anamctl.cli.listen.running import Runs, Told, plan_of, run_shown
from anamctl.cli.listen.screens import LinesScreen
from anamctl.cli.session.signals import HungError
from anamctl.cli.telling import told_how_it_was
from anamctl.shown import NotWrittenError
from anamctl.view.listen.view import ListenView
from tests.unit.cli.listen.serving import CLIPS

FRENCH = str(CLIPS / "fr-table.wav")
EARLY, LATE = CutShort("a.wav", 1.0), CutShort("b.wav", 2.0)


def test_what_the_source_says_early_is_told_as_soon_as_there_is_somebody_to_tell():
    told = Told()
    notices: list[object] = []
    files: list[tuple[str, float]] = []
    told.notice(EARLY)
    told.began("a.wav", 0.0)
    told.by(notices.append, lambda *file: files.append(file))
    told.notice(LATE)
    told.began("b.wav", 500.0)

    assert notices == [EARLY, LATE]
    assert files == [("b.wav", 500.0)]


def test_keys_are_read_where_there_are_some():
    assert plan_of(ListenRequest(duration="3s"), ListenView()) == (3.0, True)
    assert plan_of(ListenRequest(), LinesScreen()) == (None, False)


LOST = {"reader": BrokenPipeError(), "terminal": OSError(5, "gone"), "disk": OSError(28, "full"), "nothing": None}


@pytest.mark.parametrize("lost", LOST)
def test_whoever_no_longer_reads_is_told_nothing(monkeypatch, lost):
    given_up: list[int] = []
    finished: list[int] = []

    def finish():
        finished.append(1)
        raise BrokenPipeError

    monkeypatch.setattr("anamctl.cli.telling.give_up_stdout", lambda: given_up.append(1))
    told_how_it_was(finish, LOST[lost], 0)

    assert set(given_up) == {1}
    assert finished == ([1] if lost in ("reader", "nothing") else [])


def test_a_summary_that_cannot_be_written_is_an_error(monkeypatch):
    def finish():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("anamctl.cli.telling.give_up_stdout", lambda: None)
    with pytest.raises(NotWrittenError, match="No space left") as raised:
        told_how_it_was(finish, None, 1)
    assert raised.value.exit_code == 3


def test_what_was_interrupted_stays_so_although_it_cannot_be_told(monkeypatch):
    signals: list[int] = []

    def finish():
        signals.append(signal.SIGINT)
        raise HungError

    monkeypatch.setattr("anamctl.cli.telling.give_up_stdout", lambda: None)
    told_how_it_was(finish, None, 130, signals)
    with pytest.raises(NotWrittenError, match="the pipe is full, and nobody reads it") as raised:
        told_how_it_was(finish, None, 0, signals)
    assert raised.value.exit_code == 130


def test_a_service_that_takes_one_rate_hears_sound_of_another_one(anamctl, tmp_path):
    with wave.open(str(tmp_path / "slow.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(8000))
    found = anamctl("listen", "--sandbox", "--pace", "max", "slow.wav", "--provider", "whisperlivekit", "--json")

    assert (found.code, '"rate": 16000' in found.out) == (0, True)
    assert "times its pace" not in found.out  # it takes any


def test_what_is_to_be_known_of_a_model_is_said_first(anamctl):
    found = anamctl("listen", "--sandbox", "--pace", "max", FRENCH, "--model", "whisper-rt", "--for", "100ms")

    assert "whisper-rt is called legacy" in found.err.splitlines()[0]


def test_a_pace_that_the_service_does_not_take_is_said(anamctl):
    found = anamctl("listen", "--sandbox", "--pace", "3", FRENCH, "--for", "100ms")

    assert "AssemblyAI takes sound at 1.25 times its pace at most" in found.err
    usual = anamctl("listen", "--sandbox", "--pace", "1.2", FRENCH, "--for", "100ms")
    assert "1.25" not in usual.err


def test_what_libraries_write_to_descriptor_2_is_kept_out_of_a_view(capfd):
    class Noisy:
        is_showing = False
        lost = None

        async def run(self) -> int:
            os.write(2, b"Expression 'ret' failed in 'pa_linux_alsa.c'\n")
            return 7

        def signal(self) -> None:
            raise AssertionError

        def limit(self, reason: str) -> None:
            raise AssertionError

        def lose(self, error: OSError) -> None:
            raise AssertionError

    class Screen:
        """Has keys, as a view has."""

    noisy: Runs[int] = Noisy()
    finished: list[int] = []
    assert asyncio.run(run_shown(noisy, Screen(), ListenRequest(), finished.append, lambda _: 0)) == 7
    assert "Expression" not in capfd.readouterr().err
    assert asyncio.run(run_shown(noisy, LinesScreen(), ListenRequest(), finished.append, lambda _: 0)) == 7
    assert "Expression" in capfd.readouterr().err
    assert finished == [7, 7]
