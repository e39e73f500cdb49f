from __future__ import annotations

import pytest

from anamctl.audio.blocks import block_samples
from anamctl.stt.framing import Frames


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 22050, 44100, 48000])
@pytest.mark.parametrize("milliseconds", [50, 100, 1000])
def test_blocks_as_sources_cut_them_pass(rate, milliseconds):
    frames = Frames(50, 1000)
    frames.rate = rate
    pcm = bytes(2 * block_samples(rate, milliseconds))

    assert frames.check(pcm) is pcm


@pytest.mark.parametrize(("size", "why"), [(1598, "shorter"), (32002, "longer"), (0, "whole"), (1601, "whole")])
def test_blocks_that_would_end_the_session_are_refused(size, why):
    with pytest.raises(ValueError, match=why):
        Frames(50, 1000).check(bytes(size))
