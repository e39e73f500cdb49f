"""
Anam's JavaScript SDK in a headless Chromium judges the sandbox.

Not collected by itself, because it needs node and a browser: `make test-browser` installs the SDK and runs it.
"""

from __future__ import annotations

import asyncio
import json

import pytest
from aioice.ice import StunProtocol

from tests.conformance.browsers import LIMIT, browser
from tests.unit.sandbox.servers import anam


@pytest.fixture
def page(tmp_path):
    with browser(tmp_path / "profile") as opened:
        yield opened


def connect(page, sandbox, **persona):
    token = sandbox.mint(**persona)
    page.run(f"connect({json.dumps(token)}, {json.dumps(sandbox.url)}).then(() => null)")
    page.wait_for("SESSION_READY")
    page.wait_for("DATA_CHANNEL_OPEN")
    (session,) = sandbox.sessions.active()
    return session


def send(page, **message):
    page.run(f"client.sendDataMessage({json.dumps(json.dumps(message))})")


def text_of(detail):
    return "".join(message["content"] for message in detail[0] if message["role"] == "persona")


def test_a_browser_connects_sees_hears_and_is_greeted_in_the_language_of_the_persona(page):
    with anam() as sandbox:
        session = connect(page, sandbox, languageCode="fr")
        ready = page.wait_for("SESSION_READY")
        page.wait_for("CONNECTION_ESTABLISHED")
        page.wait_for("DATA_CHANNEL_OPEN")
        page.wait_for("VIDEO_STREAM_STARTED")
        page.wait_for("AUDIO_STREAM_STARTED")
        page.wait_for("VIDEO_PLAY_STARTED")
        greeted = page.wait_for("MESSAGE_HISTORY_UPDATED", lambda detail: "Bonsoir" in text_of(detail))

    assert ready[0] == session.id
    assert greeted[0][0]["role"] == "persona"


def test_messages_go_both_ways_and_an_interruption_is_marked(page):
    with anam(replies={"fr": ["un deux trois quatre cinq six sept huit neuf dix"]}, latencies={"word": 0.2}) as sandbox:
        session = connect(page, sandbox, skipGreeting=True)
        page.run("client.sendUserMessage('Bonjour')")
        page.wait_for("MESSAGE_STREAM_EVENT_RECEIVED", lambda detail: detail[0]["content"].startswith("deux"))
        page.run("client.interruptPersona()")
        last = page.wait_for("MESSAGE_STREAM_EVENT_RECEIVED", lambda detail: detail[0]["endOfSpeech"])
        heard = session.kinds("channel")

    assert last[0]["interrupted"] is True
    assert [kind for kind in heard if kind != "remote_rtp_stats"] == ["speech", "interrupt"]


def test_a_good_update_is_acknowledged_and_a_bad_one_is_a_server_warning(page):
    with anam() as sandbox:
        connect(page, sandbox, skipGreeting=True)
        send(page, message_type="persona_config", data={"languageCode": "es", "voiceGenerationOptions": {"speed": 1.1}})
        applied = page.wait_for("PERSONA_CONFIG_UPDATE_APPLIED")
        send(page, message_type="persona_config", data={"voiceGenerationOptions": {"speed": 9}})
        warning = page.wait_for("SERVER_WARNING")
        page.run("client.sendUserMessage('Hola')")
        page.wait_for("MESSAGE_HISTORY_UPDATED", lambda detail: "Claro" in text_of(detail))

    assert "es" in json.dumps(applied)
    assert "must be between" in warning[0]


def test_stopping_ends_the_session_after_the_grace(page):
    with anam(grace=0.3) as sandbox:
        session = connect(page, sandbox, skipGreeting=True)
        page.run("client.stopStreaming()")
        page.wait_for("CONNECTION_CLOSED")

        assert sandbox.sessions.wait_for(lambda: not session.is_open, LIMIT)
        assert (session.ended_by, sandbox.sessions.active()) == ("closed", [])


def test_an_end_by_the_service_reaches_the_page(page):
    with anam() as sandbox:
        session = connect(page, sandbox, skipGreeting=True)
        sandbox.client.post(f"/v1/sessions/{session.id}/stop")
        closed = page.wait_for("CONNECTION_CLOSED")

    assert closed[0] == "CONNECTION_CLOSED_CODE_SERVER_CLOSED_CONNECTION"


def test_a_socket_that_drops_is_taken_up_again_with_the_same_peer(page):
    faults = [{"fault": "drop", "at": "speech", "times": 1}]
    with anam(live_faults=faults) as sandbox:
        session = connect(page, sandbox, skipGreeting=True)
        page.run("client.sendUserMessage('Bonjour')")
        assert sandbox.sessions.wait_for(lambda: session.sockets == 2, LIMIT)
        send(page, message_type="persona_config", data={"languageCode": "xx"})
        page.wait_for("SERVER_WARNING")

        assert session.is_open
        assert session.kinds("signalling").count("offer") == 1


class Network:
    """The way between the sandbox and its clients; it can be cut, and comes back for new addresses only."""

    def __init__(self, monkeypatch):
        self._is_cut = False
        self._old = set()
        for name in ("datagram_received", "send_data", "send_stun"):
            monkeypatch.setattr(StunProtocol, name, self._passing(getattr(StunProtocol, name)))

    def cut(self):
        self._is_cut = True

    def mend(self):
        self._is_cut = False

    def _passing(self, method):
        def passes(protocol, data, addr):
            if self._is_cut:
                self._old.add(addr[:2])
            if self._is_cut or addr[:2] in self._old:
                return asyncio.sleep(0) if method.__name__ == "send_data" else None
            return method(protocol, data, addr)

        return passes


def test_a_browser_that_changes_networks_restarts_ice_on_the_same_peer(page, monkeypatch):
    network = Network(monkeypatch)
    with anam() as sandbox:
        session = connect(page, sandbox, skipGreeting=True)
        page.run("void (window.before = client.streamingClient.peerConnection)")
        network.cut()
        # The SDK waits until it misses us, and then some; it comes with a new socket and a new offer.
        assert sandbox.sessions.wait_for(lambda: session.kinds("signalling").count("offer") == 2, 2 * LIMIT)
        network.mend()
        page.run("client.sendUserMessage('Bonjour')")
        page.wait_for("MESSAGE_HISTORY_UPDATED", lambda detail: "Bien" in text_of(detail))
        is_the_same = page.run("before === client.streamingClient.peerConnection")

        assert (is_the_same, session.sockets, session.is_open) == (True, 2, True)
        assert [message.kind for message in session.sent].count("sessionready") == 1
