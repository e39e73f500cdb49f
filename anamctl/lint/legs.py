"""
What each language of an agent document runs with, and where every value of that was written.

The legs of a document are worked out once and shared by the rules that look at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anamctl.bolna import layering
from anamctl.definitions import agent
from anamctl.lint.finding import Severity
from anamctl.lint.problems import at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.bolna.tables import Resolved
    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Fix, Problem

_NOTHING: dict[str, Any] = {}


class Leg:
    """
    One language of an agent with everything it runs with; or the base, which has no `code`.

    `transcriber`, `synthesizer` and `config` (the `provider_config`) are layered; `own` is what stands at `path`.
    """

    __slots__ = (
        "base",
        "code",
        "config",
        "heard",
        "is_dropped",
        "listener",
        "own",
        "path",
        "speaker",
        "spoken",
        "synthesizer",
        "tools",
        "transcriber",
    )

    def __init__(self, tools: Tools, code: str, layered: layering.Leg, base: Leg | None) -> None:
        self.tools = tools
        self.code = code
        self.base = base
        """What it starts from; None for the base itself, and when the base is not in the file."""
        self.transcriber: dict[str, Any] = layered.transcriber
        self.synthesizer: dict[str, Any] = layered.synthesizer
        config = layered.synthesizer.get("provider_config")
        self.config: dict[str, Any] = config if config.__class__ is dict else _NOTHING
        speaker = layered.synthesizer.get("provider")
        listener = layered.transcriber.get("provider")
        self.speaker: str = speaker if speaker.__class__ is str else ""
        """Provider of the synthesizer; empty when there is none, or when ``${NAME}`` hides it."""
        self.listener: str = listener if listener.__class__ is str else ""
        """Provider of the transcriber."""
        self.heard: Resolved | None = layered.heard
        self.spoken: Resolved | None = layered.spoken
        if code:
            entry = tools.languages[code]
            self.own: dict[str, Any] = entry if entry.__class__ is dict else _NOTHING
            self.path: Path = (*tools.multilingual_path, "languages", code)
            self.is_dropped = not tools.is_enabled
        else:
            self.own, self.path, self.is_dropped = tools.data, tools.path, False

    @property
    def of(self) -> str:
        """Whose it is, to follow a noun in a message: `` of "hi"``; nothing for the base."""
        return f' of "{self.code}"' if self.code else ""

    @property
    def severity(self) -> Severity | None:
        """What becomes of an error about it: a warning when Bolna drops the whole object."""
        return Severity.WARNING if self.is_dropped else None

    @property
    def may_inherit(self) -> bool:
        """Tell whether what it lacks may stand in a base that is not in the file."""
        return not self.tools.has_base

    @property
    def shares_speaker(self) -> bool:
        """Tell whether its synthesizer starts from the base's (rule S1), and does not replace it."""
        override = layering.part_of(self.own, "synthesizer") or _NOTHING
        return self.base is not None and layering.is_same_provider(self.base.synthesizer, override)

    def wrote(self, *keys: str) -> bool:
        """Tell whether the entry itself (for the base: the base) gives a value."""
        return _holds(self.own, keys)

    def inherits(self, *keys: str) -> bool:
        """Tell whether a value comes from the base."""
        if self.base is None or _holds(self.own, keys) or not _holds(self.base.own, keys):
            return False
        if keys[0] == "transcriber":
            return keys[-1] != "language"
        return self.shares_speaker and not (keys[-1] == "language" and layering.is_auto_filled(self.synthesizer))

    def place(self, *keys: str) -> tuple[Path, Literal["place", "key"]]:
        """Where a value was written: in the entry, else in the base, else it follows from the key of the entry."""
        if _holds(self.own, keys):
            return (*self.path, *keys), "place"
        if self.base is not None and self.inherits(*keys):
            return (*self.base.path, *keys), "place"
        return self.path, "key"

    def lacking(self, *keys: str) -> Path:
        """Where a missing value should be: the innermost object of the entry that is there."""
        for count in range(len(keys) - 1, 0, -1):
            if _holds(self.own, keys[:count]):
                return (*self.path, *keys[:count])
        return self.path


class Legs(NamedTuple):
    """All legs of a document."""

    bases: list[Leg]
    """What languages start from, or the agent itself when it has only one."""
    entries: list[Leg]
    running: list[Leg]
    """The entries, and every base that speaks for itself: that of an agent with one language."""
    speakers: set[str]
    """Providers of all synthesizers; lets a rule that is about one of them leave at once."""
    listeners: set[str]


def legs(document: Document) -> Legs:
    """Give the legs of an agent document; worked out once."""
    known: Legs | None = document.facts.get("legs")
    if known is None:
        known = document.facts["legs"] = _legs(agent.view(document).tools)
    return known


def _legs(all_tools: list[Tools]) -> Legs:
    bases: list[Leg] = []
    entries: list[Leg] = []
    running: list[Leg] = []
    for tools in all_tools:
        base = None
        if tools.has_base:
            layered = layering.Leg("", tools.transcriber, tools.synthesizer, None, None)
            base = Leg(tools, "", layered, None)
            bases.append(base)
            if not tools.is_enabled:
                running.append(base)
        if tools.multilingual is not None:
            layered_legs = layering.legs(tools.data, tools.multilingual)
            placed = [Leg(tools, code, layered, base) for code, layered in layered_legs.items() if code]
            entries += placed
            running += placed
    everything = bases + entries
    return Legs(bases, entries, running, {leg.speaker for leg in everything}, {leg.listener for leg in everything})


def at_leg(  # a problem has these parts
    document: Document,
    leg: Leg,
    keys: tuple[str, ...],
    message: str,
    label: str,
    *,
    notes: tuple[str, ...] = (),
    fix: Fix | None = None,
    severity: Severity | None = None,
) -> Problem:
    """Make a problem about a value of a leg, at the place where it was written."""
    path, part = leg.place(*keys)
    return at(document, path, message, label, part=part, notes=notes, fix=fix, severity=severity or leg.severity)


def names(codes: Iterable[str]) -> str:
    """Write codes in a row for a message: ``"en", "hi"``."""
    return ", ".join(f'"{code}"' for code in codes)


def _holds(owner: dict[str, Any], keys: tuple[str, ...]) -> bool:
    inner: Any = owner
    for key in keys:
        if inner.__class__ is not dict or key not in inner:
            return False
        inner = inner[key]
    return True
