"""
What a persona hears.

It hears in the language of its session, as a recogniser that is told one language does. Of a known utterance in that
language it understands every word; of one in another language it gets every second word, and ``[?]`` for the others:
such a recogniser writes something that sounds alike, and what that is nobody can foresee. Speech that is no known
utterance becomes a single ``[?]``; a sound too short for speech becomes nothing. A persona without a `languageCode`
understands all languages (Anam API reference: multilingual mode).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Protocol

from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, AudioResampler

from anamctl.sandbox.anam.live.voice import samples
from anamctl.sandbox.speech.clips import joined
from anamctl.sandbox.speech.events import Heard, Started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from aiortc import MediaStreamTrack

    from anamctl.sandbox.speech.events import Event
    from anamctl.sandbox.speech.listener import Listener

RATE = 16_000
NOT_UNDERSTOOD = "[?]"
_SHORT = 700
"""Milliseconds of unknown sound that are no speech."""


class Turns(Protocol):
    """Who is told what the user says."""

    def speech_began(self) -> str:
        """Note that the user begins to speak; gives the id of the turn."""
        ...

    def speech_ended(self, turn: str, text: str) -> None:
        """Note that the user has stopped, and what was understood."""
        ...


class Hearing:
    """
    Listens to a track.

    Args:
        turns: who is told.
        language: gives the code that the persona is told to hear; None for all.
    """

    def __init__(self, turns: Turns, language: Callable[[], str | None]) -> None:
        self._turns = turns
        self._language = language
        self._turn: str | None = None

    async def listen(self, track: MediaStreamTrack) -> None:
        """
        Hear a track until it is over.

        Raises:
            MediaStreamError: it is over, as tracks say it.
        """
        frame = await track.recv()
        # Only now, and in a thread: many clients send no sound, and the first listener takes a quarter of a second.
        listener = await asyncio.to_thread(_listener)
        resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
        try:
            while True:
                if isinstance(frame, AudioFrame):
                    for part in resampler.resample(frame):
                        self.take(listener.feed(samples(part)))
                frame = await track.recv()
        except MediaStreamError:
            self.take(listener.end())
            raise

    def take(self, events: Iterable[Event]) -> None:
        """Take what the recogniser tells."""
        for event in events:
            if isinstance(event, Started):
                self._turn = self._turns.speech_began()
            elif event.is_final:
                turn = self._turn if self._turn is not None else self._turns.speech_began()
                self._turn = None
                self._turns.speech_ended(turn, understood(event, self._language()))


def _listener() -> Listener:
    from anamctl.sandbox.speech.listener import Listener

    return Listener(RATE)


def understood(heard: Heard, language: str | None) -> str:
    """Give what a persona that hears one language makes of an utterance; empty for nothing."""
    if not heard.known:
        return NOT_UNDERSTOOD if heard.end_ms - heard.start_ms >= _SHORT else ""
    if language is None or heard.language == language:
        return heard.text
    words = tuple(word.text if index % 2 else NOT_UNDERSTOOD for index, word in enumerate(heard.words))
    return joined(words, heard.language)
