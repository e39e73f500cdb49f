"""The agent of a file that is meant, and what has to be so that it can travel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.choose import Found, find, name_of, pick
from anamctl.definitions.document import Kind
from anamctl.definitions.unset import needs_variable, unset_values
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.definitions.document import Document, SourceFile

_HARMLESS = frozenset({"ambiguous", "unset"})
"""Issues of reading after which the data still is what the file says."""


class Definition(NamedTuple):
    """An agent as a file has it."""

    file: SourceFile
    document: Document
    key: str
    """What tells it from other agents of the same file; empty when it is the only one."""

    @property
    def path(self) -> str:
        """The file."""
        return self.file.path

    @property
    def data(self) -> dict[str, Any]:
        """What the file says."""
        data: dict[str, Any] = self.document.data
        return data

    @property
    def name(self) -> str:
        """What the agent is called."""
        return name_of(self.document)


def open_definition(name: str, wanted: str, environ: Mapping[str, str]) -> Definition:
    """
    Read the agent that is meant.

    Args:
        name: a file, its stem in ``personas/``, or the name of an agent.
        wanted: number or name of a document, for a file with several.
        environ: values for ``${NAME}``.

    Raises:
        UsageError: there is no such agent, or only a part of one.
    """
    found = find(name, environ)
    file = found.file
    if not all(issue.kind in _HARMLESS for issue in file.issues):
        raise UsageError(f"{file.path} cannot be read as it stands.", hint=f"anamctl validate {file.path}")
    agents = [document for document in file.documents if document.kind is Kind.AGENT]
    document = agents[0] if not wanted and found.document is None and len(agents) == 1 else pick(found, wanted)
    if document.kind is not Kind.AGENT:
        raise UsageError(f"{file.path} holds a persona, not an agent.", hint="personas are not kept at Bolna.")
    if not isinstance(document.data.get("agent_config"), dict):
        part = "tools_config" if "tools_config" in document.data else "multilingual_config"
        raise UsageError(
            f"{file.path} holds only {part}, and Bolna keeps whole agents.",
            hint="put agent_config and agent_prompts around it; `anamctl init NAME --kind agent` writes an example.",
        )
    return Definition(file, document, _key(document, agents))


def refuse_unset(definition: Definition) -> None:
    """
    Make sure that every variable of an agent has a value.

    Raises:
        UsageError: one has none.
    """
    for path, value in unset_values(definition.data):
        raise needs_variable(definition.path, definition.document, path, value)


def is_definition(name: str, environ: Mapping[str, str]) -> Found | None:
    """Give the file that is meant; None when a text is none, such as an id."""
    try:
        return find(name, environ)
    except UsageError:
        return None


def _key(document: Document, agents: list[Document]) -> str:
    if len(agents) == 1:
        return ""
    name = name_of(document)
    if name and sum(name_of(other) == name for other in agents) == 1:
        return name
    return str(document.index + 1)
