"""Answers that are signed with another password, by parts of aioice that its documentation does not name."""

from __future__ import annotations

import asyncio

import pytest
from aioice import Connection, stun

from anamctl.sandbox.anam.live.pooled import take_unsigned_answers

LIMIT = 10.0


class Browser(asyncio.DatagramProtocol):
    """Answers every check, and signs it with a password of its own."""

    def connection_made(self, transport):
        self.transport = transport
        self.checks = []

    def datagram_received(self, data, addr):
        check = stun.parse_message(data)
        self.checks.append(check)
        answer = stun.Message(
            message_method=stun.Method.BINDING,
            message_class=stun.Class.RESPONSE,
            transaction_id=check.transaction_id,
            attributes={"XOR-MAPPED-ADDRESS": addr},
        )
        answer.add_message_integrity(b"of the pool")
        self.transport.sendto(bytes(answer), addr)


async def asked(*, leniently):
    transport, browser = await asyncio.get_running_loop().create_datagram_endpoint(Browser, local_addr=("127.0.0.1", 0))
    connection = Connection(ice_controlling=False)
    await connection.get_component_candidates(component=1, addresses=["127.0.0.1"])
    for _ in range(2 if leniently else 0):
        take_unsigned_answers(connection)
    (protocol,) = connection._protocols
    check = stun.Message(message_method=stun.Method.BINDING, message_class=stun.Class.REQUEST)
    try:
        return await asyncio.wait_for(
            protocol.request(
                check, transport.get_extra_info("sockname"), integrity_key=b"of the offer", retransmissions=0
            ),
            LIMIT,
        ), browser.checks
    finally:
        transport.close()
        await connection.close()


def test_an_answer_counts_whatever_its_signature():
    (answer, _), (check,) = asyncio.run(asked(leniently=True))

    assert answer.message_class == stun.Class.RESPONSE
    assert check.check_message_integrity(b"of the offer")


def test_without_it_such_an_answer_is_thrown_away():
    with pytest.raises(stun.TransactionTimeout):
        asyncio.run(asked(leniently=False))
