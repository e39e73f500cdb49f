"""Anam's Python SDK judges the sandbox: it knows nothing of ours, and the sandbox nothing of it."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from anam import AnamClient, AnamEvent, ClientOptions
from anam.types import ConnectionClosedCode, MessageRole, PersonaConfig

from tests.unit.sandbox.servers import AVATAR, LLM, VOICE, anam

LIMIT = 10.0


class Told:
    """What the SDK tells."""

    def __init__(self, client):
        self.events = []
        self._changed = asyncio.Condition()
        for event in AnamEvent:
            client.add_listener(event, self._listener(event))

    def _listener(self, event):
        async def listen(*details):
            async with self._changed:
                self.events.append((event, details))
                self._changed.notify_all()

        return listen

    async def wait_for(self, event, accept=lambda *_: True):
        def found():
            return [details for name, details in self.events if name is event and accept(*details)]

        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(lambda: bool(found())), LIMIT)
        return found()[0]


def from_token(sandbox, **persona):
    return AnamClient(session_token=sandbox.mint(**persona), options=ClientOptions(api_base_url=sandbox.url))


def from_key(sandbox):
    config = PersonaConfig(name="Mia", avatar_id=AVATAR, voice_id=VOICE, llm_id=LLM, language_code="fr")
    return AnamClient(api_key="ak-sandbox", persona_config=config, options=ClientOptions(api_base_url=sandbox.url))


@asynccontextmanager
async def connected(client):
    told = Told(client)
    async with client.connect() as session:
        await told.wait_for(AnamEvent.SESSION_READY)
        socket = client._streaming_client._signalling_client._ws
        yield session, told
        peer = client._streaming_client._peer_connection
    # Told to close while it is closing already, the SDK does not wait for that; and when the service has ended the
    # session, it forgets its socket.
    if peer is not None:
        await asyncio.wait_for(peer.close(), LIMIT)
    await asyncio.wait_for(socket.close(), LIMIT)


async def ended(sandbox, session):
    await asyncio.to_thread(sandbox.sessions.wait_for, lambda: not session.is_open, LIMIT)
    return session.ended_by


@pytest.mark.parametrize("start", [from_token, from_key])
def test_a_session_starts_greets_and_ends_with_a_token_and_with_a_key(start):
    async def talk(sandbox):
        async with connected(start(sandbox)) as (client, told):
            (session,) = sandbox.sessions.active()
            assert client.session_id == session.id
            (message,) = await told.wait_for(AnamEvent.MESSAGE_RECEIVED)
        return session, message, await ended(sandbox, session)

    with anam() as sandbox:
        session, message, by = asyncio.run(talk(sandbox))

        assert (message.role, message.content) == (
            MessageRole.ASSISTANT,
            "Bonsoir\u202f! Comment puis-je vous aider\u202f?",
        )
        assert (by, sandbox.sessions.active()) == ("client", [])
        assert session.kinds("signalling").count("endsession") == 1
        assert session.started is not None


def test_a_message_is_answered_in_pieces_and_not_echoed():
    async def talk(sandbox):
        async with connected(from_token(sandbox, skipGreeting=True)) as (client, told):
            await client.send_message("Bonjour")
            (message,) = await told.wait_for(AnamEvent.MESSAGE_RECEIVED)
        pieces = [details[0] for event, details in told.events if event is AnamEvent.MESSAGE_STREAM_EVENT_RECEIVED]
        return message, pieces

    with anam() as sandbox:
        message, pieces = asyncio.run(talk(sandbox))

    assert message.content == "Bien sûr, un instant."
    assert [piece.content_index for piece in pieces] == list(range(len(pieces)))
    assert [piece.end_of_speech for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert {piece.role for piece in pieces} == {MessageRole.ASSISTANT}
    assert len({piece.id for piece in pieces}) == 1


def test_an_interruption_cuts_the_reply_and_marks_its_last_piece():
    async def talk(sandbox):
        async with connected(from_token(sandbox, skipGreeting=True)) as (client, told):
            await client.send_message("Bonjour")
            await told.wait_for(AnamEvent.MESSAGE_STREAM_EVENT_RECEIVED)
            await client.interrupt()
            (message,) = await told.wait_for(AnamEvent.MESSAGE_RECEIVED)
        pieces = [details[0] for event, details in told.events if event is AnamEvent.MESSAGE_STREAM_EVENT_RECEIVED]
        return message, pieces

    with anam(latencies={"word": 0.5}) as sandbox:
        message, pieces = asyncio.run(talk(sandbox))

    assert message.content != "Bien sûr, un instant."
    assert [piece.interrupted for piece in pieces] == [False] * (len(pieces) - 1) + [True]


def test_an_update_through_the_private_client_changes_the_language_of_the_next_reply():
    async def talk(sandbox):
        client = from_token(sandbox, skipGreeting=True)
        async with connected(client) as (session, told):
            update = {"message_type": "persona_config", "data": {"languageCode": "es"}}
            # Unlike a message, this does not wait for the channel, which may open after the service has seen it open.
            assert await client._streaming_client.wait_for_data_channel(LIMIT)
            assert client._streaming_client.send_data_message(json.dumps(update))
            await session.send_message("Hola")
            (message,) = await told.wait_for(AnamEvent.MESSAGE_RECEIVED)
        return message

    with anam() as sandbox:
        message = asyncio.run(talk(sandbox))
        (session,) = sandbox.sessions.all()
        answers = [sent.data["data"] for sent in session.sent if sent.kind == "personaConfigUpdateApplied"]

    assert message.content == "Claro, un momento."
    assert [answer["changed_fields"] for answer in answers] == [{"languageCode": {"before": "fr", "after": "es"}}]


def test_a_text_is_spoken_as_it_is_by_rest_and_by_a_talk_stream():
    async def talk(sandbox):
        async with connected(from_token(sandbox, skipGreeting=True)) as (client, told):
            await client.talk("Par HTTP.")
            await told.wait_for(AnamEvent.MESSAGE_RECEIVED, lambda message: message.content == "Par HTTP.")
            stream = client.create_talk_stream()
            await stream.send("Mot ")
            await stream.send("à mot.", end_of_speech=True)
            await told.wait_for(AnamEvent.MESSAGE_RECEIVED, lambda message: message.content == "Mot à mot.")

    with anam() as sandbox:
        asyncio.run(talk(sandbox))
        (session,) = sandbox.sessions.all()

    assert session.kinds("signalling").count("talkstream") == 2


def test_a_talk_stream_that_is_interrupted_is_told_by_its_id():
    async def talk(sandbox):
        async with connected(from_token(sandbox, skipGreeting=True)) as (client, told):
            stream = client.create_talk_stream("one")
            await stream.send("Un début ")
            await told.wait_for(AnamEvent.MESSAGE_STREAM_EVENT_RECEIVED)
            await client.interrupt()
            return await told.wait_for(AnamEvent.TALK_STREAM_INTERRUPTED)

    with anam() as sandbox:
        assert asyncio.run(talk(sandbox)) == ("one",)


def test_the_greeting_can_be_seen_and_heard():
    async def talk(sandbox):
        async with connected(from_token(sandbox)) as (client, _):

            async def loud():
                async for frame in client.audio_frames():
                    if abs(frame.to_ndarray()).max() > 1000:
                        return frame.sample_rate
                return 0

            async def moving():
                seen = set()
                async for frame in client.video_frames():
                    seen.add(frame.to_ndarray(format="gray").tobytes())
                    if len(seen) > 2:
                        return frame.width, frame.height
                return 0, 0

            return await asyncio.wait_for(asyncio.gather(loud(), moving()), LIMIT)

    with anam() as sandbox:
        rate, size = asyncio.run(talk(sandbox))

    assert (rate, size) == (48_000, (96, 64))


def test_an_end_by_the_service_is_told_with_its_reason():
    async def talk(sandbox):
        async with connected(from_token(sandbox, skipGreeting=True)) as (client, told):
            await client.send_message("Bonjour")
            return await told.wait_for(AnamEvent.CONNECTION_CLOSED)

    with anam(live_faults=[{"fault": "end", "at": "speech", "message": "Engine is going down"}]) as sandbox:
        code, reason = asyncio.run(talk(sandbox))
        (session,) = sandbox.sessions.all()

    assert (code, reason) == (ConnectionClosedCode.SERVER_CLOSED.value, "Engine is going down")
    assert (session.ended_by, session.kinds("signalling").count("endsession")) == ("service", 0)


# The SDK reads how a socket was closed in a way that the newer `websockets` want to be rid of.
@pytest.mark.filterwarnings("ignore:ConnectionClosed.(code|reason) is deprecated:DeprecationWarning")
def test_after_a_drop_the_sdk_comes_back_with_a_new_peer():
    async def talk(sandbox):
        client = from_token(sandbox, skipGreeting=True)
        told = Told(client)
        async with client.connect() as session:
            await told.wait_for(AnamEvent.SESSION_READY)
            (open_session,) = sandbox.sessions.active()
            old = client._streaming_client._peer_connection
            await session.send_message("Bonjour")

            def is_back():
                return [message.kind for message in open_session.sent].count("sessionready") == 2

            assert await asyncio.to_thread(sandbox.sessions.wait_for, is_back, LIMIT)
            # It goes on with the new peer; the old one is nobody's any more, so the test closes it.
            await session.send_message("Encore")
            await told.wait_for(
                AnamEvent.MESSAGE_RECEIVED, lambda message: message.content == "Parfait, je note une table pour deux."
            )
            await old.close()
            client._is_streaming = True
        return await ended(sandbox, open_session), open_session

    with anam(live_faults=[{"fault": "drop", "at": "speech", "times": 1}]) as sandbox:
        by, session = asyncio.run(talk(sandbox))

    assert (by, session.sockets, session.kinds("signalling").count("offer")) == ("client", 2, 2)
