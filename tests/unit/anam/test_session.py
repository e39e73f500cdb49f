"""A session against the stub engine, from start to end."""

from __future__ import annotations

import asyncio

import pytest

from anamctl.anam.events import (
    ChannelOpen,
    Closed,
    Connected,
    Engine,
    Message,
    Minted,
    Ready,
)
from tests.unit.anam.stub import BODY, ID, Rest, Stub, Witness, complaints, left_over, on_loopback, opened, until


@pytest.fixture(autouse=True)
def _loopback(monkeypatch, caplog):
    on_loopback(monkeypatch)
    yield
    assert complaints(caplog) == []


def test_it_starts_talks_and_ends_in_order():
    async def main():
        stub = Stub()
        rest = Rest(stub)
        async with stub.running():
            async with opened(rest) as session:
                witness = Witness(session)
                await witness.until(Ready)
                assert session.id == ID
                assert session.is_open
                await session.say("hello")
                await session.context("it rains")
                await session.interrupt()
                await until(lambda: len(stub.messages) == 3)
                await witness.until(Message, 4)
            await witness.done()
            assert left_over() == []
        return stub, rest, witness

    stub, rest, witness = asyncio.run(main())
    turns = [(turn.role, turn.text, turn.final, turn.typed) for turn in witness.of(Message)]
    times = [event.t for event in witness.events]
    speech, context, interrupt = stub.messages

    assert witness.names[:5] == [kind.__name__ for kind in (Minted, Engine, Connected, ChannelOpen, Ready)]
    assert turns == [
        ("user", "hello", True, True),
        ("persona", "You said: ", False, False),
        ("persona", "You said: hello", False, False),
        ("persona", "You said: hello", True, False),
    ]
    assert witness.names[-1] == "Closed"
    assert (witness.of(Closed)[0].by, witness.of(Closed)[0].is_ended) == ("you", True)
    assert times == sorted(times)
    assert witness.failure is None
    assert rest.minted == [BODY]
    assert rest.stopped == []
    assert stub.is_over.is_set()
    assert stub.frames[-1] == {"actionType": "endsession", "sessionId": ID, "payload": {}}
    assert stub.of("offer")[0]["payload"]["userUid"] == ID
    assert speech.pop("timestamp")
    assert speech == {"message_type": "speech", "content": "hello", "session_id": ID}
    assert context == {"message_type": "context", "content": "it rains", "session_id": ID}
    assert (interrupt["message_type"], interrupt["session_id"]) == ("interrupt", ID)
