"""What goes wrong in a session, against the stub engine."""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus

import pytest

from anamctl.anam.events import (
    ChannelOpen,
    Closed,
    Connected,
    Engine,
    Message,
    Minted,
    Ready,
    Reconnecting,
    Warned,
)
from anamctl.anam.failures import NotFoundError, TokenRefusedError, UncertainError
from anamctl.anam.words import Said
from anamctl.errors import ServiceError, UsageError
from tests.unit.anam.stub import (
    QUICK,
    Rest,
    Stub,
    Witness,
    complaints,
    left_over,
    on_loopback,
    opened,
    until,
    with_another_password,
    without_addresses,
)


@pytest.fixture(autouse=True)
def _loopback(monkeypatch, caplog):
    on_loopback(monkeypatch)
    yield
    assert complaints(caplog) == []


def run(test, stub=None, rest=None, timers=QUICK, **more):
    """Run a session against the stub, and give how it was seen; `test` is done while it runs."""

    async def main():
        engine = stub or Stub()
        api = rest or Rest()
        api.stub = engine
        async with engine.running():
            began = time.monotonic()
            async with opened(api, timers, **more) as session:
                witness = Witness(session)
                await test(session, witness, engine)
            took = time.monotonic() - began
            await witness.done()
            await asyncio.sleep(0)
            assert left_over() == []
        return witness, api, took

    return asyncio.run(main())


async def to_the_end(session, witness, stub):
    await witness.done()


# ---- the start -------------------------------------------------------------------------------------------------------


def test_without_an_announcement_it_is_ready_all_the_same():
    stub = Stub()
    stub.announces = False

    async def test(session, witness, _):
        assert not (await witness.until(Ready)).announced

    run(test, stub)


def test_an_announcement_before_the_channel_is_open_counts():
    stub = Stub()

    async def test(session, witness, _):
        assert (await witness.until(Ready)).announced

    witness, _, _ = run(test, stub)

    assert witness.names.index("ChannelOpen") < witness.names.index("Ready")


def test_an_engine_that_never_answers_the_offer():
    stub = Stub()
    stub.answers = False
    witness, _, took = run(to_the_end, stub, timers=QUICK._replace(answer=0.1, peer_tries=2))

    assert isinstance(witness.failure, ServiceError)
    assert witness.failure.message == "the service did not answer our offer of a connection in 0.1 s, tried 2 times."
    assert [(event.what, event.attempt, event.of) for event in witness.of(Reconnecting)] == [("peer", 2, 2)]
    assert (witness.of(Closed)[0].by, witness.of(Closed)[0].is_ended) == ("error", True)
    assert stub.is_over.is_set()
    assert took < 2


def test_a_peer_that_never_connects():
    stub = Stub()
    stub.breaks_answer = with_another_password
    witness, _, took = run(to_the_end, stub, timers=QUICK._replace(connect=0.2, peer_tries=2))

    assert isinstance(witness.failure, ServiceError)
    assert witness.failure.message.startswith("no connection to the engine at 127.0.0.1:")
    assert "tried 2 times" in witness.failure.message
    assert "firewall" in witness.failure.hint
    assert witness.of(Connected) == []
    assert witness.of(Closed)[0].billed == 0
    assert stub.is_over.is_set()
    assert took < 3


@pytest.mark.parametrize("when", ["early", "late"])
def test_addresses_that_come_one_by_one(when):
    stub = Stub()
    stub.breaks_answer = without_addresses
    stub.trickles = when

    async def test(session, witness, _):
        await witness.until(Ready)

    witness, _, _ = run(test, stub)

    assert witness.of(Warned) == []


@pytest.mark.parametrize("sdp", ["nonsense", "v=0\r\n", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n"])
def test_an_answer_that_fits_nothing(sdp):
    stub = Stub()
    stub.breaks_answer = lambda _: sdp
    witness, _, took = run(to_the_end, stub)

    assert isinstance(witness.failure, ServiceError)
    assert witness.failure.message.startswith("the service's answer cannot be used: ")
    assert took < 2


def test_a_socket_that_is_refused():
    stub = Stub()
    stub.refuses = HTTPStatus.NOT_FOUND
    witness, rest, _ = run(to_the_end, stub)

    assert "(404)" in str(witness.failure)
    assert rest.stopped == ["5e55-10n"]
    assert witness.of(Closed)[0].is_ended


def test_a_socket_that_cannot_be_opened_is_tried_as_often_as_the_engine_says():
    stub = Stub()
    stub.refuses = HTTPStatus.BAD_GATEWAY
    witness, rest, _ = run(to_the_end, stub, Rest(max_reconnects=2))

    assert "tried 3 times" in str(witness.failure)
    assert [(event.attempt, event.of) for event in witness.of(Reconnecting)] == [(1, 2), (2, 2)]
    assert rest.stopped == ["5e55-10n"]


@pytest.mark.parametrize("error", [ServiceError("no"), UsageError("no")])
def test_a_token_that_is_not_given(error):
    rest = Rest()
    rest.mint_error = error
    witness, _, _ = run(to_the_end, rest=rest)

    assert witness.failure is error
    assert witness.names == ["Closed"]
    assert (witness.of(Closed)[0].by, witness.of(Closed)[0].is_ended, rest.stopped) == ("error", True, [])


def test_an_engine_that_is_not_given_leaves_nothing_open():
    rest = Rest()
    rest.start_errors = [ServiceError("no engine is free")]
    witness, _, _ = run(to_the_end, rest=rest)

    assert str(witness.failure) == "no engine is free"
    assert (witness.names, witness.of(Closed)[0].is_ended) == (["Minted", "Closed"], True)


def test_a_start_that_stays_uncertain_is_told():
    rest = Rest()
    rest.start_errors = [UncertainError("perhaps")]
    witness, _, _ = run(to_the_end, rest=rest)

    assert not witness.of(Closed)[0].is_ended


def test_a_bug_is_raised_and_ends_the_session():
    rest = Rest()
    rest.start_errors = [ZeroDivisionError("a bug")]
    witness, _, _ = run(to_the_end, rest=rest)

    assert isinstance(witness.failure, ZeroDivisionError)
    assert "ZeroDivisionError" in witness.of(Closed)[0].reason
    assert not witness.of(Closed)[0].is_ended  # who knows


def test_a_token_that_is_about_to_expire_is_minted_again():
    rest = Rest()
    rest.expiries = [time.time() + 30]

    async def test(session, witness, _):
        await witness.until(Ready)

    witness, _, _ = run(test, rest=rest)

    assert len(rest.minted) == 2
    assert [round(event.expires_in, -2) for event in witness.of(Minted)] == [3600]


def test_a_token_that_the_engine_refuses_is_minted_again_once():
    rest = Rest()
    rest.start_errors = [TokenRefusedError("expired")]

    async def test(session, witness, _):
        await witness.until(Ready)

    run(test, rest=rest)
    assert len(rest.minted) == 2

    rest = Rest()
    rest.start_errors = [TokenRefusedError("expired"), TokenRefusedError("expired again")]
    witness, _, _ = run(to_the_end, rest=rest)
    assert str(witness.failure) == "expired again"
    assert len(rest.minted) == 2


def test_without_aiortc_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr("anamctl.anam.loading.find_spec", lambda _: None)

    async def main():
        rest = Rest()
        with pytest.raises(UsageError, match="aiortc") as raised:
            async with opened(rest):
                pass
        return raised.value.hint, rest.minted

    assert asyncio.run(main()) == ('pip install "anamctl[live]"', [])


# ---- the service ends it ---------------------------------------------------------------------------------------------


def test_the_service_may_end_it():
    async def test(session, witness, stub):
        await witness.until(Ready)
        await stub.say("endsession", "silence")
        await witness.done()

    witness, rest, _ = run(test)
    closed = witness.of(Closed)[0]

    assert (closed.reason, closed.by, closed.is_ended) == ("silence", "service", True)
    assert witness.failure is None
    assert witness.of(Reconnecting) == []
    assert rest.stopped == []


def test_the_service_may_end_it_before_it_is_ready():
    stub = Stub()
    stub.answers = False

    async def test(session, witness, stub):
        await until(lambda: bool(stub.of("offer")))
        await stub.say("endsession", "no such avatar")
        await witness.done()

    witness, _, _ = run(test, stub)

    assert str(witness.failure) == "the service ended the session before it was ready: no such avatar."
    assert not stub.is_over.is_set()


def test_the_time_may_be_over():
    async def test(session, witness, stub):
        await witness.done()

    witness, _, _ = run(test, max_length=0.2)
    closed = witness.of(Closed)[0]

    assert (closed.reason, closed.by, closed.is_ended) == ("the time was over", "limit", True)
    assert 0.2 <= closed.billed < 1
    assert witness.failure is None


# ---- what is lost and found again ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [1000, 1011, None])
def test_a_lost_socket_is_opened_again_and_the_peer_stays(code):
    async def test(session, witness, stub):
        await witness.until(Ready)
        if code is None:
            stub.sockets[-1].transport.abort()
        else:
            await stub.sockets[-1].close(code, "bye")
        await witness.until(Connected, 2)
        await session.say("still there?")
        await witness.until(Message, 2)
        await until(lambda: any(frame["actionType"] == "heartbeat" for frame in stub.frames[-1:]))

    witness, rest, _ = run(test)
    lost = witness.of(Reconnecting)

    assert [(event.what, event.attempt, event.of) for event in lost] == [("signalling", 1, 5)]
    assert (f"{code}: bye" if code else "broke") in lost[0].reason
    assert [event.is_again for event in witness.of(Connected)] == [False, True]
    assert len(witness.of(ChannelOpen)) == 1
    assert witness.of(Closed)[0].is_ended
    assert rest.stopped == []


def test_a_socket_that_stays_lost_ends_the_session_over_rest():
    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.refuses = HTTPStatus.SERVICE_UNAVAILABLE
        await stub.sockets[-1].close(1000)
        await witness.done()

    witness, rest, _ = run(test, rest=Rest(max_reconnects=2))

    assert "is lost: the service answered with 503, tried 2 times" in str(witness.failure)
    assert rest.stopped == ["5e55-10n"]
    assert witness.of(Closed)[0].is_ended


def test_an_offer_is_sent_again_over_the_next_socket():
    stub = Stub()
    stub.answers = False

    async def test(session, witness, stub):
        await until(lambda: len(stub.of("offer")) == 1)
        stub.answers = True
        await stub.sockets[-1].close(1000)
        await witness.until(Ready)

    run(test, stub)
    first, second = stub.of("offer")

    assert first == second
    assert len(stub.peers) == 1


def test_a_closed_channel_brings_a_new_peer():
    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.channel.close()
        await witness.until(ChannelOpen, 2)
        await session.say("still there?")
        await witness.until(Message, 2)

    witness, _, _ = run(test)
    lost = witness.of(Reconnecting)

    assert [(event.what, event.attempt, event.reason) for event in lost] == [("peer", 1, "the data channel was closed")]
    assert [event.is_again for event in witness.of(Connected)] == [False, True]
    assert len(witness.of(Ready)) == 1
    assert witness.of(Closed)[0].is_ended


def test_a_peer_that_goes_away_brings_a_new_one():
    async def test(session, witness, stub):
        await witness.until(Ready)
        await stub.peers[-1].close()
        await witness.until(ChannelOpen, 2)
        assert session.is_open

    witness, _, _ = run(test)

    assert [event.what for event in witness.of(Reconnecting)] == ["peer"]


def test_the_end_that_follows_a_closed_channel_is_no_loss():
    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.channel.close()
        await until(lambda: not session.is_open)
        await stub.say("endsession", "silence")
        await witness.done()

    witness, _, _ = run(test, timers=QUICK._replace(grace=2))

    assert witness.of(Reconnecting) == []
    assert witness.of(Closed)[0].reason == "silence"


def test_peers_that_stay_lost_end_the_session():
    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.answers = False
        await stub.peers[-1].close()
        await witness.done()

    witness, _, _ = run(test, timers=QUICK._replace(answer=0.1, peer_tries=2))

    assert "tried 2 times" in str(witness.failure)
    assert [(event.attempt, event.of) for event in witness.of(Reconnecting)] == [(1, 2), (2, 2)]


def test_nonsense_is_ignored_and_told_once():
    async def test(session, witness, stub):
        await witness.until(Ready)
        for text in ("{", "[]", b"\x00", '{"actionType": 7}', '{"actionType": "later"}'):
            await stub.sockets[-1].send(text)
        for text in (
            "{",
            "[]",
            b"\xff",
            '{"messageType": 7}',
            '{"messageType": "later"}',
            '{"messageType": "speechText"}',
        ):
            stub.channel.send(text)
        await stub.say("icecandidate", {"candidate": "nonsense", "sdpMid": "0"})
        await stub.say("icecandidate", {"candidate": "", "sdpMid": "0"})
        await stub.say("answer", {"type": "answer", "sdp": "nonsense"})
        await session.say("still there?")
        await witness.until(Message, 4)
        await stub.say("warning", "the end")
        await until(lambda: any(event.text == "the end" for event in witness.of(Warned)))

    witness, _, _ = run(test)
    warnings = [event.text for event in witness.of(Warned) if event.by == "anamctl"]

    assert len(warnings) == len(set(warnings))
    assert any("data channel" in text for text in warnings)
    assert any("no JSON" in text for text in warnings)
    assert any("address" in text for text in warnings)
    assert witness.of(Reconnecting) == []


# ---- the end ---------------------------------------------------------------------------------------------------------


def gone():
    return NotFoundError("no such session", status=404, said=Said("", is_json=True))


def test_a_service_that_gives_no_sign_is_told_over_rest():
    stub = Stub()

    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.sockets[-1].transport.pause_reading()

    witness, rest, took = run(test, stub)
    stub.sockets[-1].transport.abort()

    assert rest.stopped == ["5e55-10n"]
    assert witness.of(Closed)[0].is_ended
    assert took < 4


@pytest.mark.parametrize(("error", "is_ended"), [(gone(), True), (ServiceError("down"), False)])
def test_whether_it_is_ended_is_the_truth(error, is_ended):
    rest = Rest()
    rest.stop_error = error

    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.sockets[-1].transport.pause_reading()

    witness, _, _ = run(test, rest=rest)

    assert witness.of(Closed)[0].is_ended is is_ended


def test_an_end_that_hangs_everywhere_is_bounded():
    rest = Rest()
    rest.hold_stop = asyncio.Event()

    async def test(session, witness, stub):
        await witness.until(Ready)
        stub.sockets[-1].transport.pause_reading()

    witness, _, took = run(test, rest=rest, timers=QUICK._replace(ending=1))

    assert not witness.of(Closed)[0].is_ended
    assert took < 2


def test_stop_gives_its_reason():
    async def test(session, witness, stub):
        await witness.until(Ready)
        await session.stop("the persona answered in English", "expectation")
        await session.stop("again")

    witness, _, _ = run(test)
    closed = witness.of(Closed)

    assert [(event.reason, event.by) for event in closed] == [("the persona answered in English", "expectation")]
    assert witness.events[1].session_id == witness.of(Engine)[0].session_id == "5e55-10n"
