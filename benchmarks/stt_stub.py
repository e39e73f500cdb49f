"""
A speech-to-text server that notes when things happen: a process of its own, on loopback.

Prints its port; for every connection, one JSON line when it is over: when each frame came, and when each text was sent
(seconds of the system's monotonic clock). Texts are numbers, so that a screen can be searched for them.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

EVERY = 10
"""Frames of sound between two texts."""


def turn(number: int, text: str, *, final: bool) -> str:
    """Give a message with a text."""
    words = [
        {"start": number * 500, "end": number * 500 + 400, "text": text, "confidence": 0.99, "word_is_final": final}
    ]
    return json.dumps(
        {
            "turn_order": number,
            "turn_is_formatted": True,
            "end_of_turn": final,
            "transcript": text,
            "end_of_turn_confidence": 1.0 if final else 0.2,
            "words": words,
            "utterance": text if final else "",
            "language_code": "fr",
            "language_confidence": 0.99,
            "type": "Turn",
        }
    )


async def serve_one(socket: ServerConnection) -> None:
    """Serve a connection."""
    frames: list[float] = []
    sent: dict[str, float] = {}
    begin = {"type": "Begin", "id": "00000000-0000-4000-8000-000000000000", "expires_at": int(time.time()) + 10800}
    try:
        await socket.send(json.dumps(begin))
        async for frame in socket:
            if isinstance(frame, str):
                if json.loads(frame).get("type") == "Terminate":
                    end = {"type": "Termination", "audio_duration_seconds": 1, "session_duration_seconds": 1}
                    await socket.send(json.dumps(end))
                    break
                continue
            frames.append(time.monotonic())
            if len(frames) % EVERY == 0:
                number = len(frames) // EVERY
                text = f"mark{number:05d}"
                sent[text] = time.monotonic()
                await socket.send(turn(number, text, final=number % 2 == 0))
    except ConnectionClosed:
        pass
    print(json.dumps({"frames": frames, "sent": sent}), flush=True)


async def main() -> None:
    """Serve until the process is ended."""
    async with serve(serve_one, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(port, flush=True)
        await asyncio.get_running_loop().create_future()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
