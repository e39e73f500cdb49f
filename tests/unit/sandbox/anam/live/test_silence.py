"""How long a user may say nothing."""

from __future__ import annotations

import asyncio

import pytest

from anamctl.sandbox.anam.live.silence import Silence

LIMIT = 5.0


def after(options, *, usual=0.0, more=lambda _: None, wait=0.05):
    """Begin a silence and list what came of it."""

    async def check():
        came = []
        silence = Silence(end=lambda: came.append("end"), prompt=lambda: came.append("prompt"), usual=usual)
        silence.begin(options)
        more(silence)
        await asyncio.sleep(wait)
        silence.stop()
        return came

    return asyncio.run(check())


def test_it_ends_after_the_usual_time():
    assert after(None, usual=0.01) == ["end"]


def test_a_persona_can_say_otherwise():
    assert after({"silenceBeforeSessionEndSeconds": 0.01}, usual=30) == ["end"]
    assert after({"silenceBeforeSessionEndSeconds": 30}, usual=0.01) == []


@pytest.mark.parametrize("zero", [0, 0.0])
def test_zero_is_never(zero):
    assert after({"silenceBeforeSessionEndSeconds": zero}, usual=0.01) == []
    assert after(None, usual=0) == []


def test_the_persona_speaks_first_once_when_told_to():
    assert after({"silenceBeforeSkipTurnSeconds": 0.01}) == ["prompt"]
    assert after({"silenceBeforeSkipTurnSeconds": 0}) == []


def test_options_that_change_count_from_then_on():
    assert after({"silenceBeforeSessionEndSeconds": 0.01}, more=lambda silence: silence.options_changed({})) == []


def test_nothing_is_measured_before_it_begins_or_after_it_stops():
    async def check():
        came = []
        silence = Silence(end=lambda: came.append("end"), prompt=lambda: None, usual=0.01)
        silence.broken()
        silence.options_changed({})
        await asyncio.sleep(0.03)
        silence.begin({})
        silence.stop()
        await asyncio.sleep(0.03)
        return came

    assert asyncio.run(check()) == []


def test_a_word_begins_the_silence_anew():
    async def check():
        loop = asyncio.get_running_loop()
        ended = loop.create_future()
        silence = Silence(end=lambda: ended.set_result(loop.time()), prompt=lambda: None, usual=0.1)
        began = loop.time()
        silence.begin({})
        loop.call_later(0.06, silence.broken)  # comes before the end, also on a machine that stands still meanwhile
        return await asyncio.wait_for(ended, LIMIT) - began

    assert asyncio.run(check()) >= 0.15
