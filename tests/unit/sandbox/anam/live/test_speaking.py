"""A persona speaks in pieces, in turn, until it is interrupted."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from anamctl.sandbox.anam.live.speaking import Line, Speaker


class Ear:
    """Takes what is said; `at` lets a test step in at a piece."""

    def __init__(self):
        self.pieces = []
        self.sounds = []
        self.hushed = 0
        self.halves = []
        self.at = {}

    def chunk(self, data):
        self.pieces.append(data)
        self.at.get(data["content"], lambda: None)()

    def sound(self, language, text):
        self.sounds.append((language, text))

    def hush(self):
        self.hushed += 1

    def half_said(self):
        self.halves.append(len(self.pieces))

    @property
    def texts(self):
        return [piece["content"] for piece in self.pieces]


@asynccontextmanager
async def speaking(pace=0.0):
    ear = Ear()
    speaker = Speaker(ear, pace)
    task = asyncio.create_task(speaker.run())
    try:
        yield speaker, ear
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def line(text, **more):
    return Line(lambda: ("fr", text), **more)


async def silent(speaker):
    for _ in range(5000):
        await asyncio.sleep(0.001)
        if not speaker.is_busy:
            return
    raise TimeoutError


def test_a_line_comes_in_pieces_of_one_message_and_only_the_last_ends_it():
    async def check():
        async with speaking() as (speaker, ear):
            speaker.say(line("un deux trois"))
            await silent(speaker)
        return ear

    ear = asyncio.run(check())

    assert ear.texts == ["un ", "deux ", "trois"]
    assert len({piece["message_id"] for piece in ear.pieces}) == 1
    assert [piece["content_index"] for piece in ear.pieces] == [0, 1, 2]
    assert [piece["end_of_speech"] for piece in ear.pieces] == [False, False, True]
    assert {piece["role"] for piece in ear.pieces} == {"persona"}
    assert not any(piece["interrupted"] for piece in ear.pieces)
    assert (ear.sounds, ear.halves) == ([("fr", "un deux trois")], [2])


def test_lines_are_said_one_after_the_other():
    async def check():
        async with speaking() as (speaker, ear):
            speaker.say(line("un deux"))
            speaker.say(line("trois"))
            await silent(speaker)
        return ear

    ear = asyncio.run(check())

    assert ear.texts == ["un ", "deux", "trois"]
    assert len({piece["message_id"] for piece in ear.pieces}) == 2


def test_the_words_are_chosen_when_they_are_said():
    async def check():
        language = ["fr"]
        async with speaking() as (speaker, ear):
            ear.at["un"] = lambda: language.__setitem__(0, "es")
            speaker.say(line("un"))
            speaker.say(Line(lambda: (language[0], "x")))
            await silent(speaker)
        return ear.sounds

    assert asyncio.run(check())[-1] == ("es", "x")


def test_an_interruption_ends_the_line_with_an_empty_marked_piece_and_forgets_the_others():
    async def check():
        async with speaking(pace=30) as (speaker, ear):
            ear.at["un "] = lambda: asyncio.get_running_loop().call_soon(speaker.interrupt)
            speaker.say(line("un deux"))
            speaker.say(line("trois"))
            await silent(speaker)
        return ear

    ear = asyncio.run(check())

    assert [(piece["content"], piece["end_of_speech"], piece["interrupted"]) for piece in ear.pieces] == [
        ("un ", False, False),
        ("", True, True),
    ]
    assert ear.hushed == 1


def test_an_interruption_before_the_first_word_leaves_nothing_to_be_said():
    async def check():
        async with speaking() as (speaker, ear):
            speaker.say(line("un", delay=30))
            await asyncio.sleep(0)
            speaker.interrupt()
            await silent(speaker)
        return ear

    assert asyncio.run(check()).pieces == []


def test_an_interruption_of_nothing_does_not_cut_the_next_line():
    async def check():
        async with speaking() as (speaker, ear):
            speaker.interrupt()
            speaker.say(line("un deux"))
            await silent(speaker)
        return ear

    ear = asyncio.run(check())

    assert (ear.texts, ear.hushed) == (["un ", "deux"], 1)


def test_a_greeting_that_cannot_be_interrupted_is_said_to_its_end():
    async def check():
        async with speaking(pace=0.001) as (speaker, ear):
            ear.at["un "] = speaker.interrupt
            speaker.say(line("un deux", can_be_interrupted=False))
            await silent(speaker)
        return ear

    ear = asyncio.run(check())

    assert (ear.texts, ear.hushed) == (["un ", "deux"], 0)


def test_more_lines_than_anybody_waits_for_are_refused():
    async def check():
        async with speaking() as (speaker, _):
            return [speaker.say(line("x", delay=30)) for _ in range(40)]

    said = asyncio.run(check())

    assert said == [True] * 32 + [False] * 8


@pytest.mark.parametrize("text", ["", "x"])
def test_one_piece_is_first_and_last(text):
    async def check():
        async with speaking() as (speaker, ear):
            speaker.say(line(text))
            await silent(speaker)
        return ear.pieces

    (piece,) = asyncio.run(check())

    assert (piece["content"], piece["end_of_speech"]) == (text, True)
