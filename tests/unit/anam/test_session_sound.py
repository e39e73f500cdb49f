"""The sound of a session, both ways, against the stub engine."""

from __future__ import annotations

import asyncio
import queue
import threading

import pytest
from aiortc import RTCPeerConnection
from aiortc.mediastreams import AudioStreamTrack

from anamctl.anam import peer as peers
from anamctl.anam import tracks
from anamctl.anam.events import ChannelOpen, Ready, Warned
from anamctl.anam.media import Media
from anamctl.errors import ServiceError
from tests.unit.anam.stub import Rest, Stub, Witness, complaints, on_loopback, opened, until
from tests.unit.anam.test_audio_feed import Source, tone


@pytest.fixture(autouse=True)
def _loopback(monkeypatch, caplog):
    on_loopback(monkeypatch)
    yield
    assert complaints(caplog) == []


class Ear:
    """Takes what the persona says."""

    def __init__(self, broken: bool = False):
        self.got: list[tuple[int, int, int]] = []
        self.closed = 0
        self.broken = broken

    def write(self, pcm, rate, channels):
        self.got.append((len(pcm), rate, channels))
        if self.broken:
            raise ServiceError("the loudspeaker is gone")

    def close(self):
        self.closed += 1


def run(test, **media):
    async def main():
        stub = Stub()
        async with stub.running():
            async with opened(Rest(stub), media=Media(**media)) as session:
                witness = Witness(session)
                await witness.until(Ready)
                await test(stub, witness)
            await witness.done()
        return stub, witness

    return asyncio.run(main())


def directions(stub):
    sdp = stub.of("offer")[0]["payload"]["connectionDescription"]["sdp"]
    kinds = {}
    for section in sdp.split("\r\nm=")[1:]:
        kind = section.split()[0]
        kinds[kind] = next((line[2:] for line in section.splitlines() if line[2:] in ("sendrecv", "recvonly")), "")
    return kinds


def test_without_sound_it_only_receives():
    async def test(stub, witness):
        pass

    stub, _ = run(test)

    assert directions(stub) == {"video": "recvonly", "audio": "recvonly", "application": ""}


def test_the_persona_hears_what_the_source_gives():
    async def test(stub, witness):
        await until(lambda: stub.loudest > 10_000)

    stub, _ = run(test, hears=Source([tone(16_000, 0.1)] * 20, 16_000))

    assert directions(stub) == {"video": "recvonly", "audio": "sendrecv", "application": ""}


def test_before_it_is_ready_and_after_the_end_the_persona_hears_silence_in_real_time():
    source = Source([])

    async def test(stub, witness):
        await until(lambda: stub.heard > 5)
        began, heard = asyncio.get_running_loop().time(), stub.heard
        await until(lambda: stub.heard >= heard + 25)
        took.append(asyncio.get_running_loop().time() - began)

    took: list[float] = []
    stub, _ = run(test, hears=source)

    assert stub.loudest == 0
    assert 0.4 < took[0] < 1.5


def test_what_the_persona_says_reaches_everybody_who_listens():
    first, second, broken = Ear(), Ear(), Ear(broken=True)

    async def test(stub, witness):
        await until(lambda: len(first.got) > 3 and len(second.got) > 3)

    _, witness = run(test, speaks=(first, broken, second))

    assert {got[1:] for got in first.got} == {(48_000, 2)}
    assert {got[0] for got in first.got} == {960 * 2 * 2}
    assert len(broken.got) == 1
    assert [ear.closed for ear in (first, second, broken)] == [1, 1, 1]
    assert [event.text for event in witness.of(Warned)] == [
        "the persona cannot be heard any more: the loudspeaker is gone"
    ]


def test_the_sound_goes_on_with_the_next_peer():
    source = Source([tone(48_000, 0.1)] * 1_000)

    async def test(stub, witness):
        await until(lambda: stub.loudest > 10_000)
        stub.channel.close()
        await witness.until(ChannelOpen, 2)
        stub.loudest = 0
        await until(lambda: stub.loudest > 10_000)

    run(test, hears=source)


def test_what_nobody_hears_or_sees_is_not_decoded():
    decoded = []

    async def test(stub, witness):
        await asyncio.sleep(0.3)

    original = tracks.drain

    async def counting(track, outs, tell):
        recv = track.recv

        async def counted():
            frame = await recv()
            decoded.append(track.kind)
            return frame

        track.recv = counted
        await original(track, outs, tell)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(peers, "drain", counting)
        run(test)
        assert decoded == []
        run(test, speaks=(Ear(),))
        assert set(decoded) == {"audio"}


def test_no_thread_is_left():
    async def test(stub, witness):
        pass

    run(test, speaks=(Ear(),))
    assert not [thread.name for thread in threading.enumerate() if "decoder" in thread.name]


# ---- private names of others that we rely on -------------------------------------------------------------------------


def test_aiortc_still_keeps_what_it_decodes_where_we_look():
    async def main():
        pc = RTCPeerConnection()
        receiver = pc.addTransceiver("video", direction="recvonly").receiver
        kept = getattr(receiver, tracks.DECODER_QUEUE)
        spared = tracks.spare_decoding(receiver)
        nothing = getattr(receiver, tracks.DECODER_QUEUE)
        nothing.put(("codec", "frame"))
        await pc.close()
        return kept, spared, nothing.empty(), nothing.get()

    kept, spared, empty, last = asyncio.run(main())

    assert isinstance(kept, queue.Queue)
    assert (spared, empty, last) == (True, True, None)
    assert tracks.spare_decoding(object()) is False  # type: ignore[arg-type]


def test_aioice_still_gathers_where_we_look(monkeypatch):
    monkeypatch.undo()
    asked = []

    async def main():
        pc = RTCPeerConnection()
        pc.addTransceiver(AudioStreamTrack())
        transport = pc.getTransceivers()[0].receiver.transport.transport
        gatherer, connection, gather = peers.GATHERING
        agent = getattr(getattr(transport, gatherer), connection)

        async def ask(**how):
            asked.append(how)
            return []

        monkeypatch.setattr(agent, gather, ask)
        peers._bound_gathering(transport, is_local=True, limit=3)
        await agent.gather_candidates()
        await pc.close()

    asyncio.run(main())

    assert asked == [{"component": 1, "addresses": ["127.0.0.1"], "timeout": 3}]


def test_aiortc_still_connects_where_we_look():
    assert asyncio.iscoroutinefunction(vars(RTCPeerConnection)[peers.CONNECTING])
    assert peers.CONNECTING in vars(peers._Connection)


def test_only_our_own_peer_is_on_loopback(monkeypatch):
    """Nothing global is changed: the machine's own addresses are asked for by everybody else."""
    monkeypatch.undo()

    async def main():
        stub = Stub()
        stub.answers = False
        async with stub.running(), opened(Rest(stub)):
            await until(lambda: bool(stub.of("offer")))
        return stub.of("offer")[0]["payload"]["connectionDescription"]["sdp"]

    candidates = [line for line in asyncio.run(main()).splitlines() if line.startswith("a=candidate")]

    assert candidates
    assert all(" 127.0.0.1 " in line for line in candidates)
