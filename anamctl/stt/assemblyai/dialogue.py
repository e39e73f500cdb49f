"""One connection to AssemblyAI Streaming v3, without I/O."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from anamctl.answers import clipped
from anamctl.errors import UsageError
from anamctl.secret import Secret
from anamctl.stt.addresses import shown, with_query
from anamctl.stt.assemblyai.failures import closed_failure, error_failure
from anamctl.stt.assemblyai.models import family
from anamctl.stt.assemblyai.parameters import changed
from anamctl.stt.assemblyai.turns import Turns
from anamctl.stt.ending import CLEAN, http_failure
from anamctl.stt.events import Begun, Ended, Notice, SpeechStarted
from anamctl.stt.framing import Frames
from anamctl.stt.masking import hide_bytes
from anamctl.stt.parameters import encoded
from anamctl.stt.provider import Connection
from anamctl.stt.reading import UnreadableError, integer, number, text
from anamctl.stt.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.assemblyai.provider import AssemblyAI
    from anamctl.stt.events import Failed, ServiceEvent

API_VERSION = "2025-05-12"
"""What the official Python SDK 1.8.2 asks for."""
LOWEST_RATE = 8000


class AssemblyDialogue:
    """Speaks Streaming v3."""

    def __init__(self, provider: AssemblyAI) -> None:
        self._provider = provider
        settings = provider.settings
        self._turns = Turns(
            family(provider.model),
            formats=settings.get("format_turns") is True,
            keeps_all=settings.get("speaker_labels") is True,
        )
        self._frames = Frames(provider.min_block_ms, provider.max_block_ms)
        self._state = State(provider.secrets)

    def connection(self, rate: int) -> Connection:
        """Give the address with every setting."""
        if rate < LOWEST_RATE:
            raise UsageError(
                f"AssemblyAI takes no sound of {rate} Hz.", hint=f"{LOWEST_RATE} Hz is the least, 16000 Hz the best."
            )
        self._frames.rate = rate
        provider = self._provider
        query = [
            ("sample_rate", str(rate)),
            ("encoding", "pcm_s16le"),
            ("speech_model", provider.model),
            *((name, encoded(value)) for name, value in provider.settings.items()),
        ]
        headers = [("AssemblyAI-Version", Secret(API_VERSION))]
        url = with_query(provider.endpoint, query)
        if provider.token is not None and provider.token_place == "query":  # noqa: S105  # a place, no token
            url = with_query(provider.endpoint, [*query, ("token", provider.token.reveal())])
        else:
            headers.append(("Authorization", provider.authorization))
        return Connection(url, tuple(headers), shown(provider.endpoint, query))

    def opened(self) -> list[ServiceEvent]:
        """Wait for the service: it says itself when it is ready."""
        return []

    def received(self, frame: str | bytes) -> list[ServiceEvent]:
        """Read a message by its type; what is not known is left alone."""
        try:
            data = self._state.read(frame)
        except UnreadableError as problem:
            return self._state.notice_once(str(problem))
        kind = data.get("type")
        if kind == "Turn":
            return self._turns.read(data)
        if kind == "Error" or (kind is None and isinstance(data.get("error"), str)):
            return self._state.over(
                error_failure(integer(data.get("error_code")), self._state.hidden(data.get("error")))
            )
        if kind == "Termination":
            return self._state.over(
                Ended(
                    audio_seconds=number(data.get("audio_duration_seconds")),
                    session_seconds=number(data.get("session_duration_seconds")),
                )
            )
        if kind == "Begin":
            return [self._begun(data)]
        if kind == "SpeechStarted":
            return [SpeechStarted(at=number(data.get("timestamp")) or 0.0)]
        if kind == "SpeakerRevision":
            return self._turns.name_speakers(data)
        if kind == "Warning":
            said = clipped(self._state.hidden(data.get("warning")))
            return [Notice(text=said or "the service warns", code=integer(data.get("warning_code")))]
        return []

    def refused(self, status: int, body: bytes, headers: Mapping[str, str]) -> Failed:
        """Read an HTTP answer; the service itself gives none, but what stands before it does."""
        self._state.is_over = True
        return http_failure(status, hide_bytes(body, self._provider.secrets), headers)

    def closed(self, code: int | None, reason: str) -> list[ServiceEvent]:
        """Say what the close means."""
        if self._state.is_finishing and code in CLEAN:
            return self._state.over(Ended())
        return self._state.over(closed_failure(code, self._state.hidden(reason)))

    def audio(self, pcm: bytes) -> bytes:
        """Give the block as it is."""
        return self._frames.check(pcm)

    def end_turn(self) -> str:
        """Give ``ForceEndpoint``."""
        return _message("ForceEndpoint")

    def keep_alive(self) -> str:
        """Give ``KeepAlive``."""
        return _message("KeepAlive")

    def configure(self, settings: Mapping[str, Any]) -> str:
        """Give ``UpdateConfiguration``."""
        fields = changed(settings, self._provider.model)
        if "format_turns" in fields:
            self._turns.formats = fields["format_turns"]
        return _message("UpdateConfiguration", **fields)

    def finish(self) -> str:
        """Give ``Terminate``."""
        self._state.is_finishing = True
        return _message("Terminate")

    def _begun(self, data: dict[str, Any]) -> Begun:
        found = data.get("configuration")
        detail = found if isinstance(found, dict) else {}
        return Begun(
            session_id=text(data.get("id")),
            model=text(detail.get("model")) or self._provider.model,
            expires_at=number(data.get("expires_at")),
            detail=detail,
        )


def _message(kind: str, **fields: Any) -> str:  # noqa: ANN401  # JSON
    return json.dumps({"type": kind, **fields})
