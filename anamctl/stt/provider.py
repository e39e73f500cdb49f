"""
What a provider of speech-to-text is to the stream that drives it: a protocol without I/O.

A `Provider` is made once from options and makes a new `Dialogue` for each connection. The dialogue says how to connect,
turns audio into frames, and turns frames into events. It never waits, never reads a clock and never raises because of
what a server sends.

How one goes::

    dialogue = provider.dialogue()
    connect(dialogue.connection(rate))
      refused with HTTP    -> dialogue.refused(status, body, headers), and it is over
      upgraded             -> dialogue.opened(); audio may be sent after Begun
    each frame             -> dialogue.received(frame)
    to end it              -> send dialogue.finish(), go on reading until Ended, Failed or the close
    the socket is closed   -> dialogue.closed(code, reason); code None when it just broke
    over                   -> with one event of Ended or Failed, never more

A turn that is still open when it ends was said as `Partial` last; what becomes of it is decided by who drives.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.secret import Secret
    from anamctl.stt.changing import Changing
    from anamctl.stt.events import Failed, ServiceEvent


@dataclass(frozen=True, slots=True)
class Connection:
    """Where to connect, and with what."""

    url: str = field(repr=False)
    """Whole, with whatever secrets it holds."""
    headers: tuple[tuple[str, Secret], ...]
    shown_url: str
    """For people: without keys and tokens."""


class Dialogue(Protocol):
    """One connection, from the upgrade to the close."""

    def connection(self, rate: int) -> Connection:
        """
        Say where to connect; called once, before anything else.

        Args:
            rate: samples in a second of the audio that will be sent: mono, signed 16 bit, little endian.

        Raises:
            UsageError: the service does not take this rate.
        """

    def opened(self) -> list[ServiceEvent]:
        """Give what there is to say after the upgrade; `Begun` where a service says nothing itself."""

    def received(self, frame: str | bytes) -> list[ServiceEvent]:
        """Read a frame, whatever is in it."""

    def refused(self, status: int, body: bytes, headers: Mapping[str, str]) -> Failed:
        """Read an HTTP answer that came in the place of the upgrade."""

    def closed(self, code: int | None, reason: str) -> list[ServiceEvent]:
        """
        Say what the end of the connection means; nothing when it has been said already.

        Args:
            code: what the other side closed with; None (or 1006) when the connection just broke.
            reason: its words.
        """

    def audio(self, pcm: bytes) -> str | bytes:
        """
        Give the frame for a block.

        Args:
            pcm: between `Provider.min_block_ms` and `Provider.max_block_ms`.

        Raises:
            ValueError: the service would end the session because of this block: a bug of who drives.
        """

    def end_turn(self) -> str | bytes | None:
        """Give the frame that ends the turn now; None where a service knows none."""

    def keep_alive(self) -> str | bytes | None:
        """Give the frame that keeps a session without audio open; None where a service knows none."""

    def configure(self, settings: Mapping[str, Any]) -> str | bytes:
        """
        Give the frame that changes settings of the running session.

        Raises:
            UsageError: one of them cannot be changed, or not to this value; nothing is to be sent.
        """

    def finish(self) -> str | bytes:
        """Give the frame that asks for the rest and the end; a close after it is no failure."""


class Provider(Protocol):
    """A service with its options, which have been checked."""

    @property
    def name(self) -> str:
        """What options call it: assemblyai."""

    @property
    def shown(self) -> str:
        """What people call it: AssemblyAI."""

    @property
    def model(self) -> str:
        """Which model hears; empty when nobody chose one and the service decides."""

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that the model hears, as the service writes them; empty when that is not known."""

    @property
    def notices(self) -> tuple[str, ...]:
        """What people should know about the options, one sentence each; not errors."""

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """Keys and tokens that are sent."""

    @property
    def credential(self) -> str:
        """Which key or token is sent, or that there is none, as a sentence without its dot; empty when nobody knows."""

    @property
    def only_rate(self) -> int | None:
        """The one sample rate that it takes; None for any from 8000 Hz."""

    @property
    def min_block_ms(self) -> int:
        """How short a block may be, the last one too."""

    @property
    def max_block_ms(self) -> int:
        """How long a block may be."""

    @property
    def max_pace(self) -> float:
        """Seconds of audio that may be sent in a second, for long."""

    @property
    def burst_seconds(self) -> float:
        """Seconds of audio that may be sent beyond `max_pace`: what piled up while connecting."""

    @property
    def keeps_alive_every(self) -> float | None:
        """Seconds without audio after which `keep_alive` has to be sent; None when it never has to."""

    @property
    def max_session_seconds(self) -> float | None:
        """After how long a session is ended by the service; None when it never is."""

    @property
    def price_per_hour(self) -> float | None:
        """US dollars for an hour of an open connection; None when not known, 0 when it costs nothing."""

    @property
    def has_language_confidence(self) -> bool:
        """Whether it says how sure it is of a language."""

    @property
    def language_is_share(self) -> bool:
        """Whether the confidence of a language is a share of words and no probability; it has to be labelled."""

    @property
    def has_word_confidence(self) -> bool:
        """Whether it says how sure it is of a word."""

    @property
    def changing(self) -> Changing:
        """What can change while a session runs."""

    def dialogue(self) -> Dialogue:
        """Begin a new one."""
