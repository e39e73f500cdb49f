"""What goes over the socket of a session: sound at the pace that the service takes, messages, and the end."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from typing import TYPE_CHECKING, Any

from anamctl.stt.pacing import Pacer
from anamctl.stt.socket import GoneError
from anamctl.stt.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anamctl.stt.provider import Dialogue
    from anamctl.stt.socket import Socket
    from anamctl.stt.surroundings import Surroundings

_SLOWER = 1.0
"""The pace after a service has complained of it."""
_SLOWER_BURST = 0.25


class Outgoing:
    """
    Sends to one session.

    Args:
        around: what sessions share.
        dialogue: makes the frames.
        on_all_sent: is called before the service is asked for the end because there is no more sound.
    """

    def __init__(self, around: Surroundings, dialogue: Dialogue, on_all_sent: Callable[[], object]) -> None:
        self._around = around
        self._dialogue = dialogue
        self._on_all_sent = on_all_sent
        self._controls: deque[str | bytes] = deque()
        self._ends_turn = False
        """Whether the turn is to be ended once all sound is sent."""
        self._pacer = Pacer(1, 0, 0)
        self._last_sent = around.clock()
        self._unsent = 0.0
        """Seconds of the block that the end of the socket came before."""
        self.socket: Socket | None = None
        self.has_begun = False
        """Whether the service listens."""
        self.is_held = False
        """Whether sound is left for another session."""
        self.timeline = Timeline(around.backlog.rate)
        self.finished: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the service was asked to end the session."""

    @property
    def seconds(self) -> float:
        """How much sound was sent."""
        return self.timeline.milliseconds / 1000 - self._unsent

    @property
    def ahead(self) -> float:
        """For how many seconds the service will be busy with what it was sent."""
        return self._pacer.ahead(self._around.clock())

    @property
    def _takes_messages(self) -> bool:
        return self.has_begun and not self.finished.done()

    def begin(self, settings: Mapping[str, Any]) -> None:
        """Send from now on: the service listens."""
        around = self._around
        pace, burst = around.provider.max_pace, around.provider.burst_seconds
        if around.is_slower:
            pace, burst = min(_SLOWER, pace), min(_SLOWER_BURST, burst)
        self._pacer = Pacer(pace, burst, around.clock())
        if settings:
            self._controls.append(self._dialogue.configure(settings))
        self.has_begun = True
        around.wake.set()

    def end_turn(self, *, after_sound: bool = False) -> bool:
        """
        End the turn.

        Args:
            after_sound: once all that is recorded has been sent.

        Returns:
            Whether the service can do that, and listens.
        """
        frame = self._dialogue.end_turn() if self._takes_messages else None
        if frame is None:
            return False
        if after_sound:
            self._ends_turn = True
        else:
            self._controls.append(frame)
        self._around.wake.set()
        return True

    def configure(self, settings: Mapping[str, Any]) -> None:
        """
        Change settings now; before the service listens, nothing is sent.

        Raises:
            UsageError: one of them cannot be changed, or not to this value.
        """
        frame = self._dialogue.configure(settings)
        if self._takes_messages:
            self._controls.append(frame)
            self._around.wake.set()

    async def run(self) -> None:
        """Send what there is, until the end was asked for or the socket is gone."""
        around = self._around
        try:
            while not self.finished.done():
                around.wake.clear()
                wait = await self._next()
                if wait is not None and wait <= 0:
                    continue
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(wait):
                        await around.wake.wait()
        except GoneError:
            pass  # whoever reads the socket notices as well, and hears why

    async def finish(self) -> None:
        """
        Ask for the rest and for the end, unless that was done.

        Raises:
            GoneError: the socket is closed.
        """
        if not self.finished.done():
            frame = self._dialogue.finish()
            self.finished.set_result(None)
            await self._send(frame)

    async def _next(self) -> float | None:
        """Send one thing, if there is one that may go; give the seconds until there may be one, None when unknown."""
        around = self._around
        if self._controls:
            await self._send(self._controls.popleft())
            return 0.0
        if not self.has_begun or self.is_held:
            return None
        frame, wait = around.backlog.first, None
        if frame is not None:
            wait = self._pacer.wait(frame.samples / around.backlog.rate, around.clock())
            if wait <= 0:
                await self._sound()
                return 0.0
        elif self._ends_turn:
            self._ends_turn = False
            self.end_turn()
            return 0.0
        elif around.is_over:
            self._on_all_sent()
            await self.finish()
            return None
        return await self._keep_alive(wait)

    async def _sound(self) -> None:
        around = self._around
        frame = around.backlog.pop()
        seconds = frame.samples / around.backlog.rate
        around.taken.set()
        self._pacer.spend(seconds, around.clock())
        self.timeline.note(frame)
        try:
            await self._send(self._dialogue.audio(frame.pcm))
        except GoneError:
            around.backlog.put_back(frame)
            self._unsent = seconds
            raise

    async def _keep_alive(self, wait: float | None) -> float | None:
        every, now = self._around.provider.keeps_alive_every, self._around.clock()
        if every is None:
            return wait
        due = self._last_sent + every - now
        if due <= 0:
            frame = self._dialogue.keep_alive()
            self._last_sent, due = now, every
            if frame is not None:
                await self._send(frame)
        return due if wait is None else min(due, wait)

    async def _send(self, frame: str | bytes) -> None:
        if self.socket is not None:
            self._last_sent = self._around.clock()
            await self.socket.send(frame)
