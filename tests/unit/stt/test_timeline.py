from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.backlog import Frame, Piece
from anamctl.stt.timeline import Timeline

RATE = 8000


def frame(start, samples=400, captured=0.0):
    return Frame(bytes(samples * 2), samples, (Piece(0, start),), captured)


def test_the_first_session_has_the_time_of_the_source():
    timeline = Timeline(RATE)
    assert timeline.is_plain
    for i in range(5):
        timeline.note(frame(i * 400))
    assert timeline.is_plain
    assert timeline.to_source(123.0) == 123.0
    assert timeline.milliseconds == 250


def test_a_later_session_begins_where_its_first_sample_was():
    timeline = Timeline(RATE)
    timeline.note(frame(80_000))
    assert timeline.to_source(0) == 10_000
    assert timeline.to_source(25.5) == 10_025.5


def test_left_out_sound_is_a_step():
    timeline = Timeline(RATE)
    timeline.note(frame(0))
    timeline.note(frame(400))
    timeline.note(frame(8000))
    timeline.note(frame(8400))
    assert timeline.to_source(99.9) == pytest.approx(99.9)
    assert timeline.to_source(100) == 1000
    assert timeline.to_source(190) == 1090
    assert timeline.to_source(500) == 1400


def test_a_step_within_a_block_counts_from_there():
    timeline = Timeline(RATE)
    timeline.note(Frame(bytes(1600), 800, (Piece(0, 0), Piece(300, 16_000)), 0.0))
    assert timeline.to_source(37) == 37
    assert timeline.to_source(37.5) == 2000


def test_silence_of_our_own_shifts_what_follows():
    timeline = Timeline(RATE)
    timeline.note(frame(0))
    timeline.note(Frame(bytes(16000), 8000, (), 5.0))
    timeline.note(frame(400))
    assert timeline.to_source(1050) == 50
    assert timeline.to_source(1075) == 75


def test_moments_are_those_when_samples_were_captured():
    timeline = Timeline(RATE)
    assert timeline.captured(0) is None
    timeline.note(frame(0, captured=100.0))
    timeline.note(frame(400, captured=100.05))
    timeline.note(frame(8000, captured=107.0))
    assert timeline.captured(50) == pytest.approx(100.0)
    assert timeline.captured(75) == pytest.approx(100.025)
    assert timeline.captured(125) == pytest.approx(106.975)
    # What a service says beyond the last sample was not captured later.
    assert timeline.captured(900) == pytest.approx(107.0)


def test_a_long_session_takes_little_memory_and_forgets_old_moments():
    timeline = Timeline(RATE)
    for i in range(50_000):
        timeline.note(frame(i * 800, captured=i * 0.05))
    assert len(timeline._ends) < 2 * 4096
    assert len(timeline._places) < 2 * 4096
    assert timeline.captured(1000) is None
    last = 50_000 * 50
    assert timeline.captured(last) == pytest.approx(49_999 * 0.05)
    assert timeline.to_source(last - 50) == 49_999 * 100


@given(st.lists(st.tuples(st.integers(1, 2000), st.sampled_from([0, 0, 1, 900])), min_size=1, max_size=40))
def test_every_sample_is_found_where_it_was(frames):
    wanted: list[int] = []
    timeline, at = Timeline(RATE), 3
    for samples, gap in frames:
        at += gap
        wanted += range(at, at + samples)
        timeline.note(frame(at, samples))
        at += samples
    for session in range(0, len(wanted), 37):
        assert timeline.to_source(session * 1000 / RATE) == pytest.approx(wanted[session] * 1000 / RATE, abs=0.01)
