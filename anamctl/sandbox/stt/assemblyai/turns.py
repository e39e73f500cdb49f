"""
From what is heard to `Turn` messages, by the rules of each family of models.

Time is the time of the sound, so that a client which sends none keeps its turn open.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anamctl.sandbox.speech.clips import joined, plain
from anamctl.sandbox.speech.events import Heard, Started, Word
from anamctl.sandbox.stt.assemblyai.turn import Turn, fragment, spelling, text_of
from anamctl.sandbox.stt.understanding import understood
from anamctl.sandbox.stt.voices import Voices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.sandbox.scenario.stt import AssemblyScenario
    from anamctl.sandbox.stt.assemblyai.parameters import Settings

_EARLIER_MS, _LATER_MS = 300, 320
"""Words of a U3 turn are said to begin and to end so much too early and too late, at its edges."""
_ACKNOWLEDGED_MS = 1000
_UNKNOWN_SPEAKER_MS = 1000
_SURE_OF_SPEAKER = 0.9
_SURE_OF_SILENCE = ("fr", 0.48)
"""What whisper is known to have said of silence."""


class Told(NamedTuple):
    """A message, and what it is: that decides how late it comes."""

    message: dict[str, Any]
    stage: Literal["partial", "closing", "formatted"]


class Turns:
    """
    Makes the messages of a session.

    Args:
        settings: with which the session runs; may be changed on the way.
        scenario: how the service behaves.
    """

    def __init__(self, settings: Settings, scenario: AssemblyScenario) -> None:
        self.settings = settings
        self._scenario = scenario
        self._family = settings.model.family
        # What a scenario says is understood as it is written.
        self._languages = settings.model.languages if scenario.hears is None else None
        self._order = 0
        self._turn: Turn | None = None
        self._speaks = False
        self._committed: list[Word] = []
        """Final words of the utterance that goes on."""
        self._skip = 0
        """Words of it that a forced end has closed already."""
        self._has_started = False
        """`SpeechStarted` was sent for this turn."""
        self._quiet_since = 0
        self._acknowledged = 0
        self._voices = Voices(settings.values.get("max_speakers"))
        self._speaker = "0"
        """Who spoke last."""
        self._late: tuple[Word, ...] | None = None
        """Words that wait until `whisper-rt` tells anything."""
        self._held: list[Told] = []
        """Of a turn that was over before then, and what came after it; told ..."""
        self._held_until = 0
        """... at this time of the sound."""

    @property
    def is_open(self) -> bool:
        """Whether a turn goes on of which something can be told."""
        return self._turn is not None

    # ---- what happens --------------------------------------------------------------------------------------------

    def take(self, events: Iterable[Heard | Started], position_ms: int) -> list[Told]:
        """Take what is heard up to a time of the sound."""
        told: list[Told] = []
        for event in events:
            if isinstance(event, Started):
                told += self._pass(event.at_ms)
                self._speaks, self._committed, self._skip = True, [], 0
                continue
            heard = understood(self._voices.told(event), self._languages)
            told += self._after_held(self._over(heard) if event.is_final else self._going_on(heard))
        return told + self._pass(position_ms)

    def force(self) -> list[Told]:
        """End the turn that goes on, whatever has been heard of it."""
        held, self._held = self._held, []
        turn = self._turn
        if turn is None:
            return held
        if turn.now:
            self._skip += len(turn.now)
            self._committed = []
            turn.utterance = text_of(turn.now, turn.now_language, formatted=True)
            turn.parts.append((tuple(replace(word, is_final=True) for word in turn.now), turn.now_language))
            turn.speakers.append(self._speaker)
            turn.now = ()
        return held + self._close(turn)

    def finish(self) -> list[Told]:
        """End for good; Universal-Streaming adds an empty turn."""
        told = self.force()
        if self._family == "streaming":
            told.append(Told(self._message([], "", "", 0.0, (None, None), closing=True), "closing"))
            self._order += 1
        return told

    # ---- an utterance --------------------------------------------------------------------------------------------

    def _going_on(self, heard: Heard) -> list[Told]:
        self._speaks, self._speaker = True, heard.speaker
        words = self._kept(heard)
        if not words:
            return []
        turn = self._opened(heard)
        turn.now, turn.now_language = words, heard.language
        turn.end_ms = heard.end_ms
        signature = tuple((word.text, word.is_final) for word in words)
        if signature == turn.told:
            return []
        turn.told = signature
        if not turn.weight:
            turn.language, turn.sure = (heard.language, heard.confidence), heard.confidence
        if self.settings.flag("redact_pii"):
            return []
        if self._is_too_early(turn, heard.end_ms):
            self._late = words
            return []
        return self._partial(turn)

    def _over(self, heard: Heard) -> list[Told]:
        self._speaks, self._speaker = False, heard.speaker
        words = tuple(replace(word, is_final=True) for word in self._kept(heard))
        self._committed, self._skip = [], 0
        turn = self._turn
        if not words:
            self._quiet_since = heard.end_ms
            return [] if turn is None else self._came_to_nothing(turn)
        turn = self._opened(heard)
        turn.parts.append((words, heard.language))
        turn.speakers.append(heard.speaker)
        turn.now, turn.told = (), ()
        turn.end_ms = max(heard.end_ms, words[-1].end_ms)
        turn.sure = heard.confidence
        turn.utterance = f"{turn.utterance} {text_of(words, heard.language, formatted=True)}".lstrip()
        if len(words) >= turn.weight:
            turn.language, turn.weight = (heard.language, heard.confidence), len(words)
        if self._family != "streaming" or self.settings.flag("redact_pii"):
            return []
        said, turn.utterance = turn.utterance, ""
        confidence = round(0.67 * self._end_confidence(turn), 4)
        message = self._message(turn.done, said, self._joined(turn), confidence, turn.language)
        return [Told(message, "partial")]

    def _came_to_nothing(self, turn: Turn) -> list[Told]:
        """Forget an utterance that was no speech; a turn of it alone that was told of is closed, empty."""
        turn.now, self._late = (), None
        if turn.parts:
            return []
        if turn.is_told:
            return self._close(turn)
        self._turn = None  # its number is free again
        return []

    def _kept(self, heard: Heard) -> tuple[Word, ...]:
        """Give the words that a message may have: final ones stay as they were told, and one more at most."""
        words = heard.words[self._skip :]
        if self._family != "streaming":
            return words
        kept = self._committed
        for word in words[len(kept) :]:
            if not word.is_final:
                return (*kept, word)
            kept.append(word)
        return tuple(kept)

    def _opened(self, heard: Heard) -> Turn:
        if self._turn is None:
            self._turn = Turn(start_ms=heard.start_ms)
            self._has_started = False
        return self._turn

    # ---- time ----------------------------------------------------------------------------------------------------

    def _pass(self, position_ms: int) -> list[Told]:
        """Tell what a time brings: what was held until then, the end of a turn, or signs of silence."""
        released: list[Told] = []
        if position_ms >= self._held_until:
            released, self._held = self._held, []
        told: list[Told] = []
        turn = self._turn
        if turn is not None and self._is_over(turn, position_ms):
            if self._is_too_early(turn, position_ms):
                self._held_until = self._told_from(turn)
                self._held += self._close(turn)
            else:
                told += self._close(turn)
        elif turn is not None and self._late is not None and not self._is_too_early(turn, position_ms):
            told += self._partial(turn)
        if not self._speaks and self._turn is None:
            told += self._silence(position_ms)
        else:
            self._acknowledged = position_ms
        return released + self._after_held(told)

    def _after_held(self, told: list[Told]) -> list[Told]:
        """Let messages wait as long as those before them."""
        if not self._held:
            return told
        self._held += told
        return []

    def _is_over(self, turn: Turn, position_ms: int) -> bool:
        if self._speaks or not turn.parts:
            return False
        silence = position_ms - turn.end_ms
        is_sure = self._end_confidence(turn) >= self.settings.threshold or self._family != "streaming"
        return (is_sure and silence >= self.settings.min_silence) or silence >= self.settings.max_silence

    def _is_too_early(self, turn: Turn, position_ms: int) -> bool:
        return position_ms < self._told_from(turn)

    def _told_from(self, turn: Turn) -> int:
        """Give the time of the sound from which a turn is told of."""
        late = self._scenario.whisper_delay if self._family == "whisper" else 0.0
        return turn.start_ms + round(late * 1000)

    def _silence(self, position_ms: int) -> list[Told]:
        told: list[Told] = []
        if self._family == "u3" and self.settings.flag("acknowledge_silence"):
            while position_ms - self._acknowledged >= _ACKNOWLEDGED_MS:
                span = {"start_ms": self._acknowledged, "end_ms": self._acknowledged + _ACKNOWLEDGED_MS}
                told.append(Told({"type": "Silence", **span}, "partial"))
                self._acknowledged += _ACKNOWLEDGED_MS
        often = round(self._scenario.whisper_silence * 1000)
        while self._family == "whisper" and often and position_ms - self._quiet_since >= often:
            start, self._quiet_since = self._quiet_since, self._quiet_since + often
            words = [Word(text, start, self._quiet_since, 0.0, is_final=True) for text in (" silence", "")]
            text = "[ Silence]" if self._formats else " silence"
            told.append(Told(self._message(words, "[ Silence]", text, 1.0, _SURE_OF_SILENCE, closing=True), "closing"))
            self._order += 1
        return told

    # ---- messages ------------------------------------------------------------------------------------------------

    def _partial(self, turn: Turn) -> list[Told]:
        self._late, turn.is_told = None, True
        told: list[Told] = []
        if self._family == "u3" and not self._has_started:
            started = {"type": "SpeechStarted", "timestamp": turn.start_ms, "confidence": round(turn.sure, 4)}
            told.append(Told(started, "partial"))
            self._has_started = True
        final = len([word for word in turn.now if word.is_final])
        confidence = {"u3": 0.0, "whisper": 0.0}.get(self._family, round(min(0.35, 0.05 + 0.03 * final), 4))
        message = self._message(
            [*turn.done, *turn.now], "", self._joined(turn), confidence, turn.language, now=turn.now
        )
        return [*told, Told(message, "partial")]

    def _close(self, turn: Turn) -> list[Told]:
        self._turn, self._late = None, None
        self._quiet_since = self._acknowledged = turn.end_ms
        confidence = self._end_confidence(turn)
        text = self._joined(turn)
        closing = self._message(turn.done, turn.utterance, text, confidence, turn.language, closing=True)
        told = [Told(self._labelled(closing, turn), "closing")]
        if self._scenario.formatting == "second-turn" and self.settings.flag("format_turns") and self._family != "u3":
            again = self._message(turn.done, "", text, confidence, turn.language, closing=True, formatted=True)
            again["transcript"] = turn.text(formatted=True)
            told.append(Told(self._labelled(again, turn), "formatted"))
        self._order += 1
        return told

    @property
    def _formats(self) -> bool:
        """Whether texts are as they are written."""
        if self._family == "u3" or self._scenario.formatting == "always":
            return True
        return self.settings.flag("format_turns") and self._scenario.formatting == "at-once"

    def _end_confidence(self, turn: Turn) -> float:
        if self._family != "streaming":
            return 1.0
        return round(0.2 + 0.75 * turn.sure if turn.sure >= 0.5 else 0.3 * turn.sure, 4)

    def _joined(self, turn: Turn) -> str:
        """Give the transcript: final words only, or everything."""
        done = turn.text(formatted=self._formats)
        if self._family == "streaming":
            final = [word for word in turn.now if word.is_final]
            now = text_of(final, turn.now_language, formatted=self._formats)
        else:
            words = list(turn.now)
            now = joined(tuple(self._spelled(words, turn.now, formatted=self._formats)), turn.now_language)
        return f"{done} {now}".strip()

    def _spelled(self, words: list[Word], now: tuple[Word, ...], *, formatted: bool) -> list[str]:
        """Give the words as they are written; the last of those that go on may be a fragment, or change."""
        texts = [spelling(word, formatted=formatted) for word in words]
        if not now or now[-1].is_final:
            return texts
        texts[-1] = fragment(texts[-1])
        if self._family == "u3" and len(now) > 1:
            texts[-2] = plain(words[-2].text) or texts[-2]
        return texts

    def _message(
        self,
        words: list[Word],
        utterance: str,
        transcript: str,
        confidence: float,
        language: tuple[str | None, float | None],
        *,
        closing: bool = False,
        now: tuple[Word, ...] = (),
        formatted: bool | None = None,
    ) -> dict[str, Any]:
        spelled = self._formats if formatted is None else formatted
        texts = self._spelled(words, now, formatted=spelled)
        message: dict[str, Any] = {
            "turn_order": self._order,
            "turn_is_formatted": self._is_formatted(closing=closing) if formatted is None else formatted,
            "end_of_turn": closing,
            "transcript": transcript,
            "end_of_turn_confidence": confidence,
            "words": [
                self._word(word, text, first=index == 0, last=index == len(words) - 1, closing=closing)
                for index, (word, text) in enumerate(zip(words, texts, strict=True))
            ],
            "utterance": utterance,
        }
        if self._has_language(utterance, closing=closing):
            message["language_code"], message["language_confidence"] = language if words else (None, None)
        message["type"] = "Turn"
        return message

    def _is_formatted(self, *, closing: bool) -> bool:
        if self._family == "u3":
            return closing
        return self._formats and self._scenario.formatting != "always"

    def _has_language(self, utterance: str, *, closing: bool) -> bool:
        if self._family != "whisper" and not (
            self.settings.flag("language_detection") and self.settings.name != "universal-streaming-english"
        ):
            return False
        on = self._scenario.language_on
        return (closing and on != "utterance") or (bool(utterance) and on != "final")

    def _word(self, word: Word, text: str, *, first: bool, last: bool, closing: bool) -> dict[str, Any]:
        start, end = word.start_ms, word.end_ms
        if self._family == "u3":
            start = max(0, start - _EARLIER_MS) if first else start
            end += _LATER_MS if last else 0
        return {
            "start": start,
            "end": end,
            "text": text,
            "confidence": 0.0 if self._family == "whisper" else round(word.confidence, 4),
            "word_is_final": closing if self._family == "u3" else word.is_final,
        }

    def _labelled(self, message: dict[str, Any], turn: Turn) -> dict[str, Any]:
        """Say who said each word of a turn that is closed, and who said most of it."""
        labels, said = turn.labels, turn.done
        if not (said and self.settings.flag("speaker_labels")):
            return message
        kind = message.pop("type")
        is_short = said[-1].end_ms - said[0].start_ms < _UNKNOWN_SPEAKER_MS
        message["words"] = [
            word | {"speaker": _letter(label), "speaker_confidence": _SURE_OF_SPEAKER}
            for word, label in zip(message["words"], labels, strict=True)
        ]
        message["speaker_label"] = "UNKNOWN" if is_short else _letter(Counter(labels).most_common(1)[0][0])
        return message | {"type": kind}


def _letter(speaker: str) -> str:
    return chr(ord("A") + int(speaker) % 26)
