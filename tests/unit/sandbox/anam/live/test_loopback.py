"""Candidates on loopback, by a method of aioice that its documentation does not name."""

from __future__ import annotations

import asyncio

import aioice
from aiortc import RTCBundlePolicy, RTCConfiguration, RTCPeerConnection

from anamctl.sandbox.anam.live.loopback import ADDRESS, offer_loopback, transports


def candidates(addresses, *, times=1):
    async def gather():
        peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        peer.createDataChannel("session")
        for _ in range(times):
            offer_loopback(peer)
        (transport,) = transports(peer)
        connection = transport.transport.iceGatherer._connection
        found = await connection.get_component_candidates(component=1, addresses=addresses)
        await peer.close()
        return [candidate.host for candidate in found]

    return asyncio.run(gather())


def test_the_method_that_is_put_in_front_of_is_there():
    assert asyncio.iscoroutinefunction(aioice.Connection.get_component_candidates)


def test_loopback_comes_first_and_once():
    assert candidates([]) == [ADDRESS]
    assert candidates([ADDRESS]) == [ADDRESS]
    assert candidates([], times=2) == [ADDRESS]


def test_other_connections_stay_as_they_are():
    candidates([])

    async def gather():
        connection = aioice.Connection(ice_controlling=True)
        found = await connection.get_component_candidates(component=1, addresses=[])
        await connection.close()
        return found

    assert asyncio.run(gather()) == []


def test_lines_that_are_bundled_share_a_transport():
    async def count():
        configuration = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        peer = RTCPeerConnection(configuration)
        peer.addTransceiver("audio")
        peer.addTransceiver("video")
        found = len(transports(peer))
        await peer.close()
        return found

    assert asyncio.run(count()) == 1
