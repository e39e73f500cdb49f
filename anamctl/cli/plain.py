"""Plain command lines, read without the option parser, whose loading takes 30 ms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Plain(NamedTuple):
    """Options that can be read here."""

    flags: Mapping[str, str]
    """Option to the field that it sets to True."""
    values: Mapping[str, str]
    """Option to the field that takes its value."""
    lists: frozenset[str] = frozenset()
    """Fields that may be given several times."""
    choices: Mapping[str, tuple[str, ...]] = {}
    """Field to the values that it may have."""
    negations: Mapping[str, str] = {}
    """Option to the field that it sets to False."""
    argument: str = ""
    """Field of the one argument, or of all when it is among `lists`; empty when there is none."""


def left_empty(arguments: list[str]) -> str:
    """
    Give the option after which nothing stands but an empty text; empty when there is none.

    That is a variable of the shell that is not set. As if the option were not there, a check would pass that was never
    made, or a session start in another language.
    """
    previous = ""
    for argument in arguments:
        if argument == "--":
            break
        name, separator, value = argument.partition("=")
        if separator and not value and name.startswith("--") and len(name) > 2:
            return name
        if not argument and previous.startswith("-") and previous != "-":
            return previous
        previous = argument
    return ""


def read(arguments: list[str], plain: Plain) -> dict[str, Any] | None:
    """
    Give the fields that a command line sets.

    None for whatever is not plain: help, a misspelt option, a value that is missing, empty or looks like an option.
    The real parser then says what is wrong.
    """
    if left_empty(arguments):
        return None
    found: dict[str, Any] = {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("-") or argument == "-":
            if plain.argument in plain.lists:
                found.setdefault(plain.argument, []).append(argument)
            elif not plain.argument or plain.argument in found:
                return None
            else:
                found[plain.argument] = argument
        elif argument in plain.flags:
            found[plain.flags[argument]] = True
        elif argument in plain.negations:
            found[plain.negations[argument]] = False
        else:
            name, separator, text = argument.partition("=")
            if name not in plain.values or (separator and not name.startswith("--")):
                return None
            if not separator:
                text = next(rest, "-")
            field = plain.values[name]
            if text.startswith("-") or text not in plain.choices.get(field, (text,)):
                return None
            if field in plain.lists:
                found.setdefault(field, []).append(text)
            else:
                found[field] = text
    return found
