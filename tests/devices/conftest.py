"""Devices without hardware, and a process that uses them."""

from __future__ import annotations

import itertools
import json
import queue
import subprocess
import sys
import threading
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from tests.virtual_microphone import PACKAGES, RATE, VirtualMicrophone, missing

RECORDER = Path(__file__).with_name("recorder.py")
ROOT = RECORDER.parents[2]
PATIENT = 20.0
"""Seconds for whatever must happen at all, on a machine that has other things to do."""


@pytest.fixture(scope="session")
def room():
    """Give a microphone that tests break and mend again."""
    if missing():
        pytest.fail(f"{', '.join(missing())}: not installed. On Debian and Ubuntu: apt-get install {PACKAGES}")
    with VirtualMicrophone.running() as microphone:
        yield microphone


@pytest.fixture
def virtual(room):
    """Give the microphone, in order again after each test."""
    yield room
    room.hang(on=False)
    room.stall(on=False)
    room.mute(on=False)


@pytest.fixture(scope="session")
def speech(tmp_path_factory):
    """Give files of two utterances, so to say: noise in syllables, each another, which cannot be mistaken."""
    folder = tmp_path_factory.mktemp("speech")
    return [write(folder / f"{seed}.wav", babble(seed)) for seed in (1, 2)]


def babble(seed, seconds=1.2):
    random = np.random.default_rng(seed)
    count = int(seconds * RATE)
    noise = np.convolve(random.normal(size=count), np.hanning(9), mode="same")
    syllables = np.repeat(random.random(count // 1600 + 1), 1600)[:count]
    sound = noise * syllables
    return (sound / np.abs(sound).max() * 12000).astype("<i2")


def write(path, samples, rate=RATE):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def samples_of(path):
    with wave.open(str(path), "rb") as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(float)


def likeness(recorded, reference):
    """Give the correlation of what was recorded with what was played, where they fit best."""
    size = len(recorded) + len(reference)
    product = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(reference, size))
    place = int(np.fft.irfft(product, size).argmax())
    start = place if place < len(recorded) else place - size
    heard = recorded[max(start, 0) : start + len(reference)]
    said = reference[max(-start, 0) :][: len(heard)]
    if not heard.any():
        return 0.0
    return float(np.corrcoef(heard, said)[0, 1]) * len(heard) / len(reference)


def share_heard(recorded, path):
    """Give how much of a file is in what was recorded, by pieces: a gap between two pieces harms only these."""
    pieces = [piece for piece in np.array_split(samples_of(path), 8) if piece.std() > 500]
    return sum(likeness(recorded, piece) > 0.95 for piece in pieces) / len(pieces)


class Recorder:
    """A process that records."""

    def __init__(self, path, environment):
        self.path = path
        self._events: queue.SimpleQueue[dict] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, str(RECORDER), str(path)],
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait("started")

    def _read(self):
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._events.put(json.loads(line))
        self._events.put({"type": "eof"})

    def wait(self, type_, within=PATIENT, **values):
        """Wait for an event with these values; the others are passed over."""
        end = time.monotonic() + within
        seen: list[dict] = []
        while True:
            try:
                event = self._events.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"no {type_} {values} in {within} s, but {seen[-8:]}")
            if event["type"] == type_ and all(event.get(name) == value for name, value in values.items()):
                return event
            seen.append(event)
            if event["type"] == "eof":
                assert self.process.stderr is not None
                pytest.fail(f"no {type_} {values}, but {seen[-8:]} and the end: {self.process.stderr.read()}")

    def forget(self):
        """Pass over what has happened by now."""
        while not self._events.empty():
            self._events.get()

    def tell(self, line):
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def do(self, line):
        """Run a command, and wait for its end."""
        self.tell(line)
        return self.wait("done", command=line.split()[0])

    def end(self):
        """Kill the process, if it is still there."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()

    def sound(self):
        return np.frombuffer(self.path.read_bytes(), "<i2").astype(float)

    def leave(self, code=0, within=PATIENT):
        """End the process in its own way, and give its code."""
        self.tell(f"exit {code}")
        return self.process.wait(within)


@pytest.fixture
def start(tmp_path):
    """Start processes that record."""
    started = []
    numbers = itertools.count()

    def start(environment):
        recorder = Recorder(tmp_path / f"{next(numbers)}.pcm", environment)
        started.append(recorder)
        return recorder

    yield start
    for recorder in started:
        recorder.end()
