"""
The persona of a session: what it hears and is told over the data channel, and what it answers.

It knows no sockets and no peers; `Wire` is all it needs of them.
"""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any, Protocol

from anamctl.sandbox.anam.live.clips import Clips
from anamctl.sandbox.anam.live.judging import Applied, Ignored, Rejected, judge
from anamctl.sandbox.anam.live.replies import Replies
from anamctl.sandbox.anam.live.silence import Silence
from anamctl.sandbox.anam.live.speaking import Line, Speaker
from anamctl.sandbox.anam.live.streams import TalkStreams

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.sandbox.anam.live.clips import Sound
    from anamctl.sandbox.anam.sessions import Session
    from anamctl.sandbox.anam.world import World
    from anamctl.sandbox.scenario.anam_faults import Moment

_NO_MODEL = "CUSTOMER_CLIENT_V1"
"""The `llmId` of personas whose client thinks for them."""


class Wire(Protocol):
    """How a persona reaches its user."""

    def tell(self, kind: str, data: dict[str, Any]) -> None:
        """Send a message over the data channel."""
        ...

    def signal(self, action: str, payload: object) -> None:
        """Send a message over the signalling socket."""
        ...

    def play(self, load: Callable[[], Sound | None]) -> None:
        """Let a sound be heard, if there is one; loading it may take a while."""
        ...

    def hush(self) -> None:
        """Let nothing be heard any more."""
        ...

    def happen(self, moment: Moment) -> object:
        """Let what goes wrong at a moment go wrong."""
        ...

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Do something after so many seconds, unless the session has ended."""
        ...


class Conversation:
    """
    One persona in its session.

    Args:
        world: what the parts share.
        session: whose persona it is; updates are merged into it.
        wire: how it reaches its user.
    """

    def __init__(self, world: World, session: Session, wire: Wire) -> None:
        self._world = world
        self._session = session
        self._wire = wire
        self._scenario = world.scenario
        self._clips = Clips()
        self._replies = Replies(world.scenario, self._clips)
        self._has_greeted = False
        self.speaker = Speaker(self, world.scenario.latencies.word)
        self.streams = TalkStreams(
            self.chunk,
            lambda correlation: wire.signal("talkinputstreaminterrupted", {"correlationId": correlation}),
            with_utterances=str(session.persona.get("avatarModel", "")).startswith("cara-4"),
        )
        self.silence = Silence(
            end=lambda: world.sessions.end(session, "silence", "Session ended due to user silence"),
            prompt=lambda: self._answer(""),
            usual=world.scenario.silence,
        )

    # ---- what happens to it --------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Be ready: greet, once, and listen."""
        self.silence.begin(self._session.persona.get("voiceDetectionOptions"))
        persona = self._session.persona
        if self._has_greeted or persona.get("skipGreeting") is True or not self._thinks:
            return
        self._has_greeted = True

        def words() -> tuple[str, str]:
            own = persona.get("initialMessage")
            language = self._session.language
            return language, own if isinstance(own, str) and own else self._replies.greeting(language)

        can_be_interrupted = persona.get("uninterruptibleGreeting") is not True
        self.speaker.say(Line(words, self._scenario.latencies.greeting, can_be_interrupted))

    def end(self) -> None:
        """Say nothing more."""
        self.silence.stop()
        self.streams.close()

    def handle(self, kind: str, message: dict[str, Any]) -> None:
        """Take a message of the data channel; unknown ones are ignored."""
        if kind == "speech":
            content = message.get("content")
            if isinstance(content, str) and content.strip():
                self.silence.broken()
                self._wire.happen("speech")
                self._answer(content)
        elif kind == "interrupt":
            self.silence.broken()
            self._wire.happen("interrupt")
            self.interrupt()
        elif kind == "context":
            self.silence.broken()
            self._wire.happen("context")
        elif kind == "persona_config":
            self._wire.happen("update")
            self._update(message.get("data"))

    def stream(self, payload: object) -> None:
        """Take a ``talkstream``."""
        self.silence.broken()
        text = self.streams.feed(payload)
        if text:
            self.sound(self._session.language, text)

    def talk(self, content: str) -> None:
        """Say a text as it is, without a language model."""
        self.silence.broken()
        self.speaker.say(Line(lambda: (self._session.language, content)))

    def interrupt(self) -> None:
        """Stop speaking."""
        self.speaker.interrupt()
        self.streams.interrupt()

    # ---- what the user says aloud --------------------------------------------------------------------------------

    def speech_began(self) -> str:
        """Note that the user begins to speak, which interrupts the persona; gives the id of the turn."""
        turn = str(uuid.uuid4())
        self.silence.broken()
        self._wire.tell("userSpeechStarted", {"user_action_correlation_id": turn})
        self.interrupt()
        return turn

    def speech_ended(self, turn: str, text: str) -> None:
        """Note that the user has stopped, and what was heard; nothing is answered to nothing."""
        self.silence.broken()
        self._wire.tell("userSpeechEnded", {"user_action_correlation_id": turn})
        if not text:
            return
        data = {
            "message_id": str(uuid.uuid4()),
            "content_index": 0,
            "content": text,
            "role": "user",
            "end_of_speech": True,
            "interrupted": False,
            "user_action_correlation_id": turn,
        }
        self._wire.tell("speechText", data)
        self._wire.happen("speech")
        self._answer(text)

    # ---- what speaking leads to (Hooks) --------------------------------------------------------------------------

    def chunk(self, data: dict[str, Any]) -> None:
        """Send a piece of what is being said."""
        self._wire.tell("speechText", data)

    def sound(self, language: str, text: str) -> None:
        """Let a line be heard, when there is a clip of it."""
        self._wire.play(lambda: self._clips.sound(language, text))

    def hush(self) -> None:
        """Let nothing be heard any more."""
        self._wire.hush()

    def half_said(self) -> None:
        """Note that half of a line has been said."""
        self._wire.happen("reply")

    # ---- inside --------------------------------------------------------------------------------------------------

    @property
    def _thinks(self) -> bool:
        """Whether it answers by itself."""
        persona = self._session.persona
        return persona.get("llmId") != _NO_MODEL and persona.get("enableAudioPassthrough") is not True

    def _answer(self, heard: str) -> None:
        if not self._thinks:
            return

        def words() -> tuple[str, str]:
            language = self._session.language
            return language, self._replies.next(language, heard)

        self.speaker.say(Line(words, self._scenario.latencies.reply))

    def _update(self, data: object) -> None:
        if self._scenario.updates == "silent":
            return
        session, latency = self._session, self._scenario.latencies.update
        voice = self._world.catalogue.voice(session.persona.get("voiceId")) or {}
        provider, model = str(voice.get("provider") or ""), str(voice.get("providerModelId") or "")
        verdict = judge(data, session.persona, provider=provider, model=model)
        if isinstance(verdict, Ignored):
            return
        if isinstance(verdict, Rejected):
            reason = verdict.reason
            self._wire.later(latency, lambda: self._wire.signal("warning", reason))
            return
        session.persona.clear()
        session.persona.update(verdict.config)
        self._world.sessions.changed()
        self.silence.options_changed(session.persona.get("voiceDetectionOptions"))
        if self._scenario.updates == "normal":
            told = self._told(verdict)
            self._wire.later(latency, lambda: self._wire.tell("personaConfigUpdateApplied", told))

    def _told(self, verdict: Applied) -> dict[str, Any]:
        changed = {spelled(path, self._scenario.ack_fields): values for path, values in verdict.changed.items()}
        return {"session_id": self._session.id, "changed_fields": changed}


def spelled(path: str, how: str) -> str:
    """Spell the path of a field: ``camel`` as it is, ``snake`` with underscores, ``bare`` without what is before it."""
    if how == "bare":
        return path.rpartition(".")[2]
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", path) if how == "snake" else path
