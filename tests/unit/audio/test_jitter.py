"""What a loudspeaker takes steadily, out of what comes in bursts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.jitter import JitterBuffer

RATE = 1000  # a frame of two bytes is a millisecond


def sound(first, count):
    return b"".join((first + index).to_bytes(2, "little") for index in range(count))


def buffer():
    return JitterBuffer(RATE, 2)


def test_playing_begins_when_a_tenth_of_a_second_is_there():
    jitter = buffer()
    jitter.push(sound(1, 60))

    assert jitter.pull(80) == bytes(80)
    jitter.push(sound(61, 60))
    assert jitter.held == 0.12
    assert jitter.pull(80) == sound(1, 40)
    assert jitter.pull(120) == sound(41, 60)
    assert jitter.underruns == 0


def test_what_is_shorter_than_that_is_played_as_well():
    jitter = buffer()
    jitter.push(sound(1, 30))
    pulled = b"".join(jitter.pull(80) for _ in range(6))

    assert sound(1, 30) in pulled


def test_nothing_is_silence_and_no_underrun():
    jitter = buffer()
    jitter.push(b"")

    assert jitter.pull(2000) == bytes(2000)
    assert jitter.underruns == 0


def test_when_it_runs_dry_it_gathers_anew():
    jitter = buffer()
    jitter.push(sound(1, 100))

    assert jitter.pull(240) == sound(1, 100) + bytes(40)
    assert jitter.underruns == 1
    jitter.push(sound(1, 50))
    assert jitter.pull(80) == bytes(80)


def test_too_much_loses_the_oldest_so_that_what_is_heard_is_of_now():
    jitter = buffer()
    jitter.push(sound(1, 900))
    jitter.push(sound(901, 300))

    assert round(jitter.held, 3) == 0.2
    assert round(jitter.dropped, 3) == 1.0
    assert jitter.pull(20) == sound(1001, 10)


@given(st.lists(st.one_of(st.binary(max_size=100).map(lambda data: data * 2), st.integers(1, 200)), max_size=60))
def test_it_is_bounded_and_gives_what_it_is_asked_for(steps):
    jitter = buffer()
    for step in steps:
        if isinstance(step, bytes):
            jitter.push(step)
        else:
            assert len(jitter.pull(2 * step)) == 2 * step
        assert 0 <= jitter.held <= 1.0
