"""What to say above and below the languages of an agent: what it is, what is dropped, what is guessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.bolna.expanded import PLACED, PLACED_IN_ENTRY
from anamctl.bolna.plain import is_sure
from anamctl.definitions import agent
from anamctl.definitions.sheet import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.bolna import origins
    from anamctl.bolna.agent_languages import Languages
    from anamctl.definitions.document import Document


def title(document: Document, languages: Languages, path: str) -> tuple[str, ...]:
    """File, kind, name, how many languages, and the one a call opens in."""
    view = agent.view(document)
    tools = languages.tools
    name = view.agent.get("agent_name")
    parts = [path, "Bolna agent" if tools.has_base else "languages of a Bolna agent"]
    if isinstance(name, str):
        parts.append(name)
    if len(view.tools) > 1 and tools.task is not None:
        parts.append(f"task {tools.task + 1}")
    if tools.multilingual is None:
        return (*parts, "one language")
    count = len(languages.legs)
    parts.append(f"{count} language" + "s" * (count != 1))
    if tools.is_enabled:
        parts.append(f"opens in {languages.active}")
    return tuple(parts)


def remarks(languages: Languages) -> Iterator[Remark]:
    """Say what the languages alone do not show."""
    tools = languages.tools
    if tools.multilingual is None:
        return
    if not tools.is_enabled:
        path = (*tools.multilingual_path, "enabled")
        yield Remark("Bolna drops all languages, because enabled is not true: the base runs alone", path)
    elif languages.active not in languages.legs:
        path = (*tools.multilingual_path, "active_language")
        yield Remark(f'the call opens in "{languages.active}", which is not among the languages', path)
    if not tools.has_base:
        yield Remark("the file holds no base, so the languages are laid over an empty one")
    yield from _renamed(languages)
    yield from _guesses(languages)
    yield from _left_over(languages)


def _renamed(languages: Languages) -> Iterator[Remark]:
    for code in languages.legs:
        place = languages.place(("multilingual_config", "languages", code))
        if place[-1] != code:
            yield Remark(f'{code}: written "{place[-1]}", which Bolna does not know', place, at_key=True, codes=(code,))


def _guesses(languages: Languages) -> Iterator[Remark]:
    """Every guess once; languages about which the same is to be said share a sentence."""
    found: dict[tuple[str, str, str], list[tuple[str, str, origins.Origin]]] = {}
    for code, explained in languages.explained.items():
        for path, origin in explained.items():
            resolved = origin.resolved
            if resolved is not None and not is_sure(resolved):
                key = (path[0], resolved.confidence, resolved.note)
                found.setdefault(key, []).append((code, resolved.value, origin))
    for (part, confidence, note), values in found.items():
        codes = tuple(dict.fromkeys(code for code, _, _ in values))
        shown = ", ".join(dict.fromkeys(f'"{value}"' for _, value, _ in values))
        verb = "is" if len(values) == 1 else "are"
        word = {"guess": f"{verb} our guess for", "unknown": f"{verb} not known to"}[confidence]
        provider = _provider(languages, values[0][0], part)
        reason = f". {note.rstrip('.')}" if note else ""
        origin = values[0][2]
        place = languages.place(origin.path)
        text = f"{', '.join(codes)}: {shown} {word} the {part} {provider}{reason}"
        yield Remark(text, place, origin.kind == "key", codes)


def _provider(languages: Languages, code: str, part: str) -> Any:  # noqa: ANN401  a wrong type is shown as it is
    leg = languages.legs[code]
    return (leg.transcriber if part == "transcriber" else leg.synthesizer).get("provider", "without a provider")


def _left_over(languages: Languages) -> Iterator[Remark]:
    """Fields that have no place in what a call reads."""
    tools = languages.tools
    for key in languages.multilingual:
        if key not in PLACED:
            yield Remark(f"{key} has no known place in what a call reads", (*tools.multilingual_path, key))
    for code, entry in languages.entries.items():
        for key in entry if isinstance(entry, dict) else ():
            if key not in PLACED_IN_ENTRY:
                place = languages.place(("multilingual_config", "languages", code, key))
                yield Remark(f"{code}: {key} has no known place in what a call reads", place, codes=(code,))
