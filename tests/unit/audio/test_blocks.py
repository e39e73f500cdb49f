"""Blocks: legal lengths only, and no sample lost or doubled."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.blocks import Framer, block_samples
from tests.unit.audio.samples import pcm, values

RATES = st.sampled_from([8000, 11025, 16000, 22050, 44100, 48000, 96000])


@given(rate=st.integers(1000, 768_000), milliseconds=st.integers(50, 1000))
def test_a_block_is_never_shorter_or_longer_than_services_take(rate, milliseconds):
    assert 0.05 <= block_samples(rate, milliseconds) / rate <= 1


@pytest.mark.parametrize("milliseconds", [0, 20, 49, 1001])
def test_other_lengths_are_refused(milliseconds):
    with pytest.raises(ValueError, match="50 to 1000 ms"):
        block_samples(16000, milliseconds)


@given(rate=RATES, sizes=st.lists(st.integers(0, 9000), max_size=12), milliseconds=st.sampled_from([50, 100, 1000]))
def test_whatever_comes_in_goes_out_once_in_blocks_of_one_length(rate, sizes, milliseconds):
    sound = bytes(index % 251 for index in range(sum(sizes)))
    framer = Framer(rate, milliseconds, start=5)
    blocks, at = [], 0
    for size in sizes:
        blocks += framer.feed(sound[at : at + size], 1.0)
        at += size
    blocks += framer.flush(2.0)
    joined = b"".join(block.pcm for block in blocks)
    whole = sound[: len(sound) // 2 * 2]

    assert {block.samples for block in blocks} <= {block_samples(rate, milliseconds)}
    assert joined[: len(whole)] == whole
    assert not any(joined[len(whole) :])
    assert len(joined) - len(whole) < 2 * block_samples(rate, milliseconds)
    assert [block.start for block in blocks] == [
        5 + number * block_samples(rate, milliseconds) for number in range(len(blocks))
    ]
    assert framer.flush(3.0) == []


@given(parts=st.lists(st.tuples(st.integers(1, 2000), st.integers(0, 3000)), min_size=1, max_size=8))
def test_every_sample_keeps_its_number_when_others_are_lost(parts):
    framer = Framer(16000)
    blocks, index, kept = [], 0, {}
    for number, (count, lost) in enumerate(parts, 1):
        blocks += framer.feed(pcm([number] * count), 0.0)
        kept.update(dict.fromkeys(range(index, index + count), number))
        index += count
        assert framer.next == index
        if lost:
            blocks += framer.skip(lost, 0.0)
            index += lost
        assert framer.next == index
    blocks += framer.flush(0.0)
    found = {block.start + at: value for block in blocks for at, value in enumerate(values(block.pcm)) if value}

    assert found == kept
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    assert {block.samples for block in blocks} <= {800}


def test_blocks_of_a_long_piece_were_captured_one_after_the_other():
    blocks = Framer(16000).feed(bytes(2 * 2400), 10.0)

    assert [block.captured for block in blocks] == pytest.approx([9.9, 9.95, 10.0])


def test_a_block_knows_its_end():
    (block,) = Framer(8000, start=100).feed(bytes(800), 0.0)

    assert (block.start, block.samples, block.end) == (100, 400, 500)
