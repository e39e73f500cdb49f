"""A peer that is given up while it opens its sockets leaves none of them open."""

from __future__ import annotations

import asyncio

from aiortc import RTCConfiguration, RTCPeerConnection

from anamctl.sandbox.anam.live.peer import Peer, drain


def test_no_socket_is_left_open():
    async def main():
        loop = asyncio.get_running_loop()
        client = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        client.createDataChannel("session")
        await client.setLocalDescription()
        make, second = loop.create_datagram_endpoint, asyncio.Event()
        opened: list[asyncio.DatagramTransport] = []

        async def slow(*arguments, **more):
            if opened:
                second.set()
                await asyncio.sleep(0.05)
            transport, protocol = await make(*arguments, **more)
            opened.append(transport)
            return transport, protocol

        loop.create_datagram_endpoint = slow  # type: ignore[method-assign]
        peer = Peer(on_connected=lambda: None, on_channel=lambda _: None, on_sound=drain)
        answering = asyncio.create_task(peer.answer(client.localDescription.sdp))
        async with asyncio.timeout(4):
            # Where loopback is the only address there is no second socket, and nothing to lose.
            await asyncio.wait(
                {answering, waiting := asyncio.create_task(second.wait())}, return_when="FIRST_COMPLETED"
            )
            waiting.cancel()
            answering.cancel()
            await peer.close()
            await client.close()
        return [transport.is_closing() for transport in opened]

    assert all(asyncio.run(main()))
