"""Changes of a running session, against the stub engine."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from anamctl.anam.events import Change, Ready, Update, Warned
from tests.unit.anam.stub import ID, Rest, Stub, Witness, complaints, on_loopback, opened, until

FRENCH = {"languageCode": "fr"}
FAST = {"voiceGenerationOptions": {"speed": 1.1}}
ACK = [("ack", {"persona.language_code": {"before": "en", "after": "fr"}})]


@pytest.fixture(autouse=True)
def _loopback(monkeypatch, caplog):
    on_loopback(monkeypatch)
    yield
    assert complaints(caplog) == []


@asynccontextmanager
async def ready(stub: Stub):
    async with stub.running(), opened(Rest(stub)) as session:
        witness = Witness(session)
        await witness.until(Ready)
        yield session, witness
        await session.stop()
        await witness.done()


def run(stub, test):
    async def main():
        async with ready(stub) as (session, witness):
            return await test(session, witness)

    return asyncio.run(main())


def test_an_acknowledged_update_is_applied():
    stub = Stub()
    stub.on_update = lambda _: ACK

    async def test(session, witness):
        update = await session.update(FRENCH)
        return update, await witness.until(Update)

    update, event = run(stub, test)

    assert update == event
    assert (update.outcome, update.changes) == ("applied", (Change("languageCode", "fr", "en"),))
    assert 0 < update.took < 0.4
    assert stub.messages == [{"message_type": "persona_config", "data": FRENCH}]


def test_a_warning_over_the_socket_rejects_it():
    stub = Stub()
    stub.on_update = lambda _: [("warning", "speed 9 is out of range")]

    async def test(session, witness):
        update = await session.update(FAST)
        await stub.say("warning", "the session ends soon")
        return update, await witness.until(Warned)

    update, warned = run(stub, test)

    assert (update.outcome, update.reason) == ("rejected", "speed 9 is out of range")
    assert (warned.text, warned.by) == ("the session ends soon", "service")


def test_silence_leaves_it_unconfirmed_and_a_late_answer_is_told():
    stub = Stub()

    async def test(session, witness):
        update = await session.update(FRENCH, wait=0.05)
        stub.tell("personaConfigUpdateApplied", {"session_id": ID, "changed_fields": ACK[0][1]})
        return update, await witness.until(Update, 2)

    update, late = run(stub, test)

    assert (update.outcome, update.is_late, update.took) == ("unconfirmed", False, None)
    assert (late.outcome, late.is_late, late.changes[0].before) == ("applied", True, "en")
    assert late.took > 0.05


def test_one_is_in_flight_at_a_time_in_the_order_they_came():
    stub = Stub()
    flying = 0
    most = 0

    async def answer(data):
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(0.02)
        flying -= 1
        changed = {f"voiceGenerationOptions.{key}": {"after": value} for key, value in data.items()}
        stub.tell("personaConfigUpdateApplied", {"changed_fields": changed})

    def take(data):
        stub.pending = asyncio.ensure_future(answer(data["voiceGenerationOptions"]))
        return []

    stub.on_update = take

    async def test(session, witness):
        asked = [{"voiceGenerationOptions": {"speed": 1 + index / 10}} for index in range(5)]
        return await asyncio.gather(*map(session.update, asked))

    updates = run(stub, test)

    assert [update.outcome for update in updates] == ["applied"] * 5
    assert [update.changes[0].after for update in updates] == [1.0, 1.1, 1.2, 1.3, 1.4]
    assert most == 1


def test_whoever_gives_up_waiting_leaves_the_way_free_in_time():
    stub = Stub()

    async def test(session, witness):
        first = asyncio.create_task(session.update(FRENCH, wait=0.1))
        await until(lambda: len(stub.messages) == 1)
        first.cancel()
        second = await session.update(FAST, wait=0.1)
        return second, witness.of(Update)

    second, told = run(stub, test)

    assert second.outcome == "unconfirmed"
    assert second.changes[0].path == "voiceGenerationOptions.speed"
    assert [update.changes[0].path for update in told] == ["languageCode", "voiceGenerationOptions.speed"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "there is nothing to change"),
        ({"voiceGenerationOptions": {"speed": float("inf")}}, "it holds a value that JSON does not have"),
        ({"languageCode": object()}, "it holds a value that JSON does not have"),
    ],
)
def test_what_makes_no_sense_is_not_sent(data, reason):
    stub = Stub()

    async def test(session, witness):
        return await session.update(data)

    update = run(stub, test)

    assert (update.outcome, update.reason) == ("not_sent", reason)
    assert stub.messages == []


def test_before_the_channel_is_open_nothing_is_sent():
    async def main():
        stub = Stub()
        stub.answers = False
        async with stub.running(), opened(Rest(stub)) as session:
            update = await session.update(FRENCH)
            with pytest.raises(Exception, match="the text was not sent: the data channel is not open"):
                await session.say("hello")
            return update

    update = asyncio.run(main())

    assert (update.outcome, update.reason) == ("not_sent", "the data channel is not open")


def test_the_end_of_the_session_ends_the_wait():
    async def main():
        stub = Stub()
        async with stub.running():
            async with opened(Rest(stub)) as session:
                witness = Witness(session)
                await witness.until(Ready)
                waiting = asyncio.create_task(session.update(FRENCH, wait=60))
                await until(lambda: len(stub.messages) == 1)
            return await asyncio.wait_for(waiting, 1)

    update = asyncio.run(main())

    assert (update.outcome, update.reason) == ("unconfirmed", "the session is over")
