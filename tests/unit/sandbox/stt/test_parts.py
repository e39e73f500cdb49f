"""Parts that all services are made of: script, pace, what is understood, records."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.scenario.stt_faults import Step, Utterance
from anamctl.sandbox.speech.events import Heard, Started, Word
from anamctl.sandbox.stt.ears import Listening, Scripted, _from_mulaw
from anamctl.sandbox.stt.pace import Pace
from anamctl.sandbox.stt.records import Record, Records, shown
from anamctl.sandbox.stt.script import Script
from anamctl.sandbox.stt.understanding import SHORT_MS, understood

if TYPE_CHECKING:
    from anamctl.sandbox.journal import Happening


def said(*words, language="fr", confidence=0.9, known=True, final=True, start=0, end=None):
    spoken = tuple(
        Word(text, start + index * 300, start + index * 300 + 300, confidence, is_final=final or index < len(words) - 1)
        for index, text in enumerate(words)
    )
    until = end if end is not None else start + 300 * len(words)
    return Heard(" ".join(words), spoken, language, confidence, final, known, start, until)


# ---- script ----------------------------------------------------------------------------------------------------------


def test_frames_come_once_at_their_times_and_in_their_order():
    steps = [Step(at=1, send=("b",)), Step(at=0.5, send=("a", {"x": 1})), Step(at=1, send=("c",))]
    script = Script(steps)

    assert list(script.due(499)) == []
    assert list(script.due(999)) == ["a", {"x": 1}]
    assert list(script.due(5000)) == ["b", "c"]
    assert list(script.due(9000)) == []


def test_repetitions_are_numbered_and_have_times():
    step = Step(
        at=1, send=({"n": "{n}", "text": "Turn {n} at {ms}", "to": ["{ms+40}"], "other": "{m}"},), repeat=3, every=0.5
    )
    frames = list(Script([step]).due(1500))

    assert frames == [
        {"n": 0, "text": "Turn 0 at 1000", "to": [1040], "other": "{m}"},
        {"n": 1, "text": "Turn 1 at 1500", "to": [1540], "other": "{m}"},
    ]


# ---- pace ------------------------------------------------------------------------------------------------------------


def test_sound_may_come_ahead_by_the_burst_and_catch_up():
    now = [100.0]
    pace = Pace(1.0, 2.0, lambda: now[0])

    assert pace.take(2.0)
    assert not pace.take(0.1)
    now[0] += 1.0
    assert pace.take(0.9)
    assert pace.elapsed == 1.0
    assert pytest.approx(pace.received) == 2.0 + 0.1 + 0.9


def test_a_pause_is_no_debt_of_the_service():
    now = [0.0]
    pace = Pace(1.25, 1.0, lambda: now[0])
    pace.take(1.0)
    now[0] += 10.0

    assert pace.take(12.0)
    assert not pace.take(1.0)


# ---- what is understood ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("languages", [None, {"fr"}, {"de", "fr"}])
def test_known_speech_in_a_known_language_is_understood(languages):
    heard = said("Bonjour", "à", "tous.")

    assert understood(heard, languages) is heard


@pytest.mark.parametrize(
    "heard",
    [said("नमस्ते", "जी", language="hi", confidence=1.0), said(known=False, confidence=0.3, language=None, end=2000)],
)
def test_other_speech_is_unsure(heard):
    found = understood(heard, {"en", "de"})

    assert found.words
    assert found.language == "en"
    assert found.confidence <= 0.45
    assert all(word.confidence <= 0.45 and word.is_final for word in found.words)
    assert not found.known
    assert not set(found.text) & set(heard.text.replace(" ", ""))


def test_a_guess_at_the_language_is_kept_when_the_model_knows_it():
    assert understood(said(known=False, confidence=0.4, language="de", end=2000), {"en", "de"}).language == "de"
    assert understood(said(known=False, confidence=0.4, language="de", end=2000), {"fr", "it"}).language == "fr"


def test_words_of_a_foreign_language_keep_their_times():
    heard = said("नमस्ते", "जी", language="hi", start=700)

    assert [(word.start_ms, word.end_ms) for word in understood(heard, {"en"}).words] == [(700, 1000), (1000, 1300)]


def test_a_partial_of_other_speech_has_one_word_that_is_not_final():
    found = understood(said(known=False, confidence=0.3, final=False, end=2000), None)

    assert [(word.is_final, word.start_ms, word.end_ms) for word in found.words] == [(False, 0, 2000)]


def test_a_short_noise_is_nothing():
    for start in (0, 5000):
        assert understood(said(known=False, confidence=0.2, start=start, end=start + SHORT_MS - 10), None).words == ()
        assert understood(said(known=False, confidence=0.2, start=start, end=start + SHORT_MS), None).words


# ---- scripted ears ---------------------------------------------------------------------------------------------------


def hear(utterances, *positions):
    async def listen():
        ears = Scripted(utterances)
        events = [await ears.feed(b"", position) for position in positions]
        return [*events, await ears.end()]

    return asyncio.run(listen())


def test_a_scripted_utterance_is_heard_word_by_word():
    events = hear([Utterance(at=1, text="Guten Morgen, Frau Weber.", language="de")], 900, 1100, 1400, 1700, 3000)
    before, begun, first, second, all_, nothing = events

    assert before == nothing == []
    assert begun == [Started(1000)]
    assert [word.is_final for word in first[0].words] == [False]
    assert [(word.text, word.is_final) for word in second[0].words] == [("Guten", True), ("Morgen,", False)]
    assert (all_[0].text, all_[0].is_final, all_[0].end_ms) == ("Guten Morgen, Frau Weber.", True, 2200)


def test_utterances_that_overlap_are_heard_one_after_the_other():
    (events, _) = hear([Utterance(at=0.1, text="one two"), Utterance(at=0, text="zero zero")], 10_000)

    assert [(event.text, event.start_ms) for event in events if isinstance(event, Heard)] == [
        ("zero zero", 0),
        ("one two", 600),
    ]


def test_an_utterance_that_has_begun_is_told_at_the_end():
    *_, last = hear([Utterance(at=0, text="one two three"), Utterance(at=5, text="later")], 400)

    assert [(event.text, event.is_final) for event in last] == [("one two three", True)]


def test_an_unknown_scripted_utterance_has_no_words():
    (events, _) = hear([Utterance(at=0, text="some speech of nobody", known=False, confidence=0.2)], 5000)

    assert [(event.words, event.known, event.end_ms) for event in events if isinstance(event, Heard)] == [
        ((), False, 1200)
    ]


# ---- ears ------------------------------------------------------------------------------------------------------------


def test_mulaw_is_what_the_telephone_standard_says():
    # The loudest, the quietest and some between (ITU-T G.711, table of decoder output values).
    codes = {0x00: -32124, 0x80: 32124, 0x7F: 0, 0xFF: 0, 0xF0: 120, 0x70: -120, 0x8F: 16764, 0xEF: 132}
    decoded = np.frombuffer(_from_mulaw(bytes(codes)), "<i2")

    assert decoded.tolist() == list(codes.values())


@pytest.mark.parametrize("rate", [11025, 12000, 22050, 32000, 37800, 88200, 96000, 192000])
def test_other_rates_are_brought_to_a_known_one_whatever_the_blocks(rate):
    time = np.arange(rate) / rate
    pcm = (8000 * np.sin(2 * np.pi * 440 * time)).astype("<i2").tobytes()
    for sizes in ([997], [1, 2, 4001], [rate]):
        ears = Listening(rate)
        listener = ears._open()
        resampler = ears._resampler
        place, turn, sound = 0, 0, b""
        while place < len(pcm):
            size = sizes[turn % len(sizes)]
            part = pcm[place : place + size]
            sound += part if resampler is None else resampler.feed(part)
            place, turn = place + size, turn + 1
        samples = np.frombuffer(sound, "<i2")
        assert len(samples) == pytest.approx(listener._rate, abs=8)
        spectrum = np.abs(np.fft.rfft(samples, listener._rate))
        assert spectrum.argmax() == 440
        assert spectrum[430:451].sum() > 0.9 * spectrum.sum() or rate < 16000


# ---- records ---------------------------------------------------------------------------------------------------------


def test_a_token_is_not_remembered():
    assert shown({"token": "secret", "mode": "full"}) == {"mode": "full"}


def test_only_the_first_end_counts_and_everything_is_told():
    told: list[Happening] = []
    records = Records(told.append)
    record = records.add(Record("one"))
    records.received(record, {"type": "Terminate"})
    records.received(record, "garbage")
    records.sent(record, "Turn")
    records.end(record, "client", 1000)
    records.end(record, "lost", None)

    assert (record.ended_by, record.close_code, record.is_open, records.open) == ("client", 1000, False, [])
    assert record.kinds == ["Terminate", "?"]
    assert [(one.what, one.kind) for one in told] == [
        ("opened", ""),
        ("received", "Terminate"),
        ("received", ""),
        ("sent", "Turn"),
        ("ended", "client"),
    ]


@given(st.lists(st.integers(0, 4000), max_size=20), st.booleans())
def test_whatever_is_understood_has_ordered_words(lengths, final):
    words = [f"w{index}" for index in range(len(lengths))]
    found = understood(said(*words, language="hi", final=final, end=sum(lengths)), {"en"})

    assert all(word.start_ms <= word.end_ms for word in found.words)
    assert found.confidence <= 0.45


# ---- laziness --------------------------------------------------------------------------------------------------------


def test_a_service_needs_numpy_only_when_it_hears_something():
    code = """
import sys
from anamctl.sandbox.stt.assemblyai.service import AssemblyService
from anamctl.sandbox.stt.deepgram.service import DeepgramService
from anamctl.sandbox.stt.whisperlivekit.service import WhisperService
for service in (AssemblyService(), DeepgramService(), WhisperService()):
    service.variables("http://127.0.0.1:1")
print(*({"numpy", "aiortc", "uvicorn", "anamctl.sandbox.speech.listener"} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "\n"
