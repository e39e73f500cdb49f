"""Events as JSON lines have them: ``ready partial final language reconnecting dropped warning … summary``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.listening.events import FileBegan, Language, SettingsSent
from anamctl.stt import heard
from anamctl.stt.joining import joined

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.listening.events import Event
    from anamctl.listening.summary import Summary
    from anamctl.listening.tally import Total
    from anamctl.stt.events import Word

_DIGITS = 3
_MONEY = 6


def record(event: Event) -> dict[str, Any]:
    """Give an event as plain data, `type` and `t` first. Times of words and turns are seconds of the source."""
    name, give = _KINDS[type(event)]
    return {"type": name, "t": _round(event.t), **give(event)}


def note_record(text: str, t: float) -> dict[str, Any]:
    """Give something that anamctl itself says."""
    return record(heard.Warned(t=t, text=text, by="anamctl"))


def _ready(event: heard.Ready) -> dict[str, Any]:
    return {
        "session": event.session,
        "provider": event.name,
        "model": event.model,
        "rate": event.rate,
        "sessionId": event.session_id,
    }


def _partial(event: heard.Partial) -> dict[str, Any]:
    return {
        **_turn(event.key),
        "text": joined((event.stable, event.unstable)),
        "stable": event.stable,
        "language": event.language,
        "confidence": _round(event.confidence),
    }


def final(event: heard.Final) -> dict[str, Any]:
    """Give a turn that is complete."""
    return {
        **_turn(event.key),
        "text": event.text,
        "language": event.language,
        "confidence": _round(event.confidence),
        "start": _seconds(event.start),
        "end": _seconds(event.end),
        "delay": _round(event.delay),
        "interrupted": event.is_interrupted,
        "replaces": event.replaces,
        "speaker": event.speaker or None,
        "words": [_word(word) for word in event.words],
    }


def _language(event: Language) -> dict[str, Any]:
    return {
        **_turn(event.key),
        "code": event.code,
        "confidence": _round(event.confidence),
        "sure": event.is_sure,
    }


def _reconnecting(event: heard.Reconnecting) -> dict[str, Any]:
    return {"attempt": event.attempt, "of": event.of, "wait": _round(event.wait), "reason": event.reason}


def _dropped(event: heard.Dropped) -> dict[str, Any]:
    return {"seconds": _round(event.seconds), "total": _round(event.total)}


def _warning(event: heard.Warned) -> dict[str, Any]:
    return {"text": event.text, "code": event.code, "by": event.by}


def _settings(event: SettingsSent) -> dict[str, Any]:
    found = {name: list(value) if isinstance(value, tuple) else value for name, value in event.settings.items()}
    return {"settings": found, "preset": event.preset or None, "waits": event.is_waiting}


_KINDS: dict[type[heard.Event], tuple[str, Callable[[Any], dict[str, Any]]]] = {
    heard.Ready: ("ready", _ready),
    heard.Partial: ("partial", _partial),
    heard.Final: ("final", final),
    Language: ("language", _language),
    heard.Reconnecting: ("reconnecting", _reconnecting),
    heard.Dropped: ("dropped", _dropped),
    heard.Warned: ("warning", _warning),
    heard.SpeechStarted: ("speech", lambda event: {"at": _seconds(event.at)}),
    heard.Paused: ("paused", lambda event: {"paused": event.is_paused}),
    FileBegan: ("file", lambda event: {"name": event.name, "start": _seconds(event.start)}),
    SettingsSent: ("settings", _settings),
    heard.Ended: ("ended", lambda event: {"reason": event.reason, "by": event.by}),
}
NAMES = tuple(name for name, _ in _KINDS.values())


def _turn(key: heard.TurnKey) -> dict[str, Any]:
    return {"session": key.session, "turn": key.turn}


def _word(word: Word) -> dict[str, Any]:
    found: dict[str, Any] = {
        "text": word.text,
        "start": _seconds(word.start),
        "end": _seconds(word.end),
        "confidence": _round(word.confidence),
    }
    if word.speaker:
        found["speaker"] = word.speaker
    if word.language:
        found["language"] = word.language
    return found


def summary_record(summary: Summary) -> dict[str, Any]:
    """Give the last line."""
    verdict, error = summary.verdict, summary.error
    return {
        "type": "summary",
        "t": _round(summary.duration),
        "ok": summary.exit_code == 0,
        "exitCode": int(summary.exit_code),
        "provider": summary.about.provider,
        "model": summary.model,
        "reason": summary.reason,
        "by": summary.by,
        "languages": [language(total) for total in summary.languages],
        "expected": verdict.expected if verdict else None,
        "met": verdict.is_met if verdict else None,
        "why": verdict.why if verdict else None,
        "share": _round(verdict.share) if verdict else None,
        "audioSeconds": _round(summary.audio_seconds),
        "openSeconds": _round(summary.open_seconds),
        "estimatedCost": None if summary.cost is None else round(summary.cost, _MONEY),
        "sessions": summary.sessions,
        "dropped": _round(summary.dropped),
        "warnings": summary.warnings,
        "meanDelay": _round(summary.mean_delay),
        "saved": list(summary.saved),
        "errors": [] if error is None else [{"code": error.code, "message": error.message, "hint": error.hint}],
    }


def language(total: Total) -> dict[str, Any]:
    """Give what was heard of a language; without a code when the service did not say which."""
    return {
        "code": total.code or None,
        "turns": total.turns,
        "seconds": _round(total.seconds),
        "meanConfidence": _round(total.mean_confidence),
        "share": _round(total.share),
        "sure": total.is_sure,
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def _seconds(milliseconds: float) -> float:
    return round(milliseconds / 1000, _DIGITS)
