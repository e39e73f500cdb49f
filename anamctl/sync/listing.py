"""What there is to know about an agent at one glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.bolna.agents import sites

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Listed(NamedTuple):
    """One agent of a service."""

    id: str
    name: str
    status: str
    languages: tuple[str, ...]
    """The active language first."""
    updated: str
    file: str
    """The definition that it belongs to by the lock file of the folder; empty when there is none."""


def listed(agents: Iterable[Mapping[str, Any]], files: Mapping[str, str]) -> list[Listed]:
    """Give the agents of an answer, by name."""
    found = []
    for agent in agents:
        inner = agent.get("agent_config")
        flat = {**agent, **inner} if isinstance(inner, dict) else dict(agent)
        id_ = _text(flat.get("id")) or _text(flat.get("agent_id"))
        updated = _text(flat.get("updated_at")) or _text(flat.get("created_at"))
        status = _text(flat.get("agent_status"))
        name = _text(flat.get("agent_name"))
        found.append(Listed(id_, name, status, _languages(flat), updated, files.get(id_, "")))
    return sorted(found, key=lambda one: (one.name.casefold(), one.id))


def _languages(agent: Mapping[str, Any]) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for site in sites(agent):
        multilingual, transcriber = site.tools.get("multilingual_config"), site.tools.get("transcriber")
        entries = multilingual.get("languages") if isinstance(multilingual, dict) else None
        if isinstance(entries, dict) and entries:
            active = multilingual.get("active_language", "en") if isinstance(multilingual, dict) else ""
            codes |= dict.fromkeys(sorted(map(str, entries), key=lambda code: code != active))
        elif isinstance(transcriber, dict):
            pool = transcriber.get("multilingual")
            own = list(pool) if isinstance(pool, dict) and pool else [_text(transcriber.get("language"))]
            codes |= dict.fromkeys(code for code in own if code)
    return tuple(codes)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
