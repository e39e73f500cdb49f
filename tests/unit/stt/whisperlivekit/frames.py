"""Messages of WhisperLiveKit, as a test needs them."""

from __future__ import annotations

import json
from typing import Any

from anamctl.stt.options import Options
from anamctl.stt.whisperlivekit.provider import WhisperLiveKit

CONFIG = '{"type": "config", "useAudioWorklet": true, "mode": "full"}'
STOP = '{"type": "ready_to_stop"}'


def begun(**options: Any) -> Any:
    """Give a dialogue that is ready."""
    dialogue = WhisperLiveKit(Options(**options)).dialogue()
    dialogue.connection(16000)
    dialogue.received(CONFIG)
    return dialogue


def line(text: str | None, start: str = "0:00:00", end: str = "0:00:01", language: str = "", speaker: int = 1) -> dict:
    found = {"speaker": speaker, "text": text, "start": start, "end": end}
    return {**found, "detected_language": language} if language else found


def silence(start: str, end: str) -> dict:
    return line(None, start, end, speaker=-2)


def update(*lines: dict, buffer: str = "", **more: Any) -> str:
    return json.dumps(
        {
            "status": "active_transcription",
            "lines": lines,
            "buffer_transcription": buffer,
            "buffer_diarization": "",
            **more,
        }
    )
