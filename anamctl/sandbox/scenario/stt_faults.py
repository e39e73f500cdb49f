"""What can go wrong with speech-to-text, and what can be scripted."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from anamctl.sandbox.scenario.parts import Duration, Part

# What these are is told by two tables of docs/reference/sandbox.md.
SttMoment = Literal["connect", "open", "begin", "sound", "partial", "final", "end", "ended"]
SttKind = Literal["refuse", "drop", "error", "send", "deaf", "mute", "no-last-word", "no-close"]
_MOMENTS: dict[str, tuple[SttMoment, ...]] = {
    "refuse": ("connect",),
    "no-last-word": ("end",),
    "no-close": ("ended",),
}
"""When faults happen that change what a session would do; all others can happen at any moment but `connect`."""


def _is_frame(frame: str | dict[str, Any] | list[Any]) -> str | dict[str, Any] | list[Any]:
    if isinstance(frame, str) and frame.startswith("hex:"):
        try:
            bytes.fromhex(frame[4:])
        except ValueError:
            raise ValueError("`hex:` is followed by pairs of hexadecimal digits") from None
    return frame


Frame = Annotated[str | dict[str, Any] | list[Any], AfterValidator(_is_frame)]
"""What is sent: an object or a list as JSON, a text as it is, a text that begins with `hex:` as a binary frame."""


class Step(Part):
    """
    Something that is sent at a time of the sound, whatever the sound is.

    In its texts `{n}` stands for the number of the repetition from 0, `{ms}` for the time in the sound in
    milliseconds, `{n+1}` and `{ms+400}` for more. A text of that alone becomes a number.
    """

    at: Duration = 0.0
    """When so much sound has come in a session."""
    send: Annotated[tuple[Frame, ...], Field(min_length=1)]
    """What is sent, one after the other: objects as JSON, texts as they are, `hex:…` as a binary frame."""
    repeat: int = Field(default=1, ge=1)
    """How often."""
    every: Duration = 0.1
    """Sound between one time and the next."""


class Utterance(Part):
    """Something that is heard at a time of the sound, whatever the sound is."""

    at: Duration
    """When it begins, in the sound of a session."""
    text: str
    """What is said, as it is written with all its signs; a word takes 300 ms."""
    language: Annotated[str, StringConstraints(min_length=2)] | None = None
    """The code of its language."""
    confidence: float = Field(default=0.95, ge=0, le=1)
    """How sure the service is, of the language and of the words."""
    known: bool = True
    """Whether it is understood; otherwise it is like speech that nobody knows."""
    speaker: str | None = None
    """Who says it, by any name; for clients that want speakers told apart."""


class SttFault(Part):
    """
    One thing that goes wrong in a session. All faults that fit a moment happen, in their order.

    Moments are counted over all sessions of the service.
    """

    fault: SttKind
    """What happens, see below."""
    at: SttMoment | None = None
    """When it happens, see below; `begin` when left out, or the one moment that fits."""
    sound: Duration = 0.0
    """How much sound must have come in the session, for `sound`."""
    after: int = Field(default=0, ge=0)
    """How many such moments pass before it begins."""
    times: int | None = Field(default=None, ge=1)
    """How often it happens; every time when left out."""
    delay: Duration = 0.0
    """How long after the moment it happens."""
    lasts: Duration = 0.0
    """How long `deaf` or `mute` lasts; to the end of the session when 0."""
    code: int | None = Field(default=None, ge=1000, le=4999)
    """Close code of a `drop` (cut without one when left out) or of an `error` (that of the service when left out)."""
    status: int = Field(default=401, ge=400, le=599)
    """Answer to a socket that is not let in (`refuse`)."""
    message: str | None = None
    """Text of an `error` and of a `refuse`, reason of a `drop`."""
    send: tuple[Frame, ...] = ()
    """What `send` sends: objects as JSON, texts as they are, `hex:…` as a binary frame."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        moments = _MOMENTS.get(self.fault)
        if moments is not None and self.at is not None and self.at not in moments:
            raise ValueError(f"`{self.fault}` happens at {' or '.join(moments)}, not at {self.at}")
        if moments is None and self.at == "connect":
            raise ValueError("only `refuse` happens at connect")
        if self.code is not None and self.fault not in {"drop", "error"}:
            raise ValueError("only `drop` and `error` have a code")
        if self.code in {1005, 1006, 1015}:
            raise ValueError(f"{self.code} is never sent")
        if (self.fault == "send") != bool(self.send):
            raise ValueError("`send` needs something to send" if self.fault == "send" else "only `send` sends")
        if (self.at == "sound") != bool(self.sound):
            raise ValueError("`at: sound` and `sound` need each other")
        return self

    @property
    def moment(self) -> SttMoment:
        """When it happens."""
        return self.at if self.at is not None else _MOMENTS.get(self.fault, ("begin",))[0]


class Spoil(Part):
    """What is different in all messages of a type."""

    lose: tuple[str, ...] = ()
    """Paths (`words.0.confidence`) that they lack."""
    change: dict[str, Any] = Field(default_factory=dict)
    """Paths to other values."""
