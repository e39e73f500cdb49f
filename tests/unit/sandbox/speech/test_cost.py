"""A sandbox listens for hours, perhaps to several people."""

from __future__ import annotations

import gc
import subprocess
import sys
import time
import tracemalloc

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.listener import Listener
from tests.unit.sandbox.speech.sounds import pcm, quiet, spoken, strange

TALK = pcm(
    *(part for clip in clips.all_clips()[::12] for part in (spoken(clip), quiet(400), strange("hu-station.wav"))),
    quiet(3000),
)
SECONDS = len(TALK) / 32_000


def listen(listener: Listener) -> None:
    for begin in range(0, len(TALK), 1600):
        listener.feed(TALK[begin : begin + 1600])


def test_a_listener_takes_less_than_a_twentieth_of_a_core():
    listener = Listener(16_000)
    before = time.thread_time()
    listen(listener)

    assert time.thread_time() - before < SECONDS / 20


def test_memory_does_not_grow():
    listener = Listener(16_000)
    listen(listener)
    tracemalloc.start()
    listen(listener)
    gc.collect()
    before = tracemalloc.get_traced_memory()[0]
    listen(listener)
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()

    assert after - before < 20_000


def test_what_is_said_before_changes_nothing():
    clip = clips.named("it-table")
    data = pcm(spoken(clip), quiet(500))
    listener = Listener(16_000)
    listen(listener)
    begun = listener.position_ms
    late = listener.feed(data)[-1]
    fresh = Listener(16_000).feed(data)[-1]

    assert late.text == fresh.text == clip.text  # type: ignore[union-attr]
    assert abs(late.end_ms - begun - fresh.end_ms) <= 20  # type: ignore[union-attr]


def test_listeners_share_what_they_know():
    one, other = Listener(8000), Listener(48_000)

    assert one._known is other._known


def test_the_events_can_be_had_without_numpy():
    code = "import sys; import anamctl.sandbox.speech.events; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
