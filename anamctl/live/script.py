"""What is said in a session, one thing after the other, and when nothing is left to say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from anamctl.errors import AnamctlError

if TYPE_CHECKING:
    from anamctl.live.runner import Runner

AFTER_LOSS = 5.0
"""Seconds to wait for a reply in the middle of which the connection was lost."""
HEARING = 10.0
"""Seconds after a file for the service to say what it has heard."""


class Script:
    """
    Does what a plan says.

    Args:
        runner: the session.
        sound: set when a file that the persona hears has come to its end; None without one.
    """

    def __init__(self, runner: Runner, sound: asyncio.Event | None) -> None:
        self._runner = runner
        self._plan = runner.plan
        self._talk = runner.talk
        self._sound = sound
        self.is_said = asyncio.Event()
        """Set when everything of the plan was said and heard."""

    async def run(self) -> None:
        """Do what the plan says, and end the session when nothing is left to do."""
        await self._runner.ready.wait()
        if self._plan.duration is not None:
            self._runner.spawn(self._hold(self._plan.duration))
        for text in self._plan.contexts:
            await self._runner.attempt(self._runner.session.context(text))
        if (self._plan.says or self._plan.reads) and not self._plan.is_conversation:
            await self._let_greet()
        for text in self._plan.says:
            await self.say(text)
            if self._runner.is_ending:
                return
        if self._sound is not None:
            await self._listen_to_the_end(self._sound)
        self.is_said.set()
        has_script = bool(self._plan.says) or self._sound is not None
        if has_script and not self._plan.reads and not self._plan.stays and self._plan.duration is None:
            self._runner.end("everything was said", "you")

    async def _let_greet(self) -> None:
        if not self._plan.skips_greeting:
            await self._talk.until(lambda: self._talk.count > 0, self._plan.greeting)
        await self._talk.until(lambda: not self._talk.is_speaking(), self._plan.patience)

    async def say(self, text: str) -> None:
        """Say something, and wait for the reply; that there is none is told."""
        since, losses = self._talk.count, self._talk.losses
        if not await self._say(text):
            return

        def is_lost() -> bool:
            return self._talk.losses > losses

        await self._talk.until(lambda: self._talk.has_reply(since) or is_lost(), self._plan.patience)
        if is_lost():
            # What was said while the peer was lost does not come again.
            await self._talk.reply(since, min(self._plan.patience, AFTER_LOSS))
        if not self._talk.has_reply(since) and not self._runner.is_ending:
            lost = "; it may have been lost with the connection" if is_lost() else f" in {self._plan.patience:g} s"
            await self._runner.warn(f"no reply{lost}")

    async def _say(self, text: str) -> bool:
        """Say something; while the connection is lost, wait for it to come back. What cannot be said ends it all."""
        until = self._runner.loop.time() + self._plan.patience
        while True:
            opened = self._talk.openings
            try:
                await self._runner.session.say(text)
            except AnamctlError as error:
                left = until - self._runner.loop.time()
                if self._runner.is_ending:
                    return False
                if not await self._talk.until(lambda opened=opened: self._talk.openings > opened, left):  # type: ignore[misc]
                    self._runner.fail("a text could not be sent", error)
                    return False
            else:
                return True

    async def _listen_to_the_end(self, is_over: asyncio.Event) -> None:
        """Wait until the persona has heard a file and has answered."""
        await is_over.wait()
        patience = min(self._plan.patience, HEARING)
        until = self._runner.loop.time() + patience
        while not self._has_heard() and self._runner.loop.time() < until:
            before = self._talk.changes
            await self._talk.until(self._has_heard, min(self._plan.settling, patience))
            if self._talk.has_user and self._talk.changes == before:
                break  # it has heard something else, and nothing more comes
        await self._talk.until(self._talk.last_is_answered, patience)

    def _has_heard(self) -> bool:
        return self._runner.expectations.has_heard_all() if self._plan.wishes.heard else self._talk.has_user

    async def _hold(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        self._runner.end(f"the {seconds:g} s of --for were over", "you")
