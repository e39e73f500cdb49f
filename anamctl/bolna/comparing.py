"""
What is different between two agents, by what they mean.

Both are brought into one form first: languages with codes and keys as short as they can be written, and nothing that
only the service writes. What is left is a difference. A field that is null is the same as one that is not there.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anamctl.bolna.importing import READ_ONLY, import_agent
from anamctl.definitions.equality import alike

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from anamctl.definitions.nodes import Path

Kind = Literal["added", "removed", "changed"]


class Change(NamedTuple):
    """One difference, seen from the first agent."""

    path: Path
    kind: Kind
    before: Any
    after: Any

    @property
    def shown_path(self) -> str:
        """The path in words: ``agent_config.tasks.0.tools_config``."""
        return ".".join(map(str, self.path))


class ReadBack(NamedTuple):
    """What the service made of what it was sent."""

    lost: list[Change]
    """What it dropped or changed."""
    added: list[Change]
    """What it filled in."""
    rewritten: list[Change]
    """What it holds in another form that means the same."""


def normal(document: Mapping[str, Any]) -> dict[str, Any]:
    """Give an agent, from a file or from the service, in the form in which agents are compared."""
    return _settled(import_agent(document).document)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """List what is different between two agents, whatever form each has."""
    return list(changes(normal(before), normal(after)))


def read_back(sent: Mapping[str, Any], answer: Mapping[str, Any]) -> ReadBack:
    """Compare what was sent with what the service answers now."""
    found = difference(sent, answer)
    meant = {change.path for change in found}
    raw = changes(_settled(dict(sent)), _settled(_as_request(answer)))
    rewritten = [
        change
        for change in raw
        if change.kind != "added" and not any(path[: len(change.path)] == change.path for path in meant)
    ]
    return ReadBack(
        [change for change in found if change.kind != "added"],
        [change for change in found if change.kind == "added"],
        [change for change in rewritten if change.path not in meant],
    )


def fingerprint(answer: Mapping[str, Any]) -> str:
    """Give a hash of what the service holds, without what it counts and dates by itself."""
    return _hash(_as_request(answer))


def content_hash(document: Mapping[str, Any]) -> str:
    """Give a hash of what an agent means."""
    return _hash(normal(document))


def changes(before: Any, after: Any, path: Path = ()) -> Iterator[Change]:  # noqa: ANN401  # JSON
    """List the differences between two values, down to the smallest part that is different."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            here = (*path, key)
            if key not in after:
                if before[key] is not None:
                    yield Change(here, "removed", before[key], None)
            elif key not in before:
                if after[key] is not None:
                    yield Change(here, "added", None, after[key])
            else:
                yield from changes(before[key], after[key], here)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list_changes(before, after, path)
    elif not alike(before, after):
        yield Change(path, "changed", before, after)


def _list_changes(before: list[Any], after: list[Any], path: Path) -> Iterator[Change]:
    """Compare lists of the same length item by item; of others, items that both begin or end with are the same."""
    shorter = min(len(before), len(after))
    start = 0
    while start < shorter and alike(before[start], after[start]):
        start += 1
    end = 0
    while end < shorter - start and alike(before[-1 - end], after[-1 - end]):
        end += 1
    for index in range(start, shorter - end):
        yield from changes(before[index], after[index], (*path, index))
    for index in range(shorter - end, len(before) - end):
        yield Change((*path, index), "removed", before[index], None)
    for index in range(shorter - end, len(after) - end):
        yield Change((*path, index), "added", None, after[index])


def _as_request(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Wrap a flat answer as a request is wrapped, and change nothing else."""
    agent = answer.get("agent_config")
    if isinstance(agent, dict):
        rest = {key: value for key, value in answer.items() if key not in READ_ONLY}
        return {**rest, "agent_config": {key: value for key, value in agent.items() if key not in READ_ONLY}}
    inside = {key: value for key, value in answer.items() if key not in (*READ_ONLY, "agent_prompts")}
    body: dict[str, Any] = {"agent_config": inside}
    if "agent_prompts" in answer:
        body["agent_prompts"] = answer["agent_prompts"]
    return body


def _settled(document: dict[str, Any]) -> dict[str, Any]:
    """Put what stands beside ``agent_config`` into it: a flat answer does not tell what stood where."""
    agent = document.get("agent_config")
    if not isinstance(agent, dict):
        return document
    beside = {key: value for key, value in document.items() if key not in ("agent_config", "agent_prompts")}
    settled: dict[str, Any] = {"agent_config": {**beside, **agent}}
    if "agent_prompts" in document:
        settled["agent_prompts"] = document["agent_prompts"]
    return settled


def _hash(value: Any) -> str:  # noqa: ANN401  # JSON
    text = json.dumps(_canonical(value), sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _canonical(value: Any) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, dict):
        return {str(key): _canonical(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_canonical(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
