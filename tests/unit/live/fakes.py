"""A session without a service, and a screen without a terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from anamctl.anam.events import ChannelOpen, Closed, Connected, Engine, Message, Minted, Ready, Update
from anamctl.anam.updates import changes_of
from anamctl.lint.runner import Linter, Selection
from anamctl.live.changing import Changer
from anamctl.live.runner import Runner

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from anamctl.anam.events import Event
    from anamctl.errors import AnamctlError
    from anamctl.live.plan import Plan
    from anamctl.live.summary import Summary

ID = "5b8c0a51-1111-4222-8333-0123456789ab"
BODY: dict[str, Any] = {
    "personaConfig": {
        "name": "Camille",
        "voiceId": "6bfbe25a-979d-40f3-a92b-5394170af54b",
        "languageCode": "fr",
        "systemPrompt": "Vous êtes Camille.",
        "voiceGenerationOptions": {"speed": 1.0},
        "voiceDetectionOptions": {"endOfSpeechSensitivity": 0.5},
    }
}


class FakeSession:
    """Starts at once, answers every text, and applies every update; each of that can be changed."""

    def __init__(self) -> None:
        self.id = ""
        self.calls: list[tuple[Any, ...]] = []
        self.answer: Callable[[str], list[Event]] = self.plain_answer
        self.outcome = "applied"
        self.failure: AnamctlError | None = None
        self.is_left = False
        self.gets_ready = True
        self._queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._is_over = False
        self._number = 0

    async def __aenter__(self) -> Self:
        steps: list[Event] = [Minted(t=0.1), Engine(t=0.2, session_id=ID, region="eu")]
        if self.gets_ready:
            steps += [Connected(t=0.3), ChannelOpen(t=0.4), Ready(t=0.5)]
        for event in steps:
            self.put(event)
        self.id = ID
        return self

    async def __aexit__(self, *_: object) -> None:
        self.is_left = True
        self.close("left", "you")

    def put(self, event: Event) -> None:
        """Let something happen."""
        self._queue.put_nowait(event)

    async def events(self) -> AsyncIterator[Event]:
        while (event := await self._queue.get()) is not None:
            yield event
        if self.failure is not None:
            raise self.failure

    def close(self, reason: str, by: Any) -> list[Event]:
        """Let it be over; as an answer, say nothing more."""
        if not self._is_over:
            self._is_over = True
            self.put(Closed(t=9.0, reason=reason, by=by, billed=8.5))
            self._queue.put_nowait(None)
        return []

    async def stop(self, reason: str, by: Any) -> None:
        self.calls.append(("stop", reason, by))
        self.close(reason, by)

    async def say(self, text: str) -> None:
        self.calls.append(("say", text))
        self._number += 1
        self.put(Message(t=1.0, role="user", id=f"typed-{self._number}", text=text, final=True, typed=True))
        for event in self.answer(text):
            self.put(event)

    def plain_answer(self, text: str) -> list[Event]:
        """Give an answer in two pieces."""
        id_ = f"answer-{self._number}"
        whole = f"Bien sûr, vous avez dit : {text}"
        return [
            Message(t=1.1, role="persona", id=id_, text=whole[:5], final=False),
            Message(t=1.2, role="persona", id=id_, text=whole, final=True),
        ]

    async def context(self, text: str) -> None:
        self.calls.append(("context", text))

    async def interrupt(self) -> None:
        self.calls.append(("interrupt",))

    async def update(self, data: dict[str, Any], *, wait: float = 2.0) -> Update:
        self.calls.append(("update", data, wait))
        update = Update(t=2.0, outcome=self.outcome, changes=changes_of(data), took=0.01)  # type: ignore[arg-type]
        self.put(update)
        return update

    def called(self, name: str) -> list[tuple[Any, ...]]:
        """Give what a method was called with."""
        return [call[1:] for call in self.calls if call[0] == name]


class FakeScreen:
    """Keeps what it is shown; what is typed is put into it."""

    def __init__(self, *lines: str, ends: bool = True) -> None:
        self.events: list[Event] = []
        self.notes: list[str] = []
        self.languages: list[str] = []
        self.left: list[float] = []
        self.summaries: list[Summary] = []
        self.broken: OSError | None = None
        self.changed = asyncio.Event()
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        for line in lines:
            self._lines.put_nowait(line)
        if ends:
            self._lines.put_nowait(None)

    def type(self, line: str) -> None:
        self._lines.put_nowait(line)

    def ends_in(self, seconds: float) -> None:
        self.left.append(seconds)

    def language(self, code: str) -> None:
        self.languages.append(code)

    def show(self, event: Event) -> None:
        if self.broken is not None:
            raise self.broken
        self.events.append(event)
        self.changed.set()

    def note(self, line: str) -> None:
        self.notes.append(line)
        self.changed.set()

    async def change(self) -> None:
        """Wait until there is something new, and then until there has been nothing for a moment."""
        await self.changed.wait()
        while self.changed.is_set():
            self.changed.clear()
            await asyncio.sleep(0.02)

    async def typed(self) -> AsyncIterator[str]:
        while (line := await self._lines.get()) is not None:
            yield line

    def stop_reading(self) -> None:
        self._lines.put_nowait(None)

    def finish(self, summary: Summary) -> None:
        self.summaries.append(summary)


LINTER = Linter(Selection(), {})


def make_changer(session: FakeSession, body: dict[str, Any] | None = None, **layers: dict[str, Any]) -> Changer:
    return Changer(session, body or BODY, layer=layers.get, linter=LINTER, now=lambda: 3.0)


def make_runner(session: FakeSession, screen: FakeScreen, plan: Plan, **more: Any) -> Runner:
    return Runner(session, screen, plan, make_changer(session), **more)


def run(session: FakeSession, screen: FakeScreen, plan: Plan, **more: Any) -> Summary:
    """Run a whole session."""

    async def main() -> Summary:
        async with asyncio.timeout(4):
            return await make_runner(session, screen, plan, **more).run()

    return asyncio.run(main())
