"""Asking a session that runs in another terminal. Plain sockets with time limits: nothing here can hang."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Any, Self

from anamctl.errors import ServiceError
from anamctl.live import control_messages as messages
from anamctl.live.runtime import is_ours

if TYPE_CHECKING:
    from types import TracebackType

    from anamctl.live.registry import Entry

PATIENCE = 5.0
"""Seconds that a session may take to answer."""
_CHUNK = 65536


class GoneError(ServiceError):
    """The process of the session does not run any more, though nobody has ended the session properly."""

    code = "gone"


class SilentError(ServiceError):
    """The process of the session runs, but does not answer."""

    code = "silent"


class Control:
    """
    A connection to a session.

    Args:
        entry: the session.
        patience: seconds that connecting and each answer may take.

    Raises:
        GoneError: its process is gone.
        SilentError: its process does not answer.
    """

    def __init__(self, entry: Entry, patience: float = PATIENCE) -> None:
        self._entry = entry
        self._patience = patience
        self._rest = b""
        self._socket = self._connect()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, op: str, *, extra: float = 0.0, **fields: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
        """
        Ask for something, and give the result.

        Args:
            op: what, one of `control_messages.OPS`.
            extra: seconds that carrying it out may take, beside what an answer may take.
            fields: what belongs to it.

        Raises:
            AnamctlError: the session refused.
            GoneError: the session ended before it answered.
            SilentError: no answer came in time.
        """
        request = {"op": op, **fields}
        if self._entry.secret:
            request["secret"] = self._entry.secret
        try:
            self._socket.settimeout(self._patience)
            self._socket.sendall(messages.encode(request))
            line = self._line(time.monotonic() + self._patience + extra)
        except TimeoutError as error:
            raise self._silent() from error
        except OSError as error:
            raise self._gone() from error
        return messages.result_of(messages.decode(line))

    def _line(self, until: float) -> bytes:
        while b"\n" not in self._rest:
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            self._socket.settimeout(left)
            received = self._socket.recv(_CHUNK)
            if not received:
                raise ConnectionResetError
            self._rest += received
            if len(self._rest) > messages.LARGEST + _CHUNK:
                raise messages.ControlError("the session's answer is too long.")
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def _connect(self) -> socket.socket:
        entry = self._entry
        family = getattr(socket, "AF_UNIX", None)
        if entry.socket and (family is None or not is_ours(entry.socket)):
            raise self._gone()
        if not entry.socket and not entry.port:
            raise self._gone()
        connection = socket.socket(family if entry.socket and family is not None else socket.AF_INET)
        connection.settimeout(self._patience)
        try:
            connection.connect(entry.socket or ("127.0.0.1", entry.port))
        except TimeoutError as error:
            connection.close()
            raise self._silent() from error
        except OSError as error:
            connection.close()
            raise self._gone() from error
        return connection

    def _gone(self) -> GoneError:
        return GoneError(
            f"session {self._entry.id} has no process any more.",
            hint=f"`anamctl session stop {self._entry.id}` ends it at the service.",
        )

    def _silent(self) -> SilentError:
        return SilentError(
            f"session {self._entry.id} (process {self._entry.pid}) does not answer.",
            hint=f"`anamctl session stop {self._entry.id}` ends it at the service.",
        )
