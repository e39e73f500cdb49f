"""One connection to WhisperLiveKit, without I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.answers import clipped
from anamctl.errors import UsageError
from anamctl.secret import Secret
from anamctl.stt.addresses import shown, with_query
from anamctl.stt.ending import CLEAN, close_failure, http_failure
from anamctl.stt.events import Begun, Ended, Failed
from anamctl.stt.framing import Frames
from anamctl.stt.masking import hide_bytes
from anamctl.stt.parameters import encoded
from anamctl.stt.provider import Connection
from anamctl.stt.reading import UnreadableError, words_of
from anamctl.stt.state import State
from anamctl.stt.whisperlivekit.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.events import ServiceEvent
    from anamctl.stt.whisperlivekit.provider import WhisperLiveKit

RATE = 16000
_START = "start the server with --pcm-input: anamctl sends plain sound, and nothing that ffmpeg had to unpack."


class WhisperDialogue:
    """Speaks the protocol of ``/asr``."""

    def __init__(self, provider: WhisperLiveKit) -> None:
        self._provider = provider
        self._lines = Lines()
        self._frames = Frames(provider.min_block_ms, provider.max_block_ms)
        self._has_begun = False
        self._state = State(provider.secrets)

    def connection(self, rate: int) -> Connection:
        """Give the address with language and mode."""
        if rate != RATE:
            raise UsageError(f"WhisperLiveKit takes no sound of {rate} Hz.", hint=f"{RATE} Hz is what it takes.")
        self._frames.rate = rate
        provider = self._provider
        query = [(name, encoded(value)) for name, value in provider.settings.items()]
        secret = provider.secret
        url = with_query(provider.endpoint, query)
        headers: list[tuple[str, Secret]] = []
        if secret is not None and provider.token_place == "query":  # noqa: S105  # a place, no token
            url = with_query(provider.endpoint, [*query, ("token", secret.reveal())])
        elif secret is not None:
            headers.append(("Authorization", Secret(f"Bearer {secret.reveal()}")))
        return Connection(url, tuple(headers), shown(provider.endpoint, query))

    def opened(self) -> list[ServiceEvent]:
        """Wait for the first message, which says what kind of sound is expected."""
        return []

    def received(self, frame: str | bytes) -> list[ServiceEvent]:
        """Read a message; an update of full mode has no type."""
        try:
            data = self._state.read(frame)
        except UnreadableError as problem:
            return self._state.notice_once(str(problem))
        kind = data.get("type")
        if kind == "config":
            return self._config(data)
        if kind == "error":
            said = clipped(self._state.hidden(words_of(data)))
            return self._state.over(Failed(kind="usage", text=said or "the service refused the session", code=4400))
        if kind == "ready_to_stop":
            return [*self._lines.close(), *self._state.over(Ended())]
        if kind == "diff":
            events, is_in_step = self._lines.diff(data)
            missed = [] if is_in_step else self._state.notice_once("lines of the service were missed")
            return [*self._begun(), *events, *missed, *self._trouble(data)]
        if kind == "snapshot" or isinstance(data.get("lines"), list):
            return [*self._begun(), *self._lines.full(data), *self._trouble(data)]
        return self._trouble(data)

    def refused(self, status: int, body: bytes, headers: Mapping[str, str]) -> Failed:
        """Read an HTTP answer."""
        self._state.is_over = True
        return http_failure(status, hide_bytes(body, self._provider.secrets), headers)

    def closed(self, code: int | None, reason: str) -> list[ServiceEvent]:
        """Say what the close means."""
        said = self._state.hidden(reason)
        if code == 4401:
            told = f"the service refused the token: {clipped(said)}"
            return self._state.over(
                Failed(kind="auth", text=told, code=code, hint="its option --api-token sets the token.")
            )
        if code == 4400:
            return self._state.over(
                Failed(kind="usage", text=f"the service refused a setting: {clipped(said)}", code=code)
            )
        if self._state.is_finishing and code in CLEAN:
            return [*self._lines.close(), *self._state.over(Ended())]
        return self._state.over(close_failure(code, said))

    def audio(self, pcm: bytes) -> bytes:
        """Give the block as it is; an empty one would end the session."""
        return self._frames.check(pcm)

    def end_turn(self) -> None:
        """Give nothing: lines end by silence and by punctuation."""
        return

    def keep_alive(self) -> None:
        """Give nothing: a session stays open without sound."""
        return

    def configure(self, settings: Mapping[str, Any]) -> str:
        """Refuse: nothing can be changed."""
        names = ", ".join(settings) or "nothing"
        raise UsageError(
            f"WhisperLiveKit cannot change {names} while a session runs.", hint="end it and begin another one."
        )

    def finish(self) -> bytes:
        """Give the empty message that means the end of the sound."""
        self._state.is_finishing = True
        return b""

    def _config(self, data: dict[str, Any]) -> list[ServiceEvent]:
        if data.get("useAudioWorklet") is False:
            told = "the server expects sound in a container"
            return self._state.over(Failed(kind="usage", text=told, hint=_START))
        return self._begun({key: value for key, value in data.items() if key != "type"})

    def _begun(self, detail: dict[str, Any] | None = None) -> list[ServiceEvent]:
        if self._has_begun:
            return []
        self._has_begun = True
        return [Begun(model=self._provider.model, detail=detail or {})]

    def _trouble(self, data: dict[str, Any]) -> list[ServiceEvent]:
        """Read the error that an update may carry."""
        if not data.get("error") and data.get("status") != "error":
            return []
        said = clipped(self._state.hidden(words_of(data.get("error"))))
        told = f"the service failed: {said}" if said else "the service failed"
        return self._state.over(Failed(kind="server", text=told))
