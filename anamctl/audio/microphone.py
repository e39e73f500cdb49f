"""
A microphone as a source.

PortAudio calls back in a thread of its own, where nothing is done but copying. Whatever may block for ever (opening,
closing, starting PortAudio anew) is done in daemon threads with a limit.
"""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections import deque
from typing import TYPE_CHECKING, Self, TypeVar

from anamctl.audio import pcm
from anamctl.audio.blocks import BLOCK_MS, SAMPLE, Block, Framer
from anamctl.audio.clock import SampleClock
from anamctl.audio.failures import DeviceError, GoneError, HungError
from anamctl.audio.level import Level, level
from anamctl.audio.notices import Dropped, Overflowed, nobody
from anamctl.audio.opening import Opened, Tap, open_input
from anamctl.audio.quiet import quiet
from anamctl.audio.ring import SECONDS, Piece, Ring
from anamctl.audio.system import SYSTEM, SoundSystem
from anamctl.audio.threads import StuckError, in_thread
from anamctl.audio.timers import Timers
from anamctl.audio.watching import Patience, Watch

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from anamctl.audio.notices import Tell

WANTED_RATE = 16000
"""What speech recognition wants; a device that refuses it gives what it has."""
_T = TypeVar("_T")
_RETRY = 1.0
"""Seconds between looking for a device that is gone."""
_PATIENCE = Patience()
_TIMERS = Timers()


async def open_microphone(
    wanted: str | int | None = None,
    *,
    rate: int = WANTED_RATE,
    milliseconds: int = BLOCK_MS,
    tell: Tell = nobody,
    patience: Patience = _PATIENCE,
    system: SoundSystem = SYSTEM,
    timers: Timers = _TIMERS,
) -> Microphone:
    """
    Open a microphone; it records from now on.

    Args:
        wanted: its number, or parts of its name; None takes the system's default.
        rate: samples in a second to ask for first.
        milliseconds: of a block.
        tell: is told what happens, such as lasting silence.
        patience: for how long things may last.
        system: PortAudio.
        timers: for the time.

    Raises:
        DeviceError: there is no such microphone, or it does not open.
    """
    microphone = Microphone(
        wanted, milliseconds=milliseconds, tell=tell, patience=patience, system=system, timers=timers
    )
    await microphone.open((rate, 0))
    return microphone


class Microphone:
    """
    A microphone. Made by `open_microphone`; the parameters are described there.

    It records until `stop` or `aclose`. When it is unplugged, iterating raises `GoneError`, and `reopen` waits for
    it to come back; then iterating goes on.
    """

    is_live = True

    def __init__(
        self,
        wanted: str | int | None,
        *,
        milliseconds: int,
        tell: Tell,
        patience: Patience,
        system: SoundSystem,
        timers: Timers,
    ) -> None:
        self._wanted = wanted
        self._milliseconds = milliseconds
        self._tell = tell
        self._patience = patience
        self._system = system
        self._timers = timers
        self._loop = asyncio.get_running_loop()
        self._more = asyncio.Event()
        self._ready: deque[Block] = deque()
        self._opened: Opened | None = None
        self._tap: Tap | None = None
        self._ring: Ring | None = None
        self._channels = 1
        self._is_stopped = False
        self._is_closed = False
        self._overflows = 0
        self._dropped_told = -math.inf
        self._dropped_before = 0.0
        self._last = b""
        self.rate = 0
        self.name = ""
        self.dropped = 0.0
        """Seconds of sound that were lost because nobody took them in time."""

    # ---- opening and closing -------------------------------------------------------------------------------------

    async def open(self, rates: Sequence[int]) -> None:
        """
        Open the device.

        Args:
            rates: to try in this order; 0 is the one that the device would choose.

        Raises:
            DeviceError: there is no such microphone, or it does not open.
        """
        with quiet():
            self._opened = await self._bounded(lambda: self._open(rates), self._patience.open, late=Opened.close)
        self._system.hold(self)
        _, self._tap, device, rate, self._channels = self._opened
        self._ring = self._tap.ring
        if not self.rate:
            self.rate, self.name = rate, device.name
            self.clock = SampleClock(rate)
            self._framer = Framer(rate, self._milliseconds)
        if isinstance(self._wanted, int) or (self._wanted or "").isdigit():
            self._wanted = device.name  # numbers change when devices come and go
        self._watch = Watch(self.name, self.rate, self._patience, self._timers.clock())

    def _open(self, rates: Sequence[int]) -> Opened:
        """Open the device; runs in another thread."""

        def tap(rate: int) -> Tap:
            # One ring for all streams of this source, so that the samples are counted on.
            return Tap(self._ring or Ring(round(SECONDS * rate), self._wake), self._timers.clock)

        return open_input(self._system, self._wanted, rates, self._milliseconds, tap)

    async def reopen(self, *, wait: float = 0.0) -> None:
        """
        Start PortAudio anew, for it looks for devices only then, and open the microphone again at the rate it had.

        Samples are counted on from where it was lost. Loudspeakers that are open are opened again as well.

        Args:
            wait: seconds to go on trying while it is not there.

        Raises:
            DeviceError: it is not there, or does not open.
        """
        deadline = self._timers.clock() + wait
        await self._let_go()
        self._tap = None
        while True:
            try:
                with quiet():
                    await self._bounded(self._system.restart, self._patience.open)
                await self.open((self.rate,))
            except DeviceError:
                if self._timers.clock() >= deadline:
                    raise
                await self._timers.sleep(min(_RETRY, max(0.0, deadline - self._timers.clock())))
            else:
                return

    async def stop(self) -> None:
        """Record no more. What was recorded can still be taken, the last block padded; then iterating ends."""
        await self._let_go()
        self._is_stopped = True
        self._more.set()

    async def aclose(self) -> None:
        """Record no more and drop what was not taken. It takes no longer than its limit, even when the server hangs."""
        self._is_closed = True
        await self.stop()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    def forget_stream(self) -> None:
        """Close the stream, because PortAudio is about to be started anew; called in another thread."""
        opened, self._opened = self._opened, None
        if opened is not None:
            self._system.release(self)
            opened.close()
            opened.tap.end()

    def restore_stream(self) -> None:
        """Do nothing: `reopen` is called by who iterates, and knows whether it is wanted again."""

    async def _let_go(self) -> None:
        opened, self._opened = self._opened, None
        if opened is None:
            return
        self._system.release(self)
        opened.tap.leave()
        with quiet(), contextlib.suppress(HungError):  # the call stays behind in its thread; exits know of it
            await self._bounded(opened.stream.close, self._patience.close)
        opened.tap.cut()

    async def _bounded(
        self, function: Callable[[], _T], limit: float, *, late: Callable[[_T], object] | None = None
    ) -> _T:
        try:
            return await in_thread(function, limit=limit, late=late)
        except StuckError:
            name = self.name or "The microphone"
            raise HungError(
                f"{name} has not answered within {limit:g} s.",
                hint="does the sound server hang? Start it again, or choose another device.",
            ) from None

    # ---- what it records -----------------------------------------------------------------------------------------

    @property
    def level(self) -> Level:
        """How loud the last block was."""
        return level(self._last)

    @property
    def held(self) -> float:
        """Seconds of sound that wait to be taken."""
        return self._ring.held / self.rate if self._ring is not None else 0.0

    def discard(self) -> None:
        """Forget what was recorded and not taken, so that what comes next is of now; that does not count as lost."""
        while self._ring is not None and (piece := self._ring.take()) is not None:
            self._accept(piece)
        self._ready.clear()

    def __aiter__(self) -> AsyncIterator[Block]:
        return self

    async def __anext__(self) -> Block:
        """
        Give the next block.

        Raises:
            GoneError: it was unplugged; `reopen` may help.
            StalledError: nothing comes, for very long.
        """
        while not self._ready:
            if self._is_closed:
                raise StopAsyncIteration
            # In this order: what came last may have come between.
            is_stopped, is_over = self._is_stopped, self._tap is None or self._tap.is_over
            piece = self._ring.take() if self._ring is not None else None
            if piece is not None:
                self._accept(piece)
            elif is_stopped:
                self._ready.extend(self._framer.flush(self._timers.clock()))
                if not self._ready:
                    raise StopAsyncIteration
            elif is_over:
                raise GoneError(
                    f"{self.name} is gone.", hint="was it unplugged, or has the sound server ended? Plug it in again."
                )
            else:
                await self._wait()
        block = self._ready.popleft()
        self._last = block.pcm
        return block

    def _accept(self, piece: Piece) -> None:
        sound = pcm.mono(piece.pcm, self._channels)
        frames = len(sound) // SAMPLE
        lost = piece.start - self._framer.next
        if lost > 0:
            self._ready.extend(self._framer.skip(lost, piece.captured - frames / self.rate))
            self._lose(lost / self.rate)
        if self._ring is not None and self._ring.overflows > self._overflows:
            count, self._overflows = self._ring.overflows - self._overflows, self._ring.overflows
            self._tell(Overflowed(self.name, count))
        self.clock.note(piece.start, piece.start + frames, piece.captured)
        for notice in self._watch.heard(sound, frames, piece.captured):
            self._tell(notice)
        self._ready.extend(self._framer.feed(sound, piece.captured))

    def _lose(self, seconds: float) -> None:
        """Count what was lost, and say so once in a second at most."""
        self.dropped += seconds
        now = self._timers.clock()
        if now - self._dropped_told >= 1:
            self._tell(Dropped(self.name, self.dropped - self._dropped_before, self.dropped))
            self._dropped_told, self._dropped_before = now, self.dropped

    async def _wait(self) -> None:
        """Wait for the device, with an eye on the clock."""
        self._more.clear()
        try:
            async with asyncio.timeout(self._watch.due(self._timers.clock())):
                await self._more.wait()
        except TimeoutError:
            for notice in self._watch.waited(self._timers.clock()):
                self._tell(notice)

    def _wake(self) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits
            self._loop.call_soon_threadsafe(self._more.set)
