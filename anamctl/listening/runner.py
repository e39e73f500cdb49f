"""
Listening from its start to its end: what is heard, shown, kept and judged, which keys are pressed, which signals come.

Whatever happens, leaving `run` leaves no session open that could have been ended.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol, Self

from anamctl.audio import notices
from anamctl.errors import AnamctlError, ServiceError, UsageError
from anamctl.listening import screen as keys
from anamctl.listening.assignments import parse
from anamctl.listening.events import FileBegan, SettingsSent
from anamctl.listening.saving import Savers
from anamctl.listening.summary import sum_up
from anamctl.shown import Shown
from anamctl.stt.heard import Dropped, Ended, Ready, Warned
from anamctl.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from types import TracebackType

    from anamctl.audio.notices import Notice
    from anamctl.listening.events import Event
    from anamctl.listening.screen import Screen
    from anamctl.listening.status import Status
    from anamctl.listening.summary import Summary
    from anamctl.stt.heard import Heard, Link

_REST = 1.0
"""Seconds for what is left when the end was hurried; it is there already."""


class Hearing(Protocol):
    """What is needed of a stream (`anamctl.stt.stream.Stream`)."""

    async def __aenter__(self) -> Self: ...

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def events(self) -> AsyncIterator[Heard]:
        """Give what is heard, until it is over."""

    @property
    def link(self) -> Link | None:
        """How the way to the service stands."""

    async def end_turn(self) -> bool:
        """Let the service call the turn complete now; tell whether it can."""

    async def configure(self, settings: Mapping[str, object]) -> None:
        """
        Change settings of the service, in this session and in those that follow.

        Raises:
            UsageError: one of them cannot be changed, or not to this value; nothing is sent.
        """

    async def pause(self) -> None:
        """Send no more sound."""

    async def resume(self) -> None:
        """Send sound again."""

    async def stop(self, reason: str = "you") -> None:
        """Let the service say the rest, and end."""


class Plan(NamedTuple):
    """What is to happen."""

    duration: float | None = None
    """End so many seconds after the service is ready."""
    reads_keys: bool = False
    """Whether there is a person to press keys."""


class Runner:
    """
    Runs one stream.

    Args:
        stream: the stream, not yet entered; it hears a `Tapped` source when there is a level to show, or sound to keep.
        screen: shows what happens, and gives keys.
        status: collects what happens.
        plan: what is to happen.
        savers: keep what happens.
    """

    def __init__(
        self,
        stream: Hearing,
        screen: Screen,
        status: Status,
        plan: Plan = Plan(),  # noqa: B008  # a value that never changes
        *,
        savers: Savers | None = None,
    ) -> None:
        self.status = status
        self._stream = stream
        self._plan = plan
        self._shown: Shown[Screen] = Shown(screen, lambda: self.end(self._shown.reason))
        self._savers = savers or Savers(())
        self._tasks = Tasks(self._task_failed)
        self._signals = 0
        self._is_ending = False
        self._is_entered = False
        self._is_ready = False
        self._is_limited = False
        """Whether its time was over."""
        self._reason = ""
        self._changed = ""
        """Names of the settings that were sent last."""
        self._lost_before = 0.0
        self._failed: BaseException | None = None
        self._main: asyncio.Task[object] | None = None

    # ---- the whole of it -----------------------------------------------------------------------------------------

    async def run(self) -> Summary:
        """Listen, and say how it was."""
        try:
            error = await self._run() or self._shown.failure or self._missed()
            self._savers.settle(was_heard=error is None and self.status.has_begun)
            summary = self._sum_up(error)
            self._savers.finish(summary)
        finally:
            self._savers.close()
        return summary if self._savers.error is None else self._sum_up(error)

    def _sum_up(self, error: AnamctlError | None) -> Summary:
        return sum_up(
            self.status,
            error or self._savers.error,
            is_interrupted=self._signals > 0 or self._shown.is_terminal_gone,
            saved=self._savers.paths,
        )

    async def _run(self) -> AnamctlError | None:
        self._main = asyncio.current_task()
        error: AnamctlError | None = None
        self._shown.show(lambda screen: screen.begin(self.status))
        try:
            async with self._stream as stream:
                self._is_entered = True
                self.status.begin()
                self.status.link = lambda: stream.link
                if self._is_ending:  # a signal came before there was anything to end
                    self._tasks.spawn(stream.stop(self._reason))
                if self._plan.reads_keys:
                    self._tasks.spawn(self._read())
                try:
                    async for event in stream.events():
                        self._see(event)
                finally:
                    await self._stop_tasks()
        except AnamctlError as raised:
            error = self._blamed(raised)
        except asyncio.CancelledError:
            # The second signal. The session was ended on the way out of its context.
            if self._signals < 2 or self._main is None:
                raise
            self._main.uncancel()
            await self._take_the_rest()
        finally:
            self._main = None  # there is nothing left to hurry
            await self._stop_tasks()
        if self._failed is not None:
            raise self._failed
        return error

    def _blamed(self, error: AnamctlError) -> AnamctlError:
        """Name what was set last when the service refuses a setting: it may not say which."""
        ended = self.status.ended
        is_refused = isinstance(error, UsageError) and ended is not None and ended.by == "service"
        if not is_refused or not self._changed:
            return error
        return UsageError(error.message, hint=f"what was set last is {self._changed}; leave it as it was.")

    def _missed(self) -> AnamctlError | None:
        """Make the error for a time that was over before the service listened to anything."""
        if not self._is_limited or self.status.has_begun:
            return None
        if self.status.ended is not None and self.status.ended.sessions:
            return ServiceError(f"the microphone did not open ({self._reason}).", hint="allow more time.")
        attempt = self.status.attempt
        why = attempt.reason if attempt is not None else "the service has not begun"
        return ServiceError(
            f"{self.status.about.shown}: no session could be started: {why} ({self._reason}).",
            hint="is the address right, and the network up? Or allow more time.",
        )

    async def _take_the_rest(self) -> None:
        """Take what has been said until the end that was hurried."""
        if not self._is_entered:
            return
        with contextlib.suppress(AnamctlError, TimeoutError):
            async with asyncio.timeout(_REST):
                async for event in self._stream.events():
                    self._see(event)

    def signal(self) -> None:
        """Take a signal: the first ends the stream properly, another one hurries."""
        self._signals += 1
        if self._signals == 1:
            self.end()
        elif self._main is not None and self._signals == 2:
            self._main.cancel()

    def end(self, reason: str = "you") -> None:
        """End the stream: what is still to be said is waited for. Only the first reason counts."""
        if not self._is_ending:
            self._is_ending = True
            self.status.is_ending = True
            self._reason = reason
            if self._is_entered:
                self._tasks.spawn(self._stream.stop(reason))

    def limit(self, reason: str) -> None:
        """End the stream because its time is over."""
        self._is_limited = self._is_limited or not self._is_ending
        self.end(reason)

    # ---- what happens --------------------------------------------------------------------------------------------

    def _see(self, event: Event) -> None:
        is_first = isinstance(event, Ready) and not self._is_ready
        self._is_ready = self._is_ready or is_first
        if self._lost_before and isinstance(event, Dropped):
            event = replace(event, total=event.total + self._lost_before)
        elif self._lost_before and isinstance(event, Ended):
            event = replace(event, dropped=event.dropped + self._lost_before)
        self._give_seen(event)
        if is_first and self._plan.duration is not None:
            self._tasks.spawn(self._hold(self._plan.duration))

    def _give_seen(self, event: Event) -> None:
        language = self.status.see(event)
        self._give(event)
        if language is not None:
            self._give(language)

    def _give(self, event: Event) -> None:
        self._savers.see(event)
        self._shown.show(lambda screen: screen.show(event))

    def warn(self, text: str) -> None:
        """Warn of something that is no matter of the service."""
        self._see(Warned(t=self.status.seconds, text=text, by="anamctl"))

    def notice(self, notice: Notice) -> None:
        """Tell what the source has to say; called in the loop."""
        self.status.notice(notice)
        if isinstance(notice, notices.Dropped):
            sent, self._lost_before = self.status.dropped - self._lost_before, notice.total
            self._give_seen(Dropped(t=self.status.seconds, seconds=notice.seconds, total=sent + notice.total))
            return
        self.warn(f"{notice.text}; {notice.hint}" if notice.hint else notice.text)

    def file_began(self, name: str, start: float) -> None:
        """Tell that one of several files begins."""
        self._see(FileBegan(t=self.status.seconds, name=name, start=start))

    def lose(self, error: OSError) -> None:
        """Take in that the screen cannot be written to any more."""
        self._shown.lose(error)

    @property
    def lost(self) -> OSError | None:
        """What kept the screen from being written to."""
        return self._shown.lost

    @property
    def is_showing(self) -> bool:
        """Whether something is being written to whoever reads, who may take no more."""
        return self._shown.is_showing

    # ---- what is done --------------------------------------------------------------------------------------------

    async def _hold(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self.end(f"the {seconds:g} s of --for were over")

    async def _read(self) -> None:
        """Do what the keys say."""
        if self._shown.screen is None:
            return
        async for key in self._shown.screen.keys():
            if key == keys.INTERRUPTED:
                self.signal()
            elif key == keys.QUIT:
                self.end()
            elif key == keys.PAUSE:
                await self.pause(is_paused=not self.status.is_paused)
            elif key == keys.END_TURN:
                await self.end_turn()
            elif isinstance(key, keys.Typed):
                key.settle(await self.change(key.text))
            elif key in keys.PRESETS:
                await self._choose(keys.PRESETS.index(key))
            elif key == keys.SETTINGS:
                self._note(
                    f"{self.status.about.shown} takes no other settings while it listens; end it and begin again"
                )

    async def pause(self, *, is_paused: bool) -> None:
        """Send no more sound, or send it again."""
        if not self._is_ending:
            await (self._stream.pause() if is_paused else self._stream.resume())

    async def end_turn(self) -> None:
        """Let the service call the turn complete now."""
        if not self._is_ending and not await self._stream.end_turn():
            self._note("a turn cannot be ended now")

    async def change(self, text: str) -> str:
        """Send settings that somebody has typed; say in a line what is wrong with them."""
        try:
            await self._send(parse(text))
        except UsageError as error:
            return _told(error)
        return ""

    async def _choose(self, number: int) -> None:
        """Send the settings of a preset."""
        about = self.status.about
        if number >= len(about.changing.presets):
            which = self.status.model or about.shown
            self._note(f"{which} has no presets for the end of turns; AssemblyAI's Universal-Streaming models have")
            return
        preset = about.changing.presets[number]
        try:
            await self._send(preset.settings, preset.name)
        except UsageError as error:  # it does not go with what was set before
            self._note(f"{preset.name}: {_told(error)}")

    async def _send(self, settings: Mapping[str, object], preset: str = "") -> None:
        """
        Send settings, and tell that they were sent.

        Raises:
            UsageError: one of them cannot be changed, or not to this value.
        """
        if self._is_ending:
            return
        found = self.status.about.changing.values(settings)
        await self._stream.configure(found)
        self._changed = ", ".join(found)
        is_waiting = not self.status.is_open
        self._see(SettingsSent(t=self.status.seconds, settings=found, preset=preset, is_waiting=is_waiting))
        for remark in self.status.about.changing.remarks(found):
            self._note(remark)

    def _note(self, line: str) -> None:
        self._shown.show(lambda screen: screen.note(line))

    # ---- tasks ---------------------------------------------------------------------------------------------------

    def _task_failed(self, error: BaseException) -> None:
        """Let a bug in a task end the stream, instead of leaving it to itself."""
        if isinstance(error, OSError):
            self.lose(error)  # the terminal is gone while somebody typed
        else:
            self._failed = error
            self.end("a bug in anamctl")

    async def _stop_tasks(self) -> None:
        self._shown.stop_reading()
        await self._tasks.stop()


def _told(error: UsageError) -> str:
    """Give an error as a line among others."""
    return "; ".join(filter(None, (error.message.rstrip("."), error.hint.rstrip("."))))
