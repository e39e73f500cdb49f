"""
The settings of AssemblyAI Streaming v3 that a client in a terminal needs, and what becomes of the rest.

The service ignores a name that it does not know without a word, so names and limits are kept here: from its API
specification of March 2026, its documentation of July 2026 and its Python SDK 1.8.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.errors import UsageError
from anamctl.settings import nearest_key
from anamctl.stt.assemblyai.models import UNIVERSAL_3, UNIVERSAL_STREAMING, Family, family
from anamctl.stt.parameters import Parameter, Value, plain, read, select, split, table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.stt.options import Options

_U3 = frozenset[str](UNIVERSAL_3)
_US = frozenset[str](UNIVERSAL_STREAMING)
_MODE = frozenset({"universal-3"})

PARAMETERS: tuple[Parameter, ...] = (
    Parameter(
        "language_detection",
        "flag",
        "name the language of each turn",
        models=frozenset({"multilingual", "whisper"}) | _U3,
    ),
    Parameter(
        "format_turns",
        "flag",
        "write punctuation and capitals",
        models=_US | {"whisper"},
        is_live=True,
    ),
    Parameter(
        "end_of_turn_confidence_threshold",
        "number",
        "how sure it must be that a turn is over: 0 ends it at the shortest silence, 1 at the longest",
        models=_US,
        low=0,
        high=1,
        is_live=True,
    ),
    Parameter("min_turn_silence", "milliseconds", "silence that may end a turn", low=0, is_live=True),
    Parameter("max_turn_silence", "milliseconds", "silence that always ends a turn", low=0, is_live=True),
    Parameter("vad_threshold", "number", "how sure it must be that somebody speaks", low=0, high=1, is_live=True),
    Parameter("inactivity_timeout", "seconds", "end the session after so long without audio", low=5, high=3600),
    Parameter(
        "keyterms_prompt",
        "list",
        "words to listen for: names, products",
        models=_US | _U3,
        high=100,
        longest_item=50,
        is_live=True,
    ),
    Parameter("filter_profanity", "flag", "mask swear words", is_live=True),
    Parameter("prompt", "text", "what the talk is about", models=_U3, high=1750, is_live=True),
    Parameter(
        "language_codes",
        "list",
        "languages to expect, the likeliest first",
        models=_U3,
        high=10,
        is_live=True,
    ),
    Parameter("language_code", "text", "one language to expect", models=_U3, advice="deprecated; use language_codes"),
    Parameter(
        "language",
        "text",
        "en or multi",
        models=_US,
        choices=("en", "multi"),
        is_open=True,
        advice="deprecated; choose a model in its place",
    ),
    Parameter(
        "mode",
        "text",
        "what matters more, speed or accuracy",
        models=_MODE,
        choices=("min_latency", "balanced", "max_accuracy"),
    ),
    Parameter("continuous_partials", "flag", "send partial texts all the time", models=_U3),
    Parameter(
        "interruption_delay",
        "milliseconds",
        "how long to wait before the first partial text of a turn",
        models=_U3,
        low=0,
        high=1000,
        is_live=True,
    ),
    Parameter("agent_context", "text", "what the other side just said", models=_U3, high=1750, is_live=True),
    Parameter(
        "previous_context_n_turns",
        "integer",
        "how many turns before count as context",
        models=_U3,
        low=0,
        high=100,
    ),
    Parameter("speaker_labels", "flag", "tell speakers apart"),
    Parameter("max_speakers", "integer", "how many speakers there are at most", low=1, high=10),
    Parameter(
        "domain",
        "text",
        "a field with words of its own",
        models=_US | _U3,
        choices=("medical-v1",),
        is_open=True,
    ),
    Parameter(
        "voice_focus",
        "text",
        "which voices to follow",
        choices=("near-field", "far-field"),
        is_open=True,
    ),
    Parameter("voice_focus_threshold", "number", "how strictly to follow them", low=0, high=1),
    Parameter("redact_pii", "flag", "hide personal data; there are no partial texts then", models=_US | _U3),
    Parameter("redact_pii_policies", "list", "which personal data to hide", models=_US | _U3),
    Parameter(
        "redact_pii_sub",
        "text",
        "what to put in its place",
        models=_US | _U3,
        choices=("hash", "entity_name"),
        is_open=True,
    ),
    Parameter("session_heartbeat", "flag", "report every five seconds", is_live=True),
    Parameter("acknowledge_silence", "flag", "report silence", models=_U3, is_live=True),
)
BY_NAME = table(PARAMETERS)

ALIASES = {"min_end_of_turn_silence_when_confident": "min_turn_silence"}
"""Old names, each with the one that is sent."""
_OWN = {
    "sample_rate": "it follows from the sound.",
    "encoding": "sound is always sent as pcm_s16le.",
    "speech_model": "choose the model with --model.",
    "token": "a token goes into an environment variable, where nobody sees it.",
}
_NEEDS = {
    "max_speakers": "speaker_labels",
    "voice_focus_threshold": "voice_focus",
    "redact_pii_policies": "redact_pii",
    "redact_pii_sub": "redact_pii",
}
"""Settings that say more about another one, which has to be there."""
_FIXED = ("speech_model", "sample_rate", "encoding", "language_detection")


def chosen(options: Options, model: str) -> tuple[dict[str, Value], list[str]]:
    """
    Give the settings of a session by name, and what is to be said about them.

    Defaults stand first; a None in `Options.settings` takes one away.

    Raises:
        UsageError: one of them cannot be.
    """
    kind = family(model)
    notices: list[str] = []
    given: dict[str, object] = _defaults(kind)
    for written, value in {**options.settings, **split(options.params)}.items():
        name = ALIASES.get(written, written)
        if name != written:
            notices.append(f"{written} is deprecated and is sent as {name}.")
        given[name] = value
    found, said = select(given, BY_NAME, _OWN, lambda parameter: _unfit(parameter, model, kind))
    _check_together(found)
    lonely = [
        f"{name} means nothing without {other}."
        for name, other in _NEEDS.items()
        if name in found and found.get(other, False) is False
    ]
    return found, [*notices, *said, *lonely]


def changed(settings: Mapping[str, Any], model: str = "") -> dict[str, Any]:
    """
    Give the fields of a message that changes settings of a running session.

    What means nothing to the model is refused: a service that does not take it may end the session.

    Raises:
        UsageError: one of them cannot be changed, or not to this.
    """
    kind = family(model)
    values: dict[str, Value] = {}
    for written, value in settings.items():
        name = ALIASES.get(written, written)
        parameter = BY_NAME.get(name)
        if name in _FIXED or (parameter is not None and not parameter.is_live):
            raise UsageError(f"{name} cannot change while a session runs.", hint="end it and begin another one.")
        if parameter is None:
            live = [parameter.name for parameter in changeable(model)]
            hint = nearest_key(name, live) or f"those that can are {', '.join(live)}."
            raise UsageError(f"there is no setting {name} that could change.", hint=hint)
        if not _means(parameter, kind):
            raise UsageError(f"{name} means nothing to {model}.", hint="another model takes it: --model")
        values[name] = read(parameter, value)
    if not values:
        raise UsageError("there is nothing to change.", hint="name a setting and its value.")
    _check_together(values)
    return {name: plain(value) for name, value in values.items()}


def changeable(model: str) -> tuple[Parameter, ...]:
    """Give the settings that can change while a session of a model runs."""
    kind = family(model)
    return tuple(parameter for parameter in PARAMETERS if parameter.is_live and _means(parameter, kind))


def _defaults(kind: Family) -> dict[str, object]:
    """Give what people who read with their own eyes want: the language, and text as they would write it."""
    defaults: dict[str, object] = {}
    if kind != "english":
        defaults["language_detection"] = True
    if kind not in UNIVERSAL_3:
        defaults["format_turns"] = True
    return defaults


def _unfit(parameter: Parameter, model: str, kind: Family) -> str:
    if _means(parameter, kind):
        return ""
    if kind == "whisper" and parameter.name == "language":
        raise UsageError(f"{model} must not be told a language.", hint="leave it out: it finds the language itself.")
    return f"{parameter.name} means nothing to {model}."


def _means(parameter: Parameter, kind: Family) -> bool:
    """Tell whether a setting means something to a family of models."""
    return parameter.models is None or kind == "unknown" or kind in parameter.models


def _check_together(found: Mapping[str, Value]) -> None:
    codes = found.get("language_codes")
    if isinstance(codes, tuple) and "multi" in codes and len(codes) > 1:
        raise UsageError("language_codes names multi beside others.", hint="multi stands alone.")
    low, high = found.get("min_turn_silence"), found.get("max_turn_silence")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        raise UsageError(
            f"min_turn_silence ({low} ms) is longer than max_turn_silence ({high} ms).", hint="make it shorter."
        )
