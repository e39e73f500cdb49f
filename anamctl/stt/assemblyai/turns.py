"""
Turns of one session: every message of a turn replaces what was said of it before.

Three things make this more than reading: a closing message may be followed by another one of the same turn, formatted;
an empty one may close a turn that was complete; and what a turn said about its language may be missing at its end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.stt.events import Final, Partial, Word, speaker_of
from anamctl.stt.joining import joined
from anamctl.stt.reading import integer, number, objects, share, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.stt.assemblyai.models import Family
    from anamctl.stt.events import ServiceEvent

_TAG = re.compile(r"\[\s*[^\]]*\]")
"""``[Music]``, ``[ Silence]``, in any language."""
_KEPT = 32
"""Turns that are remembered after they are complete: corrections come soon or never."""
_PATIENCE = 2
"""Turns without a formatted text after which none is expected any more."""
_LETTERS = re.compile(r"[\W_]+")


class _Said(NamedTuple):
    """One message of a turn."""

    transcript: str
    utterance: str
    words: tuple[Word, ...]
    language: str | None
    confidence: float | None
    speaker: str
    is_end: bool
    is_formatted: bool


@dataclass(slots=True)
class _Record:
    """What is known of a turn."""

    language: str | None = None
    confidence: float | None = None
    speaker: str = ""
    utterances: tuple[str, ...] = ()
    start: float | None = None
    end: float | None = None
    is_shown: bool = False
    """Whether something of it was given."""
    final: Final | None = None
    was_formatted: bool = True


class Turns:
    """
    Reads the turns of a session.

    Args:
        family: of the model.
        formats: whether formatted text was asked for.
        keeps_all: whether all turns are remembered, because speakers may be named later.
    """

    def __init__(self, family: Family, *, formats: bool, keeps_all: bool = False) -> None:
        self.formats = formats
        self._family = family
        self._kept = None if keeps_all else _KEPT
        self._records: dict[int, _Record] = {}
        self._forgotten = -1
        """The highest turn that is not remembered any more."""
        self._without_format = 0
        """Turns in a row that were never formatted."""
        self._was_formatted_later = False

    def read(self, data: dict[str, Any]) -> list[ServiceEvent]:
        """Read a ``Turn``."""
        order = integer(data.get("turn_order"))
        if order is None or order < 0:
            order = self._current()
        said = self._said(data)
        record = self._records.get(order)
        if record is None:
            if order <= self._forgotten:
                # Whatever was complete stays so, unless a new text is complete as well.
                return self._late(order, said)
            record = self._begin(order)
        self._note(record, said)
        return self._final(order, record, said) if said.is_end else self._partial(order, record, said)

    def name_speakers(self, data: dict[str, Any]) -> list[ServiceEvent]:
        """Read a ``SpeakerRevision``, which names the speakers of turns that are complete."""
        events: list[ServiceEvent] = []
        for revision in objects(data.get("revisions")):
            order = integer(revision.get("turn_order"))
            record = None if order is None else self._records.get(order)
            if record is None or record.final is None or not record.final.is_speech:
                continue
            final = _renamed(record.final, text(revision.get("speaker_label")), _words(revision, self._family))
            if final != record.final:
                record.speaker, record.final = final.speaker, replace(final, awaits_format=False)
                events.append(record.final)
        return events

    # ---- how it is done ------------------------------------------------------------------------------------------

    def _said(self, data: dict[str, Any]) -> _Said:
        return _Said(
            transcript=text(data.get("transcript")).strip(),
            utterance=text(data.get("utterance")).strip(),
            words=_words(data, self._family),
            language=text(data.get("language_code")).strip() or None,
            confidence=share(data.get("language_confidence")),
            speaker=text(data.get("speaker_label")).strip(),
            is_end=data.get("end_of_turn") is True,
            is_formatted=data.get("turn_is_formatted") is True,
        )

    def _current(self) -> int:
        """Guess which turn a message without a number belongs to: the one that is open."""
        latest = max(self._records, default=self._forgotten)
        record = self._records.get(latest)
        return latest + 1 if record is None or record.final is not None else latest

    def _begin(self, order: int) -> _Record:
        self._learn(order)
        record = self._records[order] = _Record()
        if self._kept is not None:
            while len(self._records) > self._kept:
                oldest = min(self._records)
                del self._records[oldest]
                self._forgotten = max(self._forgotten, oldest)
        return record

    def _learn(self, order: int) -> None:
        """Note, when a turn begins, whether the one before it got a formatted text."""
        before = self._records.get(order - 1)
        if before is not None and before.final is not None and before.final.is_speech:
            self._without_format = 0 if before.was_formatted else self._without_format + 1

    def _note(self, record: _Record, said: _Said) -> None:
        """Remember what later messages of the turn may lack."""
        if said.language and not _is_noise(said.utterance):
            record.language, record.confidence = said.language, said.confidence
        record.speaker = said.speaker or record.speaker or speaker_of(said.words)
        if said.utterance and (not record.utterances or record.utterances[-1] != said.utterance):
            record.utterances = (*record.utterances[-63:], said.utterance)
        if said.words:
            record.start, record.end = said.words[0].start, max(word.end for word in said.words)

    def _partial(self, order: int, record: _Record, said: _Said) -> list[ServiceEvent]:
        if record.final is not None:
            return []
        stable, unstable = self._texts(said)
        if _is_noise(stable + unstable):
            stable = unstable = ""
        if not (stable or unstable or record.is_shown):
            return []
        record.is_shown = True
        return [
            Partial(
                turn=order,
                stable=stable,
                unstable=unstable,
                words=said.words,
                language=record.language,
                confidence=record.confidence,
            )
        ]

    def _texts(self, said: _Said) -> tuple[str, str]:
        """Tell what stays from what may change."""
        if self._family == "whisper":
            whole = said.utterance or said.transcript
            is_stable = bool(said.words) and all(word.is_final for word in said.words)
            return (whole, "") if is_stable else ("", whole)
        if said.transcript and said.words and not any(word.is_final for word in said.words):
            return "", said.transcript
        tail: list[str] = []
        for word in reversed(said.words):
            if word.is_final:
                break
            tail.append(word.text)
        return said.transcript, joined(reversed(tail))

    def _final(self, order: int, record: _Record, said: _Said) -> list[ServiceEvent]:
        whole = self._whole(record, said)
        if not whole:
            return self._nothing(order, record)
        if record.final is not None and said.is_formatted and not record.was_formatted:
            self._was_formatted_later = True
        record.was_formatted = said.is_formatted
        record.is_shown = True
        record.final = Final(
            turn=order,
            text=whole,
            language=record.language,
            confidence=record.confidence,
            start=record.start or 0.0,
            end=record.end or 0.0,
            words=said.words,
            speaker=record.speaker,
            awaits_format=self._awaits(said),
        )
        return [record.final]

    def _late(self, order: int, said: _Said) -> list[ServiceEvent]:
        if not said.is_end:
            return []
        record = _Record()
        self._note(record, said)
        return self._final(order, record, said)

    def _nothing(self, order: int, record: _Record) -> list[ServiceEvent]:
        """Close a turn in which nobody spoke; one that was complete stays as it was."""
        if record.final is not None or not record.is_shown:
            return []
        record.final = Final(turn=order, text="", start=record.start or 0.0, end=record.end or 0.0, is_speech=False)
        return [record.final]

    def _whole(self, record: _Record, said: _Said) -> str:
        """Give the text of a turn that ends; empty when nobody spoke."""
        if self._family != "whisper":
            whole = said.transcript or said.utterance or joined(word.text for word in said.words)
            return "" if _is_noise(whole) else whole
        # Only utterances have punctuation and tags, and they may have come earlier, one after the other; either side
        # may have a word that the other lacks.
        whole = joined(part for part in record.utterances if not _is_noise(part))
        tags = [part for part in record.utterances if _is_noise(part)]
        if _is_noise(said.utterance) or (tags and not whole and _names_only(said.transcript, tags)):
            return whole
        heard = _letters(said.transcript)
        for utterance in (said.utterance, whole):
            if utterance and (not heard or _letters(utterance) == heard):
                return utterance
        return said.utterance if len(_letters(said.utterance)) > len(heard) else said.transcript

    def _awaits(self, said: _Said) -> bool:
        """Tell whether a formatted text may follow; who was never given one stops waiting."""
        if not self.formats or said.is_formatted or self._family in ("u3-rt", "universal-3"):
            return False
        return self._was_formatted_later or self._without_format < _PATIENCE


def _renamed(final: Final, label: str, words: tuple[Word, ...]) -> Final:
    """Give a turn with its speaker as a revision names them: with words of its own, or the old ones."""
    if not words:
        # Words of somebody else in the turn stay theirs.
        words = tuple(
            replace(word, speaker=label or word.speaker) if word.speaker in ("", final.speaker) else word
            for word in final.words
        )
    return replace(final, speaker=label or speaker_of(words) or final.speaker, words=words)


def _words(data: dict[str, Any], family: Family) -> tuple[Word, ...]:
    label = text(data.get("speaker_label"))
    found: list[Word] = []
    for item in objects(data.get("words")):
        shown = text(item.get("text")).strip()
        if not shown:
            continue
        start = number(item.get("start")) or 0.0
        end = number(item.get("end"))
        found.append(
            Word(
                text=shown,
                start=start,
                end=start if end is None else end,
                confidence=share(item.get("confidence")),
                is_final=item.get("word_is_final") is True,
                speaker=text(item.get("speaker")) or label,
            )
        )
    if family == "whisper" or all(word.confidence == 0.0 for word in found):
        # Zero is how "not available" is written.
        return tuple(replace(word, confidence=word.confidence or None) for word in found)
    return tuple(found)


def _is_noise(utterance: str) -> bool:
    """Tell whether nothing but tags was heard."""
    return bool(utterance) and not _TAG.sub("", utterance).strip()


def _names_only(transcript: str, tags: Iterable[str]) -> bool:
    """Tell whether a transcript holds nothing but the words of tags, as it does for silence."""
    named = {word for tag in tags for word in _LETTERS.split(tag.casefold())}
    return all(word in named for word in _LETTERS.split(transcript.casefold()) if word)


def _letters(whole: str) -> str:
    return _LETTERS.sub("", whole.casefold())
