"""
What a file is to say after a pull, so that as much of it stays as can.

The form that answers are brought into is short; people may have written more, or in another order, or ``hi-IN`` where
the service keeps ``hi``. Whatever in the file still means what the service holds stays as it was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.bolna import agents
from anamctl.bolna.comparing import changes, normal
from anamctl.bolna.importing import Remark, import_agent
from anamctl.definitions.equality import alike
from anamctl.definitions.placeholders import Unset

if TYPE_CHECKING:
    from collections.abc import Mapping


def merged(written: Mapping[str, Any], answer: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Remark, ...]]:
    """
    Give what a file is to say.

    Args:
        written: the agent as the file has it.
        answer: what the service holds.

    Returns:
        The new content of the file, and what the written form cannot say.
    """
    exact, remarks = import_agent(answer)
    held = agents.unshared(exact)
    _put_beside(held, written)
    _spell_odia(held, written)
    short = import_agent(written).document
    _spell_odia(short, written)
    result = _merge(dict(written), short, held)
    if not _means(result, exact):
        # A key that repeated the base became one that overrides it, or the other way round.
        for site, own in zip(agents.sites(result), agents.sites(held), strict=False):
            _take_entries(site.tools, own.tools)
    return (result if _means(result, exact) else exact), remarks


def _means(result: Mapping[str, Any], held: Mapping[str, Any]) -> bool:
    return next(changes(normal(result), normal(held)), None) is None


def _merge(written: Any, short: Any, held: Any) -> Any:  # noqa: ANN401  # JSON
    """
    Lay what the service holds over what is written.

    Args:
        written: a part of the file.
        short: the same part in the short form.
        held: the same part as the service has it, in the short form.
    """
    if alike(short, held) or isinstance(written, Unset):
        return written
    if isinstance(written, dict) and isinstance(short, dict) and isinstance(held, dict):
        return _merge_objects(written, short, held)
    if isinstance(written, list) and isinstance(short, list) and isinstance(held, list) and len(written) == len(short):
        return _merge_lists(written, short, held)
    return held


def _merge_objects(written: dict[str, Any], short: dict[str, Any], held: dict[str, Any]) -> dict[str, Any]:
    """Keep the order of the file; what is new follows what it follows in the answer."""
    result: dict[str, Any] = {}
    for key, value in written.items():
        if key in held:
            # What the short form leaves out says nothing of its own: it stays as long as it says the same.
            result[key] = _merge(value, short.get(key, value), held[key])
        elif key not in short:
            result[key] = value
    order = list(result)
    before: str | None = None
    for key, value in held.items():
        if key not in result:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
            result[key] = value
        before = key
    return {key: result[key] for key in order}


def _merge_lists(written: list[Any], short: list[Any], held: list[Any]) -> list[Any]:
    """Keep the items that both begin and end with, and merge those between one by one."""
    shorter = min(len(written), len(held))
    start = 0
    while start < shorter and alike(short[start], held[start]):
        start += 1
    end = 0
    while end < shorter - start and alike(short[-1 - end], held[-1 - end]):
        end += 1
    middle = range(start, shorter - end)
    return [
        *written[:start],
        *(_merge(written[index], short[index], held[index]) for index in middle),
        *held[shorter - end : len(held) - end],
        *written[len(written) - end :],
    ]


def _take_entries(tools: dict[str, Any], exact: dict[str, Any]) -> None:
    """Take the entries of languages as the service holds them, in the order of the file."""
    own, held = tools.get("multilingual_config"), exact.get("multilingual_config")
    if not isinstance(own, dict) or not isinstance(held, dict):
        return
    mine, theirs = own.get("languages"), held.get("languages")
    if isinstance(mine, dict) and isinstance(theirs, dict):
        tools["multilingual_config"] = {**own, "languages": {code: theirs.get(code, mine[code]) for code in mine}}


def _put_beside(held: dict[str, Any], written: Mapping[str, Any]) -> None:
    """Put what the file has beside ``agent_config`` there: a flat answer does not tell where it stood."""
    agent, own = held.get("agent_config"), written.get("agent_config")
    if not isinstance(agent, dict) or not isinstance(own, dict):
        return
    for key in written:
        if key not in held and key in agent and key not in own:
            held[key] = agent.pop(key)


def _spell_odia(document: dict[str, Any], written: Mapping[str, Any]) -> None:
    """Call Odia what the file calls it."""
    for site, own in zip(agents.sites(document), agents.sites(written), strict=False):
        languages = _languages(own.tools)
        multilingual = site.tools.get("multilingual_config")
        if agents.ISO_ODIA not in languages or agents.ODIA in languages or not isinstance(multilingual, dict):
            continue
        entries = multilingual.get("languages")
        if not isinstance(entries, dict) or agents.ODIA not in entries:
            continue
        multilingual["languages"] = {
            agents.ISO_ODIA if code == agents.ODIA else code: entry for code, entry in entries.items()
        }
        if multilingual.get("active_language") == agents.ODIA:
            multilingual["active_language"] = agents.ISO_ODIA


def _languages(tools: Mapping[str, Any]) -> dict[str, Any]:
    multilingual = tools.get("multilingual_config")
    languages = multilingual.get("languages") if isinstance(multilingual, dict) else None
    return languages if isinstance(languages, dict) else {}
