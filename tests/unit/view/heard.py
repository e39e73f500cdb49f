"""What is heard, for tests of views."""

from __future__ import annotations

from typing import Any

from anamctl.audio.level import Level
from anamctl.listening.status import About, Status
from anamctl.listening.summary import Summary, sum_up
from anamctl.listening.verdict import Wish
from anamctl.stt import heard
from anamctl.stt.assemblyai.presets import changing
from anamctl.stt.events import Word
from anamctl.stt.heard import TurnKey

ABOUT = About("assemblyai", "AssemblyAI", "universal-streaming-multilingual", 0.15)
SETTABLE = ABOUT._replace(changing=changing(ABOUT.model))
SHARES = About("deepgram", "Deepgram", "nova-3", language_is_share=True, has_language_confidence=False)
NOTHING_SURE = About("whisperlivekit", "WhisperLiveKit", "", 0.0, has_language_confidence=False)


UNSURE_WORDS = (Word(text="mi", start=7000.0, end=8000.0, confidence=0.45),)


def ready(t: float = 0.5, session: int = 1) -> heard.Ready:
    return heard.Ready(t=t, session=session, provider="AssemblyAI", model=ABOUT.model, rate=16000)


def final(  # a turn of three seconds
    text: str, language: str | None = "fr", confidence: float | None = 0.987, *, turn: int = 0, **more: Any
) -> heard.Final:
    start = 7000.0 + 4000 * turn
    fields: dict[str, Any] = {"start": start, "end": start + 3000, **more}
    return heard.Final(
        t=start / 1000 + 3.4, key=TurnKey(1, turn), text=text, language=language, confidence=confidence, **fields
    )


def partial(stable: str, unstable: str = "", *, turn: int = 0, **more: Any) -> heard.Partial:
    return heard.Partial(t=8.0, key=TurnKey(1, turn), stable=stable, unstable=unstable, **more)


def ended(by: heard.EndedBy = "source", reason: str = "the sound is over") -> heard.Ended:
    return heard.Ended(
        t=31.0, reason=reason, by=by, audio_seconds=31.0, open_seconds=32.0, sessions=1, dropped=0.0, mean_delay=0.42
    )


class Clock:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def status_of(*events: Any, about: About = ABOUT, expect: str = "", seconds: float = 0.0) -> Status:
    clock = Clock()
    status = Status(about, Wish(expect) if expect else None, clock=clock)
    status.level = lambda: Level(-30.0, -20.0)
    for event in events:
        status.see(event)
    clock.now += seconds
    return status


def summary_of(*events: Any, about: About = ABOUT, expect: str = "", **more: Any) -> Summary:
    status = status_of(ready(), *events, about=about, expect=expect)
    if not any(isinstance(event, heard.Ended) for event in events):
        status.see(ended())
    return sum_up(status, **more)
