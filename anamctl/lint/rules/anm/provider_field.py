"""
A voice option exists for some providers only.

## What it does

Finds fields of `voiceGenerationOptions` that not every provider of voices has (all but `speed`), fields that
no one provider has together, and a value that is out of range for the providers that have the other fields.
When the provider of the voice is known, a field it lacks and a value out of its range are errors; with
`anamctl validate --online` that of every voice of the account is.

## Why it matters

The provider follows from the voice. A field that it lacks is refused, and so is the update of a running
session that holds it. anamctl can not see offline which provider a voice has, apart from the voices in Anam's
examples.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceGenerationOptions:
    emotion: calm
    stability: 0.5
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: de23e340-1416-4dd8-977d-065a7ca11697
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceGenerationOptions:
    stability: 0.5
```

## Fix

None: look the voice up, then suppress the warning, or leave the field out.

## Source

Anam API reference (OpenAPI) and Anam docs, "Voice Configuration" (Cartesia sonic-3, ElevenLabs v1 and v2;
Fish Audio in the OpenAPI document only). Nothing is documented for OpenAI's advanced voice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import used_keys
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.models.voice_ranges import VoiceColumn
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.persona import PersonaView
    from anamctl.lint.finding import Problem

CODE = "ANM219"
NAME = "provider-field"
SUMMARY = "A voice option exists for some providers only"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)

KNOWN_VOICES = {"de23e340-1416-4dd8-977d-065a7ca11697": ("elevenlabs", None)}
"""Voices of Anam's own examples: id to provider and model of the provider, None when that is not documented."""

_EVERYWHERE = frozenset({"speed"})
# Every documented provider has it ...
_SPEED_EVERYWHERE = (0.7, 1.2)
# ... and takes these values, so a file that uses nothing else is passed quickly.


class _Layer(NamedTuple):
    """The options that one language runs with."""

    path: Path
    voice: str | None
    options: dict[str, Any]
    own: dict[str, Any]
    """What the file says right here; the rest is inherited and was judged before."""


def check(document: Document) -> Iterator[Problem] | None:
    """Judge the options of each voice."""
    if "voiceGenerationOptions" not in used_keys(document):
        return None
    if "voices" in document.facts:
        return _check(document)
    low, high = _SPEED_EVERYWHERE
    for layer in view(document).layers:
        options = layer.data.get("voiceGenerationOptions")
        if not options or options.__class__ is not dict:
            continue
        speed = options.get("speed")
        if (
            len(options) > 1
            or (speed.__class__ is not float and speed.__class__ is not int)
            or not low <= speed <= high
        ):
            return _check(document)
    return None


def _check(document: Document) -> Iterator[Problem]:
    for layer in _layers(view(document)):
        columns = _columns(document, layer.voice)
        if columns is None:
            yield from _check_unknown(document, layer)
        elif columns:
            yield from _check_known(document, layer, columns)


def _layers(persona: PersonaView) -> Iterator[_Layer]:
    """Lay the options of each entry over those of the base, as `anamctl.definitions.persona.effective` does."""
    base = persona.base.data.get("voiceGenerationOptions")
    base = base if isinstance(base, dict) else {}
    voice = persona.base.data.get("voiceId")
    for layer in persona.layers:
        own = layer.data.get("voiceGenerationOptions")
        if not isinstance(own, dict) or not own:
            continue
        here = layer.data.get("voiceId", voice)
        inherited = base if here == voice and layer is not persona.base else {}
        path = (*layer.path, "voiceGenerationOptions")
        yield _Layer(path, here if isinstance(here, str) else None, {**inherited, **own}, own)


def _columns(document: Document, voice: str | None) -> list[VoiceColumn] | None:
    """List what a known voice may take: empty when its model is unknown to us, None when the voice is."""
    from anamctl.definitions.models.voice_ranges import VOICE_COLUMNS, voice_column

    # A run that has a catalogue at hand puts it there: id of a voice to provider and model of the provider.
    catalogue: dict[str, tuple[str, str | None]] = document.facts.get("voices", KNOWN_VOICES)
    known = catalogue.get((voice or "").lower())
    if known is None:
        return None
    provider, model = known
    column = voice_column(provider, model)
    if column is None and model is None:
        return [column for key, column in VOICE_COLUMNS.items() if key.startswith(provider.lower())]
    return [] if column is None else [column]


def _check_known(document: Document, layer: _Layer, columns: list[VoiceColumn]) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    title = _titles(columns)
    severity = Severity.ERROR if all(column.is_documented for column in columns) else None
    for field, value in layer.own.items():
        owners = _owners(field)
        path = (*layer.path, field)
        if not owners:
            continue  # ANM203
        if not any(field in column.fields for column in columns):
            label = f"the voice is one of {title}; {field} is for {_titles(owners)}"
            yield at(document, path, f"{title} has no {field}", label, part="key", severity=severity)
            continue
        ranges = [column.ranges[field] for column in columns if field in column.ranges]
        low, high = min((r[0] for r in ranges), default=0), max((r[1] for r in ranges), default=0)
        if ranges and _is_outside(value, low, high) and not _is_outside(value, *_widest(field)):
            label = f"the voice is one of {title}, which takes {low:g} to {high:g}"
            yield at(document, path, f"{field} is {value:.15g}", label, severity=severity)


def _check_unknown(document: Document, layer: _Layer) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    limiting = [field for field in layer.options if field not in _EVERYWHERE and _owners(field)]
    own = [field for field in limiting if field in layer.own]
    fitting = _with_all(limiting)
    if limiting and not fitting:
        # The first field that goes with none of those before it, among those that are written here.
        culprit = next((f for i, f in enumerate(limiting, 1) if f in own and not _with_all(limiting[:i])), None)
        if culprit is not None:
            label = "; ".join(f"{field}: {_titles(_owners(field))}" for field in limiting)
            others = _list([field for field in limiting if field != culprit])
            message = f"no voice takes {culprit} together with {others}"
            yield at(document, (*layer.path, culprit), message, label, part="key")
        return
    if not own:
        return
    for field, value in layer.own.items():
        ranges = [column.ranges[field] for column in fitting if field in column.ranges]
        low, high = min((r[0] for r in ranges), default=0), max((r[1] for r in ranges), default=0)
        if ranges and _is_outside(value, low, high) and not _is_outside(value, *_widest(field)):
            message = f"{field} is {value:.15g}, which does not go with {_list([f for f in limiting if f != field])}"
            label = f"that needs a voice of {_titles(fitting)}, which takes {low:g} to {high:g}"
            yield at(document, (*layer.path, field), message, label)
            return
    verb = "exists" if len(own) == 1 else "exist"
    message = f"{_list(own)} {verb} for voices of {_titles(fitting)} only"
    where = "is not known" if "voices" in document.facts else "cannot be seen offline"
    label = f"other voices refuse it, and which kind this voice is {where}"
    yield at(document, (*layer.path, own[0]), message, label, part="key")


def _owners(field: str) -> list[VoiceColumn]:
    from anamctl.definitions.models.voice_ranges import VOICE_COLUMNS

    return [column for column in VOICE_COLUMNS.values() if field in column.fields]


def _with_all(fields: list[str]) -> list[VoiceColumn]:
    from anamctl.definitions.models.voice_ranges import VOICE_COLUMNS

    return [column for column in VOICE_COLUMNS.values() if set(fields) <= set(column.fields)] if fields else []


def _widest(field: str) -> tuple[float, float]:
    from anamctl.definitions.models.voice_ranges import widest

    return widest(field)


def _is_outside(value: object, low: float, high: float) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and not low <= value <= high


def _titles(columns: Iterable[VoiceColumn]) -> str:
    """Name the kinds of voices, ElevenLabs once when both of its versions are meant."""
    names = [column.title for column in columns]
    if "ElevenLabs v1" in names and "ElevenLabs v2" in names:
        names = ["ElevenLabs" if name == "ElevenLabs v1" else name for name in names if name != "ElevenLabs v2"]
    return " or ".join(names)


def _list(fields: list[str]) -> str:
    return fields[0] if len(fields) == 1 else f"{', '.join(fields[:-1])} and {fields[-1]}"
