"""
A live session with a persona.

    async with Session(rest, body, media=Media()) as session:
        async for event in session.events():
            ...

It starts in the background and tells everything as events. Whatever way the ``async with`` is left, the session is
ended, which takes 5 s at most.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any, Self

from anamctl.anam import channel_messages as channel
from anamctl.anam.ending import Verdict
from anamctl.anam.event_queue import EventQueue
from anamctl.anam.events import EndedBy, Event, Message, ToolCall, Update, Warned
from anamctl.anam.hooks import Hooks
from anamctl.anam.loading import require_live
from anamctl.anam.media import Media
from anamctl.anam.running import Run
from anamctl.anam.timers import Timers
from anamctl.anam.updates import Updates, not_sent
from anamctl.errors import AnamctlError, ServiceError
from anamctl.tasks import until_done

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping
    from types import TracebackType

    from anamctl.anam.rest import AnamClient


class Session:
    """
    One session, from the token to the end.

    Args:
        rest: the API; it has to stay open until the session is over.
        body: what the token is minted with: ``personaConfig`` and what else belongs to it.
        media: what the persona hears, and who hears it.
        timers: how long is waited for what.
        clock: gives seconds.
        max_length: seconds from the first connection after which the session is ended.
    """

    def __init__(
        self,
        rest: AnamClient,
        body: Mapping[str, Any],
        *,
        media: Media = Media(),  # noqa: B008  # cannot change
        timers: Timers = Timers(),  # noqa: B008
        clock: Callable[[], float] = time.monotonic,
        max_length: float | None = None,
    ) -> None:
        self._rest = rest
        self._body = body
        self._media = media
        self._timers = timers
        self._clock = clock
        self._max_length = max_length
        self._began = clock()
        self._queue = EventQueue()
        self._reader = channel.ChannelReader()
        self._updates = Updates()
        self._update_lock = asyncio.Lock()
        self._update: asyncio.Future[Update] | None = None
        self._typed = 0
        self._run: Run | None = None
        self._task: asyncio.Task[None] | None = None
        self._failure: BaseException | None = None

    # ---- start and end -------------------------------------------------------------------------------------------

    async def __aenter__(self) -> Self:
        require_live()
        self._began = self._clock()
        hooks = Hooks(self._queue.put, self._now, self._on_frame, self._on_warning, self._on_gone)
        self._run = Run(self._rest, self._body, self._media, self._timers, hooks, self._max_length)
        self._task = asyncio.create_task(self._drive(self._run), name="anam-session")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            verdict = Verdict("you", "you")
        elif isinstance(error, Exception):
            verdict = Verdict("an error", "error")
        else:
            verdict = Verdict("interrupted", "you")
        await self._finish(verdict)
        if error is None and self._failure is not None and not isinstance(self._failure, AnamctlError):
            failure, self._failure = self._failure, None
            raise failure

    async def stop(self, reason: str = "you", by: EndedBy = "you") -> None:
        """End the session, and wait until it has ended."""
        await self._finish(Verdict(reason, by))

    async def events(self) -> AsyncIterator[Event]:
        """
        Give what happens, up to `Closed`.

        Raises:
            AnamctlError: after `Closed`, when the session could not be started or was lost.
        """
        async for event in self._queue.read():
            yield event
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    # ---- what can be done to it ----------------------------------------------------------------------------------

    @property
    def id(self) -> str:
        """The id of the session; empty until there is an engine."""
        return self._run.engine.session_id if self._run is not None and self._run.engine is not None else ""

    @property
    def is_open(self) -> bool:
        """Whether messages go out: the data channel is open."""
        return self._run is not None and self._run.peer is not None and self._run.peer.is_open

    async def say(self, text: str) -> None:
        """
        Say something to the persona. The service does not echo it, so it becomes an event here.

        Raises:
            ServiceError: it could not be sent.
        """
        self._send(channel.speech(self.id, text), "text")
        self._typed += 1
        self._queue.put(
            Message(t=self._now(), role="user", id=f"typed-{self._typed}", text=text, final=True, typed=True)
        )

    async def context(self, text: str) -> None:
        """
        Let the persona know something without an answer.

        Raises:
            ServiceError: it could not be sent.
        """
        self._send(channel.context(self.id, text), "context")

    async def interrupt(self) -> None:
        """
        Stop the persona in what it says.

        Raises:
            ServiceError: it could not be sent.
        """
        self._send(channel.interrupt(self.id), "interruption")

    async def answer_tool(self, call: ToolCall, *, result: object = None, error: str = "") -> None:
        """
        Answer a tool call.

        Raises:
            ServiceError: it could not be sent.
        """
        self._send(channel.tool_result(self.id, call, result=result, error=error), "result of the tool")

    async def update(self, data: Mapping[str, Any], *, wait: float | None = None) -> Update:
        """
        Change the running persona, and wait for how that ends. One change after the other.

        Args:
            data: any of ``languageCode``, ``voiceGenerationOptions`` and ``voiceDetectionOptions``.
            wait: seconds for the answer; those of the timers when left out.
        """
        async with self._update_lock:
            while self._update is not None and not self._update.done():
                await asyncio.wait({self._update})  # whoever waited for that one was cancelled
            problem = self._send_update(data)
            if problem:
                update = not_sent(data, problem, self._now())
                self._queue.put(update)
                return update
            limit = self._timers.update if wait is None else wait
            self._updates.send(data, self._now(), limit)
            loop = asyncio.get_running_loop()
            self._update = future = loop.create_future()
            timer = loop.call_later(limit, self._on_update_due)
            future.add_done_callback(lambda _: timer.cancel())
            return await asyncio.shield(future)

    # ---- what comes ----------------------------------------------------------------------------------------------

    def _on_frame(self, frame: str | bytes) -> None:
        ignored = self._reader.ignored
        found = self._reader.read(frame, self._now())
        if isinstance(found, channel.Applied):
            self._settle(self._updates.acknowledged(found.changed, self._now()))
        elif found is not None:
            self._queue.put(found)
        elif ignored == 0 and self._reader.ignored:
            text = "the service sent something over the data channel that cannot be read; it is ignored"
            self._queue.put(Warned(t=self._now(), text=text, by="anamctl"))

    def _on_warning(self, text: str) -> None:
        update = self._updates.warned(text, self._now())
        if update is not None:
            self._settle(update)
        else:
            self._queue.put(Warned(t=self._now(), text=text))

    def _on_update_due(self) -> None:
        update = self._updates.lost(self._now())
        if update is not None:
            self._settle(update)

    def _on_gone(self, why: str) -> None:
        update = self._updates.lost(self._now(), why)
        if update is not None:
            self._settle(update)

    def _settle(self, update: Update) -> None:
        """Tell how an update ended, and whoever waits for it."""
        self._queue.put(update)
        if self._update is not None and not self._update.done() and not self._updates.in_flight and not update.is_late:
            self._update.set_result(update)

    # ---- helpers -------------------------------------------------------------------------------------------------

    def _now(self) -> float:
        return self._clock() - self._began

    def _send(self, message: str, what: str) -> None:
        problem = self._sent(message)
        if problem:
            raise ServiceError(f"the {what} was not sent: {problem}.", hint="wait until the session is ready.")

    def _sent(self, message: str) -> str:
        peer = self._run.peer if self._run is not None else None
        return "the data channel is not open" if peer is None else peer.send(message)

    def _send_update(self, data: Mapping[str, Any]) -> str:
        if not data:
            return "there is nothing to change"
        try:
            message = channel.persona_config(data)
        except (TypeError, ValueError):
            return "it holds a value that JSON does not have"
        return self._sent(message)

    async def _drive(self, run: Run) -> None:
        await run.run()
        self._failure = run.failure
        self._queue.close()

    async def _finish(self, verdict: Verdict) -> None:
        """Let it be over and wait until it is; a cancellation waits that long, too."""
        if self._run is None or self._task is None:
            return
        self._run.over(verdict)
        await until_done(self._task)
