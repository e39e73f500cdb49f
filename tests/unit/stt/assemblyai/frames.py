"""Messages of AssemblyAI Streaming v3, as a test needs them."""

from __future__ import annotations

import json
from typing import Any

from anamctl.secret import Secret
from anamctl.stt.assemblyai.provider import AssemblyAI
from anamctl.stt.options import Options

KEY = Secret("key-of-a-test")


def provider(model: str = "", **options: Any) -> AssemblyAI:
    return AssemblyAI(Options(model=model, key=options.pop("key", KEY), **options))


def begun(model: str = "", **options: Any) -> Any:
    """Give a dialogue that waits for messages."""
    dialogue = provider(model, **options).dialogue()
    dialogue.connection(16000)
    assert dialogue.opened() == []
    return dialogue


def word(text: str, start: float = 0, *, confidence: float = 0.9, is_final: bool = True, **more: Any) -> dict[str, Any]:
    timed = {"start": start, "end": start + 200, "text": text, "confidence": confidence}
    return {**timed, "word_is_final": is_final, **more}


def turn(transcript: str = "", order: int | None = 0, *, end: bool = False, **fields: Any) -> str:
    return json.dumps(
        {
            "turn_order": order,
            "turn_is_formatted": False,
            "end_of_turn": end,
            "transcript": transcript,
            "end_of_turn_confidence": 1.0 if end else 0.2,
            "words": [],
            "utterance": "",
            **fields,
            "type": "Turn",
        }
    )


def message(kind: str, **fields: Any) -> str:
    return json.dumps({"type": kind, **fields})
