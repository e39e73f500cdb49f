"""Which servers a peer is given, attempt for attempt; no network."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

import pytest

from anamctl.anam.engine import EngineSession
from anamctl.anam.events import Event, Reconnecting, Warned
from anamctl.anam.hooks import Hooks
from anamctl.anam.meeting import Meeting
from anamctl.errors import ServiceError
from tests.unit.anam.stub import QUICK

TURN = {
    "urls": ["turn:t.example.com", "turns:t.example.com:443", "turn:broken host"],
    "username": "u",
    "credential": "pl4nted",
}


class Nobody:
    """A peer that never meets anybody."""

    made: ClassVar[list[Any]]

    def __init__(self, ice: Any, **_: Any) -> None:
        self.made.append(ice)
        loop = asyncio.get_running_loop()
        self.connected, self.open, self.lost = (loop.create_future() for _ in range(3))

    async def offer(self) -> str:
        return "v=0"

    async def answer(self, sdp: str) -> None:
        raise AssertionError(sdp)

    async def close(self) -> None:
        pass


def meet(host: str, policy: str = "all", servers: tuple[dict[str, Any], ...] = (TURN,)) -> tuple[Any, list[Event]]:
    class Fake(Nobody):
        made: ClassVar[list[Any]] = []

    events: list[Event] = []
    hooks = Hooks(events.append, lambda: 0.0, lambda _: None, lambda _: None, lambda _: None)

    async def main() -> None:
        async def send(_: str) -> bool:
            return True

        meeting = Meeting(
            EngineSession("s", host, ice_servers=servers, ice_transport_policy=policy),
            QUICK._replace(answer=0.01, peer_tries=3),
            hooks,
            feed=None,
            outs=(),
            send=send,
            on_connected=lambda: None,
        )
        await meeting.socket_opened()
        try:
            await meeting.keep(Fake)  # type: ignore[arg-type]
        finally:
            await meeting.close(0.1)

    with pytest.raises(ServiceError) as raised:
        asyncio.run(main())
    return (Fake.made, raised.value), events


def test_each_attempt_takes_another_turn_server():
    (made, error), events = meet("engine.example/x")

    assert [chosen.servers[0].url for chosen in made] == [
        "turn:t.example.com?transport=udp",
        "turns:t.example.com:443?transport=tcp",
        "turn:t.example.com?transport=udp",
    ]
    assert "tried 3 times" in error.message
    assert [event.attempt for event in events if isinstance(event, Reconnecting)] == [2, 3]


def test_a_server_that_cannot_be_used_is_told_once_and_without_its_password():
    (made, _), events = meet("engine.example/x", "relay")
    [warning] = [event.text for event in events if isinstance(event, Warned)]

    assert "turn:broken host" in warning
    assert "pl4nted" not in repr(made) + repr(events)
    assert {chosen.policy for chosen in made} == {"relay"}


def test_relayed_connections_without_a_relay_are_a_fault_of_the_service():
    (made, error), _ = meet("engine.example/x", "relay", ({"urls": "stun:s.example.com"},))

    assert made == []
    assert "TURN" in error.message


def test_on_this_machine_no_server_is_asked():
    (made, _), _ = meet("127.0.0.1:80/x", "relay")

    assert {(chosen.servers, chosen.policy) for chosen in made} == {((), "all")}


class Enough(Exception):  # noqa: N818
    """The peer has been met often enough for a test."""


class Fickle(Nobody):
    """A peer that meets the engine at once, and loses it at once; nine times."""

    async def offer(self) -> str:
        if len(self.made) >= 9:
            raise Enough
        return "v=0"

    async def answer(self, sdp: str) -> None:
        self.connected.set_result(None)
        self.open.set_result(None)
        self.lost.set_result("cut")


@pytest.mark.parametrize(("stable", "meetings"), [(5.0, 4), (0.0, 9)])
def test_a_connection_that_never_lasts_is_given_up(stable: float, meetings: int):
    class Fake(Fickle):
        made: ClassVar[list[Any]] = []

    hooks = Hooks(lambda _: None, lambda: 0.0, lambda _: None, lambda _: None, lambda _: None)

    async def main() -> None:
        async def send(_: str) -> bool:
            meeting.answered("v=0")
            return True

        meeting = Meeting(
            EngineSession("s", "127.0.0.1:1"),
            QUICK._replace(peer_tries=3, stable=stable, grace=0),
            hooks,
            feed=None,
            outs=(),
            send=send,
            on_connected=lambda: None,
        )
        await meeting.socket_opened()
        try:
            await meeting.keep(Fake)  # type: ignore[arg-type]
        finally:
            await meeting.close(0.1)

    with pytest.raises(ServiceError, match="lost 4 times in a row: cut") if meetings == 4 else pytest.raises(Enough):
        asyncio.run(main())

    assert len(Fake.made) == meetings
