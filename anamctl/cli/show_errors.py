"""What keeps a file from being shown, and how that is said. Loaded only when something does."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from anamctl.definitions.document import Kind
from anamctl.definitions.placeholders import Unset
from anamctl.errors import AnamctlError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.cli.show_request import ShowRequest
    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Finding


class BrokenFileError(AnamctlError):
    """A file has errors that leave nothing to show."""

    exit_code = ExitCode.FINDINGS
    code = "findings"


def report(request: ShowRequest, file: SourceFile, families: tuple[str, ...]) -> bool:
    """
    Print the errors of a file as `validate` does.

    Args:
        request: how to print.
        file: what was read.
        families: beginnings of the codes that count; all when empty.

    Returns:
        Whether there are any.

    Raises:
        BrokenFileError: there are some, and the result is to be JSON.
    """
    from anamctl.cli.terminal import uses_color, width
    from anamctl.report.run import Run
    from anamctl.report.text import render

    errors = _errors(file, families)
    if not errors:
        return False
    if request.json:
        first = errors[0]
        message = f"{first.path}:{first.line}:{first.column}: {first.full_message} ({first.code})."
        raise BrokenFileError(message, hint=f"anamctl validate {file.path}")
    run = Run(errors, 1, 0.0, (file.path,))
    sys.stderr.write(render(run, color=uses_color(request.color, sys.stderr), width=width()))
    return True


def _errors(file: SourceFile, families: tuple[str, ...]) -> list[Finding]:
    from anamctl.lint.finding import Severity
    from anamctl.lint.runner import Linter, Selection

    linter = Linter(Selection(select=families), os.environ)
    is_unread = any(issue.kind in ("unreadable", "too-large") for issue in file.issues)
    found = linter.lint_path(file.path) if is_unread else linter.lint_bytes(file.data, file.path)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def misshapen(document: Document) -> str:
    """Say which part is of a type that leaves nothing to lay over one another; empty when all is well."""
    data = document.data
    parts = _persona_parts(data) if document.kind is Kind.PERSONA else _agent_parts(data)
    return next((f"{name} is {_type(value)}, not a mapping" for name, value in parts if value is not None), "") or (
        "" if document.kind is Kind.PERSONA or _has_tools(document) else "nothing in it hears or speaks"
    )


def _wrong(owner: Any, names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """The parts of an object that are there and no mappings; null is the same as not there."""
    for name in names:
        value = owner.get(name) if isinstance(owner, dict) else None
        if not isinstance(value, dict):
            yield name, value


def _persona_parts(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    if not isinstance(data["personaConfig"], dict):
        yield "personaConfig", data["personaConfig"] if data["personaConfig"] is not None else ...
    yield from _wrong(data, ("languages", "sessionOptions"))
    yield from _entries(data.get("languages"))


def _entries(languages: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    for code, entry in languages.items() if isinstance(languages, dict) else ():
        if not isinstance(entry, dict):
            yield f'"{code}"', entry


def _agent_parts(data: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    from anamctl.bolna import agents

    yield from _wrong(data, ("agent_config", "tools_config", "multilingual_config", "agent_prompts"))
    alone = {"multilingual_config": data.get("multilingual_config")}
    for tools in (*(site.tools for site in agents.sites(data)), alone):
        yield from _wrong(tools, ("transcriber", "synthesizer", "multilingual_config"))
        yield from _wrong(tools.get("synthesizer"), ("provider_config",))
        multilingual = tools.get("multilingual_config")
        yield from _wrong(multilingual, ("languages",))
        languages = multilingual.get("languages") if isinstance(multilingual, dict) else None
        yield from _entries(languages)
        for entry in languages.values() if isinstance(languages, dict) else ():
            yield from _wrong(entry, ("transcriber", "synthesizer"))
            yield from _wrong(entry.get("synthesizer") if isinstance(entry, dict) else None, ("provider_config",))


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
    for path, value in _unset((), document.data, left_out):
        line = document.source.position(document.place(path).start).line
        name = value.names[0]
        return UsageError(
            f"{file.path}:{line} needs ${{{name}}}, which is not set.",
            hint=f"set {name} in the environment, or write a default: ${{{name}:-...}}",
        )
    return None


def _unset(path: Path, value: Any, left_out: list[Path]) -> Iterator[tuple[Path, Unset]]:  # noqa: ANN401
    if path in left_out:
        return
    if isinstance(value, Unset):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _unset((*path, key), inner, left_out)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unset((*path, index), inner, left_out)
