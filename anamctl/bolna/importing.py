"""
From what the service answers to what people write.

An answer is flat or wrapped like a request, and holds the languages as they were written, as the call reads them, or
both. What comes out is the body of a request: short, without what only the service writes, and with every field that we
do not know. Its languages run with the same legs as those of the answer; where the written form cannot say that, a
remark tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.bolna import agents, layering
from anamctl.bolna.collapse import collapse_entry
from anamctl.bolna.expanded import LAYERED, PLACED, PLACED_IN_ENTRY, TEXTS
from anamctl.definitions.equality import is_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

READ_ONLY = ("id", "agent_id", "agent_status", "created_at", "updated_at")
"""Fields of an agent that only the service writes."""

_MAPS = {"system_prompt": "multilingual_prompts", **TEXTS}
_DERIVED = ("switch_tool_description", *TEXTS.values())
"""Keys of ``tools_config`` that an answer may carry and a request must not."""


class Remark(NamedTuple):
    """Something in an answer that the written form cannot say."""

    path: tuple[str, ...]
    """Where, from the ``tools_config`` of the answer."""
    text: str


class Imported(NamedTuple):
    """An agent as people write it."""

    document: dict[str, Any]
    remarks: tuple[Remark, ...] = ()


def import_agent(answer: Mapping[str, Any]) -> Imported:
    """Give the authoring form of an answer; the argument is not changed and shares nothing with the result."""
    document = _wrapped(agents.editable(answer))
    remarks: list[Remark] = []
    for site in list(agents.sites(document)):
        remarks += _Site(document, site).to_authoring()
    tools = document.get("tools_config")
    if isinstance(tools, dict) and list(tools) == ["multilingual_config"]:
        document = {key: value for key, value in document.items() if key != "tools_config"} | tools
    return Imported(document, tuple(remarks))


def _wrapped(answer: dict[str, Any]) -> dict[str, Any]:
    """The body of a request around a flat answer."""
    agent = answer.get("agent_config")
    if isinstance(agent, dict):
        return {**_writable(answer), "agent_config": _writable(agent)}
    if "tasks" not in answer:
        return answer
    body: dict[str, Any] = {"agent_config": _writable(answer)}
    if "agent_prompts" in answer:
        body["agent_prompts"] = body["agent_config"].pop("agent_prompts")
    return body


def _writable(part: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in READ_ONLY}


class _Site:
    """One ``tools_config`` on its way back; it is changed in place."""

    def __init__(self, document: dict[str, Any], site: agents.Site) -> None:
        self._document = document
        self._tools = site.tools
        self._prompts_key = site.prompts_key
        self._pools: dict[str, layering.Part] = {}
        self._active: dict[str, Any] = {}

    def to_authoring(self) -> Iterator[Remark]:
        """Put the languages into their written form, and yield what that cannot say."""
        self._take_pools()
        _drop_unset(self._tools, self._pools)
        written = layering.part_of(self._tools, "multilingual_config")
        is_written = written is not None and "enabled" in written
        if not is_written and not self._pools:
            self._drop_nulls()
            return
        multilingual = written if is_written and written is not None else self._built(written or {})
        yield from self._fill_texts(multilingual, self._take_texts(multilingual))
        if is_written and multilingual.get("enabled") is not True:
            if self._pools:
                yield Remark(("multilingual_config",), "is not enabled; the legs beside it are left out")
            return
        entries = multilingual.get("languages")
        if isinstance(entries, dict):
            transcriber, synthesizer = (layering.base_part(self._tools, part) for part in LAYERED)
            for code, entry in entries.items():
                if isinstance(entry, dict):
                    entries[code] = collapse_entry(transcriber, synthesizer, entry, code)
        self._tools["multilingual_config"] = multilingual
        if not is_written:
            yield from self._compare(multilingual)

    def _take_pools(self) -> None:
        """Take the legs out of the base, and what is left of a base that was made for them."""
        for part in LAYERED:
            base = layering.part_of(self._tools, part)
            if base is None:
                continue
            pool = base.get("multilingual")
            if isinstance(pool, dict) and pool:
                self._pools[part] = pool
                self._active[part] = base.pop("active", None)
                del base["multilingual"]
                if not base:
                    del self._tools[part]
            for key in ("multilingual", "active"):
                if key in base and not base[key]:
                    del base[key]

    def _built(self, left: dict[str, Any]) -> dict[str, Any]:
        """The written object for the legs, around what had no place in the expanded form."""
        speakers, listeners = self._pools.get("synthesizer", {}), self._pools.get("transcriber", {})
        rest = left.get("languages")
        multilingual: dict[str, Any] = {"enabled": True}
        active = self._active.get("synthesizer") or self._active.get("transcriber")
        if active is not None:
            multilingual["active_language"] = active
        if self._tools.get("switch_tool_description") is not None:
            multilingual["switch_tool_description"] = self._tools["switch_tool_description"]
        multilingual["languages"] = languages = {}
        for code in [*speakers, *(code for code in listeners if code not in speakers)]:
            entry = {part: self._pools[part][code] for part in LAYERED if code in self._pools.get(part, {})}
            own = layering.part_of(rest, code) or {}
            languages[code] = entry | {key: value for key, value in own.items() if key not in PLACED_IN_ENTRY}
        return multilingual | {key: value for key, value in left.items() if key not in PLACED}

    def _take_texts(self, multilingual: dict[str, Any]) -> dict[str, layering.Part]:
        """Take the texts of all languages out of the places where the call reads them."""
        prompts = layering.part_of(self._document, "agent_prompts") or {}
        own_prompts = layering.part_of(prompts, self._prompts_key) or {}
        texts = {field: layering.part_of(self._tools, place) or {} for field, place in TEXTS.items()}
        texts["system_prompt"] = layering.part_of(own_prompts, "multilingual_prompts") or {}
        if "multilingual_prompts" in own_prompts:
            del own_prompts["multilingual_prompts"]
            if not own_prompts:
                del prompts[self._prompts_key]
            if not prompts:
                del self._document["agent_prompts"]
        if multilingual.get("switch_tool_description") is None and "switch_tool_description" in self._tools:
            multilingual["switch_tool_description"] = self._tools["switch_tool_description"]
        for key in _DERIVED:
            self._tools.pop(key, None)
        return texts

    def _fill_texts(self, multilingual: dict[str, Any], texts: dict[str, layering.Part]) -> Iterator[Remark]:
        """Put texts into the entries that do not say them themselves."""
        entries = layering.part_of(multilingual, "languages") or {}
        for field in ("system_prompt", *TEXTS):
            for code, text in texts[field].items():
                entry = entries.get(code)
                if isinstance(entry, dict):
                    if entry.get(field) is None and text is not None:
                        entry[field] = text
                elif text is not None:
                    yield Remark((_MAPS[field], code), "is about a language without a leg and is left out")

    def _drop_nulls(self) -> None:
        for key in _DERIVED:
            if key in self._tools and not self._tools[key]:
                del self._tools[key]

    def _compare(self, multilingual: dict[str, Any]) -> Iterator[Remark]:
        """Lay the entries over the base again, and say where that is not what the answer holds."""
        if len(self._active) == len(LAYERED) and self._active["transcriber"] != self._active["synthesizer"]:
            yield Remark(("transcriber", "active"), "differs from that of the synthesizer, which is taken")
        for code, leg in layering.legs(self._tools, multilingual).items():
            for part, made in (("transcriber", leg.transcriber), ("synthesizer", leg.synthesizer)):
                given = layering.part_of(self._pools.get(part, {}), code)
                path = (part, "multilingual", code)
                if given is None:
                    yield Remark(path, "is missing; the written form makes one from the base")
                    continue
                yield from _differences(path, given, made, is_filled=part == "transcriber")


def _drop_unset(tools: dict[str, Any], pools: dict[str, layering.Part]) -> None:
    """Drop ``mip_opt_out: null``, which answers carry and requests do not; a choice of the author stays."""
    if tools.get("mip_opt_out", ...) is None:
        del tools["mip_opt_out"]
    entries = layering.entries(layering.part_of(tools, "multilingual_config") or {}).values()
    for part in LAYERED:
        base = layering.part_of(tools, part) or {}
        written = [layering.part_of(entry, part) for entry in entries]
        for owner in (base, *written, *pools.get(part, {}).values()):
            if isinstance(owner, dict):
                _drop_null(owner, base)
                config = layering.part_of(owner, "provider_config")
                _drop_null(config or {}, layering.part_of(base, "provider_config") or {})


def _drop_null(owner: layering.Part, base: layering.Part) -> None:
    if owner.get("mip_opt_out", ...) is None and base.get("mip_opt_out") is None:
        del owner["mip_opt_out"]


def _differences(
    path: tuple[str, ...], given: layering.Part, made: layering.Part, *, is_filled: bool
) -> Iterator[Remark]:
    """Compare a leg with what its entry makes; a language may come in another form, or be filled in."""
    for key in [*given, *(key for key in made if key not in given)]:
        here = (*path, key)
        if key not in made:
            yield Remark(here, "cannot be written")
        elif key not in given:
            if not (key == "language" and is_filled) and made[key] != {}:
                yield Remark(here, "is not there; the written form inherits it from the base")
        elif key == "provider_config" and isinstance(given[key], dict):
            yield from _differences(here, given[key], made[key], is_filled=layering.is_auto_filled(made))
        elif not (key == "language" and is_filled) and not is_same(given[key], made[key]):
            yield Remark(here, "cannot be written")
