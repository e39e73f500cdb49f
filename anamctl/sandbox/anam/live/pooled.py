"""
Answers of browsers that gather candidates before they are asked to.

With a pool of candidates (Anam's JavaScript SDK has one) Chromium now and then signs its answers to our checks with a
password that no description names, probably that of the pool; its own checks are signed as they should be. aioice
throws such answers away and never connects. Here the answer counts without its signature: a check is known by its
random number, and the sandbox serves loopback. What is put in front of is not documented; a test holds its name.
"""

from __future__ import annotations

from typing import Any


def take_unsigned_answers(connection: Any) -> None:  # noqa: ANN401  # aioice.Connection, of which this uses a private part
    """Let the checks of a connection that has gathered its candidates take answers whatever their signature is."""
    for protocol in getattr(connection, "_protocols", ()):
        if hasattr(protocol.request, "takes_unsigned"):
            continue
        protocol.request = _lenient(protocol.request)


def _lenient(request: Any) -> Any:  # noqa: ANN401  # a method of aioice
    async def ask(message: Any, addr: Any, integrity_key: bytes | None = None, **more: Any) -> Any:  # noqa: ANN401  # as aioice has it
        if integrity_key is not None:
            message.add_message_integrity(integrity_key)
        return await request(message, addr, **more)

    ask.takes_unsigned = True  # type: ignore[attr-defined]  # marks a function
    return ask
