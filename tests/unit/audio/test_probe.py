"""Asking PortAudio in another process, and putting into words what became of it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from anamctl.audio.failures import DeviceError, HungError, NoPortAudioError, SoundSystemError
from anamctl.audio.probe import look

FAKE = """
import os, sys
sys.path.insert(0, {folder!r})
from tests.unit.audio.fake_sounddevice import *
fake = FakeSounddevice({{**HEADSET, "rates": (16000, 48000), "rate": 48000}}, {{**SPEAKERS, "refuses": (2,)}})
globals().update({{name: getattr(fake, name) for name in dir(fake) if not name.startswith("__")}})
"""


@pytest.fixture
def module(tmp_path, monkeypatch, project_root):
    """Put a module in the place of sounddevice, in processes that are started from now on."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def module(text):
        (tmp_path / "sounddevice.py").write_text(text.format(folder=str(project_root)))

    return module


def refusal(error, **options):
    with pytest.raises(error) as caught:
        look(**options)
    return caught.value.message, caught.value.hint


def test_it_lists_devices_and_on_request_the_rates_they_take(module):
    module(FAKE)
    headset, speakers = look()

    assert (headset.name, headset.api, headset.inputs, headset.rate, headset.rates) == ("Headset", "ALSA", 1, 48000, ())
    assert headset.is_default_input
    headset, speakers = look(rates=True)
    assert headset.rates == (16000, 48000)
    assert speakers.rates == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="says how to install it there")
def test_a_missing_portaudio_is_named_with_what_installs_it(module):
    module('raise OSError("PortAudio library not found")')
    message, hint = refusal(NoPortAudioError)

    assert message == "Microphones and loudspeakers need PortAudio, which is not installed."
    assert "apt install libportaudio2" in hint
    assert hint.endswith("Files and pipes work without it.")


def test_the_same_elsewhere(module, monkeypatch):
    module('raise OSError("cannot load library")')
    monkeypatch.setattr(sys, "platform", "win32")
    message, hint = refusal(NoPortAudioError)

    assert message.endswith("not installed (cannot load library).")
    assert "pip install" in hint


def test_an_import_that_aborts_is_survived_and_told(module):
    module("import os\nos.write(2, b'noise\\n\\x1b[31mALSA: no such file\\n')\nos.abort()")
    message, hint = refusal(SoundSystemError)

    assert message == "Asking the sound system for its devices kills the process: [31mALSA: no such file."
    assert "ALSA_CONFIG_PATH" in hint


def test_a_sound_system_that_hangs_is_left(module):
    module("import time\ntime.sleep(60)")
    message, hint = refusal(HungError, limit=0.5)

    assert message == "The sound system has not answered within 0.5 s."
    assert "restart" in hint


def test_a_portaudio_that_does_not_start_is_told(module):
    module('raise RuntimeError("Error initializing PortAudio: Host API not found")')

    assert refusal(DeviceError)[0] == "PortAudio does not start: Error initializing PortAudio: Host API not found."


@pytest.mark.parametrize("output", [b"", b"nonsense", b"{}", b"[]", b'{"devices": [{"what": 1}]}', b'{"devices": 1}'])
def test_an_answer_that_is_none_is_told(output):
    message, _ = refusal(SoundSystemError, run=lambda command, limit: (1, output, b"Traceback\nboom\n\n"))

    assert message == "The sound system gives no list of its devices (code 1: boom)."


def test_a_python_that_cannot_be_run_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))

    assert "No such file" in refusal(SoundSystemError)[0]


def test_a_file_beside_the_user_is_not_taken_for_a_module(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    asked: list[list[str]] = []

    def run(command, limit):
        asked.append(list(command))
        return 0, json.dumps({"devices": []}).encode(), b""

    assert look(run=run) == ()
    done = subprocess.run([*asked[0][:-2], "-c", "import json"], capture_output=True, check=False)
    assert done.returncode == 0
