"""Messages of Deepgram, as a test needs them."""

from __future__ import annotations

import json
from typing import Any

from anamctl.secret import Secret
from anamctl.stt.deepgram.provider import Deepgram
from anamctl.stt.options import Options

KEY = Secret("key-of-a-test")


def provider(model: str = "", **options: Any) -> Deepgram:
    return Deepgram(Options(model=model, key=options.pop("key", KEY), **options))


def begun(**options: Any) -> Any:
    dialogue = provider(**options).dialogue()
    dialogue.connection(16000)
    dialogue.opened()
    return dialogue


def words(text: str, language: str = "", start: float = 0.0, confidence: float = 0.9) -> list[dict[str, Any]]:
    """Give words of 0.1 s; each may be written with its language: ``hola/es``."""
    found = []
    for index, item in enumerate(text.split()):
        shown, _, own = item.partition("/")
        timed = {"start": start + index / 10, "end": start + index / 10 + 0.1, "confidence": confidence}
        spoken = own or language
        found.append(
            {"word": shown.lower(), "punctuated_word": shown, **timed} | ({"language": spoken} if spoken else {})
        )
    return found


def result(text: str, language: str = "", *, final: bool = False, speech_final: bool = False, **more: Any) -> str:
    start = more.pop("start", 0.0)
    spoken = words(text, language, start)
    best = {"transcript": " ".join(word["punctuated_word"] for word in spoken), "confidence": 0.9, "words": spoken}
    return json.dumps(
        {
            "type": "Results",
            "start": start,
            "duration": 1.5,
            "is_final": final,
            "speech_final": speech_final,
            "channel": {"alternatives": [best | more.pop("best", {})]},
            **more,
        }
    )
