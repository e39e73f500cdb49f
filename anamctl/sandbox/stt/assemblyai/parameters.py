"""
Parameters of a session: which there are, and what is refused.

What nobody has documented is taken and does nothing, as the real service does it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.sandbox.stt.assemblyai.models import DEFAULT, HINTS, MODELS, MODES, Model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MULAW = "pcm_mulaw"
_ENCODINGS = ("pcm_s16le", MULAW, "opus", "ogg_opus", "aac")
_DECODED = ("pcm_s16le", MULAW)
_LONGEST_TEXT = 1750
_MOST_POLICIES = 100
"""Nobody says how many there may be."""
_PREFIX = "User Input Validation Error: "


class ParameterError(Exception):
    """A parameter is refused; the text is that of the `Error` message, which has the code 3006."""

    def __init__(self, text: str) -> None:
        super().__init__(_PREFIX + text)


def _number(kind: type[int | float], low: float, high: float | None) -> Callable[[str, Any], Any]:
    limits = f"between {low} and {high}" if high is not None else f"at least {low}"
    noun = "an integer" if kind is int else "a number"

    def read(name: str, value: Any) -> Any:  # noqa: ANN401  # JSON
        try:
            number = kind(value) if not isinstance(value, bool) else None
        except (TypeError, ValueError, OverflowError):
            number = None
        if number is None or (kind is int and isinstance(value, float) and value != number):
            raise ParameterError(f"Invalid '{name}': must be {noun}")
        if not (low <= number and (high is None or number <= high)):  # also not a number
            raise ParameterError(f"Invalid '{name}': must be {limits}")
        return number

    return read


def _flag(name: str, value: Any) -> bool:  # noqa: ANN401  # JSON
    text = str(value).lower()
    if text not in {"true", "false"}:
        raise ParameterError(f"Invalid '{name}': must be true or false")
    return text == "true"


def _choice(*choices: str) -> Callable[[str, Any], str]:
    def read(name: str, value: Any) -> str:  # noqa: ANN401  # JSON
        if value not in choices:
            raise ParameterError(f"Invalid '{name}': must be one of {', '.join(choices)}")
        return str(value)

    return read


def _encoding(_: str, value: Any) -> str:  # noqa: ANN401  # JSON
    if value not in _ENCODINGS:
        raise ParameterError(f"'{value}' is not a valid Encoding")
    if value not in _DECODED:
        raise ParameterError(f"the sandbox decodes {' and '.join(_DECODED)}, not {value}")
    return str(value)


def _text(longest: int | None) -> Callable[[str, Any], str]:
    def read(name: str, value: Any) -> str:  # noqa: ANN401  # JSON
        if not isinstance(value, str):
            raise ParameterError(f"Invalid '{name}': must be a string")
        if longest is not None and len(value) > longest:
            raise ParameterError(f"Invalid '{name}': too long, at most {longest} characters")
        return value

    return read


def _list(name: str, value: Any, longest: int) -> list[str]:  # noqa: ANN401  # JSON
    try:
        items = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        items = None
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise ParameterError(f"Invalid '{name}': must be a JSON list of strings")
    if len(items) > longest:
        raise ParameterError(f"Invalid '{name}': at most {longest} items are allowed, got {len(items)}")
    return items


def _terms(name: str, value: Any) -> list[str]:  # noqa: ANN401  # JSON
    return [item for item in _list(name, value, 100) if len(item) <= 50]


def _policies(name: str, value: Any) -> list[str]:  # noqa: ANN401  # JSON
    return _list(name, value, _MOST_POLICIES)


def _hints(name: str, value: Any) -> list[str]:  # noqa: ANN401  # JSON
    codes = _list(name, value, 10)
    wrong = [code for code in codes if code not in HINTS]
    if wrong:
        raise ParameterError(f"Invalid '{name}': '{wrong[0]}' is not a supported language code")
    if "multi" in codes and len(codes) > 1:
        raise ParameterError(f"Invalid '{name}': 'multi' cannot be combined with other codes")
    return codes


_SHARE = _number(float, 0, 1)
_MILLISECONDS = _number(int, 0, None)
_CHANGEABLE: dict[str, Callable[[str, Any], Any]] = {
    "end_of_turn_confidence_threshold": _SHARE,
    "min_turn_silence": _MILLISECONDS,
    "max_turn_silence": _MILLISECONDS,
    "vad_threshold": _SHARE,
    "format_turns": _flag,
    "keyterms_prompt": _terms,
    "filter_profanity": _flag,
    "prompt": _text(_LONGEST_TEXT),
    "agent_context": _text(_LONGEST_TEXT),
    "interruption_delay": _number(int, 0, 1000),
    "turn_left_pad_ms": _MILLISECONDS,
    "language_codes": _hints,
    "session_heartbeat": _flag,
    "acknowledge_silence": _flag,
}
_ALL: dict[str, Callable[[str, Any], Any]] = {
    **_CHANGEABLE,
    "sample_rate": _number(int, 8000, None),
    "encoding": _encoding,
    "speech_model": _choice(*MODELS),
    "language_detection": _flag,
    "inactivity_timeout": _number(int, 5, 3600),
    "language_code": _text(None),
    "language": _choice("en", "multi"),
    "mode": _choice(*MODES),
    "continuous_partials": _flag,
    "previous_context_n_turns": _number(int, 0, 100),
    "speaker_labels": _flag,
    "max_speakers": _number(int, 1, 10),
    "domain": _choice("medical-v1"),
    "voice_focus": _choice("near-field", "far-field"),
    "voice_focus_threshold": _SHARE,
    "redact_pii": _flag,
    "redact_pii_policies": _policies,
    "redact_pii_sub": _choice("hash", "entity_name"),
}
_OLD = {"min_end_of_turn_silence_when_confident": "min_turn_silence"}


class Settings(NamedTuple):
    """What a session runs with: the model, and every parameter that was understood."""

    name: str
    model: Model
    values: Mapping[str, Any]

    def flag(self, name: str) -> bool:
        """Tell whether something is wanted."""
        return bool(self.values.get(name, False))

    @property
    def rate(self) -> int:
        """Samples a second."""
        return int(self.values.get("sample_rate", 16_000))

    @property
    def is_mulaw(self) -> bool:
        """Whether a sample has eight bits."""
        return self.values.get("encoding") == MULAW

    @property
    def threshold(self) -> float:
        """Confidence from which a short silence ends a turn."""
        return float(self.values.get("end_of_turn_confidence_threshold", 0.4))

    @property
    def min_silence(self) -> int:
        """Silence in ms that ends a turn which seems to be complete."""
        by_mode = MODES[self.values["mode"]] if "mode" in self.values else self.model.min_silence
        return int(self.values.get("min_turn_silence", by_mode))

    @property
    def max_silence(self) -> int:
        """Silence in ms that ends any turn."""
        return int(self.values.get("max_turn_silence", self.model.max_silence))

    def changed(self, message: Mapping[str, Any]) -> Settings:
        """
        Give the settings after an `UpdateConfiguration`.

        Raises:
            ParameterError: a value is refused.
        """
        return self._replace(values={**self.values, **_read(_CHANGEABLE, message)})


def settings(query: Mapping[str, Any]) -> Settings:
    """
    Read the parameters of an address.

    Raises:
        ParameterError: a value is refused.
    """
    values = _read(_ALL, query)
    name = values.get("speech_model", DEFAULT)
    return Settings(name, MODELS[name], values)


def _read(table: Mapping[str, Callable[[str, Any], Any]], given: Mapping[str, Any]) -> dict[str, Any]:
    renamed = {**{_OLD[name]: value for name, value in given.items() if name in _OLD}, **given}
    return {name: read(name, renamed[name]) for name, read in table.items() if renamed.get(name) is not None}
