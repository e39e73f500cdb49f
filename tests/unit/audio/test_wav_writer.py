"""A recording that can be played at any moment."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import wave
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.decoding import Decoder
from anamctl.audio.failures import SoundFileError
from anamctl.audio.notices import OutputLost
from anamctl.audio.wav_writer import WavWriter
from tests.unit.audio.samples import SAMPLES, pcm, posix, tone


def read(path):
    with wave.open(str(path), "rb") as file:
        return file.getframerate(), file.getnchannels(), file.readframes(file.getnframes())


@pytest.fixture
def path(tmp_path):
    return tmp_path / "record.wav"


@given(st.lists(SAMPLES.filter(len), min_size=1, max_size=6), st.sampled_from([(16000, 1), (48000, 2)]))
def test_it_is_whole_after_every_write_and_our_reader_agrees(tmp_path_factory, parts, format_):
    rate, channels = format_
    path = tmp_path_factory.mktemp("record") / "a.wav"
    writer = WavWriter(str(path))
    whole = b""
    for part in parts:
        data = pcm(part * channels)
        writer.write(data, rate, channels)
        whole += data
        assert read(path) == (rate, channels, whole)
    assert writer.seconds == len(whole) / 2 / channels / rate
    writer.close()

    assert read(path) == (rate, channels, whole)
    decoder = Decoder.open(str(path))
    assert decoder.seconds == len(whole) / 2 / channels / rate
    decoder.close()


@posix
def test_a_killed_process_loses_nothing_that_was_written(path):
    script = f"""
import os, signal
from anamctl.audio.wav_writer import WavWriter
writer = WavWriter({str(path)!r})
for number in range(10):
    writer.write(bytes([1, 0]) * 800, 16000, 1)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, timeout=30)

    assert done.returncode == -signal.SIGKILL
    assert read(path) == (16000, 1, b"\1\0" * 8000)


def test_the_first_sound_fixes_the_format_and_others_are_fitted(path):
    writer = WavWriter(str(path))
    writer.write(tone(48000, 0.2), 48000, 1)
    writer.write(tone(16000, 0.2), 16000, 1)
    writer.close()
    rate, channels, data = read(path)

    assert (rate, channels, len(data)) == (48000, 1, 2 * 19200)


def test_a_format_can_be_asked_for(path):
    writer = WavWriter(str(path), rate=16000, channels=1)
    writer.write(tone(48000, 0.4), 48000, 2)
    writer.write(b"", 48000, 2)
    writer.close()
    rate, channels, data = read(path)

    assert (rate, channels, len(data)) == (16000, 1, 2 * 3200)
    assert writer.seconds == 0.2


@posix
def test_it_is_private(path):
    before = os.umask(0)
    try:
        for replace in (False, True):
            writer = WavWriter(str(path), replace=replace)
            writer.write(pcm([1]), 16000, 1)
            writer.close()
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_a_file_that_exists_is_kept(path):
    path.write_text("precious")
    with pytest.raises(SoundFileError, match=r"record\.wav exists, and is not written over\.") as caught:
        WavWriter(str(path))

    assert int(caught.value.exit_code) == 2
    assert path.read_text() == "precious"


def test_it_is_replaced_on_request_and_not_before_there_is_sound(path):
    path.write_text("old")
    writer = WavWriter(str(path), replace=True)
    assert path.read_text() == "old"
    writer.write(pcm([1, 2]), 16000, 1)
    assert read(path) == (16000, 1, pcm([1, 2]))
    writer.write(pcm([3]), 16000, 1)
    writer.close()
    writer.close()

    assert read(path) == (16000, 1, pcm([1, 2, 3]))
    assert writer.path == str(path)
    assert [child.name for child in path.parent.iterdir()] == ["record.wav"]


@pytest.mark.parametrize("replace", [False, True])
def test_a_recording_without_sound_leaves_no_file(path, replace):
    writer = WavWriter(str(path), replace=replace)
    writer.close()
    writer.write(pcm([1]), 16000, 1)

    assert list(path.parent.iterdir()) == []
    assert writer.seconds == 0


def test_before_there_is_sound_it_can_be_played_already(path):
    writer = WavWriter(str(path))

    assert read(path) == (16000, 1, b"")
    writer.close()


def test_without_sound_the_old_file_stays(path):
    path.write_text("old")
    WavWriter(str(path), replace=True).close()

    assert path.read_text() == "old"
    assert len(list(path.parent.iterdir())) == 1


def test_what_cannot_be_written_is_told(tmp_path):
    with pytest.raises(SoundFileError, match=r"no/a.wav cannot be written: there is no folder .*no\."):
        WavWriter(str(tmp_path / "no" / "a.wav"))
    with pytest.raises(SoundFileError, match="cannot be written"):
        WavWriter(str(tmp_path / "no" / "a.wav"), replace=True)
    with pytest.raises(SoundFileError, match="is a folder"):
        WavWriter(str(tmp_path), replace=True)
    with pytest.raises(SoundFileError, match="is a folder"):
        WavWriter(str(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
def test_a_pipe_is_not_replaced(path):
    os.mkfifo(path)
    with pytest.raises(SoundFileError, match="is no file"):
        WavWriter(str(path), replace=True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
def test_a_disk_that_is_full_ends_the_recording_and_not_the_call(path):
    told: list[OutputLost] = []
    writer = WavWriter(str(path), tell=told.append)  # type: ignore[arg-type]
    writer.write(pcm([1, 2]), 16000, 1)
    assert writer._file is not None
    writer._file.close()
    with Path("/dev/full").open("r+b", buffering=0) as full:
        writer._file = full
        writer.write(pcm([3]), 16000, 1)
        writer.write(pcm([4]), 16000, 1)
        writer.close()

    assert told == [OutputLost(str(path), "recording has ended: No space left on device")]
    assert [type(notice.error) for notice in told] == [OSError]
    assert read(path) == (16000, 1, pcm([1, 2]))
