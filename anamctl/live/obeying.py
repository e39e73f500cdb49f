"""Doing what is typed, or comes through a pipe, line after line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from anamctl.errors import AnamctlError
from anamctl.live import commands

if TYPE_CHECKING:
    from anamctl.live.runner import Runner
    from anamctl.live.screen import Screen
    from anamctl.live.script import Script


class Obeying:
    """
    Obeys lines.

    Args:
        runner: the session.
        script: what is said before the lines, where nobody types.
    """

    def __init__(self, runner: Runner, script: Script) -> None:
        self._runner = runner
        self._plan = runner.plan
        self._script = script

    async def run(self, screen: Screen) -> None:
        """Do what is typed."""
        lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._runner.spawn(self._obey(lines))
        async for line in screen.typed():
            command = self._quick(line)
            if isinstance(command, commands.Quit) and (command.is_interrupt or self._plan.is_conversation):
                if command.is_interrupt:
                    self._runner.signal()
                else:
                    self._runner.end("you", "you")
                return
            lines.put_nowait(line)
            if isinstance(command, commands.Quit):
                return  # a pipe is read faster than it is obeyed: what stands before it is said first
        lines.put_nowait(None)

    def _quick(self, line: str) -> commands.Command | None:
        try:
            return commands.parse(line)
        except AnamctlError:
            return None  # it is told when its turn comes

    async def _obey(self, lines: asyncio.Queue[str | None]) -> None:
        await self._runner.ready.wait()
        if not self._plan.is_conversation:
            await self._script.is_said.wait()  # what --say says comes first
        while (line := await lines.get()) is not None:
            try:
                command = commands.parse(line)
            except AnamctlError as error:
                self._runner.note(f"{error.message} {error.hint}".strip())
                continue
            if command is not None:
                await self.obey(command)
        if not self._plan.stays and self._plan.duration is None:
            self._runner.end("end of input", "you")

    async def obey(self, command: commands.Command) -> None:
        """Do what a typed line means."""
        if isinstance(command, commands.Say):
            if self._plan.is_conversation:
                await self._runner.attempt(self._runner.session.say(command.text))
            else:
                await self._script.say(command.text)
        elif isinstance(command, commands.Context):
            await self._runner.attempt(self._runner.session.context(command.text))
        elif isinstance(command, commands.Interrupt):
            await self._runner.attempt(self._runner.session.interrupt())
        elif isinstance(command, commands.Language):
            await self._runner.attempt(self._runner.change(self._runner.changer.to_language(command.code)))
        elif isinstance(command, commands.Change):
            await self._runner.attempt(self._runner.change(self._runner.changer.update(command.data)))
        elif isinstance(command, commands.Quit):
            self._runner.end("you", "you")
        elif isinstance(command, commands.Help):
            for line in commands.HELP:
                self._runner.note(line)
