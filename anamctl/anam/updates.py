"""
How the changes of a running session end; no socket, no clock of its own.

A warning of the service carries no id that would link it to an update, so one is in flight at a time: an
acknowledgement within the window means applied, a warning within it rejected, silence unconfirmed (engines that cannot
change while they run say nothing). An acknowledgement that comes later is told as well.

How the acknowledgement spells the paths is not documented (Anam JavaScript SDK 4.27 calls them "config paths"), so
they are compared leniently: camelCase or snake_case, with or without something in front, in one level or in several.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.anam.events import Change, Outcome, Update

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REMEMBERED = 32
"""Updates without an answer for which a late one is still expected."""
_UNKNOWN = object()
_SEPARATORS = re.compile(r"[./\[\]]+")
_SNAKE = re.compile(r"_+([a-z0-9])")


class _Sent(NamedTuple):
    """An update that was sent."""

    changes: tuple[Change, ...]
    at: float
    until: float


class _Field(NamedTuple):
    """A field of an acknowledgement."""

    path: tuple[str, ...]
    before: Any
    after: Any


class Updates:
    """The updates of one session."""

    def __init__(self) -> None:
        self._current: _Sent | None = None
        self._unanswered: deque[_Sent] = deque(maxlen=_REMEMBERED)

    @property
    def in_flight(self) -> bool:
        """Whether an update waits for its answer."""
        return self._current is not None

    def send(self, data: Mapping[str, Any], now: float, wait: float) -> None:
        """
        Note that an update has been sent.

        Args:
            data: what changes, as the service takes it.
            now: seconds since the start.
            wait: seconds in which an answer is expected.

        Raises:
            RuntimeError: another one is in flight.
        """
        if self._current is not None:
            raise RuntimeError("an update is in flight")
        self._current = _Sent(changes_of(data), now, now + wait)

    def due(self, now: float) -> Update | None:
        """Give the update whose window has closed without an answer, once."""
        return self.lost(now) if self._current is not None and now >= self._current.until else None

    def warned(self, text: str, now: float) -> Update | None:
        """Give the update that a warning of the service rejects; None when none is in flight."""
        sent = self._current
        if sent is None:
            return None
        self._current = None
        self._unanswered.append(sent)  # should the warning have been about something else, the answer is still told
        return Update(t=now, outcome="rejected", changes=sent.changes, reason=text, took=now - sent.at)

    def acknowledged(self, changed: object, now: float) -> Update:
        """
        Give the update that an acknowledgement is about.

        Args:
            changed: ``changed_fields`` as it came.
            now: seconds since the start.
        """
        fields = _fields_of(changed)
        current = self._current
        candidates = [*([current] if current else []), *self._unanswered]
        scores = [_likeness(sent.changes, fields) for sent in candidates]
        best = max(scores, default=0)
        if candidates and (best or not fields or (current is not None and not _is_own_doing(fields))):
            sent = candidates[scores.index(best)]
            is_late = sent is not current
            if is_late:
                self._unanswered.remove(sent)
            else:
                self._current = None
            return Update(
                t=now,
                outcome="applied",
                changes=_merged(sent.changes, fields),
                took=now - sent.at,
                is_late=is_late,
            )
        # Nobody here has asked for it: a system tool of the persona, or another client.
        return Update(t=now, outcome="applied", changes=_merged((), fields))

    def lost(self, now: float, reason: str = "") -> Update | None:
        """Give the update for which no answer is waited any longer, with why when there is a reason but the time."""
        sent = self._current
        if sent is None:
            return None
        self._current = None
        self._unanswered.append(sent)
        return Update(t=now, outcome="unconfirmed", changes=sent.changes, reason=reason)


def not_sent(data: Mapping[str, Any], reason: str, now: float) -> Update:
    """Give an update that did not leave this machine."""
    outcome: Outcome = "not_sent"
    return Update(t=now, outcome=outcome, changes=changes_of(data), reason=reason)


def changes_of(data: Mapping[str, Any]) -> tuple[Change, ...]:
    """Give the fields of an update, those of nested objects each."""
    return tuple(Change(".".join(path), value) for path, value in _leaves(data))


def _leaves(data: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for key, value in data.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, (*path, str(key)))
        else:
            yield (*path, str(key)), value


# ---- acknowledgements ------------------------------------------------------------------------------------------------


def _fields_of(changed: object) -> list[_Field]:
    """Give the fields of ``changed_fields`` in whatever shape they come."""
    if isinstance(changed, dict):
        return [field for key, value in changed.items() for field in _field(_path(key), value)]
    if isinstance(changed, list):
        return [_Field(_path(key), _UNKNOWN, _UNKNOWN) for key in changed if isinstance(key, str)]
    return []


def _field(path: tuple[str, ...], value: object) -> Iterator[_Field]:
    if not isinstance(value, dict):
        yield _Field(path, _UNKNOWN, value)  # only the new value
        return
    if not value.keys() & {"before", "after"}:
        for key, inner in value.items():
            yield from _field(path + _path(key), inner)
        return
    before, after = value.get("before", _UNKNOWN), value.get("after", _UNKNOWN)
    if not isinstance(after, dict) or not after:
        yield _Field(path, before, after)
        return
    was = before if isinstance(before, dict) else {}
    for inner_path, inner in _leaves(after):
        yield _Field(path + inner_path, _at(was, inner_path), inner)


def _at(data: object, path: tuple[str, ...]) -> object:
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return _UNKNOWN
        data = data[key]
    return data


def _path(key: object) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATORS.split(str(key)) if part) or (str(key),)


def _plain(path: tuple[str, ...]) -> tuple[str, ...]:
    """Give a path as it is compared."""
    return tuple(part.replace("_", "").replace("-", "").lower() for part in path)


def _is_same(ours: str, theirs: tuple[str, ...]) -> bool:
    """Tell whether two paths name the same field: one may have something in front, or be only its end."""
    first, second = _plain(_path(ours)), _plain(theirs)
    shorter = min(len(first), len(second))
    return first[-shorter:] == second[-shorter:]


def _likeness(changes: tuple[Change, ...], fields: list[_Field]) -> int:
    """Say how well an acknowledgement fits an update: 0 not at all, 2 for a field, 1 more for its value."""
    score = 0
    for change in changes:
        for field in fields:
            if _is_same(change.path, field.path):
                score += 2 + (field.after is not _UNKNOWN and _is_equal(change.after, field.after))
                break
    return score


def _is_own_doing(fields: list[_Field]) -> bool:
    """Tell whether the persona may have done it: a system tool lets it change the language that it hears."""
    return all(_plain(field.path)[-1] == "languagecode" for field in fields)


def _is_equal(first: object, second: object) -> bool:
    return isinstance(first, bool) == isinstance(second, bool) and first == second


def _merged(changes: tuple[Change, ...], fields: list[_Field]) -> tuple[Change, ...]:
    """Give the changes of an update with what the service says about them, and then what else it has changed."""
    left = list(fields)
    merged = []
    for change in changes:
        field = next((field for field in left if _is_same(change.path, field.path)), None)
        if field is None:
            merged.append(change)
            continue
        left.remove(field)
        merged.append(Change(change.path, _or(field.after, change.after), _or(field.before, None)))
    merged += [Change(_ours(field.path), _or(field.after, None), _or(field.before, None)) for field in left]
    return tuple(merged)


def _or(value: Any, other: Any) -> Any:  # noqa: ANN401  # JSON
    return other if value is _UNKNOWN else value


def _ours(path: tuple[str, ...]) -> str:
    """Spell a path as we do."""
    return ".".join(_SNAKE.sub(lambda found: found[1].upper(), part) for part in path)
