"""How a service shall hear, as options of ``anamctl listen`` made from their table; and its help under headings."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from typer.core import TyperCommand

from anamctl.stt.typed import TYPED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anamctl.stt.typed import Given, Kind, Typed

_Function = TypeVar("_Function", bound="Callable[..., Any]")

_BEFORE = {
    "What is heard": ("--file", "--mic", "--device", "--list-devices", "--rate", "--pace", "--for", "--max-length"),
    "Who hears": (
        "--provider",
        "--model",
        "--url",
        "--region",
        "--allow-insecure",
        "--profile",
        "--sandbox",
        "--scenario",
    ),
}
_AFTER = {
    "What is expected": ("--expect", "--min-confidence", "--min-share", "--persona", "--lang", "--document"),
    "What is kept": ("--save", "--report", "--force"),
    "Several clips, several services": ("--suite", "--junit", "--compare"),
    "Output": ("--json", "--color", "--quiet", "--verbose", "--debug", "--help"),
}


def _groups() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for typed in TYPED:
        found[typed.group] = (*found.get(typed.group, ()), typed.name)
    last = next(reversed(found))
    found[last] = (*found[last], "--param")
    return {**_BEFORE, **found, **_AFTER}


GROUPS = _groups()
"""Heading to the options under it, in the order of the help."""


class Grouped(TyperCommand):
    """A command whose help has its options under headings, with one column for all of them."""

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401  # as the framework calls it
        """Write the arguments, and the options by groups."""
        records: dict[str, tuple[str, str]] = {}
        arguments: list[tuple[str, str]] = []
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is None:
                continue
            if parameter.param_type_name == "argument":
                arguments.append(record)
                continue
            name = max(parameter.opts, key=len)
            records[name] = (f"--[no-]{name[2:]}", record[1]) if parameter.secondary_opts else record
        width = max(len(first) for first, _ in records.values())
        with formatter.section("Arguments"):
            formatter.write_dl([(first.ljust(width), text) for first, text in arguments])
        for heading, names in GROUPS.items():
            with formatter.section(heading):
                formatter.write_dl([(records[name][0].ljust(width), records[name][1]) for name in names])


def with_typed(function: _Function) -> _Function:
    """Give a command, in the place of its ``**typed``, the options of the table."""
    signature = inspect.signature(function, eval_str=True)
    kept = [one for one in signature.parameters.values() if one.kind is not one.VAR_KEYWORD]
    options = [
        inspect.Parameter(_variable(typed), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=_annotation(typed))
        for typed in TYPED
    ]
    vars(function)["__signature__"] = signature.replace(parameters=[*kept, *options])
    return function


def given(values: Mapping[str, Any]) -> dict[str, Given]:
    """Give those options of the table that stand on the command line, by their names."""
    found: dict[str, Given] = {}
    for typed in TYPED:
        value = values[_variable(typed)]
        if value is not None and value != []:
            found[typed.name] = tuple(value) if isinstance(value, list) else value
    return found


def _variable(typed: Typed) -> str:
    return typed.name[2:].replace("-", "_")


_TYPES: dict[Kind, Any] = {"flag": bool | None, "list": list[str] | None}


def _annotation(typed: Typed) -> Any:  # noqa: ANN401  # a type with metadata
    names = f"{typed.name}/{typed.negation}" if typed.kind == "flag" else typed.name
    option = typer.Option(names, metavar=typed.metavar or None, help=typed.help)
    return Annotated[_TYPES.get(typed.kind, str | None), option]
