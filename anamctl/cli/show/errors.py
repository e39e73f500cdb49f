"""What keeps a file from being shown, and how that is said. Loaded only when something does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from anamctl.definitions.document import Kind
from anamctl.errors import AnamctlError, ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.cli.show.request import ShowRequest
    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.nodes import Path
    from anamctl.errors import UsageError
    from anamctl.lint.finding import Finding


class BrokenFileError(AnamctlError):
    """A file has errors that leave nothing to show."""

    exit_code = ExitCode.FINDINGS
    code = "findings"


def report(request: ShowRequest, file: SourceFile, families: tuple[str, ...], path: Path | None = None) -> bool:
    """
    Print what is wrong with a file as `validate` does.

    Args:
        request: how to print.
        file: what was read.
        families: beginnings of the codes that count; all when empty.
        path: print only what is said about this value; errors of the whole file when left out.

    Returns:
        Whether there is anything.

    Raises:
        BrokenFileError: there is, and the result is to be JSON.
    """
    from anamctl.cli.terminal import uses_color, width
    from anamctl.report.run import Run
    from anamctl.report.text import render

    found = _findings(file, families, path)
    if not found:
        return False
    if request.json:
        first = found[0]
        message = f"{first.path}:{first.line}:{first.column}: {first.full_message} ({first.code})."
        raise BrokenFileError(message, hint=f"anamctl validate {file.path}")
    run = Run(found, 1, 0.0, (file.path,))
    sys.stderr.write(render(run, color=uses_color(request.color, sys.stderr), width=width()))
    return True


def _findings(file: SourceFile, families: tuple[str, ...], path: Path | None) -> list[Finding]:
    from anamctl.lint.finding import Severity
    from anamctl.lint.problems import pointer
    from anamctl.lint.runner import Linter, Selection

    linter = Linter(Selection(select=families), os.environ)
    is_unread = any(issue.kind in ("unreadable", "too-large") for issue in file.issues)
    found = linter.lint_path(file.path) if is_unread else linter.lint_bytes(file.data, file.path)
    if path is None:
        return [finding for finding in found if finding.severity is Severity.ERROR]
    return [finding for finding in found if finding.pointer == pointer(path)]


class Misshapen(NamedTuple):
    """A part of a type that leaves nothing to lay over one another."""

    path: Path
    problem: str


def misshapen(document: Document) -> Misshapen | None:
    """Find the first part that is no mapping although it has to be; null is the same as not there."""
    data = document.data
    wrong = _persona_parts(data) if document.kind is Kind.PERSONA else _agent_parts(data)
    for path, value in wrong:
        if value is not None:
            return Misshapen(path, f"{path[-1]} is {_type(value)}, not a mapping")
    if document.kind is Kind.PERSONA or _has_tools(document):
        return None
    return Misshapen((), "nothing in it hears or speaks")


_Parts: TypeAlias = "Iterator[tuple[Path, Any]]"


def _wrong(owner: Any, path: Path, *names: str) -> _Parts:  # noqa: ANN401
    """The parts of an object that are no mappings."""
    for name in names:
        value = owner.get(name) if isinstance(owner, dict) else None
        if not isinstance(value, dict):
            yield (*path, name), value


def _persona_parts(data: dict[str, Any]) -> _Parts:
    if not isinstance(data["personaConfig"], dict):
        yield ("personaConfig",), data["personaConfig"] if data["personaConfig"] is not None else ...
    yield from _wrong(data, (), "languages", "sessionOptions")
    yield from _entries(data.get("languages"), ("languages",))


def _entries(languages: Any, path: Path) -> _Parts:  # noqa: ANN401
    for code, entry in languages.items() if isinstance(languages, dict) else ():
        if not isinstance(entry, dict):
            yield (*path, code), entry


def _agent_parts(data: dict[str, Any]) -> _Parts:
    yield from _wrong(data, (), "agent_config", "tools_config", "multilingual_config", "agent_prompts")
    agent = data.get("agent_config")
    tasks = agent.get("tasks") if isinstance(agent, dict) else None
    for index, task in enumerate(tasks if isinstance(tasks, list) else []):
        path: Path = ("agent_config", "tasks", index)
        yield from _wrong(task, path, "tools_config")
        yield from _tools_parts(task.get("tools_config") if isinstance(task, dict) else None, (*path, "tools_config"))
    yield from _tools_parts(data.get("tools_config"), ("tools_config",))
    yield from _tools_parts({"multilingual_config": data.get("multilingual_config")}, ())


def _tools_parts(tools: Any, path: Path) -> _Parts:  # noqa: ANN401
    if not isinstance(tools, dict):
        return
    yield from _wrong(tools, path, "transcriber", "synthesizer", "multilingual_config")
    yield from _wrong(tools.get("synthesizer"), (*path, "synthesizer"), "provider_config")
    multilingual = tools.get("multilingual_config")
    path = (*path, "multilingual_config")
    yield from _wrong(multilingual, path, "languages")
    languages = multilingual.get("languages") if isinstance(multilingual, dict) else None
    path = (*path, "languages")
    yield from _entries(languages, path)
    for code, entry in languages.items() if isinstance(languages, dict) else ():
        yield from _wrong(entry, (*path, code), "transcriber", "synthesizer")
        own = entry.get("synthesizer") if isinstance(entry, dict) else None
        yield from _wrong(own, (*path, code, "synthesizer"), "provider_config")


def _has_tools(document: Document) -> bool:
    from anamctl.bolna.agent_sheet import shown_tools

    return bool(shown_tools(document))


def _type(value: object) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, str):
        return "text"
    return "null" if value is ... else "a number"


def unset_variable(file: SourceFile, document: Document, left_out: list[Path]) -> UsageError | None:
    """Name the first variable without a value, in a part of the document that is shown."""
    from anamctl.definitions.unset import needs_variable, unset_values

    for path, value in unset_values(document.data, left_out):
        return needs_variable(file.path, document, path, value)
    return None
