"""What each language of a persona runs with, and where every value was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.equality import is_same
from anamctl.definitions.persona import MERGED_OPTIONS, Layer, PersonaView, view
from anamctl.definitions.persona_body import BESIDE, config_of
from anamctl.definitions.sheet import BASE, MISSING, Cell, Origin, Remark, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document

TEXTS = frozenset({"systemPrompt", "initialMessage", "customStylePrompt"})
"""Keys whose values are sentences."""
VOICE, VOICE_OPTIONS = "voiceId", "voiceGenerationOptions"


def persona_sheet(document: Document, path: str) -> Sheet:
    """
    Lay the languages of a persona side by side.

    The first column is the persona's own configuration; when the persona has a language of its own without an entry,
    the column is that language.

    Args:
        document: the persona.
        path: how to name its file.
    """
    persona = view(document)
    own = persona.base.code
    entries = {layer.code: layer for layer in persona.entries if layer.code is not None}
    columns = [own if own is not None and own not in entries else BASE, *entries]
    base = dict(_leaves(config_of(document, None)))
    configs = {code: dict(_leaves(config_of(document, code))) for code in entries}
    rows = []
    for leaf in dict.fromkeys(leaf for config in (base, *configs.values()) for leaf in config):
        cells = [_base_cell(leaf, base)]
        cells += [_cell(leaf, base, configs[code], layer) for code, layer in entries.items()]
        rows.append(_row("personaConfig", leaf, cells))
    rows += _beside(document, len(columns))
    return Sheet(_title(persona, path, columns), tuple(columns), tuple(rows), tuple(_remarks(persona)))


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:  # noqa: ANN401
    """Every value inside mappings with its keys; lists and empty mappings are values."""
    for key, inner in value.items():
        if isinstance(inner, dict) and inner:
            yield from _leaves(inner, (*path, key))
        else:
            yield (*path, key), inner


def _row(top: str, leaf: tuple[str, ...], cells: list[Cell]) -> Row:
    is_text = leaf[-1] in TEXTS or any(isinstance(cell.value, str) and "\n" in cell.value for cell in cells)
    if len(leaf) == 1 or top != "personaConfig":
        return Row(top, ".".join(leaf), (top, *leaf), tuple(cells), is_text)
    return Row(leaf[0], ".".join(leaf[1:]), (top, *leaf), tuple(cells), is_text)


def _base_cell(leaf: tuple[str, ...], base: dict[tuple[str, ...], Any]) -> Cell:
    if leaf not in base:
        return Cell()
    return Cell(base[leaf], Origin("base", ("personaConfig", *leaf)))


def _cell(
    leaf: tuple[str, ...], base: dict[tuple[str, ...], Any], config: dict[tuple[str, ...], Any], layer: Layer
) -> Cell:
    if leaf not in config:
        if leaf[0] == VOICE_OPTIONS and leaf in base and _has_other_voice(layer, base):
            return Cell(origin=Origin("entry", (*layer.path, VOICE), ("dropped",)), mark="dropped")
        return Cell()
    value = config[leaf]
    same = leaf in base and is_same(base[leaf], value)
    if leaf == ("languageCode",):
        return Cell(value, Origin("key", layer.path), same, "key")
    own: Any = layer.data
    for key in leaf:
        own = own.get(key, MISSING) if isinstance(own, dict) else MISSING
    if own is MISSING:
        return Cell(value, Origin("base", ("personaConfig", *leaf)), same)
    is_kept = leaf[0] != VOICE_OPTIONS or not _has_other_voice(layer, base)
    merged = leaf[0] in MERGED_OPTIONS and len(leaf) > 1 and is_kept
    return Cell(value, Origin("entry", (*layer.path, *leaf), ("merged",) if merged else ()), same)


def _has_other_voice(layer: Layer, base: dict[tuple[str, ...], Any]) -> bool:
    return VOICE in layer.data and not is_same(layer.data[VOICE], base.get((VOICE,), MISSING))


def _beside(document: Document, width: int) -> Iterator[Row]:
    """What stands beside the configuration and is the same for every language."""
    for key in BESIDE:
        value = document.data.get(key, MISSING)
        leaves = [((), value)] if not isinstance(value, dict) else [*_leaves(value)]
        for leaf, inner in leaves:
            if inner is not MISSING:
                cell = Cell(inner, Origin("base", (key, *leaf)))
                others = [cell._replace(is_same=True)] * (width - 1)
                if leaf:
                    yield _row(key, leaf, [cell, *others])
                else:
                    yield Row("request", key, (key,), (cell, *others))


def _title(persona: PersonaView, path: str, columns: list[str]) -> tuple[str, ...]:
    name = persona.base.data.get("name")
    count = len(columns) - (columns[0] == BASE)
    languages = [f"{count} language" + "s" * (count > 1)] if count else []
    what = "saved Anam persona" if persona.is_saved else "Anam persona"
    return (path, what, *([name] if isinstance(name, str) else []), *languages)


def _remarks(persona: PersonaView) -> Iterator[Remark]:
    """Say which voice options fell away, and with what."""
    dropped = persona.base.data.get(VOICE_OPTIONS)
    voice = persona.base.data.get(VOICE, MISSING)
    if not isinstance(dropped, dict) or not dropped:
        return
    for layer in persona.entries:
        if VOICE not in layer.data or is_same(layer.data[VOICE], voice):
            continue
        own = layer.data.get(VOICE_OPTIONS)
        lost = [key for key in dropped if not isinstance(own, dict) or key not in own]
        if lost:
            names = ", ".join(lost)
            text = f"{layer.code}: has a voice of its own, so {names} of the base's {VOICE_OPTIONS} is dropped"
            yield Remark(text, (*layer.path, VOICE), codes=(layer.code or BASE,))
