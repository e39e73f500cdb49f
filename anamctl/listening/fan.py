"""One source that several hear at the same time, each at its own pace but never far apart."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anamctl.audio.blocks import Block, Source

_AHEAD = 40
"""Blocks that the fastest may be ahead of the slowest, where the source can wait: 2 s."""


class Fan:
    """
    Gives what a source gives to several branches. Run `pump` beside those who hear.

    Args:
        source: the source; whoever opened it closes it.
        count: how many hear it.
    """

    def __init__(self, source: Source, count: int) -> None:
        self._source = source
        self.branches = tuple(Branch(source) for _ in range(count))

    async def pump(self) -> None:
        """Take from the source until it ends, fails, or nobody hears any more."""
        failure: Exception | None = None
        try:
            async for block in self._source:
                open_ = [branch for branch in self.branches if not branch.is_closed]
                if not open_:
                    return
                for branch in open_:
                    if not self._source.is_live:
                        await branch.room()
                    branch.put(block)
        except Exception as error:  # noqa: BLE001  # each of those who hear raises it
            failure = error
        finally:
            for branch in self.branches:
                branch.end(failure)


class Branch:
    """What one of them hears; a source like the one behind it."""

    def __init__(self, source: Source) -> None:
        self.rate = source.rate
        self.name = source.name
        self.is_live = source.is_live
        self.is_closed = False
        self._blocks: deque[Block] = deque()
        self._changed = asyncio.Event()
        self._is_over = False
        self._failure: Exception | None = None

    def put(self, block: Block) -> None:
        """Add a block."""
        self._blocks.append(block)
        self._changed.set()

    def end(self, failure: Exception | None) -> None:
        """Say that no more will come, and why."""
        self._is_over = True
        self._failure = failure
        self._changed.set()

    async def room(self) -> None:
        """Wait until there is room for another block, or nobody hears."""
        while len(self._blocks) >= _AHEAD and not self.is_closed:
            self._changed.clear()
            await self._changed.wait()

    async def __aiter__(self) -> AsyncIterator[Block]:
        try:
            while True:
                while self._blocks:
                    block = self._blocks.popleft()
                    self._changed.set()
                    yield block
                if self._is_over:
                    break
                self._changed.clear()
                await self._changed.wait()
        finally:
            await self.aclose()
        if self._failure is not None:
            raise self._failure

    def discard(self) -> None:
        """Forget what was not taken."""
        self._blocks.clear()
        self._changed.set()

    async def aclose(self) -> None:
        """Hear no more."""
        self.is_closed = True
        self._blocks.clear()
        self._changed.set()
