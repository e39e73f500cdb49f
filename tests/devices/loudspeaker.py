"""A loudspeaker that is really opened; the microphone in the same room hears it."""

from __future__ import annotations

from tests.devices.conftest import share_heard


def is_heard(recorder, path):
    recorder.do(f"play {path}")
    for _ in range(6):
        if share_heard(recorder.sound(), path) >= 0.7:
            return True
        recorder.forget()
        recorder.wait("blocks")
    return False


def test_what_is_played_is_heard(start, virtual, speech):
    recorder = start(virtual.environment)
    recorder.do("open")
    recorder.do("speaker")

    assert any(is_heard(recorder, speech[0]) for _ in range(3))  # a busy machine may need it said again
    recorder.do("close")
    assert recorder.leave() == 0


def test_a_server_that_hangs_does_not_hold_up_who_plays_or_closes(start, virtual, speech):
    recorder = start(virtual.environment)
    recorder.do("speaker")
    virtual.hang(on=True)

    assert recorder.do(f"play {speech[0]}")["took"] < 5
    assert recorder.do("close")["took"] < 3
    assert recorder.leave(3) == 3
