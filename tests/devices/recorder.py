"""
Uses our microphone and loudspeaker in a process of its own, because PortAudio reads its configuration once.

Runs the commands that come on stdin, a line each, and prints what happens as JSON lines. Command lines:
`open [RATE] [NAME]`, `reopen SECONDS`, `stop`, `close`, `load`, `hasten`, `speaker`, `play FILE`, `exit CODE`.
What is recorded goes to the file that is the only argument.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import threading
import time
import wave
from pathlib import Path
from typing import TYPE_CHECKING

from anamctl.audio.failures import DeviceError
from anamctl.audio.microphone import Microphone, open_microphone
from anamctl.audio.quiet import quiet
from anamctl.audio.speaker import Speaker, open_speaker
from anamctl.audio.system import SYSTEM
from anamctl.audio.threads import stuck
from anamctl.audio.watching import Patience

if TYPE_CHECKING:
    from anamctl.audio.notices import Notice

PATIENCE = Patience(open=3.0, close=0.5, silent=1.0, stalled=0.7, give_up=10.0)


def say(event: str, **values: object) -> None:
    sys.stdout.write(json.dumps({"type": event, **values}) + "\n")
    sys.stdout.flush()


def tell(notice: Notice) -> None:
    say("notice", kind=type(notice).__name__, text=notice.text, hint=notice.hint)


def fail(error: DeviceError) -> None:
    say("failed", kind=type(error).__name__, text=error.message, hint=error.hint, code=int(error.exit_code))


class Commands:
    """What the process can be told; each method is a command."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._patience = PATIENCE
        self._microphone: Microphone | None = None
        self._speaker: Speaker | None = None
        self._recording: asyncio.Task[None] | None = None

    @property
    def microphone(self) -> Microphone:
        assert self._microphone is not None
        return self._microphone

    def state(self) -> dict[str, object]:
        if self._microphone is None:
            return {"stuck": stuck()}
        return {"stuck": stuck(), "name": self._microphone.name, "rate": self._microphone.rate}

    async def open(self, rate: str = "16000", *name: str) -> None:
        wanted = " ".join(name) or None
        self._microphone = await open_microphone(wanted, rate=int(rate), tell=tell, patience=self._patience)
        self._recording = asyncio.create_task(self._record())

    async def reopen(self, wait: str) -> None:
        await self.microphone.reopen(wait=float(wait))
        self._recording = asyncio.create_task(self._record())

    async def stop(self) -> None:
        await self.microphone.stop()
        assert self._recording is not None
        await self._recording

    async def close(self) -> None:
        if self._microphone is not None:
            await self._microphone.aclose()
        if self._speaker is not None:
            self._speaker.close()

    async def load(self) -> None:
        SYSTEM.module()

    async def hasten(self) -> None:
        self._patience = PATIENCE._replace(give_up=1.5)

    async def speaker(self) -> None:
        self._speaker = await open_speaker("virtspeaker", tell=tell, patience=PATIENCE)

    async def play(self, path: str) -> None:
        assert self._speaker is not None
        with wave.open(path, "rb") as file:
            rate, channels = file.getframerate(), file.getnchannels()
            began = time.monotonic()
            count = 0
            while data := file.readframes(rate // 50):
                self._speaker.write(data, rate, channels)
                count += 1
                await asyncio.sleep(max(0, began + count * 0.02 - time.monotonic()))

    def leave(self) -> None:
        if self._recording is not None:
            self._recording.cancel()

    async def _record(self) -> None:
        blocks, odd, next_ = 0, 0, 0
        microphone = self.microphone
        with self._path.open("ab", buffering=0) as file:
            try:
                async for block in microphone:
                    file.write(block.pcm)
                    odd += block.start != next_ or block.samples != -(-microphone.rate // 20)
                    next_ = block.end
                    late = block.captured - microphone.clock.time_of(block.end)
                    blocks += 1
                    if blocks % 5 == 0:
                        say("blocks", count=blocks, odd=odd, late=late, behind=time.monotonic() - block.captured)
            except DeviceError as error:
                fail(error)
                return
        say("ended", blocks=blocks, odd=odd, dropped=microphone.dropped)


async def lines() -> asyncio.Queue[str]:
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str] = asyncio.Queue()

    def read() -> None:
        rest = b""
        while data := os.read(0, 4096):
            *whole, rest = (rest + data).split(b"\n")
            for line in whole:
                loop.call_soon_threadsafe(queue.put_nowait, line.decode())

    threading.Thread(target=read, daemon=True).start()
    return queue


async def main() -> int:
    queue = await lines()
    commands = Commands(Path(sys.argv[1]))
    say("started")
    while True:
        command, *arguments = (await queue.get()).split()
        if command == "exit":
            commands.leave()
            return int(arguments[0])
        began = time.monotonic()
        try:
            await getattr(commands, command)(*arguments)
        except DeviceError as error:
            fail(error)
        say("done", command=command, took=time.monotonic() - began, **commands.state())


if __name__ == "__main__":
    with quiet() as noise:
        code = asyncio.run(main())
    say("noise", lines=noise.lines)
    sys.exit(code)
