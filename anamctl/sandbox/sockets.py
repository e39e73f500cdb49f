"""WebSockets of a service. Apart, because only services that have sockets need to load the package for them."""

from __future__ import annotations

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class SocketProtocol(WebSocketsSansIOProtocol):
    """A socket whose end needs no answer when the server stops; a client that hangs must not keep it."""

    def shutdown(self) -> None:
        """Tell the client (1012, the service restarts), tell the application, and close."""
        super().shutdown()
        self.transport.close()
