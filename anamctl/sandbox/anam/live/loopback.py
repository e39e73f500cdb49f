"""
Candidates on loopback.

aioice leaves loopback out when it lists the machine's addresses, so two peers on a machine without a network find no
way to each other. The addresses are put in where one connection asks for its candidates: other connections of the
process, such as those of a client that serves its own sandbox, stay as they are. That method is not documented; a test
holds its name, and without it there are only the other addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.live.pooled import take_unsigned_answers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiortc import RTCPeerConnection
    from aiortc.rtcdtlstransport import RTCDtlsTransport

ADDRESS = "127.0.0.1"


def transports(peer: RTCPeerConnection) -> list[RTCDtlsTransport]:
    """List the transports of a peer, each once; media lines that are bundled share one."""
    found = [transceiver.receiver.transport for transceiver in peer.getTransceivers()]
    if peer.sctp is not None:
        found.append(peer.sctp.transport)
    return list(dict.fromkeys(found))


def offer_loopback(peer: RTCPeerConnection) -> None:
    """Let a peer gather candidates on loopback too, before it sets its local description."""
    for transport in transports(peer):
        _patch(transport.transport.iceGatherer._connection)  # noqa: SLF001  # see above


def _patch(connection: Any) -> None:  # noqa: ANN401  # aioice.Connection, of which this uses a private part
    gather = getattr(connection, "get_component_candidates", None)
    if gather is None or hasattr(gather, "offers_loopback"):
        return

    async def with_loopback(component: int, addresses: Sequence[str], **more: Any) -> Any:  # noqa: ANN401  # as aioice
        others = [address for address in addresses if address != ADDRESS]
        found = await gather(component=component, addresses=[ADDRESS, *others], **more)
        take_unsigned_answers(connection)
        return found

    with_loopback.offers_loopback = True  # type: ignore[attr-defined]  # marks a function
    connection.get_component_candidates = with_loopback
