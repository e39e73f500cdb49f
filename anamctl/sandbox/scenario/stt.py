"""How the speech-to-text services of the sandbox behave."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from anamctl.sandbox.scenario.parts import Duration, Part
from anamctl.sandbox.scenario.stt_faults import Spoil, Step, SttFault, Utterance  # noqa: TC001  # pydantic reads them


class SttLatencies(Part):
    """How long things take."""

    token: Duration = 0.0
    """Answering a request for a token."""
    begin: Duration = 0.02
    """From the open socket to the first message; the real service takes 1.2s."""
    partial: Duration = 0.0
    """From what is heard to its message."""
    final: Duration = 0.0
    """From the end of a turn to its closing message."""
    formatted: Duration = 0.1
    """From a closing message to the formatted one (`formatting: second-turn`)."""
    end: Duration = 0.02
    """From the client's wish to end to the last message; the real service takes 600ms."""
    jitter: Duration = 0.0
    """At most so much more for any message, by chance, but the same in every run."""


class SttLimits(Part):
    """What is too much."""

    sessions: int = Field(default=100, ge=0)
    """How many sessions may be open at a time."""
    new_per_minute: int = Field(default=1000, ge=0)
    """How many sessions may begin in a minute."""
    too_many: Literal["1008", "3009"] = "1008"
    """The code that one too many gets; the text is the same."""
    max_length: Duration = 10800.0
    """How long a session may last; a token can only shorten it."""
    frames: Literal["strict", "tolerant", "off"] = "strict"
    """Frames of sound shorter than 50 ms or longer than a second: refused at once, short ones only after 49 of
    them, or never."""
    pace: float = Field(default=1.25, gt=0)
    """How many seconds of sound may come in a second ..."""
    burst: Duration = 10.0
    """... and how much may come before that; then it is too fast."""
    second: Duration = 1.0
    """How long a second lasts of those that clients name (`inactivity_timeout`, `expires_in_seconds`), for quick
    tests."""


class Stt(Part):
    """What all speech-to-text services share."""

    hears: tuple[Utterance, ...] | None = None
    """What is heard whatever the sound is; by the sound when left out, nothing when empty."""
    script: tuple[Step, ...] = ()
    """What is sent besides, at times of the sound."""
    spoil: dict[str, Spoil] = Field(default_factory=dict)
    """What is different in messages, by their type."""
    faults: tuple[SttFault, ...] = ()
    """What goes wrong in sessions."""


class AssemblyScenario(Stt):
    """How the AssemblyAI of the sandbox behaves."""

    key: str = Field(default="aai-sandbox", min_length=1)
    """The API key that it takes."""
    formatting: Literal["at-once", "second-turn", "always"] = "at-once"
    """What becomes of `format_turns`: all messages of a turn are formatted, as documented; a closing message that is
    not and a second one that is, as older servers do; or texts are always punctuated and never called formatted."""
    language_on: Literal["both", "final", "utterance"] = "both"
    """Which messages carry the language: those with an `utterance` and closing ones, or only one kind."""
    refusals: Literal["measured", "documented"] = "measured"
    """Answer to a bad request for a token: 422 with `{"detail"}`, as seen live, or 400 and 401 with `{"error"}`."""
    whisper_delay: Duration = 3.1
    """Sound from the beginning of speech to the first message of a turn of `whisper-rt`."""
    whisper_silence: Duration = 8.0
    """Silence after which `whisper-rt` tells a turn of `[ Silence]`, again and again; never when 0."""
    heartbeat: Duration = 5.0
    """Time between two heartbeats, for clients that want them."""
    latencies: SttLatencies = SttLatencies()
    """How long things take."""
    limits: SttLimits = SttLimits()
    """What is too much."""


class WhisperScenario(Stt):
    """How the WhisperLiveKit of the sandbox behaves."""

    token: str = ""
    """The API token that it wants; none when empty."""
    pcm_input: bool = True
    """Whether it takes raw sound; otherwise it wants a container, and says so."""
    delay: Duration = 0.3
    """Sound between two messages at least."""
    pause: Duration = 5.0
    """Silence after which a new line begins."""
    times: Literal["hundredths", "seconds"] = "hundredths"
    """How times are written: `0:00:01.20`, as the code does it, or `0:00:01`, as documented."""
    latencies: SttLatencies = SttLatencies()
    """How long things take."""


class DeepgramScenario(Stt):
    """How the Deepgram of the sandbox behaves."""

    key: str = Field(default="dg-sandbox", min_length=1)
    """The API key that it takes."""
    patience: Duration = 10.0
    """How long it waits for sound or a `KeepAlive` before it closes."""
    interim: Duration = 0.5
    """Sound between two interim results at least."""
    latencies: SttLatencies = SttLatencies()
    """How long things take."""
    limits: SttLimits = SttLimits()
    """What is too much; only its `sessions`, `pace` and `burst` are Deepgram's."""
