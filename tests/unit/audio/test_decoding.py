"""WAV and raw samples from files and pipes, and what is said when it is neither."""

from __future__ import annotations

import io
import os
import struct
import wave

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.decoding import STDIN, Decoder, is_regular
from anamctl.audio.failures import SoundFileError
from anamctl.errors import ExitCode
from tests.unit.audio.samples import SAMPLES, Drip, pcm, posix, tone, values, wav


def decoded(path, **options):
    decoder = Decoder.open(str(path), **options)
    try:
        return decoder, b"".join(decoder.pieces())
    finally:
        decoder.close()


def from_pipe(data, step=7, **options):
    return decoded(STDIN, stdin=Drip(data, step), **options)


def refusal(path, **options):
    with pytest.raises(SoundFileError) as caught:
        decoded(path, **options)
    assert caught.value.exit_code is ExitCode.USAGE
    return f"{caught.value.message} {caught.value.hint}".strip()


# ---- what is read ----------------------------------------------------------------------------------------------------


@given(SAMPLES.filter(len), st.sampled_from([8000, 16000, 44100, 48000]), st.integers(1, 40))
def test_a_wav_written_by_python_is_read_as_it_is(samples, rate, step):
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(rate)
        writer.writeframes(pcm(samples))

    decoder, sound = from_pipe(file.getvalue(), step)
    assert sound == pcm(samples)
    assert (decoder.rate, decoder.seconds, decoder.missing) == (rate, len(samples) / rate, 0.0)


@given(samples=SAMPLES.filter(len), width=st.integers(2, 4), channels=st.integers(1, 3), extensible=st.booleans())
def test_every_width_and_number_of_channels_is_read(samples, width, channels, extensible):
    data = b"".join((bytes(width - 2) + struct.pack("<h", sample)) * channels for sample in samples)

    decoder, sound = from_pipe(wav(data, 22050, channels, width, extensible=extensible))
    assert sound == pcm(samples)
    assert decoder.seconds == len(samples) / 22050


def test_eight_bits_and_floats_are_read():
    assert values(from_pipe(wav(bytes([0, 128, 255]), width=1))[1]) == [-32768, 0, 32512]
    assert values(from_pipe(wav(struct.pack("<2f", 0.5, -2), width=4, tag=3))[1]) == [16384, -32768]


def test_chunks_before_the_sound_and_after_it_are_passed_over():
    before = b"LIST" + struct.pack("<I", 5) + b"abcde\0" + b"junk" + struct.pack("<I", 100_000) + bytes(100_000)
    data = wav(pcm([1, 2, 3]), before=before) + b"LIST" + struct.pack("<I", 4) + b"tail"

    assert values(from_pipe(data, step=5000)[1]) == [1, 2, 3]


@pytest.mark.parametrize("size", [0, 0xFFFFFFFF, 0x7FFFFFFF, 0x7FFFF000, 0x80000000])
def test_a_header_whose_size_is_not_known_yet_is_read_to_the_end(tmp_path, size):
    path = tmp_path / "growing.wav"
    path.write_bytes(wav(tone(), size=size))
    decoder, sound = decoded(path)

    assert sound == tone()
    assert decoder.seconds == 0.5
    piped, sound = from_pipe(wav(tone(), size=size), step=1000)
    assert sound == tone()
    assert (piped.seconds, piped.missing) == (None, 0.0)


def test_half_a_frame_at_the_end_is_left_out():
    assert values(from_pipe(wav(pcm([1, 2, 3]) + b"\1", size=0))[1]) == [1, 2, 3]
    assert values(from_pipe(wav(pcm([1, 1, 2, 2, 3]), channels=2, size=0))[1]) == [1, 2]


def test_a_long_wav_has_its_size_elsewhere():
    before = b"ds64" + struct.pack("<IQQQI", 28, 0, 6, 3, 0)

    decoder, sound = from_pipe(wav(pcm([1, 2, 3]) + b"junk", size=0xFFFFFFFF, before=before, kind=b"RF64"))
    assert values(sound) == [1, 2, 3]
    assert decoder.seconds == 3 / 16000


@given(SAMPLES.filter(len))
def test_raw_samples_need_a_rate(samples):
    data = pcm(samples)
    if data[:4] == b"RIFF":
        return
    decoder, sound = from_pipe(data, rate=8000)

    assert sound == data
    assert decoder.rate == 8000


def test_raw_samples_may_begin_like_an_mp3(tmp_path):
    path = tmp_path / "sound.raw"
    path.write_bytes(b"\xff\xfb" + bytes(30))

    assert decoded(path, rate=16000)[0].seconds == 16 / 16000
    assert "is MP3" in refusal(path)


def test_a_rate_does_not_matter_when_there_is_a_header():
    assert from_pipe(wav(tone(), 44100), step=1000, rate=8000)[0].rate == 44100


def test_a_stream_that_ends_early_says_how_much_is_missing():
    decoder, sound = from_pipe(wav(tone(), size=32000), step=1000)

    assert sound == tone()
    assert decoder.missing == pytest.approx(0.5)


# ---- what is refused -------------------------------------------------------------------------------------------------


@posix
def test_what_does_not_exist_or_is_no_file_is_told(tmp_path):
    assert (
        refusal(tmp_path / "no.wav")
        == f"{tmp_path / 'no.wav'} cannot be read: No such file or directory. is the path right?"
    )
    assert "Is a directory" in refusal(tmp_path)
    assert "is no path" in refusal("a\0b")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"ID3\x04" + bytes(20), "is MP3, not a PCM WAV. convert it first: ffmpeg -i "),
        (b"\xff\xfb" + bytes(20), "is MP3"),
        (b"OggS" + bytes(20), "is Ogg"),
        (b"fLaC" + bytes(20), "is FLAC"),
        (b"\0\0\0\x20ftypM4A " + bytes(20), "is MP4"),
        (b"\x1aE\xdf\xa3" + bytes(20), "is WebM or Matroska"),
        (b"RIFX" + bytes(20), "is a big-endian WAV"),
        (b"RIFF\0\0\0\0AVI " + bytes(20), "is AVI in RIFF"),
        (b"personaConfig:\n", "is no WAV, and raw samples do not say their rate. give it a WAV header"),
        (b"x", "is no WAV"),
        (b"RIFF\0\0\0\0WAVE", "is a WAV header with no format in it"),
        (wav(b"")[:-8], "is a WAV header with no sound in it"),
        (wav(b""), "holds no sound"),
        (wav(b"\0"), "holds no sound"),
        (wav(tone())[:30], "ends within its header"),
        (wav(tone(), size=17000), "is cut short: its header promises 0.5 s, and it holds 0.5 s"),
        (wav(tone(), size=32000), "is cut short: its header promises 1.0 s, and it holds 0.5 s"),
        (wav(tone(), tag=7), "is a WAV with µ-law in it; only PCM is read. convert it first"),
        (wav(tone(), tag=0x55), "is a WAV with MP3 in it"),
        (wav(tone(), tag=0x1234), "is a WAV with format 0x1234 in it"),
        (wav(tone(), rate=0), "is a broken WAV: 1 channels, 0 Hz"),
        (wav(tone(), channels=0), "is a broken WAV: 0 channels"),
        (wav(tone(), width=5), "has samples of 40 bit in 5 bytes"),
        (wav(tone(), width=2, tag=3), "has samples of 16 bit in 2 bytes"),
        (b"RIFF\0\0\0\0WAVEdata\4\0\0\0abcd", "the sound comes before its format"),
        (b"RIFF\0\0\0\0WAVEfmt \4\0\0\0abcd", "its format is cut short"),
        (b"RIFF\0\0\0\0WAVELIST\xff\xff\xff\xff", "longer than any file"),
    ],
)
def test_what_is_wrong_with_a_file_is_told(tmp_path, data, said):
    path = tmp_path / "sound.wav"
    path.write_bytes(data)

    assert said in refusal(path)


def test_a_rate_that_nothing_has_is_told():
    assert "3 Hz is no rate of sound" in refusal(STDIN, stdin=Drip(bytes(100)), rate=3)


@given(st.binary(max_size=300), st.sampled_from([None, 16000]))
def test_any_bytes_are_read_or_refused_in_words(data, rate):
    for begun in (data, wav(b"")[:36] + data, wav(b"")[: len(data) % 44] + data):
        try:
            _, sound = from_pipe(begun, step=50, rate=rate)
        except SoundFileError as error:
            assert error.message.endswith(".")  # noqa: PT017  # either is right
        else:
            assert len(sound) % 2 == 0


def test_reading_that_fails_is_told():
    class Failing(Drip):
        def read(self, size=-1):
            if self._data.tell() >= 60:
                raise OSError(5, "Input/output error")
            return super().read(size)

    assert refusal(STDIN, stdin=Failing(wav(tone()))) == "stdin cannot be read on: Input/output error."

    class Broken(Drip):
        def read(self, size=-1):
            raise OSError(5, "Input/output error")

    assert refusal(STDIN, stdin=Broken(b"")) == "stdin cannot be read: Input/output error."


@posix
def test_a_terminal_is_no_sound():
    master, slave = os.openpty()
    saved = os.dup(0)
    try:
        os.dup2(slave, 0)
        assert "stdin is a terminal" in refusal(STDIN)
    finally:
        os.dup2(saved, 0)
        for descriptor in (master, slave, saved):
            os.close(descriptor)


@posix
def test_only_files_never_have_to_be_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()

    assert is_regular(str(tmp_path / "file"))
    assert is_regular(str(tmp_path / "missing"))
    assert not is_regular(str(tmp_path / "pipe"))
    assert not is_regular(STDIN)
