"""The same sound to several services at once, side by side."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

from anamctl.errors import ExitCode
from anamctl.listening import screen as keys
from anamctl.listening.fan import Fan
from anamctl.listening.hearing import Transcript
from anamctl.listening.runner import Plan, Runner
from anamctl.listening.saving import Savers
from anamctl.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from anamctl.audio.blocks import Source
    from anamctl.audio.notices import Notice
    from anamctl.listening.events import Event
    from anamctl.listening.runner import Hearing
    from anamctl.listening.status import Status
    from anamctl.listening.summary import Summary


class Lane(NamedTuple):
    """One of the services."""

    label: str
    """What to call it: ``assemblyai/universal-3-5-pro``."""
    make_stream: Callable[[Source], Hearing]
    """Makes the stream that hears what it is given."""
    status: Status


class Compared(NamedTuple):
    """How one of them did."""

    label: str
    summary: Summary
    text: str
    """All that was understood, in a line."""


class ComparisonScreen(Protocol):
    """Shows what several services hear; like `anamctl.listening.screen.Screen`, with the number of the lane."""

    def begin(self, lanes: Sequence[Lane]) -> None:
        """Begin."""

    def show(self, lane: int, event: Event) -> None:
        """Show an event of a lane."""

    def note(self, line: str) -> None:
        """Say something of anamctl's own in a line."""

    def keys(self) -> AsyncIterator[keys.Key]:
        """Give the keys that are pressed."""

    def stop_reading(self) -> None:
        """End `keys`."""

    def finish(self, compared: Sequence[Compared]) -> None:
        """Say how it was."""


class _LaneScreen:
    """A lane of a screen, as the runner of its stream sees it."""

    def __init__(self, screen: ComparisonScreen, lane: int) -> None:
        self._screen = screen
        self._lane = lane

    def begin(self, status: Status) -> None:
        """Nothing: all lanes have begun together."""

    def show(self, event: Event) -> None:
        """Show an event."""
        self._screen.show(self._lane, event)

    def note(self, line: str) -> None:
        """Say something."""
        self._screen.note(line)

    async def keys(self) -> AsyncIterator[str]:
        """Give nothing: keys are for all lanes."""
        nothing: tuple[str, ...] = ()
        for key in nothing:
            yield key

    def stop_reading(self) -> None:
        """Nothing."""

    def finish(self, summary: Summary) -> None:
        """Nothing: all lanes finish together."""


class Comparison:
    """
    Lets several services hear one source.

    Args:
        source: what is heard; whoever opened it closes it.
        lanes: the services.
        screen: shows all of them.
        plan: what is to happen, to all of them.
    """

    def __init__(
        self,
        source: Source,
        lanes: Sequence[Lane],
        screen: ComparisonScreen,
        plan: Plan = Plan(),  # noqa: B008  # a value that never changes
    ) -> None:
        self._lanes = tuple(lanes)
        self._screen = screen
        self._plan = plan
        self._is_showing = False
        self._fan = Fan(source, len(lanes))
        self._transcripts = tuple(Transcript() for _ in lanes)
        self._is_paused = False
        self._tasks = Tasks(self._task_failed)
        self._failed: BaseException | None = None
        self._runners = tuple(
            Runner(
                lane.make_stream(branch),
                _LaneScreen(screen, number),
                lane.status,
                plan._replace(reads_keys=False),
                savers=Savers((transcript,)),
            )
            for number, (lane, branch, transcript) in enumerate(
                zip(lanes, self._fan.branches, self._transcripts, strict=True)
            )
        )

    async def run(self) -> tuple[Compared, ...]:
        """Listen, and say how each of them did. One that fails lets the others go on."""
        self._on_screen(lambda: self._screen.begin(self._lanes))
        self._tasks.spawn(self._fan.pump())
        if self._plan.reads_keys:
            self._tasks.spawn(self._read())
        lanes = [asyncio.create_task(self._run(runner, number)) for number, runner in enumerate(self._runners)]
        try:
            summaries = await asyncio.gather(*lanes)
        finally:
            with contextlib.suppress(OSError):
                self._screen.stop_reading()
            for task in lanes:
                task.cancel()
            await asyncio.gather(*lanes, return_exceptions=True)  # each ends its session first
            await self._tasks.stop()
        if self._failed is not None:
            raise self._failed
        return tuple(
            Compared(lane.label, summary._replace(saved=()), transcript.text)
            for lane, summary, transcript in zip(self._lanes, summaries, self._transcripts, strict=True)
        )

    async def _run(self, runner: Runner, number: int) -> Summary:
        try:
            return await runner.run()
        finally:
            await self._fan.branches[number].aclose()

    def signal(self) -> None:
        """Take a signal: the first ends all streams properly, another one hurries."""
        for runner in self._runners:
            runner.signal()

    def end(self, reason: str = "you") -> None:
        """End all streams."""
        for runner in self._runners:
            runner.end(reason)

    def limit(self, reason: str) -> None:
        """End all streams because their time is over."""
        for runner in self._runners:
            runner.limit(reason)

    def lose(self, error: OSError) -> None:
        """Take in that the screen cannot be written to any more."""
        for runner in self._runners:
            runner.lose(error)

    @property
    def lost(self) -> OSError | None:
        """What kept the screen from being written to."""
        return next((runner.lost for runner in self._runners if runner.lost is not None), None)

    @property
    def is_showing(self) -> bool:
        """Whether something is being written to whoever reads, who may take no more."""
        return self._is_showing or any(runner.is_showing for runner in self._runners)

    def notice(self, notice: Notice) -> None:
        """Tell what the source has to say, once for all."""
        for lane in self._lanes:
            lane.status.notice(notice)
        self._on_screen(lambda: self._screen.note(f"{notice.text}; {notice.hint}" if notice.hint else notice.text))

    def _on_screen(self, show: Callable[[], None]) -> None:
        self._is_showing = True
        try:
            show()
        except OSError as error:
            self.lose(error)
        finally:
            self._is_showing = False

    async def _read(self) -> None:
        """Do what the keys say."""
        async for key in self._screen.keys():
            if key == keys.INTERRUPTED:
                self.signal()
            elif key == keys.QUIT:
                self.end()
            elif key == keys.PAUSE:
                self._is_paused = not self._is_paused
                for runner in self._runners:
                    await runner.pause(is_paused=self._is_paused)
            elif key == keys.END_TURN:
                for runner in self._runners:
                    await runner.end_turn()

    def _task_failed(self, error: BaseException) -> None:
        """Let a bug in a task end all streams, instead of leaving them to themselves."""
        if isinstance(error, OSError):
            self.lose(error)  # the terminal is gone while somebody typed
        else:
            self._failed = error
            self.end("a bug in anamctl")


def exit_code(compared: Sequence[Compared]) -> int:
    """Say what it means to the caller: what is worst for any of them."""
    codes = [one.summary.exit_code for one in compared]
    for code in (ExitCode.INTERRUPTED, ExitCode.CREDENTIALS, ExitCode.USAGE, ExitCode.SERVICE):
        if code in codes:
            return code
    return max(codes, default=ExitCode.OK)
