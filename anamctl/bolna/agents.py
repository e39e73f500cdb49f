"""Where the tools of an agent stand in its data, whatever way it is wrapped, and copies of it that may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ODIA = "od"
"""Odia's code in Bolna. People also write ISO 639-1's ``or``, which Bolna does not know."""
ISO_ODIA = "or"


class Site(NamedTuple):
    """One ``tools_config`` inside an agent, and the number of its task."""

    tools: dict[str, Any]
    task: int
    """Index of the task; 0 for a ``tools_config`` that stands alone."""

    @property
    def prompts_key(self) -> str:
        """Its key in ``agent_prompts``, where tasks count from 1."""
        return f"task_{self.task + 1}"


def sites(document: Mapping[str, Any]) -> Iterator[Site]:
    """List the ``tools_config`` objects of an agent: the body of a request, a flat answer, or only the tools."""
    agent = document.get("agent_config")
    tasks = (agent if isinstance(agent, dict) else document).get("tasks")
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        if isinstance(task, dict) and isinstance(task.get("tools_config"), dict):
            yield Site(task["tools_config"], index)
    if isinstance(document.get("tools_config"), dict):
        yield Site(document["tools_config"], 0)


def editable(document: Mapping[str, Any]) -> dict[str, Any]:
    """
    Copy an agent so that every part of it can be changed alone, with the keys of Odia as Bolna writes them.

    A document that holds nothing but the languages gets an empty base around them.
    """
    copy: dict[str, Any] = unshared(dict(document))
    alone = copy.get("multilingual_config")
    if isinstance(alone, dict) and "tools_config" not in copy and "agent_config" not in copy:
        copy = {
            ("tools_config" if key == "multilingual_config" else key): (
                {key: value} if key == "multilingual_config" else value
            )
            for key, value in copy.items()
        }
    for site in sites(copy):
        multilingual = site.tools.get("multilingual_config")
        # Without "enabled" it is no authoring object, but what an expanded agent keeps of one.
        if isinstance(multilingual, dict) and "enabled" in multilingual:
            site.tools["multilingual_config"] = with_bolna_keys(multilingual)
    return copy


def written_key(languages: Mapping[str, Any], code: str) -> str:
    """The key under which a language stands in the file; it differs from its code only for Odia."""
    return ISO_ODIA if code == ODIA and code not in languages and ISO_ODIA in languages else code


def unshared(value: Any) -> Any:  # noqa: ANN401  what goes in comes out
    """Copy lists and mappings so that none is found twice, not even one that aliases repeat in the file."""
    if isinstance(value, dict):
        return {key: unshared(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [unshared(inner) for inner in value]
    return value


def with_bolna_keys(multilingual: dict[str, Any]) -> dict[str, Any]:
    """Give the languages with Odia under the key that Bolna knows; the same object when nothing is to be done."""
    languages = multilingual.get("languages")
    if not isinstance(languages, dict) or ISO_ODIA not in languages or ODIA in languages:
        return multilingual
    renamed = {(ODIA if key == ISO_ODIA else key): entry for key, entry in languages.items()}
    active = {"active_language": ODIA} if multilingual.get("active_language") == ISO_ODIA else {}
    return {**multilingual, "languages": renamed, **active}
