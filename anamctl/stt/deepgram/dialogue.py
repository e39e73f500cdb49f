"""One connection to Deepgram's live transcription, without I/O."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from anamctl.answers import clipped
from anamctl.errors import UsageError
from anamctl.secret import Secret
from anamctl.stt.addresses import shown, with_query
from anamctl.stt.deepgram.parameters import pairs
from anamctl.stt.deepgram.segments import Segments
from anamctl.stt.ending import CLEAN, close_failure, http_failure
from anamctl.stt.events import Begun, Ended, Failed, Notice, SpeechStarted
from anamctl.stt.framing import Frames
from anamctl.stt.masking import hide_bytes
from anamctl.stt.provider import Connection
from anamctl.stt.reading import UnreadableError, number, words_of
from anamctl.stt.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.deepgram.provider import Deepgram
    from anamctl.stt.events import ServiceEvent

LOWEST_RATE = 8000


class DeepgramDialogue:
    """Speaks the protocol of ``/v1/listen``."""

    def __init__(self, provider: Deepgram) -> None:
        self._provider = provider
        self._segments = Segments()
        self._frames = Frames(provider.min_block_ms, provider.max_block_ms)
        self._state = State(provider.secrets)

    def connection(self, rate: int) -> Connection:
        """Give the address with every setting."""
        if rate < LOWEST_RATE:
            raise UsageError(f"Deepgram takes no sound of {rate} Hz.", hint=f"{LOWEST_RATE} Hz is the least.")
        self._frames.rate = rate
        provider = self._provider
        query = [
            ("model", provider.model),
            ("encoding", "linear16"),
            ("sample_rate", str(rate)),
            ("channels", "1"),
            *pairs(provider.settings),
        ]
        headers: list[tuple[str, Secret]] = []
        if provider.token is not None:
            headers.append(("Authorization", Secret(f"Bearer {provider.token.reveal()}")))
        elif provider.key is not None:
            headers.append(("Authorization", Secret(f"Token {provider.key.reveal()}")))
        return Connection(with_query(provider.endpoint, query), tuple(headers), shown(provider.endpoint, query))

    def opened(self) -> list[ServiceEvent]:
        """Begin at once: the service says nothing until it hears something."""
        return [Begun(model=self._provider.model)]

    def received(self, frame: str | bytes) -> list[ServiceEvent]:
        """Read a message by its type; what is not known is left alone."""
        try:
            data = self._state.read(frame)
        except UnreadableError as problem:
            return self._state.notice_once(str(problem))
        kind = data.get("type")
        if kind == "Results":
            return self._segments.result(data)
        if kind == "UtteranceEnd":
            return self._segments.end()
        if kind == "SpeechStarted":
            return [SpeechStarted(at=(number(data.get("timestamp")) or 0.0) * 1000)]
        if kind == "Metadata" and self._state.is_finishing:
            return [*self._segments.close(), *self._state.over(Ended(audio_seconds=number(data.get("duration"))))]
        if kind == "Error" or (kind is None and _names_error(data)):
            said = clipped(self._state.hidden(words_of(data)))
            failed = Failed(kind="server", text=f"the service failed: {said}" if said else _FAILED)
            return self._state.over(_named(failed, said))
        if kind == "Warning":
            said = clipped(self._state.hidden(words_of(data)))
            return [Notice(text=said or "the service warns")]
        return []

    def refused(self, status: int, body: bytes, headers: Mapping[str, str]) -> Failed:
        """Read an HTTP answer: keys and settings are checked before the upgrade."""
        self._state.is_over = True
        failed = http_failure(status, hide_bytes(body, self._provider.secrets), headers)
        if failed.text.endswith(f"({status})"):
            # The same words stand in a header, for clients that do not get to see the body.
            lower = {name.lower(): value for name, value in headers.items()}
            said = clipped(self._state.hidden(lower.get("dg-error", "")))
            if said:
                failed = replace(failed, text=f"{failed.text[:-1]}: {said})")
        if status == 403:
            return replace(failed, hint="the project of this key may lack this model.")
        return failed

    def closed(self, code: int | None, reason: str) -> list[ServiceEvent]:
        """Say what the close means."""
        if self._state.is_finishing and code in CLEAN:
            return [*self._segments.close(), *self._state.over(Ended())]
        said = self._state.hidden(reason)
        failed = _named(close_failure(code, said), said)
        if code in (4400, 4401):
            # WhisperLiveKit, which speaks this protocol too.
            failed = replace(failed, kind="auth" if code == 4401 else "usage")
        return self._state.over(failed)

    def audio(self, pcm: bytes) -> bytes:
        """Give the block as it is; an empty one would end the session."""
        return self._frames.check(pcm)

    def end_turn(self) -> str:
        """Give ``Finalize``."""
        return '{"type": "Finalize"}'

    def keep_alive(self) -> str:
        """Give ``KeepAlive``."""
        return '{"type": "KeepAlive"}'

    def configure(self, settings: Mapping[str, Any]) -> str:
        """Refuse: nothing can be changed."""
        names = ", ".join(settings) or "nothing"
        raise UsageError(f"Deepgram cannot change {names} while a session runs.", hint="end it and begin another one.")

    def finish(self) -> str:
        """Give ``CloseStream``."""
        self._state.is_finishing = True
        return '{"type": "CloseStream"}'


_FAILED = "the service reports an error"


def _named(failed: Failed, said: str) -> Failed:
    """Say what a failure is that the service names; an error and the close after it name it alike."""
    upper = said.upper()
    if "NET-0001" in upper:
        return replace(failed, kind="idle", text=f"nothing was heard for too long: {clipped(said)}")
    if "DATA-0000" in upper:
        return replace(failed, kind="protocol", text=f"the service cannot read the sound: {clipped(said)}")
    return failed


def _names_error(data: Mapping[str, Any]) -> bool:
    return any(isinstance(data.get(key), str) for key in ("error", "err_msg"))
