"""
The control socket of a running session: other terminals ask it to say something, to change, to end.

It lies in a folder that only its user can enter. Where the system has no such sockets, or the path would be too long
for one, it is a port on loopback, and a request has to show the secret that stands in the session's private file.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
import struct
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from anamctl.errors import AnamctlError, CredentialsError, UsageError
from anamctl.live import control_messages as messages
from anamctl.live.runtime import folder, make_private_folder, remove

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from anamctl.live.registry import Entry

MOST_CLIENTS = 16
"""Connections at the same time; one more is closed at once."""
_FAMILY = getattr(socket, "AF_UNIX", None)
_PRIVATE = 0o600
_GRACE = 0.5
"""Seconds for answers that are on their way when the session ends."""


class ControlServer:
    """
    Answers requests, one after the other on each connection.

    Args:
        handle: carries out a request (`op` and what belongs to it) and gives the result; an `AnamctlError` that it
            raises is the answer.
    """

    def __init__(self, handle: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]) -> None:
        self._handle = handle
        self._server: asyncio.Server | None = None
        self._clients: set[asyncio.Task[None]] = set()
        self._busy: set[asyncio.Task[None]] = set()
        self._secret = ""
        self._path = ""
        self._is_closing = False

    async def open(self, entry: Entry) -> Entry:
        """Begin to answer, and give the entry with where."""
        path = _socket_path(entry)
        listener = _bind(path)
        if listener is not None:
            self._path = path
            self._server = await asyncio.start_unix_server(self._connected, sock=listener, limit=messages.LARGEST)
            return entry._replace(socket=path)
        self._secret = secrets.token_urlsafe(32)
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0, limit=messages.LARGEST)
        port = self._server.sockets[0].getsockname()[1]
        return entry._replace(port=port, secret=self._secret)

    async def close(self) -> None:
        """Answer nobody any more."""
        self._is_closing = True
        if self._server is not None:
            self._server.close()
        current = asyncio.current_task()
        if busy := self._busy - {current}:
            await asyncio.wait(busy, timeout=_GRACE)  # who asked for the end gets an answer
        others = [task for task in self._clients if task is not current]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._server is not None:
            await self._server.wait_closed()
        if self._path:
            remove(self._path)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None or len(self._clients) >= MOST_CLIENTS or not _is_our_user(writer):
            writer.close()
            return
        self._clients.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, asyncio.CancelledError):
            # Who is not there any more misses nothing. A task of the server that ends as cancelled is an error for
            # asyncio, so it just ends.
            pass
        finally:
            self._clients.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            try:
                line = await reader.readline()
            except ValueError:  # longer than the limit
                writer.write(messages.failure(messages.ControlError("the request is too long.")))
                await writer.drain()
                return
            if not line:
                return
            if not await self._reply(line, writer):
                return

    async def _reply(self, line: bytes, writer: asyncio.StreamWriter) -> bool:
        """Answer a line, and tell whether another may follow."""
        task = asyncio.current_task()
        if task is not None:
            self._busy.add(task)
        try:
            answer, goes_on = await self._answer(line)
            writer.write(answer)
            await writer.drain()
        finally:
            if task is not None:
                self._busy.discard(task)
        return goes_on and not self._is_closing

    async def _answer(self, line: bytes) -> tuple[bytes, bool]:
        """Give the answer to a line, and tell whether another may follow."""
        try:
            request = messages.decode(line)
        except AnamctlError as error:
            return messages.failure(error), False
        if not messages.is_allowed(request, self._secret):
            return messages.failure(CredentialsError("the secret of the session is missing or wrong.")), False
        op = request.get("op")
        if op not in messages.OPS:
            hint = f"it knows {', '.join(messages.OPS)}."
            return messages.failure(UsageError("the session does not know this request.", hint=hint)), True
        try:
            return messages.success(await self._handle(request)), True
        except AnamctlError as error:
            return messages.failure(error), True
        except Exception as error:  # noqa: BLE001  # a bug ends the request, not the session
            bug = AnamctlError(f"This is a bug in anamctl ({type(error).__name__}).")
            return messages.failure(bug), True


def _socket_path(entry: Entry) -> str:
    return os.path.splitext(entry.path)[0] + ".sock"


def _bind(path: str) -> socket.socket | None:
    """Make the socket; None where that cannot be."""
    if _FAMILY is None:
        return None
    make_private_folder(folder())
    remove(path)
    listener = socket.socket(_FAMILY, socket.SOCK_STREAM)
    try:
        listener.bind(path)
        os.chmod(path, _PRIVATE)
    except OSError:  # the path is too long, or the file system has no sockets
        listener.close()
        return None
    return listener


def _is_our_user(writer: asyncio.StreamWriter) -> bool:
    """Ask the system who is on the other end, where it tells (Linux); elsewhere the folder keeps others out."""
    option = getattr(socket, "SO_PEERCRED", None)
    connection = writer.get_extra_info("socket")
    if option is None or connection is None or connection.family != _FAMILY:
        return True
    _, user, _ = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, option, struct.calcsize("3i")))
    return user in (os.getuid(), 0)
