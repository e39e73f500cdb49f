from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.stt.backlog import Backlog, Frame, Piece
from tests.unit.stt.world import pattern

RATE = 8000
MS = RATE // 1000


def drained(backlog):
    frames = []
    while backlog.first is not None:
        frames.append(backlog.pop())
    return frames


def sources(frame):
    """Say which sample of the source each sample of a frame is."""
    found = []
    for i in range(frame.samples):
        offset, start = [piece for piece in frame.pieces if piece.offset <= i][-1]
        found.append(start + i - offset)
    return found


def test_blocks_that_fit_go_as_they_are():
    backlog = Backlog(RATE, 50, 1000, 30)
    pcm = pattern(0, 400)
    backlog.put(pcm, 0, 5.0)
    frame = backlog.pop()
    assert frame.pcm is pcm or frame.pcm == pcm
    assert (frame.samples, frame.pieces, frame.captured) == (400, (Piece(0, 0),), 5.0)
    assert backlog.first is None


def test_short_blocks_are_put_together_and_long_ones_cut():
    backlog = Backlog(RATE, 50, 1000, 30)
    for i in range(3):
        backlog.put(pattern(i * 160, 160), i * 160, 1 + i * 0.02)
    [frame] = drained(backlog)
    assert (frame.samples, frame.captured) == (480, 1.04)
    backlog.put(pattern(480, 2510 * MS), 480, 10.0)
    assert [frame.samples for frame in drained(backlog)] == [8000, 8000, 510 * MS]


def test_the_moments_of_cut_blocks_are_those_of_their_last_samples():
    backlog = Backlog(RATE, 50, 100, 30)
    backlog.put(bytes(2 * 250 * MS), 0, 10.0)
    assert [frame.captured for frame in drained(backlog)] == pytest.approx([9.85, 9.95, 10.0])


def test_what_is_too_short_at_the_end_is_padded():
    backlog = Backlog(RATE, 50, 1000, 30)
    backlog.put(pattern(0, 100), 0, 1.0)
    assert backlog.first is None
    backlog.flush()
    [frame] = drained(backlog)
    assert frame.pcm == pattern(0, 100) + bytes(600)
    assert frame.captured == pytest.approx(1.0 + 300 / RATE)
    backlog.flush()
    assert backlog.first is None


def test_silence_belongs_to_no_sample_of_the_source():
    backlog = Backlog(RATE, 50, 1000, 30)
    backlog.silence(1.5, 3.0)
    frames = drained(backlog)
    assert sum(frame.samples for frame in frames) == 12000
    assert all(not frame.pieces and not any(frame.pcm) for frame in frames)
    assert backlog.seconds == 0


def test_the_oldest_goes_first_when_there_is_too_much():
    backlog = Backlog(RATE, 50, 1000, 1)
    for i in range(30):
        backlog.put(pattern(i * 400, 400), i * 400, i * 0.05)
    assert backlog.seconds == pytest.approx(1)
    assert backlog.dropped == pytest.approx(0.5)
    assert backlog.take_dropped() == pytest.approx(0.5)
    assert backlog.take_dropped() == 0
    assert sources(backlog.pop())[0] == 4000


def test_what_is_forgotten_counts_as_lost():
    backlog = Backlog(RATE, 50, 1000, 10)
    backlog.put(pattern(0, 410), 0, 1)
    backlog.put(pattern(410, 10), 410, 1)
    assert backlog.clear() == pytest.approx(420 / RATE)
    assert backlog.dropped == pytest.approx(420 / RATE)
    assert backlog.seconds == 0
    backlog.put(pattern(1000, 400), 1000, 2)
    assert sources(backlog.pop()) == list(range(1000, 1400))


def test_nothing_is_nothing():
    backlog = Backlog(RATE, 50, 1000, 10)
    backlog.put(b"", 0, 1)
    backlog.put(b"x", 0, 1)
    backlog.flush()
    assert backlog.first is None


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3000), st.sampled_from([0, 0, 0, 17, 5000])), max_size=30),
    st.sampled_from([(1, 1000), (50, 1000), (50, 50), (50, 120), (100, 150)]),
    st.sampled_from([8000, 11025, 16000, 44100]),
)
def test_every_sample_arrives_once_in_order_in_legal_blocks(blocks, limits, rate):
    shortest, longest = limits
    backlog = Backlog(rate, shortest, longest, 1e6)
    expected: list[int] = []
    frames: list[Frame] = []
    at = 0
    for samples, gap in blocks:
        at += gap
        backlog.put(pattern(at, samples), at, at + samples)
        expected += range(at, at + samples)
        at += samples
        frames += drained(backlog)
    backlog.flush()
    frames += drained(backlog)
    found = [(source, frame.pcm[2 * i : 2 * i + 2]) for frame in frames for i, source in enumerate(sources(frame))]
    assert [source for source, _ in found[: len(expected)]] == expected
    assert [pcm for _, pcm in found[: len(expected)]] == [pattern(i, 1) for i in expected]
    assert not any(b for _, pcm in found[len(expected) :] for b in pcm)
    for frame in frames:
        assert len(frame.pcm) == 2 * frame.samples
        assert shortest * rate <= frame.samples * 1000
        assert frame.samples * 1000 <= max(longest * rate, shortest * rate + 999)
