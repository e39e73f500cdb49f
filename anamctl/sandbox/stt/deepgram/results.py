"""
From what is heard to Deepgram's `Results`.

Results lie beside each other in time: each begins where the last final one has ended.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.speech.clips import joined, plain
from anamctl.sandbox.speech.events import Heard, Started
from anamctl.sandbox.stt.understanding import understood
from anamctl.sandbox.stt.voices import Voices

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from anamctl.sandbox.speech.events import Word
    from anamctl.sandbox.stt.deepgram.options import Options

_EMPTY_MS = 5000
"""Silence after which a result without words comes."""


class Results:
    """
    Makes the messages of a session.

    Args:
        options: with which the session runs.
        request: its id.
        interim_ms: sound between two interim results at least.
        languages: those that are understood; None: all.
    """

    def __init__(self, options: Options, request: str, interim_ms: int, *, languages: Collection[str] | None) -> None:
        self._options = options
        self._languages = languages
        self._request = request
        self._interim_ms = interim_ms
        self._from = 0
        """Where the next result begins."""
        self._waiting: Heard | None = None
        """An utterance that is over; whether it ends what is said shows later."""
        self._now: Heard | None = None
        self._skip = 0
        """Words of the utterance that goes on which were finalized already."""
        self._speaks = False
        self._voices = Voices()
        self._told_ms = 0
        self._last_end: int | None = None
        """Where the last word ended, until an `UtteranceEnd` told it."""

    def take(self, events: Iterable[Heard | Started], position_ms: int) -> list[dict[str, Any]]:
        """Take what is heard up to a time of the sound."""
        told: list[dict[str, Any]] = []
        for event in events:
            if isinstance(event, Started):
                told += self._pass(event.at_ms)
                told += self._settle(event.at_ms, speech_final=False)
                self._speaks, self._skip = True, 0
                if self._options.vad_events:
                    told.append({"type": "SpeechStarted", "channel": [0, 1], "timestamp": event.at_ms / 1000})
                continue
            heard = understood(self._voices.told(event), self._languages)
            heard = replace(heard, words=heard.words[self._skip :])
            if heard.is_final:
                self._speaks, self._now, self._skip = False, None, 0
                self._waiting = heard if heard.words else None
            elif heard.words:
                self._now = heard
                told += self._interim(position_ms)
        return told + self._pass(position_ms)

    def finalize(self, position_ms: int, *, from_finalize: bool = True) -> list[dict[str, Any]]:
        """Make final whatever has been heard; a result comes also when it is nothing."""
        if self._waiting is None and self._now is not None:
            self._skip += len(self._now.words)
            self._waiting, self._now = self._now, None
        if self._waiting is None:
            return [self._result((), position_ms, is_final=True, from_finalize=from_finalize)]
        return self._settle(position_ms, speech_final=True, from_finalize=from_finalize)

    def _pass(self, position_ms: int) -> list[dict[str, Any]]:
        """Tell what a time brings."""
        told: list[dict[str, Any]] = []
        if self._waiting is not None:
            silence = position_ms - self._waiting.end_ms
            endpointing = self._options.endpointing_ms
            if endpointing is None:
                told += self._settle(position_ms, speech_final=False)
            elif silence >= endpointing:
                told += self._settle(self._waiting.end_ms + endpointing, speech_final=True)
        gap = self._options.utterance_end_ms
        if gap is not None and self._last_end is not None and not self._speaks and position_ms - self._last_end >= gap:
            told.append({"type": "UtteranceEnd", "channel": [0, 1], "last_word_end": self._last_end / 1000})
            self._last_end = None
        while not self._speaks and self._waiting is None and position_ms - self._from >= _EMPTY_MS:
            told.append(self._result((), self._from + _EMPTY_MS, is_final=True))
        return told

    def _interim(self, position_ms: int) -> list[dict[str, Any]]:
        if not self._options.interim or self._now is None or position_ms - self._told_ms < self._interim_ms:
            return []
        self._told_ms = position_ms
        now = self._now
        return [self._result(now.words, max(position_ms, self._from), language=now.language, speaker=now.speaker)]

    def _settle(self, until_ms: int, *, speech_final: bool, from_finalize: bool = False) -> list[dict[str, Any]]:
        """Tell the utterance that waits."""
        heard, self._waiting = self._waiting, None
        if heard is None:
            return []
        self._last_end = heard.words[-1].end_ms
        return [
            self._result(
                heard.words,
                max(until_ms, self._last_end, self._from),
                language=heard.language,
                speaker=heard.speaker,
                is_final=True,
                speech_final=speech_final,
                from_finalize=from_finalize,
            )
        ]

    def _result(
        self,
        words: tuple[Word, ...],
        until_ms: int,
        *,
        language: str | None = None,
        speaker: str = "0",
        is_final: bool = False,
        speech_final: bool = False,
        from_finalize: bool = False,
    ) -> dict[str, Any]:
        start = self._from
        if is_final:
            self._from = max(until_ms, start)
        texts = tuple(self._spelled(word) for word in words)
        confidence = sum(word.confidence for word in words) / len(words) if words else 0.0
        alternative: dict[str, Any] = {
            "transcript": joined(texts, language),
            "confidence": round(confidence, 4),
            "words": [self._word(word, language, speaker) for word in words],
        }
        if self._options.tells_languages and words:
            counted = Counter(word.get("language") for word in alternative["words"])
            alternative["languages"] = [code for code, _ in counted.most_common() if code]
        return {
            "type": "Results",
            "channel_index": [0, 1],
            "duration": round((until_ms - start) / 1000, 3),
            "start": start / 1000,
            "is_final": is_final,
            "speech_final": speech_final,
            "channel": {"alternatives": [alternative]},
            "metadata": {
                "request_id": self._request,
                "model_info": {"name": self._options.model, "version": "sandbox", "arch": self._options.model},
                "model_uuid": "00000000-0000-4000-8000-000000000000",
            },
            "from_finalize": from_finalize,
        }

    def _word(self, word: Word, language: str | None, speaker: str) -> dict[str, Any]:
        found: dict[str, Any] = {
            "word": plain(word.text) or word.text,
            "start": word.start_ms / 1000,
            "end": word.end_ms / 1000,
            "confidence": round(word.confidence, 4),
        }
        if self._options.tells_languages and language:
            found["language"] = language
        if self._options.diarize:
            found["speaker"] = int(speaker)
        if self._options.punctuates:
            found["punctuated_word"] = word.text
        return found

    def _spelled(self, word: Word) -> str:
        return word.text if self._options.punctuates else plain(word.text) or word.text
