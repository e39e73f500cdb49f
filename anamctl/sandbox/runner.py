"""
One runner for all services: each has a port of its own on loopback, and all run on one thread.

Ports are open before the thread starts, so nobody who was told a URL ever finds nothing there.
"""

from __future__ import annotations

import asyncio
import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, Self

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_GRACE = 1
"""Seconds that a request may still take when the servers stop."""
_LOOK = 0.002
"""Seconds between two looks whether all of them are done."""
_LONGEST_LINE = 1 << 17
"""Bytes; the server itself refuses requests of half of it."""


class Service(Protocol):
    """A service that can be served."""

    @property
    def name(self) -> str:
        """What it is called in options and messages."""
        ...

    @property
    def has_sockets(self) -> bool:
        """Whether it speaks WebSocket beside HTTP."""
        ...

    @property
    def app(self) -> ASGIApp:
        """What answers."""
        ...

    def variables(self, url: str) -> dict[str, str]:
        """Environment variables that lead a client to it."""
        ...

    def stop(self) -> None:
        """Let requests that wait go on; called from another thread when serving ends."""
        ...


class Runner:
    """
    Serves while it is entered.

    Args:
        services: what to serve.
        ports: port by name of the service; any free one for those left out, and for 0.

    Raises:
        UsageError: a port is taken.
    """

    def __init__(self, services: Sequence[Service], ports: dict[str, int] | None = None) -> None:
        self._services = tuple(services)
        self._sockets = {service.name: _listen((ports or {}).get(service.name, 0)) for service in self._services}
        self._servers = {service.name: _Server(_config(service)) for service in self._services}
        self._thread = threading.Thread(target=self._run, name="anamctl-sandbox", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving, and wait until that is done; leaving does it, too."""
        if not self._thread.is_alive():
            return
        for service in self._services:
            service.stop()
        for server in self._servers.values():
            server.stop()
        self._thread.join()

    def url(self, name: str) -> str:
        """Where a service answers."""
        return f"http://{HOST}:{self._sockets[name].getsockname()[1]}"

    def variables(self) -> dict[str, str]:
        """Environment variables that lead clients to all services."""
        found: dict[str, str] = {}
        for service in self._services:
            found |= service.variables(self.url(service.name))
        return found

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        await asyncio.gather(*(server.serve(sockets=[self._sockets[name]]) for name, server in self._servers.items()))
        # What services run beside their requests has been told to stop. A peer that is cut short in its closing would
        # leave its sockets open.
        beside = asyncio.all_tasks() - {asyncio.current_task()}
        if beside:
            await asyncio.wait(beside, timeout=_GRACE)


def _listen(port: int) -> socket.socket:
    # With its protocol named, asyncio sends small answers at once; without, each waits for 40 milliseconds.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name != "nt":  # there it would let two servers share a port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = (getattr(error, "strerror", None) or str(error)).rstrip(".")
        raise UsageError(
            f"port {port} cannot be used: {reason.lower()}.", hint="leave --port out to take any free one."
        ) from error
    listener.listen(128)
    return listener


def _config(service: Service) -> uvicorn.Config:
    if service.has_sockets:
        _allow_long_addresses()
    return uvicorn.Config(
        service.app,
        http=_Droppable,
        ws="websockets-sansio" if service.has_sockets else "none",  # its package is loaded only then
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
    )


def _allow_long_addresses() -> None:
    """
    Let a socket have an address as long as a request has it.

    Without, one of more than 8 KB (a hundred key terms of a speech-to-text) would never be answered.
    """
    from websockets import http11

    http11.MAX_LINE_LENGTH = max(http11.MAX_LINE_LENGTH, _LONGEST_LINE)


class _Server(uvicorn.Server):
    """A server that stops when it is told to, and at once; its base looks every tenth of a second."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._stopped = threading.Event()
        self._wake: asyncio.Event | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    async def main_loop(self) -> None:
        """Serve until `stop` is called."""
        self._loop, self._wake = asyncio.get_running_loop(), asyncio.Event()
        await self.on_tick(0)
        if not self._stopped.is_set():
            await self._wake.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell all connections that it is over, and cut short what is not done in time."""
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        state = self.server_state
        told: set[object] = set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_GRACE):
                is_over = False
                while not is_over:
                    # One that was just accepted comes a moment later.
                    for connection in state.connections - told:
                        connection.shutdown()
                        told.add(connection)
                    await asyncio.sleep(_LOOK)
                    is_over = not state.connections and not state.tasks
        for task in state.tasks:
            task.cancel()
        for connection in state.connections:
            connection.transport.abort()

    def stop(self) -> None:
        """Stop serving; may be called from any thread, also before it has begun."""
        self._stopped.set()
        self.should_exit = self._loop is None
        if self._loop is not None and self._wake is not None:
            self._loop.call_soon_threadsafe(self._wake.set)


class _Droppable(H11Protocol):
    """
    Gives the application a way to close its connection without an answer, which ASGI has not.

    It is ``scope["state"]["drop"]``, of requests and of the sockets that they become.
    """

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401  # as the base class has it, more or less
        super().connection_made(transport)
        self.app_state = {**self.app_state, "drop": transport.abort}
