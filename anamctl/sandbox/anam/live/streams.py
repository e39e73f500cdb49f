"""Texts that a client lets the persona say word by word (talk streams), without a language model."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.live.speaking import piece

if TYPE_CHECKING:
    from collections.abc import Callable

IDLE = 15.0
"""Seconds without text after which a stream is closed (Anam Python SDK 0.12)."""
_MANY = 16
"""Streams that are open at most."""


class _Stream:
    def __init__(self) -> None:
        self.message = str(uuid.uuid4())
        self.count = 0
        self.timer: asyncio.TimerHandle | None = None


class TalkStreams:
    """
    The open talk streams of a session.

    Args:
        chunk: sends the data of a ``speechText``.
        interrupted: tells the client that a stream, by its correlation id, was cut.
        with_utterances: whether the avatar knows utterances; older models say nothing of them.
    """

    def __init__(
        self, chunk: Callable[[dict[str, Any]], None], interrupted: Callable[[str], None], *, with_utterances: bool
    ) -> None:
        self._chunk = chunk
        self._interrupted = interrupted
        self._with_utterances = with_utterances
        self._open: dict[str, _Stream] = {}

    def feed(self, payload: object) -> str:
        """Say a piece, and give its text; a payload that is none says nothing."""
        if not isinstance(payload, dict):
            return ""
        content, correlation = payload.get("content"), payload.get("correlationId")
        if not isinstance(content, str) or not isinstance(correlation, str) or len(self._open) >= _MANY:
            return ""
        stream = self._open.setdefault(correlation, _Stream())
        is_last = payload.get("endOfSpeech") is True
        data = piece(stream.message, stream.count, content, is_last=is_last) | {"correlationId": correlation}
        utterance = payload.get("utteranceId")
        if self._with_utterances and isinstance(utterance, str):
            data["utterance_id"] = utterance
        self._chunk(data)
        stream.count += 1
        if is_last:
            self._forget(correlation)
        elif content or stream.timer is None:
            self._wait(correlation, stream)
        return content

    def interrupt(self) -> None:
        """Cut all of them."""
        for correlation, stream in list(self._open.items()):
            self._chunk(piece(stream.message, stream.count, "", is_last=True, interrupted=True))
            self._interrupted(correlation)
            self._forget(correlation)

    def close(self) -> None:
        """Let no timer run any more."""
        for correlation in list(self._open):
            self._forget(correlation)

    def _wait(self, correlation: str, stream: _Stream) -> None:
        if stream.timer is not None:
            stream.timer.cancel()

        def too_long() -> None:
            self._chunk(piece(stream.message, stream.count, "", is_last=True))
            self._forget(correlation)

        stream.timer = asyncio.get_running_loop().call_later(IDLE, too_long)

    def _forget(self, correlation: str) -> None:
        stream = self._open.pop(correlation)
        if stream.timer is not None:
            stream.timer.cancel()
