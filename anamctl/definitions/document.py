"""One document of a file: its kind, its data, and where everything stands."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from yaml.nodes import MappingNode, ScalarNode

from anamctl.definitions.issue import Issues
from anamctl.definitions.nodes import Span, find, span_of

if TYPE_CHECKING:
    from yaml.nodes import Node

    from anamctl.definitions.issue import ReadIssue
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.text import SourceText


class Kind(Enum):
    """What a document is, told by its top-level keys."""

    PERSONA = "persona"
    """An Anam persona."""
    AGENT = "agent"
    """A Bolna agent, its `tools_config`, or only its `multilingual_config`."""
    UNKNOWN = "unknown"
    """No top-level key that names a kind."""


PERSONA_KEYS = ("personaConfig", "sessionOptions", "clientLabel", "languages")
"""Top-level keys of a persona file; the first one makes it one."""
AGENT_KEYS = ("agent_config", "tools_config", "multilingual_config", "agent_prompts")
"""Top-level keys of an agent file; any of the first three makes it one."""


class SourceFile:
    """A file that was read: its text, its documents, and what was wrong with the text itself."""

    def __init__(self, path: str, source: SourceText, data: bytes = b"") -> None:
        self.path = path
        self.source = source
        self.data = data
        """The bytes of the text, without a byte order mark."""
        self.facts: dict[str, Any] = {}
        """What was worked out about this file and is asked for more than once."""
        self.documents: list[Document] = []
        self.issues: list[ReadIssue] = Issues()


class Document:
    """
    One document of a file.

    `data` is plain: dict, list, str, int, float, bool, None, with ``${NAME}`` replaced. Keys are always strings.
    Nothing may change it: aliases share their values.
    """

    def __init__(self, source: SourceText, index: int, root: Node, data: Any) -> None:  # noqa: ANN401
        # The text and not the file: a file that held documents that hold the file would wait for the garbage collector.
        self.source = source
        """The text of the whole file."""
        self.index = index
        """Which document of the file this is, from 0."""
        self.root = root
        self.data = data
        self.facts: dict[str, Any] = {}
        """What was worked out about this document and is asked for more than once."""
        self.kind = kind_of(data)

    def value_span(self, path: Path) -> Span:
        """Where a value stands; when the path is not there, where its nearest parent does."""
        while True:
            entry = find(self.root, path)
            if entry is not None:
                return span_of(entry.value)
            path = path[:-1]

    def key_span(self, path: Path) -> Span:
        """Where the key of a value stands; of a list item, where the item does."""
        entry = find(self.root, path)
        if entry is None:
            return self.value_span(path)
        return span_of(entry.key if entry.key is not None else entry.value)

    def place(self, path: Path) -> Span:
        """
        Where to point a reader who shall look at a value.

        That is the value of a scalar; the key of a mapping or list, because the whole would be many lines; and the
        first key of the document for the document itself.
        """
        entry = find(self.root, path)
        if entry is None:
            return self.place(path[:-1])
        if isinstance(entry.value, ScalarNode):
            return span_of(entry.value)
        if entry.key is not None:
            return span_of(entry.key)
        if isinstance(entry.value, MappingNode) and entry.value.value:
            return span_of(entry.value.value[0][0])
        start = entry.value.start_mark.index
        return Span(start, start + 1)


def kind_of(data: Any) -> Kind:  # noqa: ANN401
    """Tell what a document is; a persona file that also has an agent's keys is reported by a rule."""
    if data.__class__ is not dict:
        return Kind.UNKNOWN
    if "personaConfig" in data:
        return Kind.PERSONA
    if "agent_config" in data or "tools_config" in data or "multilingual_config" in data:
        return Kind.AGENT
    return Kind.UNKNOWN
