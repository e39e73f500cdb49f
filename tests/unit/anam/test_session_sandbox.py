"""Sessions against the sandbox, which was written by others from the same facts: every fault, and no slot is kept."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

import pytest

from anamctl.anam.access import Access
from anamctl.anam.events import ChannelOpen, Closed, Connected, Message, Ready, Reconnecting, Update, Warned
from anamctl.anam.failures import ConcurrencyError, UncertainError
from anamctl.anam.rest import AnamClient
from anamctl.anam.session import Session
from anamctl.anam.timers import Timers
from anamctl.errors import CredentialsError, ServiceError
from anamctl.secret import Secret
from tests.unit.anam.stub import Witness, complaints, left_over
from tests.unit.sandbox.servers import PERSONA, anam

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

BODY = {"personaConfig": {**PERSONA, "skipGreeting": True}}
TIMERS = Timers(answer=0.5, connect=0.5, channel=2, ready=0.5, peer_tries=2, grace=0.1, reconnect_step=0.02, update=0.3)


@pytest.fixture(autouse=True)
def _quiet(caplog):
    yield
    ours = [text for text in complaints(caplog) if "coro=<RTCPeerConnection.__connect()" not in text]
    assert ours == []  # a peer of our own says that it is one


async def no_time(seconds: float) -> None:
    """Wait for nothing."""
    await asyncio.sleep(0)


def run(
    test: Callable[[Session, Witness], Awaitable[Any]], timers: Timers = TIMERS, **scenario: Any
) -> tuple[Witness, dict[str, Any]]:
    """Run a session; gives how it was seen, and what the service holds open afterwards."""

    async def main(url, key):
        async with AnamClient(Access(url, Secret(key)), sleep=no_time) as rest:
            async with Session(rest, BODY, timers=timers) as session:
                witness = Witness(session)
                await test(session, witness)
            await witness.done()
            assert left_over() == []
            return witness, await rest.concurrency()

    with anam(**{"latencies": {"word": 0, "reply": 0}, "grace": 60, **scenario}) as service:
        return asyncio.run(main(service.url, service.service.scenario.key))


async def to_the_end(session, witness):
    await witness.done()


async def to_ready(session, witness):
    await witness.until(Ready)


async def to_talk(session, witness):
    """Talk, as a sign that it works."""
    await witness.until(Ready)
    await talk(session, witness)


async def talk(session, witness):
    before = sum(turn.final and turn.role == "persona" for turn in witness.of(Message))
    await session.say("bonjour")
    while sum(turn.final and turn.role == "persona" for turn in witness.of(Message)) == before:
        await witness.until(Message, len(witness.of(Message)) + 1)


def test_a_session_from_start_to_end():
    async def test(session, witness):
        await to_talk(session, witness)
        applied = await session.update({"languageCode": "de"})
        rejected = await session.update({"voiceGenerationOptions": {"speed": 9}})
        assert (applied.outcome, applied.changes[0].before, applied.changes[0].after) == ("applied", "fr", "de")
        assert (rejected.outcome, "speed" in rejected.reason) == ("rejected", True)

    witness, slots = run(test)

    assert witness.names[:5] == ["Minted", "Engine", "Connected", "ChannelOpen", "Ready"]
    assert witness.of(Closed)[0].is_ended
    assert witness.failure is None
    assert slots["active"] == 0


@pytest.mark.parametrize("ack_fields", ["camel", "snake", "bare"])
def test_every_spelling_of_an_acknowledgement(ack_fields):
    async def test(session, witness):
        await witness.until(Ready)
        await session.update({"voiceGenerationOptions": {"speed": 1.1}})
        update = await session.update({"voiceGenerationOptions": {"speed": 1.2}})
        [change] = update.changes
        assert (update.outcome, change.path, change.before, change.after) == (
            "applied",
            "voiceGenerationOptions.speed",
            1.1,
            1.2,
        )

    run(test, ack_fields=ack_fields)


@pytest.mark.parametrize("updates", ["unacknowledged", "silent"])
def test_engines_that_do_not_acknowledge(updates):
    async def test(session, witness):
        await witness.until(Ready)
        assert (await session.update({"languageCode": "de"})).outcome == "unconfirmed"

    run(test, updates=updates)


def test_a_late_acknowledgement():
    async def test(session, witness):
        await witness.until(Ready)
        assert (await session.update({"languageCode": "de"}, wait=0.05)).outcome == "unconfirmed"
        late = await witness.until(Update, 2)
        assert (late.outcome, late.is_late) == ("applied", True)

    run(test, latencies={"update": 0.2})


FAILURES: list[tuple[str, dict[str, Any], type[Exception], str, bool]] = [
    ("expired token", {"token_life": 0.001}, CredentialsError, "token", True),
    (
        "no slot",
        {"faults": [{"request": "engine", "answer": "concurrent-limit"}]},
        ConcurrencyError,
        "",
        True,
    ),
    ("busy", {"faults": [{"request": "engine", "answer": "busy"}]}, ServiceError, "", True),
    (
        "engine answer lost",
        {"faults": [{"request": "engine", "drop": True, "applied": True, "times": 1}]},
        UncertainError,
        "",
        False,
    ),
    ("refused", {"live_faults": [{"fault": "refuse", "at": "start", "status": 403}]}, ServiceError, "(403)", True),
    ("never let in", {"live_faults": [{"fault": "refuse", "at": "start", "status": 503}]}, ServiceError, "503", True),
    ("no answer", {"live_faults": [{"fault": "no-answer"}]}, ServiceError, "did not answer our offer", True),
    ("no peer", {"live_faults": [{"fault": "no-peer"}]}, ServiceError, "no connection to the engine", True),
    (
        "ends early",
        {"live_faults": [{"fault": "end", "at": "offer", "message": "no credit"}]},
        ServiceError,
        "no credit",
        True,
    ),
    (
        "lost for good",
        {"live_faults": [{"fault": "drop", "at": "ready"}, {"fault": "refuse", "at": "reopen", "status": 503}]},
        ServiceError,
        "is lost",
        True,
    ),
]


@pytest.mark.parametrize(
    ("scenario", "error", "text", "is_ended"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES]
)
def test_what_cannot_be_helped_is_said_and_leaves_no_slot_taken(scenario, error, text, is_ended):
    began = time.monotonic()
    witness, slots = run(to_the_end, **scenario)

    assert isinstance(witness.failure, error)
    assert text in str(witness.failure)
    assert witness.of(Closed)[0].is_ended is is_ended
    assert slots["active"] == (0 if is_ended else 1)
    assert time.monotonic() - began < 6


SURVIVED: list[tuple[str, dict[str, Any], list[tuple[str, int]]]] = [
    ("late answer", {"fault": "late-answer", "delay": 0.2}, []),
    ("answer after the first try", {"fault": "no-answer", "times": 1}, [("peer", 2)]),
    ("peer at the second try", {"fault": "no-peer", "times": 1}, [("peer", 2)]),
    ("never announced", {"fault": "no-ready"}, []),
    ("cut before the offer", {"fault": "drop", "at": "open", "times": 1}, [("signalling", 1)]),
    ("cut at the offer", {"fault": "drop", "at": "offer", "times": 1}, [("signalling", 1)]),
    ("garbage over the socket", {"fault": "garbage", "at": "open"}, []),
    ("garbage over the channel", {"fault": "garbage", "at": "channel", "on": "channel"}, []),
    ("unknown over the socket", {"fault": "unknown", "at": "open"}, []),
    ("unknown over the channel", {"fault": "unknown", "at": "channel", "on": "channel"}, []),
    ("a warning", {"fault": "warning", "at": "open", "message": "soon"}, []),
]


@pytest.mark.parametrize(("fault", "lost"), [row[1:] for row in SURVIVED], ids=[row[0] for row in SURVIVED])
def test_a_fault_of_the_start_is_survived(fault, lost):
    witness, slots = run(to_talk, live_faults=[fault])

    assert witness.failure is None
    assert [(event.what, event.attempt) for event in witness.of(Reconnecting)] == lost
    assert witness.of(Ready)[0].announced is (fault["fault"] != "no-ready")
    assert slots["active"] == 0
    if fault["fault"] == "warning":
        assert [(event.text, event.by) for event in witness.of(Warned)] == [("soon", "service")]


@pytest.mark.parametrize(
    ("fault", "what", "again"),
    [
        ({"fault": "drop", "at": "context"}, "signalling", Connected),
        ({"fault": "drop", "at": "context", "code": 1000}, "signalling", Connected),
        ({"fault": "drop", "at": "context", "code": 1011}, "signalling", Connected),
        ({"fault": "peer-lost", "at": "context"}, "peer", ChannelOpen),
        ({"fault": "close-channel", "at": "context"}, "peer", ChannelOpen),
    ],
    ids=["cut", "1000", "1011", "peer", "channel"],
)
def test_what_is_lost_is_found_again(fault, what, again):
    async def test(session, witness):
        await witness.until(Ready)
        await session.context("once")
        await witness.until(again, 2)
        await talk(session, witness)

    witness, slots = run(test, live_faults=[{**fault, "times": 1}])

    assert [(event.what, event.attempt) for event in witness.of(Reconnecting)] == [(what, 1)]
    assert witness.failure is None
    assert witness.of(Closed)[0].is_ended
    assert slots["active"] == 0


def test_the_service_ends_it_on_silence():
    witness, slots = run(to_the_end, silence=0.3)

    assert witness.of(Closed)[0].by == "service"
    assert witness.failure is None
    assert slots["active"] == 0


def test_a_slow_engine_that_nobody_waits_for_is_ended():
    async def leave(session, witness):
        await asyncio.sleep(0.1)

    witness, slots = run(leave, latencies={"engine": 0.5})

    assert witness.of(Closed)[0].is_ended
    assert slots["active"] == 0


def test_turn_credentials_and_tokens_appear_nowhere(caplog):
    planted = "pl4nted-credential"
    servers = [
        {"urls": ["turn:127.0.0.1:9?transport=udp", "turn:a b"], "username": "u", "credential": planted},
        {"urls": "stun:nowhere", "username": "u", "credential": planted},
    ]
    caplog.set_level(0)
    witness, _ = run(to_ready, ice_servers=servers)

    assert planted not in "".join(map(repr, witness.events))
    assert planted not in caplog.text
    assert "session_id" not in repr(witness.failure)
