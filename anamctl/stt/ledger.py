"""
The turns of one session, on their way into the stream: each is given once, whatever the service says how often.

A turn that is complete waits a moment for its formatted text, so that who only appends has to write it once. Turns
that are still open when the session is over are given as far as they were heard.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from anamctl.stt import events, heard
from anamctl.stt.joining import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.stt.timeline import Timeline

_OPEN = 8
"""Turns that may be open at once; of a service that opens more the oldest are closed."""
_REMEMBERED = 32
"""Turns whose text is remembered, to tell a correction from the same text once more."""


class _Held(NamedTuple):
    """A turn that is complete and waits for its formatted text."""

    final: events.Final
    delay: float | None
    due: float


class Ledger:
    """
    Keeps the turns of a session.

    Args:
        session: its number.
        timeline: of the session.
        began: when the stream did.
        hold: seconds to wait for a formatted text.
    """

    def __init__(self, session: int, timeline: Timeline, began: float, hold: float) -> None:
        self._session = session
        self._timeline = timeline
        self._began = began
        self._hold = hold
        self._open: dict[int, events.Partial] = {}
        self._held: _Held | None = None
        self._given: set[int] = set()
        self._recent: dict[int, events.Final] = {}

    @property
    def due(self) -> float | None:
        """When `tick` has something to give; None while nothing waits."""
        return None if self._held is None else self._held.due

    @property
    def is_open(self) -> bool:
        """Whether somebody is in the middle of a turn."""
        return any(partial.stable or partial.unstable for partial in self._open.values())

    def take(self, event: events.Partial | events.Final, now: float) -> Iterator[heard.Partial | heard.Final]:
        """Take what the service says of a turn, and give what there is to say then."""
        if self._held is not None and event.turn != self._held.final.turn:
            yield from self._release(now)
        if isinstance(event, events.Partial):
            yield from self._partial(event, now)
        elif event.is_speech and event.text.strip():
            yield from self._final(event, now)
        else:
            yield from self._nothing(event, now)

    def tick(self, now: float) -> Iterator[heard.Final]:
        """Give a turn that has waited long enough."""
        if self._held is not None and now >= self._held.due:
            yield from self._release(now)

    def close(self, now: float) -> Iterator[heard.Final]:
        """Give what is left: the session is over."""
        yield from self._release(now)
        for turn in sorted(self._open):
            yield from self._interrupt(turn, now)

    # ---- how it is done ------------------------------------------------------------------------------------------

    def _partial(self, event: events.Partial, now: float) -> Iterator[heard.Partial | heard.Final]:
        turn = event.turn
        if turn in self._given or self._held is not None:
            return
        if not (event.stable or event.unstable):
            if self._open.pop(turn, None) is not None:
                yield self._empty(turn, now)
            return
        self._open[turn] = event
        if len(self._open) > _OPEN:
            yield from self._interrupt(min(self._open.keys() - {turn}), now)
        yield heard.Partial(
            t=now - self._began,
            key=self._key(turn),
            stable=event.stable,
            unstable=event.unstable,
            language=event.language,
            confidence=event.confidence,
            words=self._words(event.words),
        )

    def _final(self, event: events.Final, now: float) -> Iterator[heard.Partial | heard.Final]:
        turn = event.turn
        if turn in self._given:
            if replace(event, awaits_format=False) != self._recent.get(turn):
                yield self._made(event, now, None, replaces=True)
            return
        self._open.pop(turn, None)
        delay, due = self._delay(event, now), now + self._hold
        if self._held is not None:
            delay, due = self._held.delay, self._held.due
        self._held = _Held(event, delay, due)
        if not event.awaits_format:
            yield from self._release(now)
            return
        yield heard.Partial(
            t=now - self._began,
            key=self._key(turn),
            stable=event.text,
            language=event.language,
            confidence=event.confidence,
            words=self._words(event.words),
        )

    def _nothing(self, event: events.Final, now: float) -> Iterator[heard.Partial | heard.Final]:
        """Close a turn in which nobody spoke; one that is complete stays as it is."""
        if self._held is not None:
            yield from self._release(now)
        elif self._open.pop(event.turn, None) is not None:
            yield self._empty(event.turn, now)

    def _release(self, now: float) -> Iterator[heard.Final]:
        held, self._held = self._held, None
        if held is not None:
            yield self._made(held.final, now, held.delay)

    def _interrupt(self, turn: int, now: float) -> Iterator[heard.Final]:
        partial = self._open.pop(turn)
        words, here = partial.words, self._timeline.milliseconds
        final = events.Final(
            turn=turn,
            text=joined((partial.stable, partial.unstable)),
            language=partial.language,
            confidence=partial.confidence,
            start=words[0].start if words else here,
            end=words[-1].end if words else here,
            words=words,
        )
        if final.text.strip():
            yield self._made(final, now, None, is_interrupted=True)

    def _made(
        self,
        final: events.Final,
        now: float,
        delay: float | None,
        *,
        is_interrupted: bool = False,
        replaces: bool = False,
    ) -> heard.Final:
        self._given.add(final.turn)
        self._recent.pop(final.turn, None)
        self._recent[final.turn] = replace(final, awaits_format=False)
        if len(self._recent) > _REMEMBERED:
            del self._recent[next(iter(self._recent))]
        to_source = self._timeline.to_source
        return heard.Final(
            t=now - self._began,
            key=self._key(final.turn),
            text=final.text,
            language=final.language,
            confidence=final.confidence,
            start=to_source(final.start),
            end=to_source(final.end),
            words=self._words(final.words),
            speaker=final.speaker,
            delay=delay,
            is_interrupted=is_interrupted,
            replaces=replaces,
        )

    def _empty(self, turn: int, now: float) -> heard.Partial:
        return heard.Partial(t=now - self._began, key=self._key(turn), stable="")

    def _delay(self, final: events.Final, now: float) -> float | None:
        end = final.words[-1].end if final.words else final.end
        captured = self._timeline.captured(end) if end > 0 else None
        return None if captured is None else max(0.0, now - captured)

    def _words(self, words: tuple[events.Word, ...]) -> tuple[events.Word, ...]:
        if self._timeline.is_plain:
            return words
        to_source = self._timeline.to_source
        return tuple(replace(word, start=to_source(word.start), end=to_source(word.end)) for word in words)

    def _key(self, turn: int) -> heard.TurnKey:
        return heard.TurnKey(self._session, turn)
