"""The socket that a stream talks over: how it is opened, and the ways in which it is not there."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Protocol

from anamctl.stt.reaching import is_loopback, unreached, way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from websockets.asyncio.client import ClientConnection

    from anamctl.stt.provider import Connection

_LARGEST = 2**22
"""Bytes of a message; a turn of 500 words has 50,000."""
_PING_EVERY, _PING_WAITS = 15.0, 20.0
_WAITING = 64
"""Messages that wait to be read before the service has to."""


class RefusedError(Exception):
    """An HTTP answer came in the place of the upgrade."""

    def __init__(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers


class UnreachableError(Exception):
    """There is no connection; another attempt may help, unless it is hopeless."""

    def __init__(self, text: str, *, hint: str = "", is_hopeless: bool = False) -> None:
        super().__init__(text)
        self.text = text
        self.hint = hint
        self.is_hopeless = is_hopeless


class GoneError(Exception):
    """The socket is closed."""

    def __init__(self, code: int | None, reason: str) -> None:
        super().__init__(code)
        self.code = code
        """What the other side closed with; None when the connection just broke."""
        self.reason = reason


class Socket(Protocol):
    """An open socket."""

    async def send(self, frame: str | bytes) -> None:
        """
        Send a frame, and wait while the other side takes none.

        Raises:
            GoneError: it is closed.
        """

    async def recv(self) -> str | bytes:
        """
        Give the next frame.

        Raises:
            GoneError: it is closed, and all that came has been given.
        """

    async def close(self, limit: float) -> None:
        """Close it, properly when the other side takes part within so many seconds. Never raises for what it does."""

    def abort(self) -> None:
        """Close it at once."""


async def dial(connection: Connection, limit: float) -> Socket:
    """
    Open a socket.

    Args:
        connection: where, and with what.
        limit: seconds for it.

    Raises:
        RefusedError: an HTTP answer came.
        UnreachableError: nothing came, or nothing that is a socket.
    """
    from websockets.asyncio.client import connect
    from websockets.exceptions import (
        InvalidHandshake,
        InvalidMessage,
        InvalidProxy,
        InvalidStatus,
        InvalidURI,
        WebSocketException,
    )

    from anamctl import __version__

    class NoRedirects(connect):
        """Stays with the address that it was given: a key must not go elsewhere."""

        def process_redirect(self, exc: Exception) -> Exception | str:
            return exc

    try:
        opened = await NoRedirects(
            connection.url,
            additional_headers=[(name, secret.reveal()) for name, secret in connection.headers],
            user_agent_header=f"anamctl/{__version__}",
            compression=None,  # sound does not compress
            open_timeout=limit,
            close_timeout=1,
            ping_interval=_PING_EVERY,
            ping_timeout=_PING_WAITS,
            max_size=_LARGEST,
            max_queue=_WAITING,
            proxy=None if is_loopback(connection.url) else True,
        )
    except InvalidStatus as error:
        answer = error.response
        raise RefusedError(answer.status_code, bytes(answer.body or b""), dict(answer.headers.raw_items())) from None
    except (InvalidURI, InvalidProxy):
        raise UnreachableError("the address, or that of the proxy, is none", is_hopeless=True) from None
    except InvalidMessage:
        raise UnreachableError(
            "the connection was closed during the handshake", hint=way(connection.shown_url)
        ) from None
    except InvalidHandshake:
        raise UnreachableError(
            "what answers there is no speech-to-text socket", hint="is the address right?", is_hopeless=True
        ) from None
    except TimeoutError:
        raise UnreachableError(f"no answer within {limit:g} s", hint=way(connection.shown_url)) from None
    except ssl.SSLCertVerificationError as error:
        raise UnreachableError(
            f"its certificate is not trusted: {error.verify_message}",
            hint="does something on the way read along? Authorities of one's own are named with SSL_CERT_FILE.",
            is_hopeless=True,
        ) from None
    except OSError as error:
        text, hint = unreached(error, connection.shown_url)
        raise UnreachableError(text, hint=hint) from None
    except ImportError as error:  # the surroundings name a SOCKS proxy
        raise UnreachableError(
            str(error), hint="unset the proxy, or install what it needs.", is_hopeless=True
        ) from None
    except (EOFError, WebSocketException):
        raise UnreachableError(
            "the connection was closed during the handshake", hint=way(connection.shown_url)
        ) from None
    return _Opened(opened)


class _Opened:
    """A socket of the library."""

    def __init__(self, opened: ClientConnection) -> None:
        from websockets.exceptions import ConnectionClosed

        self._opened = opened
        self._closed = ConnectionClosed

    async def send(self, frame: str | bytes) -> None:
        """Send a frame."""
        try:
            await self._opened.send(frame)
        except self._closed:
            raise self._gone() from None

    async def recv(self) -> str | bytes:
        """Give the next frame."""
        try:
            return await self._opened.recv()
        except self._closed:
            raise self._gone() from None

    async def close(self, limit: float) -> None:
        """Close it."""
        try:
            async with asyncio.timeout(limit):
                await self._opened.close()
        except (OSError, TimeoutError):
            pass
        finally:
            self.abort()

    def abort(self) -> None:
        """Close it at once; nothing when it is closed."""
        self._opened.transport.abort()

    def _gone(self) -> GoneError:
        received = self._opened.protocol.close_rcvd
        return GoneError(None, "") if received is None else GoneError(received.code, received.reason)
