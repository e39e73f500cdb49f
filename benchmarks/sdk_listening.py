"""Do with AssemblyAI's own Python client what ``anamctl listen FILE`` does, without showing anything."""

from __future__ import annotations

import os
import sys
import time
import wave
from typing import TYPE_CHECKING, Any

from assemblyai.streaming.v3 import (
    Encoding,
    RealTimeParameters,
    RealTimeTranscriber,
    RealTimeTranscriberOptions,
    SpeechModel,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks(path: str) -> Iterator[bytes]:
    """Give blocks of 50 ms, each when it would have been spoken."""
    with wave.open(path, "rb") as file:
        size = file.getframerate() // 20
        begin = time.monotonic()
        for number in range(1, file.getnframes() // size + 1):
            data = file.readframes(size)
            time.sleep(max(0.0, begin + number * 0.05 - time.monotonic()))
            yield data


def main(path: str) -> None:
    """Stream a file."""
    options = RealTimeTranscriberOptions(api_host=os.environ["STUB_URL"], api_key="x")
    client = RealTimeTranscriber(options)
    parameters: dict[str, Any] = {
        "sample_rate": 16000,
        "encoding": Encoding.pcm_s16le,
        "speech_model": SpeechModel.universal_streaming_multilingual,
        "format_turns": True,
    }
    client.connect(RealTimeParameters(**parameters))
    try:
        client.stream(blocks(path))
    finally:
        client.disconnect(terminate=True)


if __name__ == "__main__":
    main(sys.argv[1])
