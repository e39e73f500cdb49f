"""The way from the device's thread to the loop: bounded, in order, and gaps can be seen."""

from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.ring import Ring


@given(st.lists(st.one_of(st.integers(1, 50), st.none()), max_size=60), st.integers(50, 200))
def test_it_never_holds_more_than_it_may_and_never_mixes_up_numbers(steps, most):
    ring = Ring(most, bool)
    put, taken = 0, -1
    for step in steps:
        if step is None:
            piece = ring.take()
            if piece is not None:
                assert piece.start > taken
                assert piece.captured == piece.start
                taken = piece.start
        else:
            ring.put(bytes(2 * step), step, float(put))
            put += step
        assert 0 <= ring.held <= most
    left = [piece for _ in steps if (piece := ring.take())]
    assert sum(len(piece.pcm) for piece in left) // 2 <= most
    assert ring.held == 0
    if left:
        assert left[-1].start + len(left[-1].pcm) // 2 == put


def test_the_oldest_goes_first():
    ring = Ring(100, bool)
    for number in range(5):
        ring.put(bytes(80), 40, float(number))

    assert [ring.take(), ring.take(), ring.take()][0:2] == [(bytes(80), 120, 3.0), (bytes(80), 160, 4.0)]


def test_overflows_are_counted_and_who_takes_is_woken():
    woken: list[int] = []
    ring = Ring(100, lambda: woken.append(1))
    ring.put(b"", 0, 0.0, overflowed=True)
    ring.put(b"", 0, 0.0)

    assert ring.overflows == 1
    assert len(woken) == 2


def test_two_threads_lose_nothing():
    ring = Ring(10**9, bool)

    def write():
        for _ in range(20_000):
            ring.put(b"ab", 1, 0.0)

    writer = threading.Thread(target=write)
    writer.start()
    starts = []
    while writer.is_alive() or ring.held:
        if piece := ring.take():
            starts.append(piece.start)
    writer.join()

    assert starts == list(range(20_000))
